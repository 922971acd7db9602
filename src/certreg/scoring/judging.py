"""An assessor's words on criteria: which may be said, and how they join the check's findings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from certreg.domain.assessment import CriterionResult, Finding, Judgement, Outcome
from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text
from certreg.scoring.plan import Rule

_FIXED_SCORES: Final = {
    Outcome.MET: 1.0,
    Outcome.UNMET: 0.0,
    Outcome.NOT_APPLICABLE: 0.0,
    Outcome.UNKNOWN: 0.0,
}


def by_criterion(judgements: Sequence[Judgement], rules: Mapping[str, Rule]) -> Mapping[str, Judgement]:
    """The judgements by criterion. Raises `InvalidInput` naming every one that may not be said."""
    problems = [problem for index, said in enumerate(judgements) for problem in _problems(index, said, rules)]
    seen: dict[str, Judgement] = {}
    for index, said in enumerate(judgements):
        if said.criterion in seen:
            problems.append(_problem(index, "criterion", "twice", _TWICE, said.criterion))
        seen[said.criterion] = said
    if problems:
        raise InvalidInput(_NOT_VALID, problems)
    return seen


def judged(proposal: CriterionResult, said: Judgement, judged_by: str) -> CriterionResult:
    """The assessor's word as the one that counts; the check's finding is kept beside it."""
    score = _FIXED_SCORES.get(said.outcome, said.score)
    reason = said.reason.strip()
    finding = Finding(said.outcome, 0.0 if score is None else score, Text(zh=reason, en=reason))
    return CriterionResult(proposal.criterion, finding, proposal.gate, judged_by, proposal.finding)


def _problems(index: int, said: Judgement, rules: Mapping[str, Rule]) -> Iterator[FieldProblem]:
    rule = rules.get(said.criterion)
    if rule is None:
        yield _problem(index, "criterion", "unknown_criterion", _NO_SUCH, said.criterion)
    elif rule.criterion.method == "automatic":
        yield _problem(index, "criterion", "automatic", _AUTOMATIC, said.criterion)
    if not said.reason.strip():
        yield _problem(index, "reason", "blank", _NO_REASON, said.criterion)
    if said.outcome is Outcome.PARTLY:
        if said.score is None or not 0 < said.score < 1:
            yield _problem(index, "score", "out_of_range", _SCORE_BETWEEN, str(said.score))
    elif said.score not in (None, _FIXED_SCORES[said.outcome]):
        yield _problem(index, "score", "contradicts", _SCORE_FIXED, str(said.score))


def inapplicable(index: int, said: Judgement) -> FieldProblem:
    """A judgement on a criterion that does not concern this posting."""
    return _problem(index, "criterion", "not_applicable", _INAPPLICABLE, said.criterion)


def _problem(index: int, field: str, code: str, reason: Text, value: str) -> FieldProblem:
    return FieldProblem(f"judgements[{index}].{field}", code, reason, value[:80])


_NOT_VALID: Final = Text(zh="评定意见有误", en="The judgements are not valid")
_TWICE: Final = Text(zh="同一标准有两条意见", en="Two judgements on one criterion")
_NO_SUCH: Final = Text(zh="现行标准中没有这一项", en="The criteria have no such criterion in force")
_AUTOMATIC: Final = Text(
    zh="此项由数据计算得出，不能另作判断；如有误，请更正招聘信息",
    en="This follows from the data and cannot be judged otherwise; correct the posting if it is wrong",
)
_NO_REASON: Final = Text(zh="请写明理由", en="A written reason is needed")
_SCORE_BETWEEN: Final = Text(
    zh="部分符合时，得分应大于 0、小于 1", en="With 'partly', the score is above 0 and below 1"
)
_SCORE_FIXED: Final = Text(zh="得分与结论不一致", en="The score contradicts the outcome")
_INAPPLICABLE: Final = Text(zh="此项不适用于这条招聘信息", en="This criterion does not concern this posting")
