"""The headings of a table: which column is which field, and which pay unit a heading carries."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text, normalise
from certreg.exchange.limits import MAX_COLUMNS
from certreg.exchange.profiles import Profile, available, fold, read_profile

_PAY: Final = frozenset({"pay", "pay.min", "pay.max"})
_UNIT: Final = re.compile(r"(?P<unit>[千万]?元)?(?:[/每]?(?P<period>月|年|天|日|小时|时))?")
_REMARK: Final = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]\s*[*]?$")
_NAMED_PERIOD: Final = {"月薪": "月", "年薪": "年", "日薪": "天", "时薪": "小时"}
_FIGURE: Final = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_BARE: Final = re.compile(rf"{_FIGURE}(?:\s*[-~—至到]+\s*{_FIGURE})?")
_WITH_UNIT: Final = re.compile(rf"{_FIGURE}\s*[千万kKwW元]*(?:\s*[-~—至到]+\s*{_FIGURE}\s*[千万kKwW元]*)?")


class Column(NamedTuple):
    """One column that the profile knows: its heading there, and the pay unit that the heading states (万元/年)."""

    position: int
    heading: str
    unit: str
    period: str


class Headings(NamedTuple):
    """The known columns of a table, and a remark for each that is not known."""

    profile: Profile
    columns: tuple[Column, ...]
    width: int
    remarks: tuple[FieldProblem, ...]

    def values(self, cells: Sequence[str]) -> Mapping[str, str]:
        """The cells of one row by the headings of the profile."""
        width = len(cells)
        return {c.heading: _with_unit(cells[c.position], c) for c in self.columns if c.position < width}


def match_headings(cells: Sequence[str], row: int, profile: Profile | None, directory: Path | None) -> Headings | None:
    """Take a row as the headings of a table; None if no profile has a title among them.

    Without a profile, the one that knows most of the headings is taken. `InvalidInput` if a heading stands twice, two
    stand for one field, or there are too many columns.
    """
    candidates = [profile] if profile else [read_profile(path) for _, path in sorted(available(directory).items())]
    known = [(_known(cells, candidate), candidate) for candidate in candidates]
    found = [(columns, candidate) for columns, candidate in known if _has_title(columns, candidate)]
    if not found:
        return None
    columns, chosen = max(found, key=lambda pair: len(pair[0]))
    problems = _problems(cells, columns, chosen, row)
    if problems:
        raise InvalidInput(_NOT_USABLE.within(row=row), problems)
    return Headings(chosen, columns, len(cells), _unknown(cells, columns, chosen, row))


def _known(cells: Sequence[str], profile: Profile) -> tuple[Column, ...]:
    headings = {fold(heading): (heading, target) for heading, target in profile.columns()}
    columns = []
    for index, cell in enumerate(cells[:MAX_COLUMNS]):
        heading, target = headings.get(fold(cell), (None, None))
        if heading is not None:
            unit, period = _pay_unit(cell) if target in _PAY else ("", "")
            columns.append(Column(index, heading, unit, period))
    return tuple(columns)


def _has_title(columns: Sequence[Column], profile: Profile) -> bool:
    targets = dict(profile.columns())
    return any(targets[column.heading] == "title" for column in columns)


def _pay_unit(cell: str) -> tuple[str, str]:
    folded = normalise(cell)
    remark = _REMARK.search(folded)
    stated = _UNIT.fullmatch(remark[1].strip()) if remark else None
    unit, period = (stated["unit"] or "", stated["period"] or "") if stated else ("", "")
    return unit, period or _NAMED_PERIOD.get(fold(cell), "")


def _with_unit(cell: str, column: Column) -> str:
    """A bare figure under 年薪(万元) is that many 万元/年."""
    if not column.unit and not column.period:
        return cell
    figure = normalise(cell)
    period = f"/{column.period}" if column.period else ""
    if _BARE.fullmatch(figure):
        return f"{figure}{column.unit}{period}"
    return f"{figure}{period}" if _WITH_UNIT.fullmatch(figure) else cell


def _problems(cells: Sequence[str], columns: Sequence[Column], profile: Profile, row: int) -> list[FieldProblem]:
    at = f"row {row}"
    if len(cells) > MAX_COLUMNS:
        return [FieldProblem(at, "too_many_columns", _TOO_MANY)]
    targets = dict(profile.columns())
    joined = {target for target, columns in profile.fields.items() if not isinstance(columns, tuple)}
    problems = []
    seen: dict[str, str] = {}
    for column in columns:
        target = targets[column.heading]
        meaning = column.heading if target in joined else target
        first = seen.setdefault(meaning, cells[column.position])
        if first is not cells[column.position]:
            reason = _TWICE.within(one=first, other=cells[column.position])
            problems.append(FieldProblem(f"{at}: {cells[column.position]}", "heading_twice", reason))
    return problems


def _unknown(cells: Sequence[str], columns: Sequence[Column], profile: Profile, row: int) -> tuple[FieldProblem, ...]:
    known = {column.position for column in columns}
    ignored = {fold(heading) for heading in profile.ignore}
    return tuple(
        FieldProblem(f"row {row}: {cell[:80]}", "unknown_heading", _UNKNOWN)
        for index, cell in enumerate(cells)
        if index not in known and cell.strip() and fold(cell) not in ignored
    )


_NOT_USABLE: Final = Text(zh="第{row}行的表头不能使用", en="The headings in row {row} cannot be used")
_TOO_MANY: Final = Text(zh=f"超过{MAX_COLUMNS}列", en=f"More than {MAX_COLUMNS} columns")
_TWICE: Final = Text(
    zh="“{one}”和“{other}”表示同一项内容，只能保留一列", en="'{one}' and '{other}' mean the same field; keep one column"
)
_UNKNOWN: Final = Text(zh="不认识的表头，这一列没有读取", en="This heading is not known; its column was not read")
