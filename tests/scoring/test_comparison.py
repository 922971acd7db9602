"""What differs between two sets of criteria."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

from certreg.domain.criteria import CheckUse, Criteria
from certreg.domain.text import Text
from certreg.scoring.comparison import KIND_WORDS, Change, ChangeKind, compare
from certreg.scoring.criteria_file import PublishedCriteria, by_id

FIRST = by_id("cq-premium-2026.1")
PAY = next(c for c in FIRST.criteria.criteria if c.id == "C-pay")


def edited(criterion: str, **changes: Any) -> PublishedCriteria:
    return rewritten(lambda c: msgspec.structs.replace(c, criteria=_edited(c, criterion, changes)))


def rewritten(change: Callable[[Criteria], Criteria]) -> PublishedCriteria:
    return PublishedCriteria(change(FIRST.criteria), "sha-256:other", b"")


def _edited(criteria: Criteria, criterion: str, changes: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(msgspec.structs.replace(c, **changes) if c.id == criterion else c for c in criteria.criteria)


def test_nothing_differs_from_itself() -> None:
    found = compare(FIRST, FIRST)
    assert (found.frame, found.added, found.removed, found.retired, found.changed) == ((), (), (), (), ())


@pytest.mark.parametrize(
    ("changes", "kind", "member", "before", "after"),
    [
        ({"weight": 9.0}, ChangeKind.WEIGHT, "weight", PAY.weight, 9),
        ({"title": Text(zh="报酬", en="Pay")}, ChangeKind.WORDS, "title.zh", PAY.title.zh, "报酬"),
        ({"method": "automatic"}, ChangeKind.METHOD, "method", "both", "automatic"),
        ({"check": CheckUse(name="pay_basis")}, ChangeKind.CHECK, "check.name", "pay_stated", "pay_basis"),
        (
            {"check": CheckUse(name="pay_stated", params={"figures": 0.65})},
            ChangeKind.PARAMS,
            "check.params.figures",
            0.5,
            0.65,
        ),
        ({"evidence": ("brochure",)}, ChangeKind.EVIDENCE, "evidence", PAY.evidence or None, ("brochure",)),
        ({"applies_when": "agency"}, ChangeKind.SCOPE, "applies_when", None, "agency"),
        ({"future": date(2027, 1, 1)}, ChangeKind.DATES, "future", None, "2027-01-01"),
    ],
)
def test_each_change_is_named(
    changes: dict[str, Any], kind: ChangeKind, member: str, before: object, after: object
) -> None:
    found = compare(FIRST, edited("C-pay", **changes))
    (criterion,) = found.changed
    assert criterion.id == "C-pay"
    assert found.of("C-pay") is criterion
    assert kind in criterion.kinds
    change = next(item for item in criterion.changes if item.member == member)
    assert (change.kind, change.after) == (kind, after)
    assert change.before == before


def test_criteria_come_go_and_end() -> None:
    less = rewritten(lambda c: msgspec.structs.replace(c, criteria=c.criteria[1:]))
    first = FIRST.criteria.criteria[0].id
    assert [item.id for item in compare(FIRST, less).removed] == [first]
    assert [item.id for item in compare(less, FIRST).added] == [first]
    assert compare(less, FIRST).adds(first)
    ended = compare(FIRST, edited("C-pay", obsolete=date(2027, 1, 1)))
    assert [item.id for item in ended.retired] == ["C-pay"]
    assert ended.of("C-pay") is not None


def test_thresholds_and_weights_of_the_whole_are_told() -> None:
    def change(criteria: Criteria) -> Criteria:
        lower = msgspec.structs.replace(criteria.levels[0], each_dimension=75)
        heavier = msgspec.structs.replace(criteria.dimensions[0], weight=50.0)
        return msgspec.structs.replace(
            criteria,
            levels=(lower, *criteria.levels[1:]),
            dimensions=(heavier, *criteria.dimensions[1:]),
            validity_days=60,
        )

    found = compare(FIRST, rewritten(change)).frame
    assert {(c.member, c.kind, c.before, c.after) for c in found} == {
        ("levels.premium.each_dimension", ChangeKind.THRESHOLD, 80, 75),
        (
            f"dimensions.{FIRST.criteria.dimensions[0].id}.weight",
            ChangeKind.WEIGHT,
            FIRST.criteria.dimensions[0].weight,
            50.0,
        ),
        ("validity_days", ChangeKind.THRESHOLD, 90, 60),
    }


def test_it_goes_out_as_json_and_every_kind_has_words() -> None:
    found = compare(FIRST, edited("C-pay", weight=9.0))
    again = msgspec.json.decode(msgspec.json.encode(found), type=type(found))
    assert again.changed[0].changes == (Change(member="weight", kind=ChangeKind.WEIGHT, before=PAY.weight, after=9.0),)
    assert set(KIND_WORDS) == set(ChangeKind)
