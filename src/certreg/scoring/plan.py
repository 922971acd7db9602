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
from certreg.domain.assessment import CriterionResult, Finding, not_applicable, unknown
from certreg.domain.criteria import AppliesWhen, Criteria, Criterion
from certreg.domain.posting import EmploymentType, PayPeriod, Posting
from certreg.domain.text import Text
from certreg.scoring.evidence import EVIDENCE
from certreg.scoring.ledger import Ledger, Place
from certreg.scoring.points import hundredths

Applies = Callable[[Posting], bool]


Counted = tuple[CriterionResult, int]
"""A result, with what it adds to the card (`Ledger.entry`)."""


class Rule:
    """One criterion, ready to be applied. `dimension` is the index in the file's dimensions; -1 for a gate.

    Most findings are one of a few that a check keeps ready: `standing` has their results, by the finding's identity,
    which nothing else can have while it is kept.
    """

    __slots__ = ("applies", "awaiting", "check", "criterion", "dimension", "gate", "id", "params", "standing", "weight")

    def __init__(self, criterion: Criterion, dimension: int) -> None:
        self.criterion: Final = criterion
        self.id: Final = criterion.id
        self.gate: Final = criterion.gate
        self.dimension: Final = dimension
        self.weight: Final = hundredths(criterion.weight or 0)
        self.applies: Final[Applies | None] = APPLICABILITY[criterion.applies_when][0]
        use = criterion.check
        self.check: Final[CheckFunction[Any] | None] = None if use is None else CHECKS[use.name].function
        self.params: Final = None if use is None else CHECKS[use.name].read(use.params)
        self.awaiting: Final = CriterionResult(criterion.id, unknown(_awaiting(criterion)), criterion.gate)
        self.standing: Final[dict[int, Counted]] = {}


class Plan:
    """The rules of the criteria in force on one day, in the file's order."""

    __slots__ = ("_active", "_awaiting", "inapplicable", "ledger", "rules")

    def __init__(self, criteria: Criteria, day: date) -> None:
        """Raises KeyError for an unknown check and msgspec.ValidationError for bad parameters: lint first."""
        order = {rule.id: index for index, rule in enumerate(criteria.dimensions)}
        self.rules: Final = tuple(
            Rule(criterion, -1 if criterion.dimension is None else order[criterion.dimension])
            for criterion in criteria.criteria
            if criterion.in_force(day)
        )
        self.ledger: Final = Ledger(len(order), [Place(rule.id, rule.dimension, rule.weight) for rule in self.rules])
        self.inapplicable: Final = tuple(
            CriterionResult(rule.id, not_applicable(APPLICABILITY[rule.criterion.applies_when][1]), rule.gate)
            for rule in self.rules
        )
        self._awaiting: Final = self.counted([rule.awaiting for rule in self.rules])
        self._active: Final = [
            (index, rule) for index, rule in enumerate(self.rules) if rule.check is not None or rule.applies is not None
        ]

    def proposed(self, posting: Posting, context: Context) -> list[CriterionResult]:
        """The results without any assessor's word, one for each rule."""
        return [result for result, _ in self.proposed_for_all([(posting, context)])[0]]

    def proposed_for_all(self, cases: Sequence[tuple[Posting, Context]]) -> list[list[Counted]]:
        """The results for each of several postings, which all fall under this plan.

        Each rule goes through all of them before the next one does: what it needs stays in the processor's caches,
        which takes a quarter off the time of a posting (docs/adr/0066).
        """
        every = [(posting, context, Reading(posting), self._awaiting.copy()) for posting, context in cases]
        for index, rule in self._active:
            concerned = every
            if rule.applies is not None:
                concerned = []
                for case in every:
                    if rule.applies(case[0]):
                        concerned.append(case)
                    else:
                        case[3][index] = (self.inapplicable[index], 0)
            if rule.check is not None:
                check, params, standing = rule.check, rule.params, rule.standing
                for posting, context, reading, results in concerned:
                    Reading.latest = reading
                    finding = check(posting, context, params)
                    results[index] = standing.get(id(finding)) or self._found(index, finding)
        return [results for _, _, _, results in every]

    def counted(self, results: Sequence[CriterionResult]) -> list[Counted]:
        """Results of all rules, each with what it adds."""
        return [(result, self.ledger.entry(index, result.finding)) for index, result in enumerate(results)]

    def _found(self, index: int, finding: Finding) -> Counted:
        rule = self.rules[index]
        counted = (CriterionResult(rule.id, finding, rule.gate), self.ledger.entry(index, finding))
        if not finding.spans and not finding.facts and len(rule.standing) < _MOST_STANDING:
            rule.standing[id(finding)] = counted
        return counted


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
_MOST_STANDING: Final = 64
_NO_CHECK_YET: Final = Text(
    zh="本版标准对此项没有自动检查，尚待评定人员判断",
    en="This version has no automatic check for this: it awaits an assessor",
)
_EVIDENCE_NEEDED: Final = Text(zh="尚待评定人员核对证据：{}", en="Awaits an assessor, who must see the evidence: {}")
