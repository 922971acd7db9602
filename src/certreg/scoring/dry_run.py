"""A trial of other criteria: who would gain or lose the label, and by which criteria.

Nothing is written. The outcomes of a posting under both sets stand side by side.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal

import msgspec

from certreg.checks.context import Context
from certreg.domain.assessment import CriterionResult, Judgement, Outcome, ScoreCard
from certreg.domain.criteria import Criteria, Level
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.scoring.plan import APPLICABILITY
from certreg.scoring.points import Tally, hundredths, level_of, overall_points, thousandths
from certreg.scoring.scorer import Scorer

OpenAs = Literal["unmet", "met"]
"""How what nobody has judged yet counts: as it does (`unmet`), or at best (`met`: within reach)."""


class Effect(StrEnum):
    """What the other criteria would do to one posting's label."""

    GAINS = "gains"
    LOSES = "loses"
    RAISED = "raised"
    LOWERED = "lowered"
    SAME = "same"


class Why(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One criterion that comes out differently. An outcome is None where the criteria have no such criterion.

    `decisive`: it moved the way the label moved, where that changed; others moved the other way or not at all.
    """

    criterion: str
    before: Outcome | None
    after: Outcome | None
    score_before: float | None = None
    score_after: float | None = None
    reason: Text | None = None
    decisive: bool = False


class Tried(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One posting under both sets. `points` are those of the dimensions and overall, before and after."""

    posting: str
    title: str
    employer: str | None = None
    effect: Effect
    before: Level | None
    after: Level | None
    points: Mapping[str, tuple[int, int]]
    why: tuple[Why, ...]


@dataclass(slots=True)
class Counts:
    """How many postings come out how; `criteria` counts the decisive criteria, by effect."""

    postings: int = 0
    effects: Counter[Effect] = field(default_factory=Counter)
    criteria: dict[Effect, Counter[str]] = field(default_factory=dict)

    def add(self, tried: Tried) -> None:
        """Count one posting."""
        self.postings += 1
        self.effects[tried.effect] += 1
        if tried.effect is not Effect.SAME:
            self.criteria.setdefault(tried.effect, Counter()).update(why.criterion for why in tried.why if why.decisive)


class Trial:
    """Two sets of criteria, compiled once, for any number of postings."""

    def __init__(self, before: Scorer, after: Scorer, context: Context, *, unknown: OpenAs) -> None:
        self.before, self.after = before, after
        self._context = context
        self.unknown: Final = unknown
        self._at_best = unknown == "met"

    def run(
        self, name: str, posting: Posting, judgements: Sequence[Judgement] = (), *, judged_by: str = "assessor"
    ) -> Tried:
        """One posting, with the judgements that stand on it as far as each set has a place for them."""
        cards = [
            scorer.score(
                posting, self._context, fitting(scorer, judgements, posting, self._context), judged_by=judged_by
            )
            for scorer in (self.before, self.after)
        ]
        levels = [
            _level(card, scorer.published.criteria) if self._at_best else card.level
            for card, scorer in zip(cards, (self.before, self.after), strict=True)
        ]
        old, new = cards
        effect = _effect(*levels)
        return Tried(
            posting=name,
            title=posting.title,
            employer=posting.employer.name if posting.employer else None,
            effect=effect,
            before=levels[0],
            after=levels[1],
            points={
                **{str(d.dimension): (d.points, new.points(d.dimension)) for d in old.dimensions},
                "overall": (old.overall, new.overall),
            },
            why=_decisive_first(_reasons(old, new), effect, 1.0 if self._at_best else 0.0),
        )


def fitting(
    scorer: Scorer, judgements: Sequence[Judgement], posting: Posting, context: Context
) -> tuple[Judgement, ...]:
    """The judgements that these criteria leave to an assessor, on criteria that concern the posting."""
    return tuple(said for said in judgements if _has_place(scorer, said, posting, context))


def _has_place(scorer: Scorer, said: Judgement, posting: Posting, context: Context) -> bool:
    criterion = scorer.published.criteria.criterion(said.criterion)
    if criterion is None or criterion.method == "automatic" or not criterion.in_force(context.day):
        return False
    applies, _ = APPLICABILITY[criterion.applies_when]
    return applies is None or applies(posting)


def _effect(before: Level | None, after: Level | None) -> Effect:
    if before is after:
        return Effect.SAME
    if before is None:
        return Effect.GAINS
    if after is None:
        return Effect.LOSES
    order = list(Level)
    return Effect.RAISED if order.index(after) > order.index(before) else Effect.LOWERED


def _reasons(old: ScoreCard, new: ScoreCard) -> Iterator[Why]:
    was: dict[str, CriterionResult] = {result.criterion: result for result in old.results}
    now: dict[str, CriterionResult] = {result.criterion: result for result in new.results}
    for key in dict.fromkeys((*now, *was)):
        first, second = was.get(key), now.get(key)
        before, after = first.finding if first else None, second.finding if second else None
        if before and after and (before.outcome, before.score) == (after.outcome, after.score):
            continue
        said = after or before
        yield Why(
            criterion=key,
            before=before.outcome if before else None,
            after=after.outcome if after else None,
            score_before=before.score if before else None,
            score_after=after.score if after else None,
            reason=said.reason if said else None,
        )


def _decisive_first(reasons: Iterator[Why], effect: Effect, unknown: float) -> tuple[Why, ...]:
    """`unknown` is what an outcome that nobody has judged counts for. What does not apply takes nothing away."""
    sign = _SIGN[effect]

    def share(outcome: Outcome | None, score: float | None) -> float:
        if outcome is Outcome.UNKNOWN:
            return unknown
        return 1.0 if outcome in (None, Outcome.NOT_APPLICABLE) else score or 0.0

    def moved(why: Why) -> float:
        return sign * (share(why.after, why.score_after) - share(why.before, why.score_before))

    told = [msgspec.structs.replace(why, decisive=moved(why) > 0) for why in reasons]
    return tuple(sorted(told, key=lambda why: not why.decisive))


def _level(card: ScoreCard, criteria: Criteria) -> Level | None:
    """The level that is within reach: what is unknown counted as met."""
    if card.failed_gates:
        return None
    by_id = {criterion.id: criterion for criterion in criteria.criteria}
    tallies = {rule.id: Tally() for rule in criteria.dimensions}
    for result in card.results:
        criterion, finding = by_id[result.criterion], result.finding
        if criterion.dimension is None or finding.outcome is Outcome.NOT_APPLICABLE:
            continue
        tally, weight = tallies[criterion.dimension], hundredths(criterion.weight or 0)
        tally.weight += weight
        tally.earned += weight * (_FULL if finding.outcome is Outcome.UNKNOWN else thousandths(finding.score))
    ordered = list(tallies.values())
    overall = overall_points(ordered, [hundredths(rule.weight) for rule in criteria.dimensions])
    return level_of([tally.points for tally in ordered], overall, criteria.levels)


_FULL: Final = 1000
_SIGN: Final[Mapping[Effect, int]] = {
    Effect.GAINS: 1,
    Effect.RAISED: 1,
    Effect.LOSES: -1,
    Effect.LOWERED: -1,
    Effect.SAME: 0,
}

EFFECT_WORDS: Final[Mapping[Effect, Text]] = {
    Effect.GAINS: Text(zh="将获得标签", en="would gain the label"),
    Effect.LOSES: Text(zh="将失去标签", en="would lose the label"),
    Effect.RAISED: Text(zh="等级将提高", en="would reach a higher level"),
    Effect.LOWERED: Text(zh="等级将降低", en="would fall to a lower level"),
    Effect.SAME: Text(zh="不变", en="no change"),
}
"""Effects as people call them."""
