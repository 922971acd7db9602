"""Updating: what changes, what it does to the case and to the label (notice 3(3))."""

from datetime import date, datetime
from typing import Any

import msgspec
import pytest

from casework import LEAD, OTHER_PLATFORM, PLATFORM, REGISTRAR, Casework, posting
from certreg.domain.errors import Conflict, NotFound, NotPermitted
from certreg.domain.lifecycle import LabelState, Stage, State
from certreg.domain.policy import end_of_day
from certreg.domain.posting import Party
from certreg.services import lookup
from certreg.services.label_life import revoke
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry
from certreg.services.resubmit import resubmit
from certreg.services.update_posting import Change, kind_of_change, update_posting
from certreg.storage import events

PAY = posting().pay
assert PAY is not None


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, Change.NONE),
        ({"headcount": 5}, Change.FEWER),
        ({"headcount": 5, "verbatim": {"headcount": "5人"}}, Change.FEWER),
        ({"headcount": 7}, Change.BASE),
        ({"headcount": None}, Change.BASE),
        ({"title": "数控铣工"}, Change.BASE),
        ({"title": " 数控车工 "}, Change.OTHER),
        ({"employer": Party(name="另一家公司")}, Change.BASE),
        ({"pay": msgspec.structs.replace(PAY, max=900_001)}, Change.BASE),
        ({"work_conditions": "两班制。"}, Change.BASE),
        ({"apply": "请到现场报名。"}, Change.OTHER),
        ({"valid_until": date(2027, 1, 31)}, Change.OTHER),
        ({"headcount": 5, "valid_until": date(2027, 1, 31)}, Change.OTHER),
    ],
    ids=str,
)
def test_changes_are_told_apart(changes: dict[str, Any], kind: Change) -> None:
    assert kind_of_change(posting(), posting(**changes)) is kind


def update(registry: Registry, record_id: str, now: datetime, **changes: Any) -> PostingRecord:
    return update_posting(registry, record_id, posting(**changes), actor=PLATFORM, now=now)


def test_a_changed_base_field_suspends_the_label_at_once(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    after = update(registry, label.posting_id, now, title="数控铣工", headcount=8)
    assert after.state == State(Stage.SUBMITTED, LabelState.SUSPENDED)
    assert after.version == 2
    assert after.label is not None
    assert after.label.reason == "基本信息已变更：岗位名称、招聘人数"
    with registry.db.read() as tx:
        told = [event["type"] for event in events.of_posting(tx, label.posting_id)]
    assert told[-2:] == ["posting.changed", "label.suspended"]


def test_a_lower_headcount_leaves_everything_as_it_is(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    after = update(registry, label.posting_id, now, headcount=1)
    assert after.state == State(Stage.CERTIFIED, LabelState.VALID)
    assert (after.version, after.posting.headcount) == (2, 1)
    assert lookup.timeline(registry, after.id)[-1].action == "update"


def test_a_headcount_that_rises_again_above_the_one_before_suspends(
    registry: Registry, work: Casework, now: datetime
) -> None:
    label = work.certified()
    update(registry, label.posting_id, now, headcount=2)
    assert update(registry, label.posting_id, now, headcount=3).state.label is LabelState.SUSPENDED


def test_nothing_changed_makes_no_version(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    before = lookup.posting(registry, label.posting_id)
    assert update(registry, label.posting_id, now) == before
    assert len(lookup.timeline(registry, label.posting_id)) == 4


def test_an_end_that_comes_sooner_ends_the_label_sooner(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    after = update(registry, label.posting_id, now, valid_until=date(2026, 11, 30))
    assert after.state.is_certified_now
    assert after.label is not None
    assert after.label.expires_at == end_of_day(date(2026, 11, 30))
    later = update(registry, label.posting_id, now, valid_until=date(2027, 11, 30))
    assert later.label is not None
    assert later.label.expires_at == after.label.expires_at


@pytest.mark.parametrize("changes", [{"headcount": 5}, {"apply": "请到现场报名。"}, {"title": "数控铣工"}], ids=str)
def test_a_review_under_way_starts_again(
    registry: Registry, work: Casework, now: datetime, changes: dict[str, Any]
) -> None:
    for record in (work.assessed(), work.approved()):
        assert update(registry, record.id, now, **changes).state == State(Stage.SUBMITTED)


def test_a_returned_posting_comes_back_when_it_is_mended(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    revoke(registry, label.id, "用人单位来函", actor=LEAD, now=now)
    fewer = update(registry, label.posting_id, now, headcount=5)
    assert fewer.state == State(Stage.CLOSED, LabelState.REVOKED)
    mended = update(registry, label.posting_id, now, apply="请到现场报名。")
    assert mended.state == State(Stage.SUBMITTED, LabelState.REVOKED)
    again = work.approve(work.assess(mended))
    assert again.state == State(Stage.APPROVED, LabelState.REVOKED)


def test_earlier_versions_stay_readable(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.submitted()
    update(registry, record.id, now, title="数控铣工")
    assert lookup.version_of(registry, record.id, 1).posting == posting()
    assert lookup.version_of(registry, record.id, 2).posting.title == "数控铣工"
    with pytest.raises(NotFound):
        lookup.version_of(registry, record.id, 3)


def test_a_caller_updates_only_what_it_submitted(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.submitted()
    with pytest.raises(NotPermitted):
        update_posting(registry, record.id, posting(headcount=1), actor=OTHER_PLATFORM, now=now)
    staff = update_posting(registry, record.id, posting(headcount=1), actor=REGISTRAR, now=now)
    assert staff.version == 2


def test_a_version_seen_before_is_a_conflict(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.submitted()
    update(registry, record.id, now, headcount=5)
    with pytest.raises(Conflict):
        update_posting(registry, record.id, posting(headcount=4), actor=PLATFORM, now=now, expected_version=1)
    with pytest.raises(NotFound):
        update(registry, "p0", now)


def test_a_closed_posting_can_ask_for_another_review(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    revoke(registry, label.id, "误发", actor=LEAD, now=now)
    again = resubmit(registry, label.posting_id, actor=PLATFORM, now=now)
    assert again.state == State(Stage.SUBMITTED, LabelState.REVOKED)
    with pytest.raises(NotPermitted):
        resubmit(registry, label.posting_id, actor=OTHER_PLATFORM, now=now)
