"""The whole register as one public file, made once a day, with digests (notice 2(3))."""

import gzip
import hashlib
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from certreg.domain.errors import NotFound
from certreg.domain.organisation import Organisation
from certreg.domain.policy import local_day
from certreg.domain.text import Text
from certreg.exchange.register_cells import HEADINGS, row
from certreg.exchange.spreadsheet import csv_bytes
from certreg.services.registry import Registry
from certreg.storage import parties, public_files
from certreg.storage.database import Reading

NAME: Final = "organisations.csv"

_BATCH: Final = 1000
_LEVEL: Final = 6


class PublicFile(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a file: sizes in bytes, SHA-256 in hex, `packed_…` of its gzip form."""

    name: str
    made_at: datetime
    records: int
    size: int
    sha256: str
    packed_size: int
    packed_sha256: str


def publish(registry: Registry, *, now: datetime) -> PublicFile:
    """Make the file of this moment, in place of the one before."""
    packed = io.BytesIO()
    digest, size, lines = hashlib.sha256(), 0, 0
    # Without name and time in it, the same register gives the same bytes.
    with registry.db.read() as tx, gzip.GzipFile("", "wb", _LEVEL, packed, mtime=0) as file:
        for line in csv_bytes(HEADINGS, map(row, _organisations(tx))):
            digest.update(line)
            size += len(line)
            lines += 1
            file.write(line)
    content = packed.getvalue()
    made = PublicFile(
        name=NAME,
        made_at=now,
        records=lines - 1,
        size=size,
        sha256=digest.hexdigest(),
        packed_size=len(content),
        packed_sha256=hashlib.sha256(content).hexdigest(),
    )
    with registry.db.write() as tx:
        public_files.put_file(tx, {**msgspec.structs.asdict(made), "packed": content})
    return made


def publish_if_due(registry: Registry, *, now: datetime) -> int:
    """Make it unless there is one of this day in Shanghai; how many organisations are in it, 0 if it was not due."""
    made = newest(registry)
    if made is not None and local_day(made.made_at) >= local_day(now):
        return 0
    return publish(registry, now=now).records


def newest(registry: Registry) -> PublicFile | None:
    """What is known of the newest; None before the first was made."""
    with registry.db.read() as tx:
        found = public_files.describe(tx, NAME)
    return PublicFile(**found) if found is not None else None


def described(registry: Registry) -> PublicFile:
    """The same. `NotFound` before the first was made."""
    found = newest(registry)
    if found is None:
        raise NotFound(_NOT_YET)
    return found


def packed(registry: Registry, described: PublicFile) -> bytes:
    """Its gzip form. `NotFound` if it was replaced meanwhile: ask for the newest then."""
    with registry.db.read() as tx:
        content = public_files.packed(tx, described.name, described.sha256)
    if content is None:
        raise NotFound(_REPLACED)
    return content


def _organisations(tx: Reading) -> Iterator[Organisation]:
    after = ""
    while batch := parties.organisations_after(tx, after, _BATCH):
        yield from (record["content"] for record in batch)
        after = batch[-1]["uscc"]


_NOT_YET: Final = Text(
    zh="名录文件还没有生成：服务启动后每天生成一次，也可以运行 certreg organisations publish",
    en="The file was not made yet: `certreg serve` makes it once a day, `certreg organisations publish` at once",
)
_REPLACED: Final = Text(zh="名录文件刚刚更新，请重新下载", en="The file was just replaced; please fetch it again")
