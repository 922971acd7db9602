"""Outcomes of criteria, the evidence behind them, and the score that follows from them."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from certreg.domain.criteria import Dimension, Level
from certreg.domain.text import Text


class Outcome(StrEnum):
    """What came of one criterion. UNKNOWN (evidence missing) counts as unmet for certification."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Span(msgspec.Struct, frozen=True, gc=False):
    """A quotation: `quote == posting.text_of(field)[start:end]`, in code points of the text as published."""

    field: str
    start: int
    end: int
    quote: str


class Fact(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Something known from outside the posting, with where it is from and as of when."""

    statement: Text
    source: str
    as_of: date | None = None

    @property
    def names_its_source(self) -> bool:
        """The statement says by itself where it is from, as an article of a law does."""
        return self.source in self.statement.zh


class Finding(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What a check found. `score` (0 to 1) is the share of the criterion that is met."""

    outcome: Outcome
    score: float
    reason: Text
    spans: tuple[Span, ...] = ()
    facts: tuple[Fact, ...] = ()


def met(reason: Text, *, spans: tuple[Span, ...] = (), facts: tuple[Fact, ...] = ()) -> Finding:
    """Fully met."""
    return Finding(Outcome.MET, 1.0, reason, spans, facts)


def partly(score: float, reason: Text, *, spans: tuple[Span, ...] = (), facts: tuple[Fact, ...] = ()) -> Finding:
    """Met in part; 0 < score < 1."""
    return Finding(Outcome.PARTLY, score, reason, spans, facts)


def unmet(reason: Text, *, spans: tuple[Span, ...] = (), facts: tuple[Fact, ...] = ()) -> Finding:
    """Not met."""
    return Finding(Outcome.UNMET, 0.0, reason, spans, facts)


def not_applicable(reason: Text) -> Finding:
    """The criterion does not concern this posting."""
    return Finding(Outcome.NOT_APPLICABLE, 0.0, reason)


def unknown(reason: Text, *, facts: tuple[Fact, ...] = ()) -> Finding:
    """Evidence is missing; nothing is claimed."""
    return Finding(Outcome.UNKNOWN, 0.0, reason, (), facts)


class Judgement(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An assessor's word on one criterion: confirms or overrides the check, always with a written reason."""

    criterion: str
    outcome: Outcome
    reason: str
    score: float | None = None


class CriterionResult(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One criterion of one posting: the outcome that counts, and where it came from.

    `proposal` is the check's finding where an assessor overrode or confirmed it.
    """

    criterion: str
    finding: Finding
    gate: bool = False
    judged_by: str | None = None
    proposal: Finding | None = None


class DimensionScore(msgspec.Struct, frozen=True, gc=False):
    """Whole points of 100, rounded down; unknown criteria count as unmet.

    `unknown_share` is the part (0 to 1) of the applicable weight whose outcome is unknown: with it at 1.0 the
    points say nothing yet.
    """

    dimension: Dimension
    points: int
    unknown_share: float


class ScoreCard(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The whole result of one posting under one criteria file.

    `failed_gates` and `unknown` list criterion ids in the file's order. `level` is the highest level reached,
    or None.
    """

    criteria_id: str
    criteria_version: str
    criteria_digest: str
    scored_at: datetime
    results: tuple[CriterionResult, ...]
    dimensions: tuple[DimensionScore, ...]
    overall: int
    failed_gates: tuple[str, ...]
    unknown: tuple[str, ...]
    level: Level | None = None

    def points(self, dimension: Dimension) -> int:
        """Points of one dimension."""
        return next(d.points for d in self.dimensions if d.dimension is dimension)

    def result(self, criterion_id: str) -> CriterionResult | None:
        """The result of one criterion, or None if the criteria have no such id."""
        return next((r for r in self.results if r.criterion == criterion_id), None)
