"""The form that reference tables share: CSV under header remarks `# name: value` that say where it is from."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from certreg.domain.errors import CriteriaInvalid, FieldProblem
from certreg.domain.text import Text


class RemarkedTable(NamedTuple):
    """A table as it stands in its file. `rows` are numbered by the lines of the file."""

    path: Path
    remarks: Mapping[str, str]
    rows: tuple[tuple[int, Mapping[str, str]], ...]

    def day(self, remark: str) -> date:
        """A day of the header; `CriteriaInvalid` if it is none."""
        try:
            return date.fromisoformat(self.remarks[remark])
        except ValueError as error:
            raise invalid(self.path, [problem(f"# {remark}", str(error))]) from error


def read_table(path: Path, columns: tuple[str, ...], remarks: tuple[str, ...]) -> RemarkedTable:
    """Read a table that has these columns in this order and at least these remarks.

    `CriteriaInvalid` names each line that has more or fewer cells or white space around one, and a table without rows.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    stated = dict(_REMARK.findall("\n".join(line for line in lines if line.startswith("#"))))
    body = [(number, line) for number, line in enumerate(lines, 1) if not line.startswith("#")]
    problems = [problem("header", f"the remark `# {name}:` is missing") for name in remarks if name not in stated]
    cells = list(csv.reader((line for _, line in body), strict=True))
    if not cells or tuple(cells[0]) != columns:
        problems.append(problem("header", f"the columns must be {','.join(columns)}"))
        raise invalid(path, problems)
    rows = [(number, row) for (number, _), row in zip(body[1:], cells[1:], strict=True)]
    problems += _misshapen(rows, len(columns))
    if not rows:
        problems.append(problem("rows", "the table is empty"))
    if problems:
        raise invalid(path, problems)
    return RemarkedTable(path, stated, tuple((n, dict(zip(columns, row, strict=True))) for n, row in rows))


def problem(place: str, reason: str) -> FieldProblem:
    """What is wrong at one place of a table."""
    return FieldProblem(place, "reference_invalid", Text(zh=f"参考数据表有误：{reason}", en=reason))


def invalid(path: Path, problems: list[FieldProblem]) -> CriteriaInvalid:
    """The error that names the table and all its problems."""
    return CriteriaInvalid(_INVALID.within(path=path.name), problems)


def whole_number(text: str, least: int = 0) -> int:
    """A whole number in ASCII digits; ValueError otherwise."""
    if not _NUMBER.fullmatch(text) or int(text) < least:
        raise ValueError(f"{text!r} is not a whole number from {least} up")
    return int(text)


def _misshapen(rows: list[tuple[int, list[str]]], width: int) -> Iterator[FieldProblem]:
    for number, row in rows:
        if len(row) != width:
            yield problem(f"line {number}", f"{len(row)} cells instead of {width}")
        elif any(cell != cell.strip() for cell in row):
            yield problem(f"line {number}", "white space around a cell")


_REMARK: Final = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)
_NUMBER: Final = re.compile("0|[1-9][0-9]{0,14}")
_INVALID: Final = Text(zh="参考数据表 {path} 有误", en="The reference table {path} is not valid")
