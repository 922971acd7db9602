"""JSON without its loose ends: UTF-8 only, no name twice, no NaN, bounded depth."""

import json
import re
from collections import Counter
from typing import Any, Final, NoReturn

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text
from certreg.exchange.limits import MAX_DEPTH

_BOM: Final = b"\xef\xbb\xbf"
_DEEP: Final = re.compile(rb"[\[{]")


class _NameTwice(ValueError):
    pass


def parse_json(data: bytes) -> object:
    """The value of one JSON text. `InvalidInput` with one problem that says what broke, and where."""
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse("not_utf8", _NOT_UTF8.within(byte=error.start + 1))
    try:
        value = _DECODER.decode(text)
    except _NameTwice as error:
        _refuse("name_twice", _TWICE.within(name=str(error)[:80]))
    except RecursionError:
        _refuse("too_deep", _TOO_DEEP)
    except json.JSONDecodeError as error:
        _refuse("not_json", _NOT_JSON.within(line=error.lineno, column=error.colno, why=error.msg))
    except ValueError as error:
        # A number of thousands of digits, or NaN.
        _refuse("not_json", _BAD_NUMBER.within(why=str(error)[:80]))
    if len(_DEEP.findall(data)) > MAX_DEPTH and _deeper_than(value, MAX_DEPTH):
        _refuse("too_deep", _TOO_DEEP)
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two members of one name: readers differ on which counts (RFC 8259 §4), so neither does."""
    found = dict(pairs)
    if len(found) != len(pairs):
        counts = Counter(name for name, _ in pairs)
        raise _NameTwice(next(name for name, count in counts.items() if count > 1))
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name + " is not JSON")


# Made once: `json.loads` with hooks makes one for every text.
_DECODER: Final = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)


def _deeper_than(value: object, depth: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    if depth == 0:
        return True
    inner = value.values() if isinstance(value, dict) else value
    return any(_deeper_than(part, depth - 1) for part in inner)


def _refuse(code: str, reason: Text) -> NoReturn:
    raise InvalidInput(reason, [FieldProblem("json", code, reason)])


_NOT_UTF8: Final = Text(zh="不是UTF-8编码（第{byte}字节）", en="Not UTF-8 (byte {byte})")
_NOT_JSON: Final = Text(
    zh="不是有效的JSON：第{line}行第{column}列（{why}）", en="Not JSON: line {line}, column {column} ({why})"
)
_BAD_NUMBER: Final = Text(zh="JSON中的数值无效（{why}）", en="A number in the JSON is not valid ({why})")
_TWICE: Final = Text(zh="名称“{name}”在同一对象中出现两次", en="The name '{name}' stands twice in one object")
_TOO_DEEP: Final = Text(zh=f"JSON嵌套超过{MAX_DEPTH}层", en=f"The JSON nests deeper than {MAX_DEPTH} levels")
