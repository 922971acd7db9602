"""Rows of CSV files: UTF-8 with or without a mark, GB 18030, comma, tab or semicolon."""

import codecs
import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text
from certreg.exchange.headings import match_headings
from certreg.exchange.limits import MAX_HEADER_ROW, MAX_LINE_BYTES, MAX_RAW_SHOWN
from certreg.exchange.profiles import Profile
from certreg.exchange.source_rows import SourceRow, Table
from certreg.exchange.streams import Line, head, lines, open_stream

Headed = TypeVar("Headed", bound=Table)

_CHUNK: Final = 1024 * 1024
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def csv_rows(path: Path, profile: Profile | None, directory: Path | None) -> tuple[Profile, Iterator[SourceRow]]:
    """The profile that the headings call for, and the rows. A row's number is the line on which it begins.

    `InvalidInput` if no headings are found, or the file is in an encoding that is not read.
    """
    table, rows = csv_table(path, lambda cells, row: match_headings(cells, row, profile, directory), _NO_HEADINGS)
    return table.profile, rows


def csv_table(
    path: Path, match: Callable[[Sequence[str], int], Headed | None], no_headings: Text
) -> tuple[Headed, Iterator[SourceRow]]:
    """The row that `match` takes as headings, and the rows under it; `no_headings` is said where there is none."""
    records = _Records(path, _encoding(path))
    seen: list[str] = []
    broken: list[FieldProblem] = []
    for record in records:
        if record.problem is not None:
            broken.append(record.problem)
        if record.cells is None or not any(cell.strip() for cell in record.cells):
            continue
        headings = match(record.cells, record.number)
        if headings is not None:
            return headings, _rows(records, headings)
        seen.append("、".join(cell.strip()[:20] for cell in record.cells[:12]))
        if len(seen) >= MAX_HEADER_ROW:
            break
    if broken and not seen:
        raise InvalidInput(_NO_TABLE, broken[:1])
    if not seen:
        raise InvalidInput(_EMPTY, [FieldProblem("file", "empty", _EMPTY)])
    raise InvalidInput(no_headings, [FieldProblem("row 1", "headings_unknown", no_headings, seen[0][:80])])


def _rows(records: "_Records", headings: Table) -> Iterator[SourceRow]:
    remarks = headings.remarks
    for record in records:
        cells = record.cells
        if cells is None:
            yield SourceRow(record.number, None, record.raw, record.problem, remarks)
        elif not any(cell.strip() for cell in cells):
            continue
        elif any(cell.strip() for cell in cells[headings.width :]):
            extra = FieldProblem(f"row {record.number}", "too_many_cells", _TOO_MANY_CELLS)
            yield SourceRow(record.number, None, record.raw, extra, remarks)
        else:
            yield SourceRow(record.number, headings.values(cells), record.raw, None, remarks)
        remarks = ()


class _Record(NamedTuple):
    """One record: its first line, its cells (None if `problem` says why there are none), and its text."""

    number: int
    cells: list[str] | None
    raw: str
    problem: FieldProblem | None


class _Records:
    """Records of a file. A record that breaks the rules of quoting costs its first line only, not what follows."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._encoding = encoding
        self._lines = lines(path)
        self._again: deque[Line] = deque()
        self._taken: list[Line] = []
        self._reader = csv.reader(self._feed(), delimiter=_delimiter(path, encoding), strict=True)

    def __iter__(self) -> Iterator[_Record]:
        while True:
            self._taken.clear()
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                # An unclosed quote takes in line after line; they are read again, each for itself.
                self._again.extendleft(reversed(self._taken[1:]))
                del self._taken[1:]
                yield self._record(None, FieldProblem("csv", "not_csv", _NOT_CSV.within(why=error)))
                continue
            yield self._record(cells, None)

    def _record(self, cells: list[str] | None, problem: FieldProblem | None) -> _Record:
        raw = "".join(self._decoded(line, "replace") for line in self._taken)[:MAX_RAW_SHOWN]
        problem = next(filter(None, map(self._line_problem, self._taken)), problem)
        return _Record(self._taken[0].number, None if problem else cells, raw, problem)

    def _feed(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else next(self._lines, None)
            if line is None:
                return
            self._taken.append(line)
            yield self._decoded(line, "replace") if line.whole else ""

    def _decoded(self, line: Line, errors: str) -> str:
        encoding = "utf-8-sig" if line.number == 1 and self._encoding == "utf-8" else self._encoding
        return line.data.decode(encoding, errors)

    def _line_problem(self, line: Line) -> FieldProblem | None:
        at = f"row {line.number}"
        if not line.whole:
            return FieldProblem(at, "line_too_long", _TOO_LONG)
        if b"\0" in line.data:
            return FieldProblem(at, "nul_byte", _NUL)
        try:
            self._decoded(line, "strict")
        except UnicodeDecodeError as error:
            return FieldProblem(
                at, "wrong_encoding", _UNDECODABLE.within(encoding=self._encoding, byte=error.start + 1)
            )
        return None


def _encoding(path: Path) -> str:
    """UTF-8 if the whole file is that, else GB 18030 if it is that, else UTF-8 with the broken lines refused."""
    start = head(path, 4)
    if start.startswith(_UTF16):
        raise InvalidInput(_UTF16_REASON, [FieldProblem("file", "wrong_encoding", _UTF16_REASON)])
    return next((encoding for encoding in ("utf-8", "gb18030") if _is_in(path, encoding)), "utf-8")


def _is_in(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with open_stream(path) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _delimiter(path: Path, encoding: str) -> str:
    first = head(path).decode(encoding, "replace").lstrip("\ufeff \r\n").partition("\n")[0]
    return max(",\t;", key=first.count)


_EMPTY: Final = Text(zh="文件是空的", en="The file is empty")
_NO_TABLE: Final = Text(zh="不是能够读取的表格、JSON 或 NDJSON 文件", en="Not a table, JSON or NDJSON that can be read")
_NO_HEADINGS: Final = Text(
    zh=f"前{MAX_HEADER_ROW}行中没有可用的表头；至少要有“岗位名称”一列，或指定映射配置",
    en=f"No usable headings in the first {MAX_HEADER_ROW} rows; at least a title column (岗位名称), or name a profile",
)
_NOT_CSV: Final = Text(zh="引号或分隔符不合CSV格式（{why}）", en="Quotes or separators are not CSV ({why})")
_TOO_MANY_CELLS: Final = Text(zh="该行的单元格比表头多", en="The row has more cells than there are headings")
_TOO_LONG: Final = Text(zh=f"该行超过{MAX_LINE_BYTES}字节", en=f"The line has more than {MAX_LINE_BYTES} bytes")
_NUL: Final = Text(zh="该行含有空字节，可能不是文本文件", en="The line has NUL bytes; is this a text file?")
_UNDECODABLE: Final = Text(zh="第{byte}字节不是{encoding}编码", en="Byte {byte} of the line is not {encoding}")
_UTF16_REASON: Final = Text(
    zh="文件是UTF-16编码；请另存为“CSV UTF-8”或XLSX", en="The file is UTF-16; save it as 'CSV UTF-8' or XLSX"
)
