"""Market bands: percentiles of monthly pay by occupation group and province (criteria/reference/pay_bands.csv).

`certreg reference build-pay-bands` makes the table. A cell with too few postings is not in it: a lookup falls back to
the group in the whole country, then to all groups together, and says which it found.
"""

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from certreg.domain.errors import FieldProblem
from certreg.reference.divisions import load_divisions
from certreg.reference.occupations import load_occupations
from certreg.reference.remarked_table import RemarkedTable, invalid, problem, read_table, whole_number
from certreg.resources import resource

PERCENTILES: Final = (5, 10, 25, 50, 75, 90, 95)
_EDGES: Final = (0, *PERCENTILES, 100)
ALL: Final = "*"
"""Every group, or the whole country."""


class Band(msgspec.Struct, frozen=True):
    """The percentiles of one cell in fen a month, in the order of `PERCENTILES`, from `count` postings."""

    group: str
    region: str
    count: int
    percentiles: tuple[int, ...]

    def at(self, percentile: int) -> int:
        """One of `PERCENTILES`."""
        return self.percentiles[PERCENTILES.index(percentile)]

    def standing(self, amount: int) -> tuple[int, int]:
        """The percentiles of the table between which an amount lies: 0 below the first, 100 above the last."""
        above = bisect_left(self.percentiles, amount)
        below = bisect_right(self.percentiles, amount)
        return _EDGES[below], _EDGES[above + 1]


class PayBands:
    """The table. `since` is the first year whose postings count, `as_of` the day it was made."""

    def __init__(self, bands: Iterable[Band], *, source: str, since: int, as_of: date) -> None:
        self._cells = {(band.group, band.region): band for band in bands}
        self.source = source
        self.since = since
        self.as_of = as_of

    def __iter__(self) -> Iterator[Band]:
        return iter(self._cells.values())

    def cell(self, group: str, region: str) -> Band:
        """One cell of the table. KeyError where it has none."""
        return self._cells[group, region]

    def find(self, group: str | None, province: str | None) -> Band:
        """The narrowest cell there is: group and province, group in the country, everything."""
        cells = self._cells
        found = cells.get((group or ALL, province or ALL)) if group is not None else None
        return found or cells.get((group or ALL, ALL)) or cells[ALL, ALL]


@functools.cache
def load_pay_bands() -> PayBands:
    """The shipped table. `CriteriaInvalid` names the lines that break its rules."""
    return read_pay_bands(resource("criteria", "reference", "pay_bands.csv"))


def read_pay_bands(path: Path) -> PayBands:
    """Read a table: known groups and provinces, each cell once, percentiles that do not fall, the widest cell there."""
    table = read_table(path, COLUMNS, ("source", "as_of", "since"))
    as_of = table.day("as_of")
    bands, problems = _bands(table)
    cells = {(band.group, band.region) for band in bands}
    problems += [
        problem(f"{group},{region}", "the wider cell it falls back to is missing")
        for group, region in sorted(cells)
        if not {(group, ALL), (ALL, ALL)} <= cells
    ]
    if not cells or len(cells) < len(bands):
        problems.append(problem("rows", "a cell stands twice, or there is none"))
    try:
        since = whole_number(table.remarks["since"], 2000)
    except ValueError as error:
        raise invalid(path, [*problems, problem("# since", str(error))]) from error
    if problems:
        raise invalid(path, problems)
    return PayBands(bands, source=table.remarks["source"], since=since, as_of=as_of)


def _bands(table: RemarkedTable) -> tuple[list[Band], list[FieldProblem]]:
    bands: list[Band] = []
    problems: list[FieldProblem] = []
    for number, row in table.rows:
        try:
            bands.append(_band(row))
        except ValueError as error:
            problems.append(problem(f"line {number}", str(error)))
    return bands, problems


def _band(row: Mapping[str, str]) -> Band:
    group, region = row["group"], row["region"]
    if group != ALL and group not in load_occupations().titles:
        raise ValueError(f"there is no occupation group {group}")
    if region != ALL and (not region.endswith("0000") or load_divisions().by_code(region) is None):
        raise ValueError(f"there is no province {region}")
    amounts = tuple(whole_number(row[f"p{percentile}"], 1) for percentile in PERCENTILES)
    if list(amounts) != sorted(amounts):
        raise ValueError("the percentiles fall")
    return Band(group, region, whole_number(row["count"], 1), amounts)


COLUMNS: Final = ("group", "region", "count", *(f"p{percentile}" for percentile in PERCENTILES))
