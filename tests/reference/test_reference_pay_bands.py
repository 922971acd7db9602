"""Pay bands and the counting behind them."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.errors import CriteriaInvalid
from certreg.reference.occupations import load_occupations
from certreg.reference.pay_band_counts import LEAST, MOST, STEP, PayCounts, SeenBefore, percentiles
from certreg.reference.pay_bands import ALL, PERCENTILES, Band, PayBands, load_pay_bands, read_pay_bands
from certreg.resources import resource

TABLE = resource("criteria", "reference", "pay_bands.csv")
GROUPS = st.none() | st.sampled_from(["software", "sales", "production"])
PROVINCES = st.none() | st.sampled_from(["500000", "310000", "440000"])
AMOUNTS = st.integers(LEAST, MOST)


def test_the_shipped_table_is_whole() -> None:
    bands = load_pay_bands()
    everything = bands.find(None, None)
    assert (everything.group, everything.region) == (ALL, ALL)
    assert everything.count > 50_000
    assert bands.since == 2023
    assert bands.as_of == date(2026, 11, 24)
    assert bands.source
    assert all(band.count >= 50 for band in bands)
    named = [band for band in bands if band.region == ALL and band.group != ALL]
    assert sum(band.count for band in named) <= everything.count
    assert all(100_000 <= band.at(5) < band.at(50) < band.at(95) < 10_000_000 for band in bands)


@given(st.lists(AMOUNTS, min_size=1, max_size=300))
def test_percentiles_are_monotone_and_by_nearest_rank(amounts: list[int]) -> None:
    steps = sorted((amount + STEP // 2) // STEP for amount in amounts)
    found = percentiles(Counter(steps))
    assert list(found) == sorted(found)
    assert len(found) == len(PERCENTILES)
    expected = [steps[-(-len(steps) * percentile // 100) - 1] * STEP for percentile in PERCENTILES]
    assert list(found) == expected


@given(st.lists(st.tuples(GROUPS, PROVINCES, AMOUNTS), min_size=1, max_size=60), st.integers(1, 20), GROUPS, PROVINCES)
def test_every_lookup_finds_a_cell(
    rows: list[tuple[str | None, str | None, int]], least: int, group: str | None, province: str | None
) -> None:
    counts = PayCounts()
    for row in rows:
        counts.add(*row)
    table = PayBands(counts.bands(least), source="test", since=2023, as_of=date(2026, 1, 1))
    band = table.find(group, province)
    assert band.group in (group, ALL)
    assert band.region in (province, ALL)
    assert band.count >= least or (band.group, band.region) == (ALL, ALL)
    in_group = sum(1 for row in rows if row[0] == group)
    assert (band.group == ALL) == (group is None or in_group < least)


def test_small_cells_fall_back_step_by_step() -> None:
    counts = PayCounts()
    for group, province, number in (("software", "500000", 5), ("software", "310000", 2), ("sales", "500000", 1)):
        for _ in range(number):
            counts.add(group, province, 1_000_000)
    table = PayBands(counts.bands(3), source="test", since=2023, as_of=date(2026, 1, 1))
    cells = [table.find(*key) for key in (("software", "500000"), ("software", "310000"), ("sales", "500000"))]
    assert [(cell.group, cell.region, cell.count) for cell in cells] == [
        ("software", "500000", 5),
        ("software", ALL, 7),
        (ALL, ALL, 8),
    ]


@pytest.mark.parametrize("amount", [0, LEAST - 1, MOST + 1])
def test_no_month_s_pay_is_counted(amount: int) -> None:
    with pytest.raises(ValueError, match="no month"):
        PayCounts().add("software", None, amount)


@pytest.mark.parametrize(
    ("amount", "standing"), [(1, (0, 5)), (100, (5, 5)), (150, (5, 10)), (700, (95, 95)), (701, (95, 100))]
)
def test_where_an_amount_stands(amount: int, standing: tuple[int, int]) -> None:
    assert Band("software", ALL, 9, (100, 200, 300, 400, 500, 600, 700)).standing(amount) == standing


def test_a_posting_is_seen_once() -> None:
    seen = SeenBefore()
    assert [seen.add("甲", "乙"), seen.add("甲", "乙"), seen.add("甲乙", ""), seen.add("乙", "甲")] == [
        False,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("# source: ", "# origin: ", "header"),
        ("# since: 2023", "# since: lately", "# since"),
        ("\n*,*,", "\n*,500000,", "*"),
        ("\naccounting,*,", "\nalchemy,*,", "line"),
        ("\naccounting,110000,", "\naccounting,110100,", "line"),
        ("\naccounting,110000,", "\naccounting,*,", "rows"),
        (",p50,", ",median,", "header"),
        ("\naccounting,*,", "\naccounting,*,-", "line"),
    ],
)
def test_a_defect_of_the_table_is_named(tmp_path: Path, old: str, new: str, place: str) -> None:
    text = TABLE.read_text("utf-8")
    assert old in text
    path = tmp_path / "pay_bands.csv"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CriteriaInvalid) as caught:
        read_pay_bands(path)
    assert any(problem.field.startswith(place) for problem in caught.value.problems)


def test_falling_percentiles_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "pay_bands.csv"
    head = TABLE.read_text("utf-8").partition("\n*,*,")[0]
    path.write_text(f"{head}\n*,*,60,1,2,3,4,5,7,6\n", "utf-8")
    with pytest.raises(CriteriaInvalid):
        read_pay_bands(path)


def test_every_group_of_the_table_has_a_title() -> None:
    titles = load_occupations().titles
    assert {band.group for band in load_pay_bands()} - {ALL} <= titles.keys()
