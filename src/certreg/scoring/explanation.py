"""The whole result of one posting, in words: every criterion, its points, the evidence, the reason and the remedy.

One form for the command line, the API and the pages. Its JSON Schema is docs/explanation.schema.json.
"""

from datetime import datetime
from typing import Any, Final

import msgspec

from certreg.domain.assessment import CriterionResult, Fact, Outcome, ScoreCard, Span
from certreg.domain.criteria import Criteria, Criterion, Dimension, DimensionRule, Level, LevelRule, Method
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.scoring.clauses import cited
from certreg.scoring.criteria_file import PublishedCriteria
from certreg.scoring.points import Tally, hundredths, thousandths


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Common form of the parts of an explanation."""


class CriteriaNamed(_Part, frozen=True, kw_only=True):
    """Which criteria."""

    id: str
    version: str
    digest: str
    title: Text


class PostingNamed(_Part, frozen=True, kw_only=True):
    """Which posting, as far as it says."""

    title: str
    employer: str | None = None
    publisher: str | None = None
    platform: str | None = None
    source_id: str | None = None


class Proposed(_Part, frozen=True, kw_only=True):
    """What the check had found where an assessor judged."""

    outcome: Outcome
    score: float
    reason: Text
    spans: tuple[Span, ...] = ()


class CriterionExplained(_Part, frozen=True, kw_only=True):
    """One criterion or gate.

    `anchor` is where a registry explains it, relative to its address (`/criteria/cq-premium-2026.2#C-pay`).
    `points` of `out_of` are points of 100 within the dimension, to two places; both are absent for gates and for
    criteria that do not apply. `remedy` is there unless the criterion is met, does not apply, or only
    awaits an assessor.
    """

    id: str
    title: Text
    anchor: str
    outcome: Outcome
    reason: Text
    requirement: Text
    rationale: Text
    method: Method
    basis: tuple[Text, ...]
    points: float | None = None
    out_of: float | None = None
    remedy: Text | None = None
    spans: tuple[Span, ...] = ()
    facts: tuple[Fact, ...] = ()
    judged_by: str | None = None
    proposal: Proposed | None = None


class DimensionExplained(_Part, frozen=True, kw_only=True):
    """One dimension. `exact` is what `points` was rounded down from, to two places.

    `unknown_share` (0 to 1) is the part of the applicable weight that nobody could judge yet: it counts as nothing,
    but says nothing against the posting.
    """

    id: Dimension
    title: Text
    weight: float
    points: int
    exact: float
    unknown_share: float
    criteria: tuple[CriterionExplained, ...]


class Explanation(_Part, frozen=True, kw_only=True):
    """Everything about one score card. `shortfalls` says what is missing for the next higher level."""

    posting: PostingNamed
    criteria: CriteriaNamed
    scored_at: datetime
    overall: int
    level: Level | None = None
    level_title: Text | None = None
    dimensions: tuple[DimensionExplained, ...]
    gates: tuple[CriterionExplained, ...]
    shortfalls: tuple[Text, ...] = ()


def explain(card: ScoreCard, published: PublishedCriteria, posting: Posting) -> Explanation:
    """The card in words. `published` must be the criteria that the card was made under (KeyError otherwise)."""
    criteria = published.criteria
    by_id = {criterion.id: criterion for criterion in criteria.criteria}
    pairs = [(by_id[result.criterion], result) for result in card.results]
    level = next((rule for rule in criteria.levels if rule.id is card.level), None)
    return Explanation(
        posting=_named(posting),
        criteria=CriteriaNamed(id=criteria.id, version=criteria.version, digest=published.digest, title=criteria.title),
        scored_at=card.scored_at,
        overall=card.overall,
        level=card.level,
        level_title=level.title if level else None,
        dimensions=tuple(_dimension(rule, card, pairs) for rule in criteria.dimensions),
        gates=tuple(_criterion(criteria.id, criterion, result, None) for criterion, result in pairs if criterion.gate),
        shortfalls=_shortfalls(card, criteria, level),
    )


def anchor(criteria_id: str, criterion_id: str) -> str:
    """Where a registry explains a criterion; relative to its address."""
    return f"/criteria/{criteria_id}#{criterion_id}"


def explanation_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of an explanation as JSON."""
    schema = msgspec.json.schema(Explanation)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "certreg explanation", **schema}


def _named(posting: Posting) -> PostingNamed:
    publisher = posting.publisher
    return PostingNamed(
        title=posting.title,
        employer=posting.employer.name if posting.employer else None,
        publisher=publisher.name if publisher else None,
        platform=posting.provenance.platform,
        source_id=posting.provenance.source_id,
    )


def _dimension(
    rule: DimensionRule, card: ScoreCard, pairs: list[tuple[Criterion, CriterionResult]]
) -> DimensionExplained:
    mine = [(criterion, result) for criterion, result in pairs if criterion.dimension is rule.id]
    tally = Tally()
    for criterion, result in mine:
        if result.finding.outcome is not Outcome.NOT_APPLICABLE:
            tally.weight += hundredths(criterion.weight or 0)
            tally.earned += hundredths(criterion.weight or 0) * thousandths(result.finding.score)
    score = next(dimension for dimension in card.dimensions if dimension.dimension is rule.id)
    return DimensionExplained(
        id=rule.id,
        title=rule.title,
        weight=rule.weight,
        points=score.points,
        exact=round(float(tally.exact), 2),
        unknown_share=round(score.unknown_share, 4),
        criteria=tuple(_criterion(card.criteria_id, criterion, result, tally.weight) for criterion, result in mine),
    )


def _criterion(
    criteria_id: str, criterion: Criterion, result: CriterionResult, total: int | None
) -> CriterionExplained:
    finding = result.finding
    applies = finding.outcome is not Outcome.NOT_APPLICABLE
    share = 100 * hundredths(criterion.weight or 0) / total if total and applies else None
    settled = finding.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE)
    # What only an assessor can tell may be in order: there is nothing to advise yet.
    settled = settled or (finding.outcome is Outcome.UNKNOWN and criterion.check is None)
    proposal = result.proposal
    return CriterionExplained(
        id=criterion.id,
        title=criterion.title,
        anchor=anchor(criteria_id, criterion.id),
        outcome=finding.outcome,
        reason=finding.reason,
        requirement=criterion.requirement,
        rationale=criterion.rationale,
        method=criterion.method,
        basis=tuple(cited(basis) for basis in criterion.basis),
        points=None if share is None else round(share * finding.score, 2),
        out_of=None if share is None else round(share, 2),
        remedy=None if settled else criterion.remedy,
        spans=finding.spans,
        facts=finding.facts,
        judged_by=result.judged_by,
        proposal=None
        if proposal is None
        else Proposed(outcome=proposal.outcome, score=proposal.score, reason=proposal.reason, spans=proposal.spans),
    )


def _shortfalls(card: ScoreCard, criteria: Criteria, level: LevelRule | None) -> tuple[Text, ...]:
    higher = criteria.levels[criteria.levels.index(level) + 1 :] if level else criteria.levels
    if not higher:
        return ()
    goal, found = higher[0], []
    if card.failed_gates:
        found.append(_GATES.within(ids=", ".join(card.failed_gates)))
    if card.unknown:
        found.append(_UNKNOWN.within(count=len(card.unknown), ids=", ".join(card.unknown)))
    titles = {rule.id: rule.title for rule in criteria.dimensions}
    found += [
        _points(titles[score.dimension], score.points, goal.title, goal.each_dimension)
        for score in card.dimensions
        if score.points < goal.each_dimension
    ]
    if card.overall < goal.overall:
        found.append(_points(_OVERALL, card.overall, goal.title, goal.overall))
    return tuple(found)


def _points(what: Text, points: int, level: Text, needed: int) -> Text:
    return Text(
        zh=_BELOW.zh.format(what=what.zh, points=points, level=level.zh, needed=needed),
        en=_BELOW.en.format(what=what.en, points=points, level=level.en, needed=needed),
    )


OUTCOMES: Final[dict[Outcome, Text]] = {
    Outcome.MET: Text(zh="符合", en="met"),
    Outcome.PARTLY: Text(zh="部分符合", en="partly met"),
    Outcome.UNMET: Text(zh="不符合", en="not met"),
    Outcome.NOT_APPLICABLE: Text(zh="不适用", en="not applicable"),
    Outcome.UNKNOWN: Text(zh="尚无结论", en="unknown"),
}
"""Outcomes as people call them."""

_OVERALL: Final = Text(zh="总分", en="Overall")
_BELOW: Final = Text(
    zh="{what} {points} 分，“{level}”级应达到 {needed} 分",
    en="{what} has {points} points; the level {level} needs {needed}",
)
_GATES: Final = Text(zh="未通过否决项：{ids}", en="Gates failed: {ids}")
_UNKNOWN: Final = Text(zh="{count} 项尚无结论：{ids}", en="{count} criteria are unknown: {ids}")
