"""Files of records in the form of their type: JSON (an array) or NDJSON."""

from pathlib import Path
from typing import Final, TypeVar

import msgspec

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text

MAX_BYTES: Final = 256 * 1024 * 1024

Record = TypeVar("Record")


def read_records(path: Path, kind: type[Record]) -> tuple[Record, ...]:
    """Every record of a file. `InvalidInput` names each that is wrong: such a file is taken in whole."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidInput(_UNREADABLE.within(path=path, reason=error.strerror)) from error
    if len(data) > MAX_BYTES:
        raise InvalidInput(_TOO_LARGE.within(path=path, limit=MAX_BYTES))
    data = data.removeprefix(b"\xef\xbb\xbf")
    pieces = _array(data, path) if data.lstrip().startswith(b"[") else _lines(data)
    found, problems = [], []
    for place, piece in pieces:
        try:
            found.append(msgspec.json.decode(piece, type=kind))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            reason = Text(zh=f"格式不符：{error}", en=str(error))
            problems.append(FieldProblem(place, "invalid", reason))
    if problems:
        raise InvalidInput(_PROBLEMS.within(path=path, count=len(problems)), problems[:_SHOWN])
    return tuple(found)


def _array(data: bytes, path: Path) -> list[tuple[str, bytes]]:
    try:
        items = msgspec.json.decode(data, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InvalidInput(_UNREADABLE.within(path=path, reason=error)) from error
    return [(f"[{index}]", bytes(item)) for index, item in enumerate(items)]


def _lines(data: bytes) -> list[tuple[str, bytes]]:
    return [(f"line {number}", line) for number, line in enumerate(data.splitlines(), 1) if line.strip()]


_SHOWN: Final = 100
_UNREADABLE: Final = Text(zh="无法读取 {path}：{reason}", en="{path} cannot be read: {reason}")
_TOO_LARGE: Final = Text(zh="{path} 超过 {limit} 字节", en="{path} has more than {limit} bytes")
_PROBLEMS: Final = Text(zh="{path} 中有 {count} 条记录不合格式", en="{count} records of {path} are not valid")
