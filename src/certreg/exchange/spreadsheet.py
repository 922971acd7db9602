"""Cells of CSV files, which people open in spreadsheet programs."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

MARK: Final = "\ufeff"
"""Before the first cell: spreadsheet programs see by it that a file is UTF-8."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """As text. Text that a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV Injection)."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA) and not isinstance(value, int) else text


def plain(text: str) -> str:
    """What `cell` was given, or a person typed so that a spreadsheet would keep it as text."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def csv_bytes(headings: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """A whole CSV file (RFC 4180, UTF-8) row by row, as a spreadsheet program opens it by a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    text.write(MARK)
    for row in chain([headings], rows):
        writer.writerow([cell(value) for value in row])
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
