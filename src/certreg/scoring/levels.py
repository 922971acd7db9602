"""Which levels can be reached, computed with the scorer's own arithmetic."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from certreg.domain.criteria import AppliesWhen, Criteria, Criterion, LevelRule
from certreg.scoring.plan import turning_days
from certreg.scoring.points import Tally, hundredths, level_of, overall_points

KINDS: Final[dict[str, frozenset[AppliesWhen]]] = {
    "direct": frozenset({"always", "direct"}),
    "direct full-time": frozenset({"always", "direct", "full_time"}),
    "direct hourly": frozenset({"always", "direct", "hourly"}),
    "agency": frozenset({"always", "agency"}),
    "agency full-time": frozenset({"always", "agency", "full_time"}),
    "agency hourly": frozenset({"always", "agency", "hourly"}),
}
"""Kinds of posting by which criteria concern them."""


def unreachable(criteria: Criteria) -> Iterator[tuple[LevelRule, str, date]]:
    """Each level that no posting of some kind can be given from some day on.

    A level may be out of reach because its thresholds are, because nothing in a dimension concerns the kind, or
    because whoever meets it meets a higher one.
    """
    for day in (criteria.effective, *(day for day in turning_days(criteria) if day > criteria.effective)):
        in_force = [criterion for criterion in criteria.criteria if criterion.in_force(day)]
        for kind, applying in KINDS.items():
            concerned = [criterion for criterion in in_force if criterion.applies_when in applying]
            given = {level for level in (_level(criteria, concerned, share) for share in _trials(criteria)) if level}
            for rule in criteria.levels:
                if rule.id not in given:
                    yield rule, kind, day


def _trials(criteria: Criteria) -> Iterator[tuple[int, ...]]:
    """Points to try for each dimension, enough to find any level that can be given.

    A level L is given apart from a higher H if some posting meets L and misses H. Missing H means one dimension
    below H's threshold for each, where all others at 100 is best for L; or an overall below H's, where all
    dimensions at the lowest that L allows is best.
    """
    count = len(criteria.dimensions)
    yield (100,) * count
    for rule in criteria.levels:
        yield (max(rule.each_dimension, rule.overall),) * count
        for low in range(count):
            yield tuple(max(rule.each_dimension - 1, 0) if index == low else 100 for index in range(count))


def _level(criteria: Criteria, concerned: list[Criterion], points: tuple[int, ...]) -> str | None:
    """The level given when every concerned criterion of dimension i is met to `points[i]` of 100."""
    tallies = []
    for rule, share in zip(criteria.dimensions, points, strict=True):
        tally = Tally()
        for criterion in concerned:
            if criterion.dimension is rule.id:
                tally.weight += hundredths(criterion.weight or 0)
        tally.earned = tally.weight * share * 10
        tallies.append(tally)
    weights = [hundredths(rule.weight) for rule in criteria.dimensions]
    return level_of([tally.points for tally in tallies], overall_points(tallies, weights), criteria.levels)
