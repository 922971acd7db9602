"""Rows of the register's files: JSON, NDJSON, CSV and XLSX. What a row does not state is left as it is.

A member or a column that is there speaks of its fact, and an empty one says that there is none: a file without the
column 许可证编号 says nothing of licences, an empty cell in that column takes the licence away.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from msgspec import UNSET, Meta, UnsetType

from certreg.checks import uscc
from certreg.domain.errors import FieldProblem
from certreg.domain.organisation import Licence, OrganisationKind, OrganisationStatus, Violation
from certreg.domain.posting import Division, Line
from certreg.domain.text import Text
from certreg.exchange.clean_text import text_problems
from certreg.exchange.csv_rows import csv_table
from certreg.exchange.field_problems import field_problems
from certreg.exchange.json_rows import document_rows, ndjson_rows
from certreg.exchange.limits import MAX_RAW_SHOWN
from certreg.exchange.reading import Format, Rejected, detect_format
from certreg.exchange.register_headings import NO_HEADINGS, RegisterHeadings, match_register, stated_in
from certreg.exchange.source_rows import SourceRow
from certreg.exchange.xlsx_rows import xlsx_table

Points = Annotated[int, Meta(ge=-999_999, le=999_999)]
"""As many digits as a table may have."""


class StatedFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one row states of an organisation: facts as in `domain.organisation`, None for one that is taken away."""

    uscc: Line
    name: Line | UnsetType = UNSET
    kinds: frozenset[OrganisationKind] | UnsetType = UNSET
    status: OrganisationStatus | UnsetType = UNSET
    former_names: tuple[Line, ...] | UnsetType = UNSET
    division: Division | UnsetType | None = UNSET
    activity_divisions: tuple[Division, ...] | UnsetType | None = UNSET
    licence: Licence | UnsetType | None = UNSET
    branch_reported_in: tuple[Division, ...] | UnsetType | None = UNSET
    integrity_points: Points | UnsetType | None = UNSET
    complaint_phone: Line | UnsetType | None = UNSET
    violations: tuple[Violation, ...] | UnsetType | None = UNSET

    def facts(self) -> dict[str, Any]:
        """The facts that are stated, by name."""
        values = {name: getattr(self, name) for name in self.__struct_fields__ if name != "uscc"}
        return {name: value for name, value in values.items() if value is not UNSET}


class RegisterRow(msgspec.Struct, frozen=True):
    """One row that can be read: its number in the source, and what it states. `stated.uscc` is in one spelling.

    `remarks`: what is to be said of the file, with the first row (a column that is not known, a sheet not read).
    """

    number: int
    stated: StatedFacts
    remarks: tuple[FieldProblem, ...] = ()


def read_register(path: Path, *, form: Format | None = None) -> Iterator[RegisterRow | Rejected]:
    """Read a file row by row; rows that cannot be read are rejected one by one.

    `InvalidInput` if the file as a whole is unusable. The content decides the format unless it is given.
    """
    kind = form or detect_format(path)
    if kind == "ndjson":
        return read_rows(ndjson_rows(path))
    if kind == "json":
        return read_rows(document_rows(path))
    headings, rows = (csv_table if kind == "csv" else xlsx_table)(path, match_register, NO_HEADINGS)
    return read_rows(rows, headings)


def read_rows(rows: Iterable[SourceRow], headings: RegisterHeadings | None = None) -> Iterator[RegisterRow | Rejected]:
    """Rows as what they state. An organisation may stand in one row only: nothing says which of two counts."""
    lines: dict[str, int] = {}
    for row in rows:
        result = _read(row, headings)
        if isinstance(result, RegisterRow):
            first = lines.setdefault(result.stated.uscc, row.number)
            if first != row.number:
                reason = _TWICE.within(line=first)
                result = _rejected(row, [FieldProblem("uscc", "stated_twice", reason, result.stated.uscc)])
        yield result


def _read(row: SourceRow, headings: RegisterHeadings | None) -> RegisterRow | Rejected:
    if row.values is None:
        return _rejected(row, [row.problem] if row.problem else [])
    value, problems = (row.values, []) if headings is None else stated_in(row.values, headings)
    problems = [*problems, *text_problems(value)]
    if not problems:
        try:
            stated = msgspec.convert(value, StatedFacts, strict=True)
        except msgspec.ValidationError:
            problems = list(field_problems(value, StatedFacts))
        else:
            code = uscc.canonical(stated.uscc).replace(" ", "")
            problems = list(_impossible(stated, code))
            if not problems:
                return RegisterRow(row.number, msgspec.structs.replace(stated, uscc=code), row.remarks)
    return _rejected(row, [_under_its_heading(problem, headings) for problem in problems])


def _impossible(stated: StatedFacts, code: str) -> Iterator[FieldProblem]:
    """What cannot be, though each word by itself can be read."""
    if not uscc.is_sound(code):
        yield FieldProblem("uscc", "invalid_code", _CODE, stated.uscc[:80])
    if stated.kinds == frozenset():
        yield FieldProblem("kinds", "empty", _NO_KIND)
    licence = stated.licence
    if isinstance(licence, Licence) and licence.valid_to is not None and licence.valid_to < licence.valid_from:
        reason = _ENDS_FIRST.within(begin=licence.valid_from, end=licence.valid_to)
        yield FieldProblem("licence.valid_to", "before_beginning", reason, licence.valid_to.isoformat())


def _under_its_heading(problem: FieldProblem, headings: RegisterHeadings | None) -> FieldProblem:
    """Whoever mends a table looks for the heading of the column."""
    if headings is None:
        return problem
    return msgspec.structs.replace(problem, field=headings.shown(problem.field))


def _rejected(row: SourceRow, problems: list[FieldProblem]) -> Rejected:
    raw = row.raw or json.dumps(row.values, ensure_ascii=False)
    return Rejected(row.number, tuple(problems), raw[:MAX_RAW_SHOWN], row.remarks)


def rows_of(values: Iterable[object]) -> Iterator[SourceRow]:
    """Records of a request, numbered from 1."""
    for number, value in enumerate(values, 1):
        if isinstance(value, Mapping):
            yield SourceRow(number, value, "")
        else:
            yield SourceRow(number, None, str(value), FieldProblem("json", "wrong_type", _NOT_AN_OBJECT))


_CODE: Final = Text(
    zh="不是有效的统一社会信用代码（长度或校验码不符）",
    en="No valid unified social credit code: wrong length or check character",
)
_TWICE: Final = Text(zh="该机构已在第 {line} 行出现", en="This organisation stands in row {line} already")
_NOT_AN_OBJECT: Final = Text(zh="应为JSON对象", en="Not a JSON object")
_NO_KIND: Final = Text(zh="至少要有一种类别", en="At least one kind is needed")
_ENDS_FIRST: Final = Text(
    zh="许可证有效期止（{end}）早于有效期起（{begin}）", en="The licence ends on {end}, before it begins on {begin}"
)
