"""Files as bounded streams of lines: gzip or plain, never a line or a file larger than the limits in memory."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, NoReturn, cast

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text
from certreg.exchange.limits import MAX_LINE_BYTES, MAX_SKIPPED_BYTES, MAX_STREAM_BYTES

_GZIP: Final = b"\x1f\x8b"


class Line(NamedTuple):
    """One physical line, counted from 1. `whole` is False for an overlong one, of which `data` is the beginning."""

    number: int
    data: bytes
    whole: bool = True


def head(path: Path, size: int = 4096) -> bytes:
    """The first bytes of a file, decompressed if it is gzip."""
    with open_stream(path) as stream:
        return _guarded(stream, size, 0)


def is_gzip(path: Path) -> bool:
    """By content, whatever the name says."""
    with _open(path) as file:
        return file.read(2) == _GZIP


def open_stream(path: Path) -> BinaryIO:
    """The bytes of a file, decompressed on the fly if it is gzip."""
    if is_gzip(path):
        return cast("BinaryIO", gzip.open(path, "rb"))
    return _open(path)


def lines(path: Path) -> Iterator[Line]:
    """The lines of a file. `InvalidInput` if it is damaged, or goes on without end."""
    total = number = 0
    with open_stream(path) as stream:
        while data := _guarded_line(stream, number):
            number += 1
            total += len(data)
            whole = data.endswith(b"\n") or len(data) <= MAX_LINE_BYTES
            if not whole:
                total += _pass_over(stream, number)
            if total > MAX_STREAM_BYTES:
                _give_up(_TOO_MUCH.within(limit=MAX_STREAM_BYTES), "too_large")
            yield Line(number, data, whole)


def document(path: Path, limit: int) -> bytes:
    """A whole file of at most `limit` bytes once decompressed; `InvalidInput` for a larger one."""
    with open_stream(path) as stream:
        data = _guarded(stream, limit + 1, 0)
    if len(data) > limit:
        _give_up(_DOCUMENT.within(limit=limit), "too_large")
    return data


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        _give_up(_NO_FILE.within(path=path, why=error.strerror or error), "file_unreadable")


def _guarded_line(stream: BinaryIO, after: int) -> bytes:
    try:
        return stream.readline(MAX_LINE_BYTES + 1)
    except (EOFError, OSError, zlib.error) as error:
        _give_up(_DAMAGED.within(line=after, why=error), "file_damaged")


def _guarded(stream: BinaryIO, size: int, after: int) -> bytes:
    try:
        return stream.read(size)
    except (EOFError, OSError, zlib.error) as error:
        _give_up(_DAMAGED.within(line=after, why=error), "file_damaged")


def _pass_over(stream: BinaryIO, number: int) -> int:
    """Find the end of an overlong line without keeping it; returns the bytes passed over."""
    skipped = 0
    while chunk := _guarded_line(stream, number):
        skipped += len(chunk)
        if chunk.endswith(b"\n"):
            break
        if skipped > MAX_SKIPPED_BYTES:
            _give_up(_ENDLESS.within(line=number, limit=MAX_SKIPPED_BYTES), "line_endless")
    return skipped


def _give_up(reason: Text, code: str) -> NoReturn:
    raise InvalidInput(reason, [FieldProblem("file", code, reason)])


_NO_FILE: Final = Text(zh="无法读取文件 {path}（{why}）", en="The file {path} cannot be read ({why})")
_DAMAGED: Final = Text(
    zh="文件在第{line}行之后损坏，无法继续读取（{why}）", en="The file is damaged after line {line} ({why})"
)
_TOO_MUCH: Final = Text(zh="文件解压后超过{limit}字节", en="The file has more than {limit} bytes once decompressed")
_DOCUMENT: Final = Text(
    zh="JSON文件超过{limit}字节；大量招聘信息请用NDJSON（每行一条）",
    en="The JSON document has more than {limit} bytes; use NDJSON, one posting a line",
)
_ENDLESS: Final = Text(zh="第{line}行超过{limit}字节仍未结束", en="Line {line} has not ended after {limit} bytes")
