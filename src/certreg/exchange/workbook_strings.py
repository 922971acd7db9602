"""How much text the shared strings of a workbook grow to once every cell has its own copy, as the reader makes it.

A megabyte of text that a million cells point to is a bomb that the size of the parts does not show.
"""

from array import array
from collections.abc import Callable, Iterable
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

_TEXT: Final = "t"
_STRING: Final = "si"
_CELL: Final = "c"
_VALUE: Final = "v"
_SHARED: Final = "s"
_LONGEST_INDEX: Final = 10


class MalformedPart(ValueError):
    """A part of the workbook is not the XML that it should be."""


class SharedStrings:
    """Lengths of the shared strings, in characters."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._lengths = array("L")
        self._length = 0
        self._in_text = False
        _parse(chunks, self._start, self._end, self._characters)

    @property
    def longest(self) -> int:
        """Of the longest string."""
        return max(self._lengths, default=0)

    def length(self, index: int) -> int:
        """Of one string; 0 for one that is not there, which the reader refuses itself."""
        return self._lengths[index] if 0 <= index < len(self._lengths) else 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        self._in_text = _local(name) == _TEXT

    def _end(self, name: str) -> None:
        self._in_text = False
        if _local(name) == _STRING:
            self._lengths.append(self._length)
            self._length = 0

    def _characters(self, text: str) -> None:
        if self._in_text:
            self._length += len(text)


class SheetText:
    """Characters of the shared strings that the cells of one sheet point to, counted once for each cell."""

    def __init__(self, chunks: Iterable[bytes], strings: SharedStrings) -> None:
        self.characters = 0
        self._strings = strings
        self._shared = False
        self._index: list[str] | None = None
        _parse(chunks, self._start, self._end, self._digits)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == _CELL:
            self._shared = attributes.get("t") == _SHARED
        elif local == _VALUE and self._shared:
            self._index = []

    def _end(self, name: str) -> None:
        if _local(name) == _VALUE and self._index is not None:
            index = "".join(self._index).strip()
            if index.isascii() and index.isdigit() and len(index) <= _LONGEST_INDEX:
                self.characters += self._strings.length(int(index))
            self._index = None

    def _digits(self, text: str) -> None:
        if self._index is not None and len(self._index) <= _LONGEST_INDEX:
            self._index.append(text)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parse(
    chunks: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> None:
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except ExpatError as error:
        raise MalformedPart(str(error)) from None


def _no_doctype(*_: object) -> None:
    raise MalformedPart("a document type is declared")
