"""Counting many score cards: distributions, outcomes and refusals, in memory that does not grow with the rows."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

import msgspec

from certreg.domain.assessment import DimensionScore, Outcome, ScoreCard
from certreg.domain.criteria import Criteria, Dimension, Level
from certreg.domain.errors import FieldProblem
from certreg.domain.text import Text


class Distribution(msgspec.Struct, frozen=True, kw_only=True):
    """Whole points over all scored postings. `mean` to one place."""

    minimum: int
    decile1: int
    quartile1: int
    median: int
    quartile3: int
    decile9: int
    maximum: int
    mean: float


class DimensionSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One dimension.

    Of a hundred points the average posting earned `points.mean`, lost `lost` because criteria were not met, and
    `unknown` were open because nobody could judge: a low figure with a high `unknown` says nothing bad. `undecided`
    postings have nothing judged in this dimension.
    """

    id: Dimension
    points: Distribution
    lost: float
    unknown: float
    undecided: int


class OutcomeCount(msgspec.Struct, frozen=True, kw_only=True):
    """How often each outcome came of one criterion."""

    id: str
    met: int
    partly: int
    unmet: int
    unknown: int
    not_applicable: int


class ReasonCount(msgspec.Struct, frozen=True, kw_only=True):
    """Why rows were refused, or what was settled in reading them, and how many rows. A row may have several."""

    field: str
    code: str
    reason: Text
    rows: int
    example: str | None = None


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The whole count. `levels` has each level of the criteria; postings without a level are the rest."""

    accepted: int
    refused: int
    all: int
    overall: Distribution | None
    dimensions: tuple[DimensionSummary, ...]
    levels: dict[Level, int]
    outcomes: tuple[OutcomeCount, ...]
    refusals: tuple[ReasonCount, ...]
    remarks: tuple[ReasonCount, ...]


class Counting:
    """Takes score cards and refusals one by one. Not for several threads at once."""

    def __init__(self, criteria: Criteria) -> None:
        self._criteria = criteria
        self._dimensions = [_DimensionCount() for _ in criteria.dimensions]
        self._overall = [0] * (_MOST + 1)
        self._levels: Counter[Level] = Counter()
        self._outcomes: dict[str, list[int]] = {criterion.id: [0] * _KINDS for criterion in criteria.criteria}
        self._refusals = _Reasons()
        self._remarks = _Reasons()
        self.accepted = 0
        self.refused = 0

    def add(self, card: ScoreCard) -> None:
        """Count one scored posting."""
        self.accepted += 1
        for count, score in zip(self._dimensions, card.dimensions, strict=True):
            count.add(score)
        self._overall[card.overall] += 1
        if card.level is not None:
            self._levels[card.level] += 1
        outcomes = self._outcomes
        for result in card.results:
            # By identity: hashing an enum member is a Python call, and this runs for each result.
            outcomes[result.criterion][_KINDS_BY_ID[id(result.finding.outcome)]] += 1

    def refuse(self, problems: Sequence[FieldProblem]) -> None:
        """Count one row that could not be read, once for each different reason."""
        self.refused += 1
        self._refusals.add(problems)

    def remark(self, remarks: Sequence[FieldProblem]) -> None:
        """Count what was settled in reading one row: bounds put right, a column that nobody knows."""
        self._remarks.add(remarks)

    def summary(self) -> Summary:
        """What was counted so far, the most frequent refusals first."""
        scored = self.accepted
        dimensions = zip(self._criteria.dimensions, self._dimensions, strict=True)
        return Summary(
            accepted=scored,
            refused=self.refused,
            all=scored + self.refused,
            overall=_distribution(self._overall) if scored else None,
            dimensions=tuple(count.summary(rule.id, scored) for rule, count in dimensions) if scored else (),
            levels={rule.id: self._levels[rule.id] for rule in self._criteria.levels},
            outcomes=tuple(_outcome_count(name, counts) for name, counts in self._outcomes.items()),
            refusals=self._refusals.summary(),
            remarks=self._remarks.summary(),
        )


class _Reasons:
    """Rows counted by field and reason."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], _RowCount] = {}

    def add(self, problems: Sequence[FieldProblem]) -> None:
        """One row, once for each different reason."""
        for key, problem in {(problem.field, problem.code): problem for problem in problems}.items():
            # Names of fields come from the file: a hostile one could have a new one in each row.
            known = key if key in self._counts or len(self._counts) < _MOST_REASONS else _OTHER_REASONS
            self._counts.setdefault(known, _RowCount(problem)).rows += 1

    def summary(self) -> tuple[ReasonCount, ...]:
        """The most frequent first."""
        ordered = sorted(self._counts.items(), key=lambda item: -item[1].rows)
        return tuple(count.summary(field, code) for (field, code), count in ordered)


class _DimensionCount:
    """Sums of one dimension."""

    __slots__ = ("_histogram", "_undecided", "_unknown")

    def __init__(self) -> None:
        self._histogram = [0] * (_MOST + 1)
        self._unknown = 0.0
        self._undecided = 0

    def add(self, score: DimensionScore) -> None:
        self._histogram[score.points] += 1
        self._unknown += score.unknown_share
        if score.unknown_share == 1:
            self._undecided += 1

    def summary(self, dimension: Dimension, scored: int) -> DimensionSummary:
        points = _distribution(self._histogram)
        unknown = round(_MOST * self._unknown / scored, 1)
        # Points are rounded down, so the three can miss a hundred by less than one.
        lost = round(max(_MOST - points.mean - unknown, 0), 1)
        return DimensionSummary(id=dimension, points=points, lost=lost, unknown=unknown, undecided=self._undecided)


class _RowCount:
    """Rows of one reason, with the first example."""

    __slots__ = ("_first", "rows")

    def __init__(self, first: FieldProblem) -> None:
        self._first = first
        self.rows = 0

    def summary(self, field: str, code: str) -> ReasonCount:
        return ReasonCount(field=field, code=code, reason=self._first.reason, rows=self.rows, example=self._first.value)


def _distribution(histogram: Sequence[int]) -> Distribution:
    total = sum(histogram)
    cumulated = list(accumulate(histogram))

    def at(share: float) -> int:
        """The least points that at least this share of postings stays at or below."""
        rank = max(1, math.ceil(share * total))
        return bisect_left(cumulated, rank)

    mean = sum(points * count for points, count in enumerate(histogram)) / total
    return Distribution(
        minimum=at(0),
        decile1=at(0.1),
        quartile1=at(0.25),
        median=at(0.5),
        quartile3=at(0.75),
        decile9=at(0.9),
        maximum=at(1),
        mean=round(mean, 1),
    )


def _outcome_count(criterion: str, counts: Sequence[int]) -> OutcomeCount:
    met, partly, unmet, unknown, not_applicable = counts
    return OutcomeCount(
        id=criterion, met=met, partly=partly, unmet=unmet, unknown=unknown, not_applicable=not_applicable
    )


_MOST: Final = 100
_KINDS: Final = 5
_MOST_REASONS: Final = 500
_OTHER_REASONS: Final = ("…", "other")
_ORDER: Final = (Outcome.MET, Outcome.PARTLY, Outcome.UNMET, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE)
_KINDS_BY_ID: Final = {id(outcome): kind for kind, outcome in enumerate(_ORDER)}
