"""The linter finds each defect, and says where."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

from certreg.domain.criteria import Basis, CheckUse, Criteria, Criterion, Dimension, Level
from certreg.domain.text import Text
from certreg.scoring.criteria_file import by_id
from certreg.scoring.levels import unreachable
from certreg.scoring.lint import lint

SOUND = by_id("cq-premium-2026.1").criteria


def with_criterion(criterion_id: str, **changes: Any) -> Criteria:
    parts = tuple(
        msgspec.structs.replace(part, **changes) if part.id == criterion_id else part for part in SOUND.criteria
    )
    return msgspec.structs.replace(SOUND, criteria=parts)


def with_levels(**changes: Any) -> Criteria:
    premium, exemplary = SOUND.levels
    return msgspec.structs.replace(SOUND, levels=(premium, msgspec.structs.replace(exemplary, **changes)))


def with_premium(**changes: Any) -> Criteria:
    premium, exemplary = SOUND.levels
    return msgspec.structs.replace(SOUND, levels=(msgspec.structs.replace(premium, **changes), exemplary))


def with_all(change: Callable[[Criterion], Criterion]) -> Criteria:
    return msgspec.structs.replace(SOUND, criteria=tuple(change(part) for part in SOUND.criteria))


def as_agency_only(part: Criterion) -> Criterion:
    if part.dimension is Dimension.COMPLETENESS:
        return msgspec.structs.replace(part, applies_when="agency")
    return part


DEFECTS: list[tuple[Criteria, str]] = [
    (msgspec.structs.replace(SOUND, languages=("zh-CN",)), "languages"),
    (msgspec.structs.replace(SOUND, retired=date(2025, 1, 1)), "dates_not_in_order"),
    (msgspec.structs.replace(SOUND, id="cq-premium-2027.1"), "id_without_version"),
    (msgspec.structs.replace(SOUND, title=Text(zh="标准", en=" ")), "text_missing"),
    (msgspec.structs.replace(SOUND, criteria=(*SOUND.criteria, SOUND.criteria[0])), "id_not_unique"),
    (msgspec.structs.replace(SOUND, dimensions=SOUND.dimensions[:2]), "dimensions_missing"),
    (
        msgspec.structs.replace(
            SOUND, dimensions=(msgspec.structs.replace(SOUND.dimensions[0], weight=39), *SOUND.dimensions[1:])
        ),
        "weights_do_not_sum",
    ),
    (with_criterion("C-pay", weight=13.0), "weights_do_not_sum"),
    (with_criterion("C-pay", weight=14.001), "weight_too_fine"),
    (with_criterion("C-pay", weight=None), "weight"),
    (with_criterion("G-advert", weight=1.0), "weight"),
    (with_criterion("G-advert", dimension=Dimension.ACCURACY), "gate_or_dimension"),
    (with_criterion("C-pay", id="A-pay"), "id_of_other_dimension"),
    (with_criterion("C-pay", requirement=Text(zh="", en="Pay")), "text_missing"),
    (with_criterion("C-pay", check=None), "method_without_check"),
    (with_criterion("A-title", check=CheckUse(name="current")), "method_without_check"),
    (with_criterion("C-pay", check=CheckUse(name="nothing")), "unknown_check"),
    (with_criterion("A-current", check=CheckUse(name="current", params={"max_age_days": 0})), "bad_params"),
    (with_criterion("A-current", check=CheckUse(name="current", params={"days": 60})), "bad_params"),
    (with_criterion("T-brochure", evidence=("photo",)), "unknown_evidence"),
    (with_criterion("C-pay", basis=()), "basis_missing"),
    (with_criterion("C-pay", basis=(Basis(source="notice", clause="9(9)"),)), "unknown_clause"),
    (with_criterion("C-pay", basis=(Basis(source="no-law", clause="1"),)), "unknown_clause"),
    (with_criterion("C-work-conditions", basis=(Basis(source="notice", clause="3(3)"),)), "clause_not_covered"),
    (with_criterion("C-pay", since=date(2027, 1, 1)), "dates_not_in_order"),
    (with_criterion("C-pay", future=date(2025, 1, 1)), "dates_not_in_order"),
    (with_criterion("C-pay", obsolete=date(2025, 1, 1)), "dates_not_in_order"),
    (with_criterion("C-pay", future=date(2028, 1, 1), obsolete=date(2027, 1, 1)), "dates_not_in_order"),
    (with_all(as_agency_only), "dimension_may_be_empty"),
    (with_levels(each_dimension=80, overall=85), "level_not_reachable"),
    (with_levels(each_dimension=0, overall=0), "level_not_reachable"),
    (msgspec.structs.replace(SOUND, levels=SOUND.levels[::-1]), "level_not_reachable"),
]


@pytest.mark.parametrize(("criteria", "code"), DEFECTS, ids=[f"{i}-{code}" for i, (_, code) in enumerate(DEFECTS)])
def test_it_finds_the_defect(criteria: Criteria, code: str) -> None:
    problems = lint(criteria)
    assert code in {problem.code for problem in problems}
    assert all(problem.reason.zh and problem.reason.en and problem.field for problem in problems)


def test_it_names_the_criterion() -> None:
    problems = lint(with_criterion("A-current", check=CheckUse(name="current", params={"max_age_days": 0})))
    index = [part.id for part in SOUND.criteria].index("A-current")
    assert [problem.field for problem in problems] == [f"criteria[{index}] (A-current).check.params"]


def test_a_level_just_below_the_next_can_be_reached() -> None:
    assert lint(with_premium(each_dimension=90, overall=94)) == ()
    assert lint(with_premium(each_dimension=89, overall=95)) == ()
    assert lint(with_levels(each_dimension=100, overall=100)) == ()


def test_a_level_is_judged_for_each_kind_of_posting_and_each_period() -> None:
    """From 2027 on nothing in completeness concerns a direct posting: it can have no level."""
    ending = with_all(
        lambda part: (
            part
            if part.dimension is not Dimension.COMPLETENESS or part.id == "C-fees"
            else msgspec.structs.replace(part, obsolete=date(2027, 1, 1))
        )
    )
    assert {problem.code for problem in lint(ending)} == {"dimension_may_be_empty"}
    out_of_reach = {(rule.id, kind, day) for rule, kind, day in unreachable(ending)}
    assert out_of_reach == {
        (level, kind, date(2027, 1, 1)) for level in Level for kind in ("direct", "direct full-time", "direct hourly")
    }


def test_weights_of_dimensions_may_sum_to_one() -> None:
    parts = tuple(msgspec.structs.replace(rule, weight=rule.weight / 100) for rule in SOUND.dimensions)
    assert lint(msgspec.structs.replace(SOUND, dimensions=parts)) == ()


def test_levels_are_those_of_the_domain() -> None:
    assert [rule.id for rule in SOUND.levels] == list(Level)
