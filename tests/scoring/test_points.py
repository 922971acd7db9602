"""The arithmetic of points."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.scoring.points import Tally, hundredths, overall_points, thousandths

PARTS = st.lists(
    st.tuples(st.integers(1, 10_000), st.integers(0, 1000) | st.none()), max_size=14
)  # weight in hundredths, score in thousandths or unknown


def tallied(parts: list[tuple[int, int | None]]) -> Tally:
    tally = Tally()
    for weight, score in parts:
        tally.weight += weight
        if score is None:
            tally.unknown += weight
        else:
            tally.earned += weight * score
    return tally


@given(PARTS)
def test_points_are_the_exact_mean_rounded_down(parts: list[tuple[int, int | None]]) -> None:
    tally = tallied(parts)
    weight = sum(weight for weight, _ in parts)
    exact = Fraction(sum(w * (s or 0) for w, s in parts), 10 * weight) if weight else Fraction(0)
    assert tally.exact == exact
    assert tally.points == floor(exact)
    assert 0 <= tally.points <= 100
    assert 0 <= tally.unknown_share <= 1


@given(st.lists(st.tuples(PARTS, st.integers(1, 100)), min_size=1, max_size=3))
def test_overall_is_the_exact_mean_of_the_unrounded_dimensions(
    dimensions: list[tuple[list[tuple[int, int | None]], int]],
) -> None:
    tallies = [tallied(parts) for parts, _ in dimensions]
    weights = [weight * 100 for _, weight in dimensions]
    total = sum(weight for _, weight in dimensions)
    exact = sum((t.exact * w for t, (_, w) in zip(tallies, dimensions, strict=True)), Fraction(0)) / total
    assert overall_points(tallies, weights) == floor(exact)


@given(PARTS.filter(bool), st.data())
def test_meeting_more_never_lowers_the_points(parts: list[tuple[int, int | None]], data: st.DataObject) -> None:
    before = tallied(parts).points
    place = data.draw(st.integers(0, len(parts) - 1))
    better = [*parts[:place], (parts[place][0], 1000), *parts[place + 1 :]]
    assert tallied(better).points >= before


@pytest.mark.parametrize(("score", "points"), [(0.8, 80), (0.29, 29), (0.57, 57), (0.58, 58), (1.0, 100), (0.0, 0)])
def test_eighty_is_eighty(score: float, points: int) -> None:
    """In floats 0.29 * 100 is 28.999999999999996."""
    tally = Tally()
    tally.weight = hundredths(14.0)
    tally.earned = hundredths(14.0) * thousandths(score)
    assert tally.points == points


def test_where_nothing_applies_nothing_was_shown() -> None:
    assert Tally().points == 0
    assert Tally().unknown_share == 1.0
