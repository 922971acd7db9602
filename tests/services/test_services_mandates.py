"""Mandates: one posting takes one line, and what does not agree is named."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from casework import ASSESSOR, LEAD, PLATFORM, REGISTRAR, USCC, Casework, posting
from certreg.domain.errors import Conflict, InvalidInput, NotFound, NotPermitted, PolicyRefused
from certreg.domain.mandate import Mandate, MandateLine
from certreg.domain.organisation import ONLINE_RECRUITMENT, Licence, Organisation, OrganisationKind
from certreg.domain.posting import Agency, Posting
from certreg.services import lookup, mandates, organisations
from certreg.services.decide import decide
from certreg.services.import_postings import Taken, import_postings
from certreg.services.issue import issue
from certreg.services.label_life import revoke
from certreg.services.mandates import MandateRecord, MandateStanding
from certreg.services.registry import Registry
from certreg.services.resubmit import resubmit
from certreg.services.update_posting import update_posting

AGENCY = "91500112DEM000313L"
ANEW = "一项委托只对应一条招聘信息，请由用人主体另行委托"


def agency_posting(**changes: Any) -> Posting:
    agency = Agency(name="重庆聘渡桥人力资源有限公司", uscc=AGENCY, seekers_charged=False, fee=0)
    return posting(**{"agency": agency, "title": "数控车工（代招）", **changes})


def mandate(*lines: MandateLine, **changes: Any) -> Mandate:
    fields: dict[str, Any] = {
        "number": "委-1",
        "employer": "重庆测试精密机械有限公司",
        "employer_uscc": USCC,
        "agency_uscc": AGENCY,
        "valid_from": date(2026, 11, 1),
        "valid_to": date(2026, 12, 31),
        "lines": lines or (MandateLine(position="数控车工", headcount=6, division="500118"),),
    }
    return Mandate(**{**fields, **changes})


def filed(registry: Registry, *found: Mandate, now: datetime) -> tuple[MandateRecord, ...]:
    mandates.put(registry, found or (mandate(),), "委托.json", actor=REGISTRAR, now=now)
    return mandates.listed(registry, None, cursor=None, limit=200).items


def standing(registry: Registry, posting_id: str, now: datetime) -> MandateStanding | None:
    return mandates.standing(registry, lookup.posting(registry, posting_id), now)


def licensed(registry: Registry, now: datetime) -> None:
    licence = Licence(number="渝人服证字〔示例〕0131号", scope=(ONLINE_RECRUITMENT,), valid_from=date(2026, 1, 1))
    agency = Organisation(
        uscc=AGENCY,
        name="重庆聘渡桥人力资源有限公司",
        kinds=frozenset({OrganisationKind.AGENCY}),
        division="500157",
        licence=licence,
    )
    organisations.put(registry, [agency], "test register", actor=REGISTRAR, now=now)


def problems(registry: Registry, posting_id: str, now: datetime) -> list[str]:
    found = standing(registry, posting_id, now)
    assert found is not None
    return [problem.zh for problem in found.problems]


def test_a_posting_takes_its_line_and_the_next_one_finds_it_taken(work: Casework, now: datetime) -> None:
    record = filed(work.registry, now=now)[0]
    first = work.submitted(agency_posting())
    assert standing(work.registry, first.id, now) == MandateStanding(record.id, "委-1", 1)
    assert mandates.one(work.registry, record.id).used_by == (first.id,)
    second = work.submitted(agency_posting(headcount=3))
    assert problems(work.registry, second.id, now) == [f"委托证明 委-1 第 1 项（数控车工）：已用于 {first.id}；{ANEW}"]


def test_without_mandates_on_file_nothing_is_said(work: Casework, now: datetime) -> None:
    assert standing(work.registry, work.submitted(agency_posting()).id, now) is None
    filed(work.registry, now=now)
    assert standing(work.registry, work.submitted(posting()).id, now) is None


def test_more_people_than_the_line_are_refused_with_the_line(work: Casework, now: datetime) -> None:
    filed(work.registry, mandate(MandateLine(position="数控车工", headcount=5)), now=now)
    with pytest.raises(InvalidInput) as refused:
        work.submitted(agency_posting(headcount=6))
    problem = refused.value.problems[0]
    assert (problem.field, problem.code, problem.value) == ("headcount", "over_mandate", "6")
    assert (
        problem.reason.zh
        == "委托证明 委-1 第 1 项（数控车工）：招聘 6 人，超出委托的 5 人；请减少招聘人数，或由用人主体增加委托"
    )
    assert lookup.search(work.registry, lookup.SearchQuery(), cursor=None, limit=10, now=now).items == ()


def test_an_update_cannot_outgrow_the_line_and_leaves_everything_as_it_was(work: Casework, now: datetime) -> None:
    filed(work.registry, now=now)
    record = work.submitted(agency_posting())
    with pytest.raises(InvalidInput, match="6"):
        update_posting(work.registry, record.id, agency_posting(headcount=7), actor=PLATFORM, now=now)
    assert lookup.posting(work.registry, record.id) == record
    assert problems(work.registry, record.id, now) == []


def test_an_update_to_another_position_gives_the_line_back(work: Casework, now: datetime) -> None:
    filed(work.registry, now=now)
    first = work.submitted(agency_posting())
    update_posting(work.registry, first.id, agency_posting(title="铣工（代招）"), actor=PLATFORM, now=now)
    assert problems(work.registry, first.id, now) == [
        "委托证明 委-1 没有“铣工（代招）”一项；请核对岗位名称，或由用人主体补充委托"
    ]
    second = work.submitted(agency_posting(headcount=2))
    assert problems(work.registry, second.id, now) == []


@pytest.mark.parametrize(
    ("line", "changes", "said"),
    [
        ({"fee": 10_000}, {}, "向求职者收费与委托证明不一致；请改为委托的收费（100.00 元），或由用人主体另行委托"),
        ({"division": "500103"}, {}, "工作地点 500118 不在委托的 500103 之内；请更正工作地点，或由用人主体另行委托"),
        ({}, {"headcount": None}, "招聘人数不是具体数字，委托人数为 6 人；请写明不超过委托的人数"),
    ],
)
def test_what_does_not_agree_is_named(
    work: Casework, now: datetime, line: dict[str, Any], changes: dict[str, Any], said: str
) -> None:
    filed(work.registry, mandate(MandateLine(**{"position": "数控车工", "headcount": 6, **line})), now=now)
    record = work.submitted(agency_posting(**changes))
    assert problems(work.registry, record.id, now) == [f"委托证明 委-1 第 1 项（数控车工）：{said}"]


@pytest.mark.parametrize("division", ["500000", "500118", None])
def test_a_wider_area_covers_the_place(work: Casework, now: datetime, division: str | None) -> None:
    filed(work.registry, mandate(MandateLine(position="车工", headcount=9, division=division)), now=now)
    assert problems(work.registry, work.submitted(agency_posting()).id, now) == []


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ({"valid_to": date(2026, 11, 23)}, "委托证明 委-1 已于 2026-11-23 到期；请由用人主体续签，登记后再提交"),
        ({"valid_from": date(2026, 11, 25)}, "委托证明 委-1 自 2026-11-25 起生效；请在生效后再提交"),
    ],
)
def test_a_mandate_out_of_its_period_covers_nothing(
    work: Casework, now: datetime, period: dict[str, date], said: str
) -> None:
    filed(work.registry, mandate(**period), now=now)
    assert problems(work.registry, work.submitted(agency_posting()).id, now) == [said]


def test_both_days_of_the_period_count_in_shanghai(work: Casework, now: datetime) -> None:
    filed(work.registry, mandate(valid_from=date(2026, 11, 24), valid_to=date(2026, 11, 24)), now=now)
    record = work.submitted(agency_posting())
    assert problems(work.registry, record.id, now) == []
    midnight = datetime(2026, 11, 24, 16, 0, tzinfo=now.tzinfo)
    assert problems(work.registry, record.id, midnight - timedelta(seconds=1)) == []
    assert problems(work.registry, record.id, midnight) == [
        "委托证明 委-1 已于 2026-11-24 到期；请由用人主体续签，登记后再提交"
    ]


def test_certifying_needs_the_mandate(work: Casework, now: datetime) -> None:
    licensed(work.registry, now)
    record = filed(work.registry, now=now)[0]
    waiting = work.assessed(agency_posting())
    mandates.withdraw(work.registry, record.id, "用人单位撤回", actor=LEAD, now=now)
    with pytest.raises(PolicyRefused) as refused:
        work.approve(waiting)
    assert [reason.zh for reason in refused.value.reasons] == [
        "委托证明 委-1 已撤回；请由用人主体重新委托，登记后再提交"
    ]
    with pytest.raises(Conflict):
        mandates.withdraw(work.registry, record.id, "再次", actor=LEAD, now=now)


def test_a_line_that_came_free_is_taken_at_the_decision(work: Casework, now: datetime) -> None:
    licensed(work.registry, now)
    record = filed(work.registry, now=now)[0]
    first = work.assessed(agency_posting())
    second = work.assessed(agency_posting(headcount=2))
    with pytest.raises(PolicyRefused):
        work.approve(second)
    decide(work.registry, first.id, "refuse", "岗位取消", actor=LEAD, now=now)
    assert mandates.one(work.registry, record.id).used_by == (None,)
    work.approve(second)
    assert mandates.one(work.registry, record.id).used_by == (second.id,)
    resubmit(work.registry, first.id, actor=PLATFORM, now=now)
    assert problems(work.registry, first.id, now) == [f"委托证明 委-1 第 1 项（数控车工）：已用于 {second.id}；{ANEW}"]


def test_issuing_needs_the_mandate_too(work: Casework, now: datetime) -> None:
    licensed(work.registry, now)
    record = filed(work.registry, now=now)[0]
    approved = work.approved(agency_posting())
    mandates.withdraw(work.registry, record.id, "用人单位撤回", actor=LEAD, now=now)
    with pytest.raises(PolicyRefused) as refused:
        issue(work.registry, approved.id, actor=LEAD, now=now)
    assert [reason.zh for reason in refused.value.reasons] == [
        "委托证明 委-1 已撤回；请由用人主体重新委托，登记后再提交"
    ]
    assert lookup.posting(work.registry, approved.id) == approved


def test_the_end_of_a_label_gives_the_line_back(work: Casework, now: datetime) -> None:
    licensed(work.registry, now)
    record = filed(work.registry, now=now)[0]
    label = work.certified(agency_posting())
    revoke(work.registry, label.id, "复核不实", actor=LEAD, now=now)
    assert mandates.one(work.registry, record.id).used_by == (None,)


def test_the_same_file_again_changes_nothing_and_a_used_mandate_stays(work: Casework, now: datetime) -> None:
    registry = work.registry
    assert mandates.put(registry, [mandate()], "a", actor=REGISTRAR, now=now) == 1
    assert mandates.put(registry, [mandate()], "b", actor=ASSESSOR, now=now) == 0
    wider = mandate(MandateLine(position="数控车工", headcount=9))
    assert mandates.put(registry, [wider], "c", actor=REGISTRAR, now=now) == 1
    work.submitted(agency_posting())
    with pytest.raises(Conflict, match="委-1"):
        mandates.put(registry, [mandate(number="委-2"), mandate()], "d", actor=REGISTRAR, now=now)
    assert [one.mandate.number for one in mandates.listed(registry, AGENCY, cursor=None, limit=9).items] == ["委-1"]


def test_an_import_refuses_the_row_and_takes_the_others(work: Casework, now: datetime) -> None:
    filed(work.registry, now=now)
    rows = [(1, agency_posting(headcount=7)), (2, agency_posting()), (3, posting(title="车工"))]
    results = list(import_postings(work.registry, rows, actor=REGISTRAR, now=now))
    assert [result.taken for result in results] == [Taken.REFUSED, Taken.NEW, Taken.NEW]
    assert results[0].problems[0].code == "over_mandate"
    assert problems(work.registry, str(results[1].posting_id), now) == []
    again = list(import_postings(work.registry, rows[1:], actor=REGISTRAR, now=now))
    assert [result.taken for result in again] == [Taken.UNCHANGED, Taken.UNCHANGED]


def test_of_many_at_once_one_takes_the_line(work: Casework, now: datetime) -> None:
    record = filed(work.registry, now=now)[0]
    with ThreadPoolExecutor(8) as pool:
        ids = [one.id for one in pool.map(lambda _: work.submitted(agency_posting()), range(8))]
    taken = [posting_id for posting_id in ids if not problems(work.registry, posting_id, now)]
    assert len(taken) == 1
    assert mandates.one(work.registry, record.id).used_by == (taken[0],)


def test_who_may_and_what_is_not_there(work: Casework, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        mandates.put(work.registry, [mandate()], "x", actor=PLATFORM, now=now)
    with pytest.raises(NotFound):
        mandates.one(work.registry, "m0")
    with pytest.raises(NotFound):
        mandates.withdraw(work.registry, "m0", "理由", actor=LEAD, now=now)


def test_pages_of_the_list(work: Casework, now: datetime) -> None:
    filed(work.registry, *(mandate(number=f"委-{n}") for n in range(5)), now=now)
    first = mandates.listed(work.registry, None, cursor=None, limit=3)
    rest = mandates.listed(work.registry, USCC, cursor=first.next_cursor, limit=3)
    assert rest.next_cursor is None
    assert {one.mandate.number for one in (*first.items, *rest.items)} == {f"委-{n}" for n in range(5)}
    assert len(first.items) + len(rest.items) == 5


def test_a_period_that_ends_before_it_begins_is_no_mandate() -> None:
    data = msgspec.json.encode(mandate()).replace(b"2026-12-31", b"2026-10-31")
    with pytest.raises(msgspec.ValidationError, match="valid_to is before valid_from"):
        msgspec.json.decode(data, type=Mandate)
