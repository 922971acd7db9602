"""Rows of NDJSON and of JSON documents."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text
from certreg.exchange.limits import MAX_DOCUMENT_BYTES, MAX_LINE_BYTES, MAX_RAW_SHOWN
from certreg.exchange.source_rows import SourceRow
from certreg.exchange.streams import document, lines
from certreg.exchange.strict_json import parse_json

_BOM: Final = b"\xef\xbb\xbf"


def ndjson_rows(path: Path) -> Iterator[SourceRow]:
    """One object a line; a row's number is its line's. Blank lines are no rows."""
    for line in lines(path):
        data = line.data.strip(b" \t\r\n")
        if line.number == 1:
            data = data.removeprefix(_BOM)
        if not data:
            continue
        if not line.whole:
            yield SourceRow(line.number, None, _shown(data), FieldProblem("json", "line_too_long", _TOO_LONG))
            continue
        try:
            value = parse_json(data)
        except InvalidInput as error:
            yield SourceRow(line.number, None, _shown(data), error.problems[0])
            continue
        if isinstance(value, dict):
            yield SourceRow(line.number, value, data.decode("utf-8"))
        else:
            yield SourceRow(line.number, None, _shown(data), FieldProblem("json", "wrong_type", _NOT_AN_OBJECT))


def document_rows(path: Path) -> Iterator[SourceRow]:
    """One object, or a list of them; a row's number is its place in the list. `InvalidInput` if it is no JSON."""
    value = parse_json(document(path, MAX_DOCUMENT_BYTES))
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        if isinstance(item, dict):
            yield SourceRow(number, item, "")
        else:
            raw = str(item)[:MAX_RAW_SHOWN]
            yield SourceRow(number, None, raw, FieldProblem("json", "wrong_type", _NOT_AN_OBJECT))


def _shown(data: bytes) -> str:
    return data[: MAX_RAW_SHOWN * 4].decode("utf-8", "replace")[:MAX_RAW_SHOWN]


_TOO_LONG: Final = Text(zh=f"该行超过{MAX_LINE_BYTES}字节", en=f"The line has more than {MAX_LINE_BYTES} bytes")
_NOT_AN_OBJECT: Final = Text(zh="应为JSON对象", en="Not a JSON object")
