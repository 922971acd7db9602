"""Counting many cards."""

from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.errors import FieldProblem
from certreg.domain.text import Text
from certreg.scoring.criteria_file import by_id
from certreg.scoring.result_line import result_line
from certreg.scoring.scorer import Scorer
from certreg.scoring.summary import Counting, _distribution
from posting_cases import bare_posting, context, good_posting

PUBLISHED = by_id("cq-premium-2026.1")
SCORER = Scorer(PUBLISHED)
REASON = Text(zh="缺", en="missing")


@given(st.lists(st.integers(0, 100), min_size=1, max_size=60))
def test_quantiles_are_observed_values_in_order(values: list[int]) -> None:
    histogram = [values.count(points) for points in range(101)]
    found = _distribution(histogram)
    ordered = sorted(values)
    spread = [
        found.minimum,
        found.decile1,
        found.quartile1,
        found.median,
        found.quartile3,
        found.decile9,
        found.maximum,
    ]
    assert spread == sorted(spread)
    assert set(spread) <= set(values)
    assert (found.minimum, found.maximum) == (ordered[0], ordered[-1])
    assert found.median == ordered[(len(ordered) - 1) // 2]


def test_everything_read_is_accepted_or_refused() -> None:
    counting = Counting(PUBLISHED.criteria)
    counting.add(SCORER.score(good_posting(), context()))
    counting.add(SCORER.score(bare_posting(), context()))
    counting.refuse([FieldProblem("title", "missing", REASON), FieldProblem("pay", "unreadable", REASON, "abc")])
    counting.refuse([FieldProblem("title", "missing", REASON)])
    summary = counting.summary()
    assert (summary.accepted, summary.refused, summary.all) == (2, 2, 4)
    assert [(r.field, r.code, r.rows) for r in summary.refusals] == [("title", "missing", 2), ("pay", "unreadable", 1)]
    assert summary.refusals[1].example == "abc"
    for count in summary.outcomes:
        assert count.met + count.partly + count.unmet + count.unknown + count.not_applicable == 2
    for dimension in summary.dimensions:
        assert abs(dimension.points.mean + dimension.lost + dimension.unknown - 100) <= 1


def test_nothing_scored_is_no_distribution() -> None:
    summary = Counting(PUBLISHED.criteria).summary()
    assert summary.overall is None
    assert summary.dimensions == ()


def test_reasons_of_a_hostile_file_do_not_grow_without_end() -> None:
    counting = Counting(PUBLISHED.criteria)
    for number in range(2000):
        counting.refuse([FieldProblem(f"column {number}", "unreadable", REASON)])
    refusals = counting.summary().refusals
    assert len(refusals) == 501
    assert sum(refusal.rows for refusal in refusals) == 2000


def test_a_line_has_every_criterion_once() -> None:
    card = SCORER.score(good_posting(), context())
    line = result_line(card, good_posting(), 17)
    named = [*line.met, *line.partly, *line.unmet, *line.unknown, *line.not_applicable]
    assert sorted(named) == sorted(criterion.id for criterion in PUBLISHED.criteria.criteria)
    assert (line.row, line.id) == (17, "demo:1")
