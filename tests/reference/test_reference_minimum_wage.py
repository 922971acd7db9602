"""Minimum wages: what the table says of a place and a day, and what it leaves open."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.errors import CriteriaInvalid
from certreg.reference.divisions import load_divisions
from certreg.reference.minimum_wage import Kind, load_minimum_wages, minimum_wage, read_minimum_wages
from certreg.resources import resource

TABLE = resource("criteria", "reference", "minimum_wage.csv")
COVERED = date(2025, 8, 1)


@pytest.mark.parametrize(
    ("division", "kind", "amount", "highest", "known"),
    [
        ("500000", "monthly", 220_000, 233_000, False),
        ("500112", "monthly", 220_000, 233_000, False),
        ("500157", "hourly", 2_200, 2_300, False),
        ("310115", "monthly", 274_000, 274_000, True),
        ("440300", "monthly", 252_000, 252_000, True),
        ("440305", "hourly", 2_370, 2_370, True),
        ("440100", "monthly", 175_000, 250_000, False),
    ],
)
def test_standards_of_places(division: str, kind: Kind, amount: int, highest: int, known: bool) -> None:  # noqa: FBT001
    found = minimum_wage(division, COVERED, kind)
    assert found is not None
    assert (found.amount, found.highest, found.tier_known) == (amount, highest, known)
    assert "mohrss.gov.cn" in found.source
    assert found.as_of == date(2025, 7, 1)


@pytest.mark.parametrize("day", [date(2025, 3, 1), date(2025, 6, 30), date(2027, 7, 2), date(2035, 1, 1)])
def test_other_days_are_not_guessed(day: date) -> None:
    assert minimum_wage("500000", day, "monthly") is None


@pytest.mark.parametrize("division", ["990000", "000000", "500999"])
def test_unknown_divisions_have_no_minimum(division: str) -> None:
    assert minimum_wage(division, COVERED, "monthly") is None


@given(st.sampled_from(sorted(division.code for division in load_divisions())))
def test_every_division_of_a_province_with_a_standard_has_one(code: str) -> None:
    provinces = {standard.division for standard in load_minimum_wages()}
    found = minimum_wage(code, COVERED, "monthly")
    assert (found is not None) == (code[:2] + "0000" in provinces)
    assert found is None or 100_000 < found.amount <= found.highest < 400_000


def _changed(tmp_path: Path, change: Callable[[str], str]) -> Path:
    path = tmp_path / "minimum_wage.csv"
    text = TABLE.read_text("utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, "utf-8")
    return path


HEAD = "division,tier,monthly_fen,hourly_fen,valid_from,valid_to\n"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("# source: ", "# from: ", "header"),
        ("# as_of: 2025-07-01", "# as_of: 2025-07-32", "# as_of"),
        ("# covers_until: 2027-07-01", "# covers_until: 2020-07-01", "# covers_until"),
        ("division,tier,", "tier,division,", "header"),
        ("500000,2,220000,", "500000,2,250000,", "500000"),
        ("500000,2,", "500000,3,", "500000"),
        ("500000,2,220000,2200,2025-07-01,", "500000,2,220000,2200,2025-07-01,2025-06-01", "line"),
        ("500000,2,220000,2200,", "500000,2,2200.5,2200,", "line"),
        ("500000,2,220000,2200,", "500000,2,220000,220000,", "line"),
        ("500000,2,220000,2200,", "500000,2,220000,", "line"),
        ("500000,2,220000,2200,", "500000, 2,220000,2200,", "line"),
        ("500000,2,220000,2200,2025-07-01", "500000,2,220000,2200,gestern", "line"),
        ("500000,1,", "999000,1,", "999000"),
        (HEAD, HEAD + "500000,1,233000,2300,2025-07-01,\n", "500000"),
    ],
)
def test_a_defect_is_named(tmp_path: Path, old: str, new: str, place: str) -> None:
    path = _changed(tmp_path, lambda text: text.replace(old, new, 1))
    with pytest.raises(CriteriaInvalid) as caught:
        read_minimum_wages(path, load_divisions())
    assert any(problem.field.startswith(place) for problem in caught.value.problems)


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    path = _changed(tmp_path, lambda text: text[: text.index(HEAD) + len(HEAD)])
    with pytest.raises(CriteriaInvalid):
        read_minimum_wages(path, load_divisions())


def test_a_later_standard_takes_over_on_its_day(tmp_path: Path) -> None:
    def raised(text: str) -> str:
        ended = text.replace("310000,1,274000,2500,2025-07-01,", "310000,1,274000,2500,2025-07-01,2026-06-30")
        return ended + "310000,1,280000,2600,2026-07-01,\n"

    table = read_minimum_wages(_changed(tmp_path, raised), load_divisions())
    amounts = [table.at("310101", day, "monthly", load_divisions()) for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert [found and found.amount for found in amounts] == [274_000, 280_000]
