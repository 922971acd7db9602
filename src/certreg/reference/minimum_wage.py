"""Minimum wages by division and day (criteria/reference/minimum_wage.csv).

A standard is a promise of the table only for the days it covers; outside them there is none, never a guess. Where a
province has tiers and the source does not say which county has which, the lowest is a bound that holds everywhere and
the highest one that nobody is above: `MinimumWage` carries both.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

import msgspec

from certreg.domain.errors import FieldProblem
from certreg.reference.divisions import Divisions, load_divisions
from certreg.reference.remarked_table import RemarkedTable, invalid, problem, read_table, whole_number
from certreg.resources import resource

Kind = Literal["monthly", "hourly"]


class Standard(msgspec.Struct, frozen=True):
    """One tier of one division in one period; both days inclusive, amounts in fen."""

    division: str
    tier: int
    monthly: int
    hourly: int
    valid_from: date
    valid_to: date | None = None

    def in_force(self, day: date) -> bool:
        """A standard of that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class MinimumWage(msgspec.Struct, frozen=True):
    """What the table knows for one place and day.

    `amount` is that of `tier`, the lowest one if the place's tier is not known (`tier_known`), and `highest` that of
    the highest tier it could have; the same where there is one tier only. `division` is whose standard it is.
    """

    amount: int
    tier: int
    tier_known: bool
    highest: int
    division: str
    source: str
    as_of: date


class MinimumWages:
    """The table. `as_of`: the day to which the source speaks; a standard may have been raised since."""

    def __init__(self, standards: Iterable[Standard], *, source: str, as_of: date, covers_until: date) -> None:
        self.source = source
        self.as_of = as_of
        self.covers_until = covers_until
        self._by_division: dict[str, list[Standard]] = {}
        for standard in standards:
            self._by_division.setdefault(standard.division, []).append(standard)

    def __iter__(self) -> Iterator[Standard]:
        return (standard for tiers in self._by_division.values() for standard in tiers)

    def at(self, division: str, day: date, kind: Kind, divisions: Divisions) -> MinimumWage | None:
        """The minimum in this division on that day; None for an unknown division and for a day not covered."""
        if day > self.covers_until:
            return None
        for code in _outwards(division, day, divisions):
            tiers = [s for s in self._by_division.get(code, ()) if s.in_force(day)]
            if tiers:
                lowest, highest = max(tiers, key=_tier), min(tiers, key=_tier)
                amounts = (lowest.monthly, highest.monthly) if kind == "monthly" else (lowest.hourly, highest.hourly)
                known = len(tiers) == 1
                return MinimumWage(amounts[0], lowest.tier, known, amounts[1], code, self.source, self.as_of)
        return None


def _outwards(division: str, day: date, divisions: Divisions) -> Iterator[str]:
    """The division itself, or what it became part of by that day, then its city and its province."""
    known = divisions.by_code(division)
    if known is None:
        return
    yield division
    if not known.in_force(day):
        yield from (after.code for after in divisions.successors(division) if after.in_force(day))
    yield division[:4] + "00"
    yield division[:2] + "0000"


@functools.lru_cache(maxsize=8_192)
def minimum_wage(division: str, day: date, kind: Kind) -> MinimumWage | None:
    """The minimum of the shipped table, in fen; None where the table says nothing of that place and day."""
    return load_minimum_wages().at(division, day, kind, load_divisions())


@functools.cache
def load_minimum_wages() -> MinimumWages:
    """The shipped table. `CriteriaInvalid` names the lines that break its rules."""
    return read_minimum_wages(resource("criteria", "reference", "minimum_wage.csv"), load_divisions())


def read_minimum_wages(path: Path, divisions: Divisions) -> MinimumWages:
    """Read a table: divisions exist, tiers run from 1 and fall, a tier's periods do not overlap."""
    table = read_table(path, _COLUMNS, ("source", "as_of", "covers_until"))
    as_of, until = table.day("as_of"), table.day("covers_until")
    standards, problems = _standards(table)
    if until < as_of:
        problems.append(problem("# covers_until", "the table covers no day after its own"))
    for standard in standards:
        if divisions.by_code(standard.division) is None:
            problems.append(problem(standard.division, f"there is no division {standard.division}"))
    problems += _inconsistent(standards)
    if problems:
        raise invalid(path, problems)
    return MinimumWages(standards, source=table.remarks["source"], as_of=as_of, covers_until=until)


def _standards(table: RemarkedTable) -> tuple[list[Standard], list[FieldProblem]]:
    standards: list[Standard] = []
    problems: list[FieldProblem] = []
    for number, row in table.rows:
        try:
            standards.append(_standard(row))
        except ValueError as error:
            problems.append(problem(f"line {number}", str(error)))
    return standards, problems


def _standard(row: Mapping[str, str]) -> Standard:
    valid_from = date.fromisoformat(row["valid_from"])
    valid_to = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    if valid_to is not None and valid_to < valid_from:
        raise ValueError("it ends before it begins")
    monthly, hourly = whole_number(row["monthly_fen"], 1), whole_number(row["hourly_fen"], 1)
    if hourly >= monthly:
        raise ValueError("an hour is not worth a month")
    return Standard(row["division"], whole_number(row["tier"], 1), monthly, hourly, valid_from, valid_to)


def _inconsistent(standards: list[Standard]) -> Iterator[FieldProblem]:
    """On the day a standard begins, its division has tiers 1 to n, each once, and amounts fall with them."""
    by_division: dict[str, list[Standard]] = {}
    for standard in standards:
        by_division.setdefault(standard.division, []).append(standard)
    for code, own in by_division.items():
        for day in sorted({standard.valid_from for standard in own}):
            tiers = sorted((s for s in own if s.in_force(day)), key=_tier)
            if [s.tier for s in tiers] != list(range(1, len(tiers) + 1)):
                yield problem(code, f"tiers of {day} are not 1 to {len(tiers)}, each once")
            elif any(a.monthly <= b.monthly or a.hourly <= b.hourly for a, b in pairwise(tiers)):
                yield problem(code, f"amounts of {day} do not fall with the tier")


def _tier(standard: Standard) -> int:
    return standard.tier


_COLUMNS: Final = ("division", "tier", "monthly_fen", "hourly_fen", "valid_from", "valid_to")
