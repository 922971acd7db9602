"""Rows of XLSX workbooks."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text
from certreg.exchange.headings import match_headings
from certreg.exchange.limits import MAX_HEADER_ROW, MAX_RAW_SHOWN
from certreg.exchange.profiles import Profile
from certreg.exchange.source_rows import SourceRow, Table
from certreg.exchange.workbook_guard import guard_workbook

Headed = TypeVar("Headed", bound=Table)
Match: TypeAlias = Callable[[Sequence[str], int], Headed | None]

_Cell = int | float | str | bool | date | datetime | time | timedelta


def xlsx_rows(path: Path, profile: Profile | None, directory: Path | None) -> tuple[Profile, Iterator[SourceRow]]:
    """The profile that the headings call for, and the rows under them, numbered as in the sheet.

    The first visible sheet with headings counts; a remark names those after it that hold anything.
    """
    table, rows = xlsx_table(path, lambda cells, row: match_headings(cells, row, profile, directory), _NO_HEADINGS)
    return table.profile, rows


def xlsx_table(path: Path, match: Match[Headed], no_headings: Text) -> tuple[Headed, Iterator[SourceRow]]:
    """The row that `match` takes as headings, and the rows under it; `no_headings` is said where there is none."""
    guard_workbook(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        sheets = [
            workbook.get_sheet_by_name(sheet.name)
            for sheet in workbook.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
    except CalamineError as error:
        reason = _NOT_A_WORKBOOK.within(why=str(error)[:200])
        raise InvalidInput(reason, [FieldProblem("file", "not_a_workbook", reason)]) from None
    filled = [sheet for sheet in sheets if sheet.height > 0]
    for place, sheet in enumerate(filled):
        found = _headings(sheet, match)
        if found is not None:
            number, headings = found
            others = tuple(
                FieldProblem(f"sheet {other.name}", "sheet_not_read", _NOT_READ) for other in filled[place + 1 :]
            )
            return headings, _rows(sheet, number, headings, others)
    reason = no_headings if filled else _EMPTY
    raise InvalidInput(reason, [FieldProblem("file", "headings_unknown" if filled else "empty", reason)])


def _headings(sheet: CalamineSheet, match: Match[Headed]) -> tuple[int, Headed] | None:
    filled = ((number, cells) for number, cells in _texts(sheet) if any(cells))
    for number, cells in islice(filled, MAX_HEADER_ROW):
        headings = match(cells, number)
        if headings is not None:
            return number, headings
    return None


def _rows(sheet: CalamineSheet, header: int, headings: Table, others: tuple[FieldProblem, ...]) -> Iterator[SourceRow]:
    remarks = (*headings.remarks, *others)
    for number, cells in _texts(sheet):
        if number <= header or not any(cells):
            continue
        yield SourceRow(number, headings.values(cells), "\t".join(cells)[:MAX_RAW_SHOWN], None, remarks)
        remarks = ()


def _texts(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """The rows as texts, with their numbers: the reader gives the empty rows above the first filled one too."""
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, _row_texts(cells)


def _row_texts(cells: Sequence[_Cell]) -> list[str]:
    return [cell.strip() if isinstance(cell, str) else _text(cell) for cell in cells]


def _text(cell: _Cell) -> str:
    """A cell as a person would write it: 5, not 5.0; 2026-12-31 for a day."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | datetime):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell)


_EXACT: Final = 2**53
_NOT_A_WORKBOOK: Final = Text(zh="不是可读取的XLSX工作簿（{why}）", en="Not a readable XLSX workbook ({why})")
_EMPTY: Final = Text(zh="工作簿是空的", en="The workbook is empty")
_NO_HEADINGS: Final = Text(
    zh=f"各工作表前{MAX_HEADER_ROW}行中没有可用的表头；至少要有“岗位名称”一列，或指定映射配置",
    en=f"No sheet has usable headings in its first {MAX_HEADER_ROW} rows; at least a title column (岗位名称) is needed",
)
_NOT_READ: Final = Text(
    zh="这张工作表没有读取；只读取第一张有表头的", en="This sheet was not read; only the first one is"
)
