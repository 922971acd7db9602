"""What a criteria file means on one day, compiled: one bound rule for each criterion in force.

Everything that does not depend on the posting is made here, once: parameters, weights as integers, and the results
of criteria that only an assessor can judge. docs/adr/0055-compiled-rules.md has the measurements against a
generated function.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from certreg.checks import CHECKS, CheckFunction
from certreg.checks.context import Context
from certreg.checks.search import Reading
from certreg.domain.assessment import CriterionResult, not_applicable, unknown
from certreg.domain.criteria import AppliesWhen, Criteria, Criterion
from certreg.domain.posting import EmploymentType, PayPeriod, Posting
from certreg.domain.text import Text
from certreg.scoring.evidence import EVIDENCE
from certreg.scoring.points import hundredths, thousandths

Applies = Callable[[Posting], bool]


class Rule:
    """One criterion, ready to be applied.

    `dimension` is the index in the file's dimensions, -1 for a gate; `full` is what it adds when fully met.
    """

    __slots__ = (
        *("applies", "awaiting", "check", "criterion", "dimension", "full"),
        *("gate", "id", "inapplicable", "params", "weight"),
    )

    def __init__(self, criterion: Criterion, dimension: int) -> None:
        applies, reason = APPLICABILITY[criterion.applies_when]
        self.criterion: Final = criterion
        self.id: Final = criterion.id
        self.gate: Final = criterion.gate
        self.dimension: Final = dimension
        self.weight: Final = hundredths(criterion.weight or 0)
        self.full: Final = self.weight * thousandths(1.0)
        self.applies: Final[Applies | None] = applies
        self.inapplicable: Final = CriterionResult(criterion.id, not_applicable(reason), criterion.gate)
        use = criterion.check
        self.check: Final[CheckFunction[Any] | None] = None if use is None else CHECKS[use.name].function
        self.params: Final = None if use is None else CHECKS[use.name].read(use.params)
        self.awaiting: Final = CriterionResult(criterion.id, unknown(_awaiting(criterion)), criterion.gate)


class Sums:
    """What the rules that only await an assessor add up to before any posting is looked at.

    `weights` by dimension, all of it unknown; `unknown` has the ids of those rules in their places, "" elsewhere.
    """

    __slots__ = ("unknown", "weights")

    def __init__(self, dimensions: int, rules: int, waiting: list[tuple[int, Rule]]) -> None:
        self.weights: Final = [0] * dimensions
        self.unknown: Final = [""] * rules
        for index, rule in waiting:
            self.unknown[index] = rule.id
            if not rule.gate:
                self.weights[rule.dimension] += rule.weight


class Plan:
    """The rules of the criteria in force on one day, in the file's order.

    `active` are those whose result depends on the posting, with their places; `awaited` sums up the others.
    """

    __slots__ = ("_awaiting", "active", "awaited", "every", "rules", "unawaited")

    def __init__(self, criteria: Criteria, day: date) -> None:
        """Raises KeyError for an unknown check and msgspec.ValidationError for bad parameters: lint first."""
        order = {rule.id: index for index, rule in enumerate(criteria.dimensions)}
        self.rules: Final = tuple(
            Rule(criterion, -1 if criterion.dimension is None else order[criterion.dimension])
            for criterion in criteria.criteria
            if criterion.in_force(day)
        )
        self._awaiting: Final = [rule.awaiting for rule in self.rules]
        self.every: Final = list(enumerate(self.rules))
        self.active: Final = [
            (index, rule) for index, rule in self.every if rule.check is not None or rule.applies is not None
        ]
        waiting = [(index, rule) for index, rule in self.every if rule.check is None and rule.applies is None]
        self.awaited: Final = Sums(len(order), len(self.rules), waiting)
        self.unawaited: Final = Sums(len(order), len(self.rules), [])

    def proposed(self, posting: Posting, context: Context) -> list[CriterionResult]:
        """The results without any assessor's word, one for each rule."""
        return self.proposed_for_all([(posting, context)])[0]

    def proposed_for_all(self, cases: Sequence[tuple[Posting, Context]]) -> list[list[CriterionResult]]:
        """The results for each of several postings, which all fall under this plan.

        Each rule goes through all of them before the next one does: what it needs stays in the processor's caches,
        which takes a quarter off the time of a posting (docs/adr/0066).
        """
        every = [(posting, context, Reading(posting), self._awaiting.copy()) for posting, context in cases]
        for index, rule in self.active:
            concerned = every
            if rule.applies is not None:
                concerned = [case for case in every if rule.applies(case[0])]
                if len(concerned) < len(every):
                    for posting, _, _, results in every:
                        if not rule.applies(posting):
                            results[index] = rule.inapplicable
            if rule.check is not None:
                check, params, name, gate = rule.check, rule.params, rule.id, rule.gate
                for posting, context, reading, results in concerned:
                    Reading.latest = reading
                    results[index] = CriterionResult(name, check(posting, context, params), gate)
        return [results for _, _, _, results in every]


def turning_days(criteria: Criteria) -> tuple[date, ...]:
    """The days on which the set of criteria in force changes, in order."""
    days = {day for criterion in criteria.criteria for day in (criterion.future, criterion.obsolete) if day is not None}
    return tuple(sorted(days))


def _awaiting(criterion: Criterion) -> Text:
    if not criterion.evidence:
        return _NO_CHECK_YET
    kinds = [EVIDENCE.get(kind, Text(zh=kind, en=kind)) for kind in criterion.evidence]
    return Text(
        zh=_EVIDENCE_NEEDED.zh.format("、".join(kind.zh for kind in kinds)),
        en=_EVIDENCE_NEEDED.en.format(", ".join(kind.en for kind in kinds)),
    )


APPLICABILITY: Final[dict[AppliesWhen, tuple[Applies | None, Text]]] = {
    "always": (None, Text(zh="适用于所有招聘信息", en="Concerns every posting")),
    "agency": (
        lambda posting: posting.agency is not None,
        Text(zh="只适用于代招信息", en="Concerns agency postings only"),
    ),
    "direct": (
        lambda posting: posting.agency is None,
        Text(zh="只适用于用人单位自行发布的信息", en="Concerns postings of employers themselves only"),
    ),
    "full_time": (
        lambda posting: posting.employment_type is EmploymentType.FULL_TIME,
        Text(zh="只适用于全日制用工", en="Concerns full-time work only"),
    ),
    "hourly": (
        lambda posting: posting.pay is not None and posting.pay.period is PayPeriod.HOUR,
        Text(zh="只适用于按小时计酬的工作", en="Concerns work paid by the hour only"),
    ),
}
_NO_CHECK_YET: Final = Text(
    zh="本版标准对此项没有自动检查，尚待评定人员判断",
    en="This version has no automatic check for this: it awaits an assessor",
)
_EVIDENCE_NEEDED: Final = Text(zh="尚待评定人员核对证据：{}", en="Awaits an assessor, who must see the evidence: {}")
