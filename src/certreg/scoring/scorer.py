"""Scores postings under one published criteria file."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from certreg.checks.context import Context
from certreg.domain.assessment import CriterionResult, DimensionScore, Judgement, ScoreCard
from certreg.domain.errors import InvalidInput
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.scoring.criteria_file import PublishedCriteria
from certreg.scoring.judging import by_criterion, inapplicable, judged
from certreg.scoring.plan import Counted, Plan, turning_days
from certreg.scoring.points import hundredths, level_of, overall_points


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
        if not judgements:
            return self._card(plan.proposed_for_all([(posting, context)])[0], plan, context)
        results = _with_judgements(plan, plan.proposed(posting, context), judgements, judged_by)
        return self._card(plan.counted(results), plan, context)

    def score_all(self, cases: Sequence[tuple[Posting, Context]]) -> list[ScoreCard]:
        """The score cards of several postings without judgements, in their order; quicker than one by one.

        Some dozens at once are best; all of them are held in memory.
        """
        plans = [self._plan(context) for _, context in cases]
        if any(plan is not plans[0] for plan in plans):
            return [self.score(posting, context) for posting, context in cases]
        every = plans[0].proposed_for_all(cases) if plans else []
        return [
            self._card(counted, plan, context) for counted, plan, (_, context) in zip(every, plans, cases, strict=True)
        ]

    def _plan(self, context: Context) -> Plan:
        return self._plans[bisect_right(self._days, context.day)]

    def _card(self, counted: Sequence[Counted], plan: Plan, context: Context) -> ScoreCard:
        criteria = self.published.criteria
        results, entries = zip(*counted, strict=True) if counted else ((), ())
        tallies, failed_gates, unknown = plan.ledger.totals(entries)
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
            results=results,
            dimensions=tuple(dimensions),
            overall=overall,
            failed_gates=failed_gates,
            unknown=unknown,
            level=None if failed_gates or unknown else level_of(points, overall, criteria.levels),
        )


def _with_judgements(
    plan: Plan, results: list[CriterionResult], judgements: Sequence[Judgement], judged_by: str
) -> list[CriterionResult]:
    said: Mapping[str, Judgement] = by_criterion(judgements, {rule.id: rule for rule in plan.rules})
    proposals = {result.criterion: result for result in results}
    # Only the file's own `applies_when` bars a judgement; a check's "not applicable" is a proposal like any other.
    barred = {
        result.criterion for result, excluded in zip(results, plan.inapplicable, strict=True) if result is excluded
    }
    problems = [inapplicable(i, judgement) for i, judgement in enumerate(judgements) if judgement.criterion in barred]
    if problems:
        raise InvalidInput(_NOT_CONCERNED, problems)
    return [
        judged(proposals[result.criterion], said[result.criterion], judged_by) if result.criterion in said else result
        for result in results
    ]


_NOT_CONCERNED: Final = Text(zh="有的评定意见不适用于这条招聘信息", en="Some judgements do not concern this posting")
