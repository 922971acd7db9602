"""Proves a criteria file sound before anybody is scored by it."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import msgspec

from certreg.checks import CHECKS
from certreg.domain.criteria import Criteria, Criterion, Dimension
from certreg.domain.errors import FieldProblem
from certreg.domain.text import LANGUAGES, Text
from certreg.scoring import clauses
from certreg.scoring.evidence import EVIDENCE
from certreg.scoring.levels import unreachable


def lint(criteria: Criteria) -> tuple[FieldProblem, ...]:
    """Everything that is wrong with a file of the right form; empty if it may be published.

    Every check exists with valid parameters, weights sum, both languages are there, every point of notice 3(1) and
    3(2) is covered, every level can be reached, and days are in order.
    """
    problems = [*_frame(criteria), *_dimensions(criteria), *_coverage(criteria)]
    for index, criterion in enumerate(criteria.criteria):
        place = f"criteria[{index}] ({criterion.id})"
        problems += [msgspec.structs.replace(problem, field=f"{place}.{problem.field}") for problem in _one(criterion)]
        problems += [
            msgspec.structs.replace(problem, field=f"{place}.{problem.field}") for problem in _days(criterion, criteria)
        ]
    # Reachability is computed with the file's own arithmetic, which needs sound weights and checks.
    return tuple(problems) if problems else tuple(_levels(criteria))


def _frame(criteria: Criteria) -> Iterator[FieldProblem]:
    if criteria.languages != LANGUAGES:
        yield _problem("languages", "languages", _BOTH_LANGUAGES)
    if criteria.retired is not None and criteria.retired <= criteria.effective:
        yield _problem("retired", "dates_not_in_order", _RETIRED_EARLY)
    if not criteria.id.endswith(criteria.version):
        yield _problem("id", "id_without_version", _ID_NAMES_VERSION, criteria.id)
    yield from _text("title", criteria.title)
    for name, ids in (
        ("criteria", [criterion.id for criterion in criteria.criteria]),
        ("dimensions", [rule.id for rule in criteria.dimensions]),
        ("levels", [rule.id for rule in criteria.levels]),
    ):
        for repeated, times in Counter(ids).items():
            if times > 1:
                yield _problem(name, "id_not_unique", _TWICE, repeated)


def _dimensions(criteria: Criteria) -> Iterator[FieldProblem]:
    if {rule.id for rule in criteria.dimensions} != set(Dimension):
        yield _problem("dimensions", "dimensions_missing", _ALL_DIMENSIONS)
    total = sum((_exact(rule.weight) for rule in criteria.dimensions), Fraction(0))
    if total not in (1, 100):
        yield _problem("dimensions", "weights_do_not_sum", _SUM_OF_DIMENSIONS, f"{float(total):g}")
    for index, rule in enumerate(criteria.dimensions):
        yield from _text(f"dimensions[{index}].title", rule.title)
        yield from _weights_within(criteria, rule.id)


def _weights_within(criteria: Criteria, dimension: Dimension) -> Iterator[FieldProblem]:
    first_day = criteria.effective
    counted = [c for c in criteria.criteria if c.dimension is dimension and c.in_force(first_day)]
    total = sum((_exact(criterion.weight or 0) for criterion in counted), Fraction(0))
    if total != 100:  # noqa: PLR2004 - weights are points of a hundred
        yield _problem(f"criteria of {dimension}", "weights_do_not_sum", _SUM_WITHIN, f"{float(total):g}")
    lasting = (c for c in counted if c.applies_when == "always" and c.obsolete is None)
    if next(lasting, None) is None:
        yield _problem(f"criteria of {dimension}", "dimension_may_be_empty", _NEVER_EMPTY)


def _one(criterion: Criterion) -> Iterator[FieldProblem]:
    for name in ("title", "requirement", "rationale", "remedy"):
        yield from _text(name, getattr(criterion, name))
    yield from _place(criterion)
    yield from _check(criterion)
    for kind in criterion.evidence:
        if kind not in EVIDENCE:
            yield _problem("evidence", "unknown_evidence", _NO_SUCH_EVIDENCE.within(known=", ".join(EVIDENCE)), kind)
    if not criterion.basis:
        yield _problem("basis", "basis_missing", _BASIS_NEEDED)
    for basis in criterion.basis:
        if not clauses.known(basis):
            yield _problem("basis", "unknown_clause", _NO_SUCH_CLAUSE, f"{basis.source} {basis.clause}")


def _place(criterion: Criterion) -> Iterator[FieldProblem]:
    """A gate has no weight; everything else has a dimension and a weight in it."""
    initial = _INITIALS[criterion.dimension]
    if criterion.gate == (criterion.dimension is not None):
        yield _problem("dimension", "gate_or_dimension", _GATE_OR_DIMENSION)
    if criterion.gate != (criterion.weight is None):
        yield _problem("weight", "weight", _WEIGHT_OF_GATE if criterion.gate else _WEIGHT_NEEDED)
    if not criterion.id.startswith(initial):
        yield _problem("id", "id_of_other_dimension", _INITIAL.within(initial=initial))
    if criterion.weight is not None and _exact(criterion.weight).denominator not in _HUNDREDTHS:
        yield _problem("weight", "weight_too_fine", _TOO_FINE, f"{criterion.weight:g}")


def _check(criterion: Criterion) -> Iterator[FieldProblem]:
    use = criterion.check
    if (use is None) != (criterion.method == "assessor"):
        yield _problem("method", "method_without_check", _METHOD if use is None else _ASSESSOR_ALONE, criterion.method)
    if use is None:
        return
    if use.name not in CHECKS:
        yield _problem("check.name", "unknown_check", _NO_SUCH_CHECK.within(known=", ".join(CHECKS)), use.name)
        return
    try:
        CHECKS[use.name].bound(use.params)
    except msgspec.ValidationError as error:
        yield _problem("check.params", "bad_params", _BAD_PARAMS.within(problem=error))


def _days(criterion: Criterion, criteria: Criteria) -> Iterator[FieldProblem]:
    if criterion.since > criteria.effective and criterion.future is None:
        yield _problem("since", "dates_not_in_order", _SINCE_LATE)
    if criterion.future is not None and criterion.future <= criteria.effective:
        yield _problem("future", "dates_not_in_order", _FUTURE_PAST)
    if criterion.obsolete is not None and criterion.obsolete <= max(criteria.effective, criterion.since):
        yield _problem("obsolete", "dates_not_in_order", _OBSOLETE_EARLY)
    if criterion.future is not None and criterion.obsolete is not None and criterion.obsolete <= criterion.future:
        yield _problem("obsolete", "dates_not_in_order", _OBSOLETE_BEFORE_FUTURE)


def _coverage(criteria: Criteria) -> Iterator[FieldProblem]:
    cited = {
        basis.clause
        for criterion in criteria.criteria
        if criterion.in_force(criteria.effective)
        for basis in criterion.basis
        if basis.source == clauses.NOTICE
    }
    for clause, name in clauses.REQUIRED.items():
        if clause not in cited:
            reason = Text(zh=_UNCOVERED.zh.format(name.zh), en=_UNCOVERED.en.format(name.en))
            yield _problem("criteria", "clause_not_covered", reason, clause)


def _levels(criteria: Criteria) -> Iterator[FieldProblem]:
    for index, rule in enumerate(criteria.levels):
        yield from _text(f"levels[{index}].title", rule.title)
    for rule, kind, day in unreachable(criteria):
        reason = _UNREACHABLE.within(level=rule.id, kind=kind, day=day)
        yield _problem(f"levels ({rule.id})", "level_not_reachable", reason)


def _text(place: str, text: Text) -> Iterator[FieldProblem]:
    for language in ("zh", "en"):
        if not getattr(text, language).strip():
            yield _problem(f"{place}.{language}", "text_missing", _TEXT_NEEDED)


def _exact(weight: float) -> Fraction:
    """The decimal that was written, not its binary neighbour."""
    return Fraction(repr(weight))


def _problem(field: str, code: str, reason: Text, value: str | None = None) -> FieldProblem:
    return FieldProblem(field, code, reason, value)


_HUNDREDTHS: Final = frozenset({1, 2, 4, 5, 10, 20, 25, 50, 100})
_INITIALS: Final[dict[Dimension | None, str]] = {
    None: "G-",
    Dimension.COMPLETENESS: "C-",
    Dimension.ACCURACY: "A-",
    Dimension.TRUTHFULNESS: "T-",
}
_BOTH_LANGUAGES: Final = Text(zh="应为 [zh-CN, en]", en="Must be [zh-CN, en]")
_RETIRED_EARLY: Final = Text(zh="废止日期应晚于生效日期", en="Must be after the effective day")
_ID_NAMES_VERSION: Final = Text(zh="标识应以版本号结尾", en="The id must end in the version")
_TWICE: Final = Text(zh="标识重复", en="This id stands twice")
_ALL_DIMENSIONS: Final = Text(
    zh="应恰好包含真实性、准确性、全面性三个维度", en="Must be exactly the three dimensions of notice 3(4)"
)
_SUM_OF_DIMENSIONS: Final = Text(zh="各维度权重之和应为 100 或 1", en="The weights of dimensions must sum to 100 or 1")
_SUM_WITHIN: Final = Text(zh="生效之日各项权重之和应为 100", en="Weights in force on the effective day must sum to 100")
_NEVER_EMPTY: Final = Text(
    zh="至少应有一项始终适用且不失效，否则可能没有可评分的内容",
    en="At least one criterion must apply always and not end, or there may be nothing to score",
)
_GATE_OR_DIMENSION: Final = Text(
    zh="应为否决项或者属于一个维度，二者居其一", en="Must be a gate or belong to a dimension, one of both"
)
_WEIGHT_OF_GATE: Final = Text(zh="否决项没有权重", en="A gate has no weight")
_WEIGHT_NEEDED: Final = Text(zh="缺少权重", en="A weight is needed")
_INITIAL: Final = Text(zh="标识应以 {initial} 开头", en="The id must begin with {initial}")
_TOO_FINE: Final = Text(zh="权重最多两位小数", en="A weight has at most two decimals")
_METHOD: Final = Text(zh="此评定方式需要指定检查", en="This method needs a check")
_ASSESSOR_ALONE: Final = Text(
    zh="由评定人员判断的项不能指定检查，请用 both", en="With a check the method is 'automatic' or 'both'"
)
_NO_SUCH_CHECK: Final = Text(zh="没有这个检查；现有：{known}", en="There is no such check; there are: {known}")
_BAD_PARAMS: Final = Text(zh="检查的参数有误：{problem}", en="The check's parameters are not valid: {problem}")
_NO_SUCH_EVIDENCE: Final = Text(zh="没有这种证据；现有：{known}", en="There is no such evidence; there are: {known}")
_BASIS_NEEDED: Final = Text(zh="应写明依据", en="A basis is needed")
_NO_SUCH_CLAUSE: Final = Text(zh="不认识的依据", en="No such clause or law is known")
_SINCE_LATE: Final = Text(zh="晚于标准的生效日期，应为 future", en="Later than the file takes effect: use `future`")
_FUTURE_PAST: Final = Text(zh="应晚于标准的生效日期", en="Must be after the effective day")
_OBSOLETE_EARLY: Final = Text(zh="应晚于生效日期和起始日期", en="Must be after the effective day and `since`")
_OBSOLETE_BEFORE_FUTURE: Final = Text(zh="应晚于 future", en="Must be after `future`")
_UNCOVERED: Final = Text(zh="没有一项标准以通知“{}”为依据", en="No criterion rests on notice {}")
_UNREACHABLE: Final = Text(
    zh="自 {day} 起，{kind} 类信息不可能达到 {level} 级",
    en="From {day} on, a {kind} posting can never be given the level {level}",
)
_TEXT_NEEDED: Final = Text(zh="文字不能为空", en="The text must not be empty")
