"""The whole register as a file for download, made once a day, with its digests (notice 2(3))."""

import base64
import zlib
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from litestar import Response
from litestar.di import NamedDependency
from litestar.response import Stream

from certreg.domain.policy import SHANGHAI
from certreg.services import register_file
from certreg.services.register_file import NAME, PublicFile
from certreg.web.respond import deliver, document, is_known
from certreg.web.routes import AnyRequest, reading
from certreg.web.site import Site

_FRESH: Final = "public, max-age=600"
_CHUNK: Final = 256 * 1024
_GZIP: Final = 16 + zlib.MAX_WBITS
"""For `zlib`: the stream has a gzip header and trailer."""


@reading("/organisations.csv")
def register_csv(request: AnyRequest, site: NamedDependency[Site]) -> Response[bytes] | Stream:
    """Every organisation of the register, a row each, under the headings that imports read."""
    made = register_file.described(site.registry)
    head = _head(made, made.sha256, made.size, "")
    if is_known(request.headers.get("if-none-match"), head["ETag"]):
        return Response(b"", status_code=304, headers=_unchanged(head))
    if request.method == "HEAD":
        return Response(b"", media_type="text/csv", headers=head)
    content = register_file.packed(site.registry, made)
    return Stream(_unpacked(content), media_type="text/csv", headers=head)


@reading("/organisations.csv.gz")
def register_csv_packed(request: AnyRequest, site: NamedDependency[Site]) -> Response[bytes]:
    """The same file packed: about a tenth of the size."""
    made = register_file.described(site.registry)
    head = _head(made, made.packed_sha256, made.packed_size, ".gz")
    if is_known(request.headers.get("if-none-match"), head["ETag"]):
        return Response(b"", status_code=304, headers=_unchanged(head))
    content = b"" if request.method == "HEAD" else register_file.packed(site.registry, made)
    return Response(content, media_type="application/gzip", headers=head)


@reading("/organisations.csv.sha256")
def register_csv_digests(request: AnyRequest, site: NamedDependency[Site]) -> Response[bytes]:
    """SHA-256 of both, as `sha256sum --check` reads it."""
    made = register_file.described(site.registry)
    lines = f"{made.sha256}  {NAME}\n{made.packed_sha256}  {NAME}.gz\n"
    return deliver(request, document(lines.encode(), "text/plain"), cache_control=_FRESH)


def _head(made: PublicFile, sha256: str, size: int, suffix: str) -> dict[str, str]:
    """Validators, the digest as RFC 9530 has it, and a name with the day for whoever saves it."""
    name, _, kind = NAME.partition(".")
    saved_as = f"{name}-{made.made_at.astimezone(SHANGHAI):%Y-%m-%d}.{kind}{suffix}"
    return {
        "ETag": f'"{sha256}"',
        "Last-Modified": _http_date(made.made_at),
        "Cache-Control": _FRESH,
        "Content-Length": str(size),
        "Content-Disposition": f'attachment; filename="{saved_as}"',
        "Repr-Digest": f"sha-256=:{base64.b64encode(bytes.fromhex(sha256)).decode()}:",
    }


def _unchanged(head: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in head.items() if name in {"ETag", "Cache-Control", "Last-Modified"}}


def _http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Piece by piece: the whole file is never in memory."""
    reader = zlib.decompressobj(_GZIP)
    waiting = content
    while waiting or not reader.eof:
        piece = reader.decompress(waiting, _CHUNK)
        waiting = reader.unconsumed_tail
        if not piece and not waiting:
            return
        yield piece
