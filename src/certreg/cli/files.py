"""Writing result files: complete, or not at all."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from certreg.domain.errors import ConfigurationInvalid, InvalidInput
from certreg.domain.label import DIGEST_PREFIX
from certreg.domain.text import Text
from certreg.signing import base64url


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when the block ends well, and leaves no trace when it does not."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise ConfigurationInvalid(_CANNOT_WRITE.within(path=path, reason=error.strerror)) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output without a path or with `-`, else a file that is replaced as a whole."""
    if path is None or str(path) == "-":
        stream = sys.stdout.buffer
        yield stream
        stream.flush()
    else:
        with replacing(path) as file:
            yield file


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """The path itself; for `-`, a private copy of standard input, which readers that look twice need."""
    if str(path) != "-":
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="certreg-stdin-") as copy:
        source = sys.stdin.buffer
        while chunk := source.read(_CHUNK):
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """A file that cannot be used as a whole is named by the error: there may be many in one call."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(_IN_FILE.within(path=path, why=error.detail), error.problems) from error


def digest(path: Path) -> str:
    """SHA-256 of the content, by which a file is recognised that comes again."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return DIGEST_PREFIX + base64url.encode(found.digest())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_CHUNK = 1 << 20
_IN_FILE = Text(zh="{path}：{why}", en="{path}: {why}")
_CANNOT_WRITE = Text(zh="不能写入 {path}：{reason}", en="Cannot write {path}: {reason}")
