"""Looks into a workbook before the reader unpacks it: zip bombs, and sheets that claim a cell a million rows away.

The reader inflates every part and holds the whole rectangle between a sheet's outermost cells in memory, so both are
measured first, from the bytes themselves: what the archive declares may be a lie.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NoReturn

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text
from certreg.exchange.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_INFLATED_BYTES,
    MAX_SHARED_CHARACTERS,
    MAX_WORKBOOK_BYTES,
    MAX_WORKBOOK_PARTS,
)
from certreg.exchange.workbook_strings import MalformedPart, SharedStrings, SheetText

_CHUNK: Final = 256 * 1024
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_REFERENCE: Final = re.compile(rb"""\br\s*=\s*["'](?:([A-Za-z]{1,3}))?([0-9]{1,7})["']""")
_LONGEST_REFERENCE: Final = 64
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STRINGS: Final = re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE)


def guard_workbook(path: Path) -> None:
    """`InvalidInput` if the file is no workbook, or larger inside than the limits allow."""
    size = path.stat().st_size
    if size > MAX_WORKBOOK_BYTES:
        _refuse("too_large", _TOO_LARGE)
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            parts = archive.infolist()
            if len(parts) > MAX_WORKBOOK_PARTS:
                _refuse("too_many_parts", _TOO_MANY_PARTS)
            _measure(file, parts)
    except _DAMAGE as error:
        _refuse("not_a_workbook", _NOT_A_WORKBOOK.within(why=error))


def _measure(file: BinaryIO, parts: list[zipfile.ZipInfo]) -> None:
    """Every part is looked at as if it were a sheet: which ones are is for the workbook to say, under any name."""
    inflated = 0
    extents: list[tuple[zipfile.ZipInfo, _Extent]] = []
    for part in parts:
        if part.flag_bits & 1:
            _refuse("encrypted", _ENCRYPTED)
        extent = _Extent()
        for chunk in _inflate(file, part):
            inflated += len(chunk)
            if inflated > MAX_INFLATED_BYTES:
                _refuse("inflates_too_far", _INFLATES)
            extent.look(chunk)
        extent.check(part.filename)
        extents.append((part, extent))
    for part in parts:
        if _STRINGS.fullmatch(part.filename):
            _measure_strings(file, part, extents)


def _measure_strings(file: BinaryIO, part: zipfile.ZipInfo, sheets: list[tuple[zipfile.ZipInfo, "_Extent"]]) -> None:
    """Count cell by cell only where the longest string in every element of a part would be too much."""
    strings = SharedStrings(_inflate(file, part))
    for sheet, extent in sheets:
        if sheet is part or strings.longest * extent.elements <= MAX_SHARED_CHARACTERS:
            continue
        try:
            text = SheetText(_inflate(file, sheet), strings)
        except MalformedPart:
            # A picture is no sheet. What claims to be one must be sound, for the reader is more forgiving.
            if extent.has_cells or sheet.filename.lower().endswith(".xml"):
                raise
            continue
        if text.characters > MAX_SHARED_CHARACTERS:
            _refuse("strings_too_far", _STRINGS_GROW.within(name=sheet.filename))


def _inflate(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one part as any reader would get them, whatever size is declared."""
    file.seek(part.header_offset)
    magic, name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if magic != b"PK\x03\x04":
        raise zipfile.BadZipFile("no local header")
    file.seek(name + extra, 1)
    left = part.compress_size
    if part.compress_type == zipfile.ZIP_STORED:
        while left > 0 and (data := file.read(min(left, _CHUNK))):
            left -= len(data)
            yield data
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(f"compression method {part.compress_type}")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflater.eof and left > 0 and (data := file.read(min(left, _CHUNK))):
        left -= len(data)
        while data and not inflater.eof:
            yield inflater.decompress(data, _CHUNK)
            data = inflater.unconsumed_tail


class _Extent:
    """The outermost row and column that the cells of a sheet name."""

    def __init__(self) -> None:
        self.elements = 0
        self._tail = b""
        self._rows = self._columns = 0
        self._doctype = False

    @property
    def has_cells(self) -> bool:
        """Names cells or rows, so it may be a sheet."""
        return self._rows > 0

    def look(self, chunk: bytes) -> None:
        """Look at the next piece of the sheet; a reference may lie across two pieces."""
        self.elements += chunk.count(b"<")
        data = self._tail + chunk
        self._doctype = self._doctype or _DOCTYPE.search(data) is not None
        for letters, row in set(_REFERENCE.findall(data)):
            self._rows = max(self._rows, int(row))
            self._columns = max(self._columns, _column(letters))
        self._tail = data[-_LONGEST_REFERENCE:]

    def check(self, name: str) -> None:
        """Refuse a sheet that is too wide, or whose rectangle holds too many cells."""
        if self.has_cells and self._doctype:
            _refuse("doctype", _DOCTYPE_REASON)
        if self._columns > MAX_COLUMNS:
            _refuse("too_many_columns", _TOO_WIDE.within(name=name))
        if self._rows * max(self._columns, 1) > MAX_CELLS:
            _refuse("too_many_cells", _TOO_MANY_CELLS.within(name=name))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _refuse(code: str, reason: Text) -> NoReturn:
    raise InvalidInput(reason, [FieldProblem("file", code, reason)])


_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    MalformedPart,
    NotImplementedError,
    OSError,
)
_STRINGS_GROW: Final = Text(
    zh=f"{{name}} 中重复使用的文字合计超过{MAX_SHARED_CHARACTERS}个字符",
    en=f"The strings that cells of {{name}} share have more than {MAX_SHARED_CHARACTERS} characters, counted per cell",
)
_TOO_LARGE: Final = Text(
    zh=f"工作簿超过{MAX_WORKBOOK_BYTES}字节", en=f"The workbook has more than {MAX_WORKBOOK_BYTES} bytes"
)
_TOO_MANY_PARTS: Final = Text(
    zh=f"工作簿中的文件超过{MAX_WORKBOOK_PARTS}个", en=f"The workbook has more than {MAX_WORKBOOK_PARTS} parts"
)
_NOT_A_WORKBOOK: Final = Text(zh="不是可读取的XLSX工作簿（{why}）", en="Not a readable XLSX workbook ({why})")
_ENCRYPTED: Final = Text(zh="工作簿有密码，请去掉密码后再提交", en="The workbook has a password; remove it first")
_INFLATES: Final = Text(
    zh=f"工作簿解压后超过{MAX_INFLATED_BYTES}字节",
    en=f"The workbook has more than {MAX_INFLATED_BYTES} bytes once decompressed",
)
_DOCTYPE_REASON: Final = Text(
    zh="工作簿中有文档类型声明，不予读取", en="The workbook declares a document type; it is not read"
)
_TOO_WIDE: Final = Text(zh=f"{{name}} 超过{MAX_COLUMNS}列", en=f"{{name}} has more than {MAX_COLUMNS} columns")
_TOO_MANY_CELLS: Final = Text(
    zh=f"{{name}} 的行列数相乘超过{MAX_CELLS}，请删去远处的空单元格或拆成几个文件",
    en=f"{{name}} has more than {MAX_CELLS} cells, rows times columns; delete stray cells far away, or split the file",
)
