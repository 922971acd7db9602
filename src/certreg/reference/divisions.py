"""GB/T 2260 divisions: provinces, cities and counties, with the periods in which they were in force.

Since January 2026 江北区 and 渝北区 of Chongqing are part of 两江新区. Postings go on using the old names, so a
former division is found like any other; `Division.in_force` and `Divisions.successors` tell the rest.
"""

import csv
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from certreg.domain.division_code import significant
from certreg.domain.errors import CriteriaInvalid, FieldProblem
from certreg.domain.text import Text
from certreg.reference.division import Division, DivisionLevel, Located
from certreg.reference.places import PlaceFinder
from certreg.resources import resource


class Divisions:
    """The table, with the names people use for its divisions."""

    def __init__(self, divisions: Iterable[Division], *, source: str, as_of: date) -> None:
        self._by_code = {division.code: division for division in divisions}
        self.source = source
        self.as_of = as_of

    def __iter__(self) -> Iterator[Division]:
        return iter(self._by_code.values())

    def by_code(self, code: str, day: date | None = None) -> Division | None:
        """The division with this code; with a day, only if it was in force then."""
        division = self._by_code.get(code)
        if division is None or (day is not None and not division.in_force(day)):
            return None
        return division

    def find(self, text: str, day: date | None = None) -> Division | None:
        """The innermost division that a location string names, or None: see `locate`."""
        located = self.locate(text, day)
        return located.division if located else None

    def locate(self, text: str, day: date | None = None, *, within: Division | None = None) -> Located | None:
        """The innermost division that a location string names, and what the string says after it.

        Former divisions are found too. `day` leaves out divisions created after it. A name that fits several
        (朝阳区, 江北区) is none unless an outer name stands before it, or `within` says where the text lies.
        """
        return self._places.locate(text, day, within)

    def path(self, code: str) -> tuple[Division, ...]:
        """Province, city and county down to this code, those that the table has."""
        steps = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
        return tuple(self._by_code[step] for step in steps if step in self._by_code)

    def full_name(self, code: str) -> str | None:
        """Names from the province down, for example 浙江省宁波市鄞州区; None for an unknown code."""
        return "".join(division.name for division in self.path(code)) if code in self._by_code else None

    def contains(self, outer: str, inner: str) -> bool:
        """By code: the inner division lies in the outer one or is the same."""
        return inner.startswith(significant(outer))

    def successors(self, code: str) -> tuple[Division, ...]:
        """What an abolished division became part of; empty for one in force or unknown."""
        division = self._by_code.get(code)
        return tuple(self._by_code[after] for after in division.successors) if division else ()

    @functools.cached_property
    def _places(self) -> PlaceFinder:
        return PlaceFinder(tuple(self._by_code.values()))


@functools.cache
def load_divisions() -> Divisions:
    """The shipped table. `CriteriaInvalid` names the lines that break its rules."""
    return read_divisions(resource("criteria", "reference", "divisions.csv"))


def read_divisions(path: Path) -> Divisions:
    """Read a table with its header comments `# source:` and `# as_of:`; `CriteriaInvalid` names each bad line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    remarks = dict(_REMARK.findall("\n".join(line for line in lines if line.startswith("#"))))
    body = [(number, line) for number, line in enumerate(lines, 1) if not line.startswith("#")]
    table: dict[str, Division] = {}
    problems: list[FieldProblem] = []
    for (number, _), row in zip(body[1:], csv.DictReader(line for _, line in body), strict=True):
        try:
            _add(_division(row), table)
        except (ValueError, KeyError, TypeError) as error:
            problems.append(_problem(f"line {number}", str(error)))
    problems += _dangling(table)
    if problems or not {"source", "as_of"} <= remarks.keys():
        raise CriteriaInvalid(_INVALID.within(path=path.name), problems)
    return Divisions(table.values(), source=remarks["source"], as_of=date.fromisoformat(remarks["as_of"]))


def _add(division: Division, table: dict[str, Division]) -> None:
    if division.code in table:
        raise ValueError(f"code {division.code} stands twice")
    table[division.code] = division


def _division(row: Mapping[str, str]) -> Division:
    code, level = row["code"], DivisionLevel(row["level"])
    if not _CODE[level].fullmatch(code):
        raise ValueError(f"code {code} is not that of a {level}")
    valid_from, valid_to = _edge(row["valid_from"], "-01-01"), _edge(row["valid_to"], "-12-31")
    if valid_from and valid_to and valid_to < valid_from:
        raise ValueError(f"{code} ends before it begins")
    return Division(code, row["name"], level, valid_from, valid_to, tuple(row["successors"].split()))


def _edge(text: str, rest_of_year: str) -> date | None:
    """A day, or the first or last day of a year that stands alone."""
    if not text:
        return None
    return date.fromisoformat(text + rest_of_year if len(text) == len("2026") else text)


def _dangling(table: Mapping[str, Division]) -> Iterator[FieldProblem]:
    for division in table.values():
        for code in (*division.successors, division.code[:2] + "0000"):
            if code not in table:
                yield _problem(division.code, f"{division.code} points to {code}, which the table lacks")


def _problem(place: str, reason: str) -> FieldProblem:
    return FieldProblem(place, "division_invalid", Text(zh=f"行政区划表有误：{reason}", en=reason))


_REMARK: Final = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)
_CODE: Final = {
    DivisionLevel.PROVINCE: re.compile(r"[1-9][0-9]0000"),
    DivisionLevel.CITY: re.compile(r"[1-9][0-9](?!00)[0-9]{2}00"),
    DivisionLevel.COUNTY: re.compile(r"[1-9][0-9]{3}(?!00)[0-9]{2}"),
}
_INVALID: Final = Text(zh="行政区划表 {path} 有误", en="The table of divisions {path} is not valid")
