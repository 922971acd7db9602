"""Scores postings under one published criteria file."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from certreg.checks.context import Context
from certreg.domain.assessment import CriterionResult, DimensionScore, Judgement, Outcome, ScoreCard
from certreg.domain.errors import InvalidInput
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.scoring.criteria_file import PublishedCriteria
from certreg.scoring.judging import by_criterion, inapplicable, judged
from certreg.scoring.plan import Plan, Rule, Sums, turning_days
from certreg.scoring.points import Tally, hundredths, level_of, overall_points, thousandths


class Scorer:
    """Compiled once per criteria file, then used for any number of postings, from any number of threads."""

    def __init__(self, published: PublishedCriteria) -> None:
        """`published` must pass `certreg.scoring.lint`; KeyError or msgspec.ValidationError otherwise."""
        criteria = published.criteria
        self.published = published
        self._days = turning_days(criteria)
        self._plans = tuple(Plan(criteria, day) for day in (date.min, *self._days))
        self._dimensions = tuple(rule.id for rule in criteria.dimensions)
        self._weights = tuple(hundredths(rule.weight) for rule in criteria.dimensions)

    def score(
        self,
        posting: Posting,
        context: Context,
        judgements: Sequence[Judgement] = (),
        *,
        judged_by: str = "assessor",
    ) -> ScoreCard:
        """The score card of a posting as of `context.now`.

        A judgement overrides the check's finding, which is kept as `proposal`; `judged_by` names who judged.
        Without one, what a check of method `both` proposes counts. Raises `InvalidInput` for a judgement without
        a reason, on an unknown, automatic or inapplicable criterion, or with a score that its outcome excludes.
        """
        plan = self._plan(context)
        results = plan.proposed(posting, context)
        if not judgements:
            return self._card(results, plan.active, plan.awaited, context)
        results = _with_judgements(results, plan.rules, judgements, judged_by)
        return self._card(results, plan.every, plan.unawaited, context)

    def score_all(self, cases: Sequence[tuple[Posting, Context]]) -> list[ScoreCard]:
        """The score cards of several postings without judgements, in their order; quicker than one by one.

        Some dozens at once are best; all of them are held in memory.
        """
        plans = [self._plan(context) for _, context in cases]
        if any(plan is not plans[0] for plan in plans):
            return [self.score(posting, context) for posting, context in cases]
        every = plans[0].proposed_for_all(cases) if plans else []
        return [
            self._card(results, plan.active, plan.awaited, context)
            for results, plan, (_, context) in zip(every, plans, cases, strict=True)
        ]

    def _plan(self, context: Context) -> Plan:
        return self._plans[bisect_right(self._days, context.day)]

    def _card(
        self, results: list[CriterionResult], counted: list[tuple[int, Rule]], start: Sums, context: Context
    ) -> ScoreCard:
        """The card of all `results`, of which `start` sums up those that are not `counted`."""
        # Gates have dimension -1, the place behind those of the dimensions, and no weight.
        weights, waiting = [*start.weights, 0], [*start.weights, 0]
        earned = [0] * len(weights)
        unknown = start.unknown.copy()
        failed: list[str] = []
        for index, rule in counted:
            finding = results[index].finding
            outcome = finding.outcome
            if outcome is _NOT_APPLICABLE:
                continue
            dimension = rule.dimension
            weights[dimension] += rule.weight
            if outcome is _MET:
                earned[dimension] += rule.full
            elif outcome is _UNKNOWN:
                unknown[index] = rule.id
                waiting[dimension] += rule.weight
            elif rule.gate:
                # A gate has no half way: partly met is failed.
                failed.append(rule.id)
            elif outcome is _PARTLY:
                earned[dimension] += rule.weight * thousandths(finding.score)
        tallies = [Tally(*sums) for sums in zip(waiting[:-1], weights, earned, strict=False)]
        return self._totals(results, tallies, tuple(failed), tuple(filter(None, unknown)), context)

    def _totals(
        self,
        results: list[CriterionResult],
        tallies: list[Tally],
        failed: tuple[str, ...],
        unknown: tuple[str, ...],
        context: Context,
    ) -> ScoreCard:
        criteria = self.published.criteria
        points = [tally.points for tally in tallies]
        overall = overall_points(tallies, self._weights)
        dimensions = [
            DimensionScore(dimension, of_it, tally.unknown_share)
            for dimension, of_it, tally in zip(self._dimensions, points, tallies, strict=True)
        ]
        return ScoreCard(
            criteria_id=criteria.id,
            criteria_version=criteria.version,
            criteria_digest=self.published.digest,
            scored_at=context.now,
            results=tuple(results),
            dimensions=tuple(dimensions),
            overall=overall,
            failed_gates=failed,
            unknown=unknown,
            level=None if failed or unknown else level_of(points, overall, criteria.levels),
        )


def _with_judgements(
    results: list[CriterionResult], rules: tuple[Rule, ...], judgements: Sequence[Judgement], judged_by: str
) -> list[CriterionResult]:
    said: Mapping[str, Judgement] = by_criterion(judgements, {rule.id: rule for rule in rules})
    proposals = {result.criterion: result for result in results}
    # Only the file's own `applies_when` bars a judgement; a check's "not applicable" is a proposal like any other.
    barred = {rule.id for rule, result in zip(rules, results, strict=True) if result is rule.inapplicable}
    problems = [inapplicable(i, judgement) for i, judgement in enumerate(judgements) if judgement.criterion in barred]
    if problems:
        raise InvalidInput(_NOT_CONCERNED, problems)
    return [
        judged(proposals[result.criterion], said[result.criterion], judged_by) if result.criterion in said else result
        for result in results
    ]


# Looking a member up in its enumeration costs more than comparing it, and this runs for each result of each posting.
_MET: Final = Outcome.MET
_NOT_APPLICABLE: Final = Outcome.NOT_APPLICABLE
_PARTLY: Final = Outcome.PARTLY
_UNKNOWN: Final = Outcome.UNKNOWN
_NOT_CONCERNED: Final = Text(zh="有的评定意见不适用于这条招聘信息", en="Some judgements do not concern this posting")
