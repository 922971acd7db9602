"""A label's life after issue: every surface tells the same of it."""

from datetime import date, datetime, timedelta

import msgspec
import pytest

from casework import ADMINISTRATOR, ASSESSOR, LEAD, PLATFORM, REGISTRAR, Casework, employer, posting
from certreg.domain.errors import InvalidInput, NotFound, NotPermitted, PolicyRefused, TransitionRefused
from certreg.domain.lifecycle import LabelState, Stage, State
from certreg.domain.organisation import OrganisationStatus
from certreg.domain.people import TIMER, Actor, Role
from certreg.domain.verification import Expired, Revoked, Suspended
from certreg.services import lookup, organisations, status_lists
from certreg.services.expire import expire_due
from certreg.services.issue import issue
from certreg.services.label_life import reinstate, revoke, suspend
from certreg.services.records import LabelRecord
from certreg.services.registry import Registry
from certreg.services.update_posting import update_posting
from certreg.verify import verify_label

APPEALS = Actor("ap", Role.APPEALS)


def check(registry: Registry, label: LabelRecord, now: datetime) -> None:
    assert registry.issuer is not None
    token = status_lists.published(registry, label.list_id, now=now).token
    verify_label(label.token, anchor=registry.issuer.anchor, status=token, posting=posting(), now=now)


def test_a_suspended_label_can_be_reinstated(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    suspended = suspend(registry, label.id, "收到投诉", actor=ASSESSOR, now=now)
    assert (suspended.state, suspended.reason) == (LabelState.SUSPENDED, "收到投诉")
    with pytest.raises(Suspended):
        check(registry, label, now)
    later = now + timedelta(hours=1)
    back = reinstate(registry, label.id, "投诉不成立", actor=LEAD, now=later)
    assert (back.state, back.since, back.reason) == (LabelState.VALID, later, "投诉不成立")
    check(registry, label, later)
    assert [line.action for line in lookup.timeline(registry, label.posting_id)][-2:] == ["suspend", "reinstate"]


def test_a_revoked_label_is_gone_for_good(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    revoke(registry, label.id, "虚假招聘", actor=APPEALS, now=now)
    with pytest.raises(Revoked):
        check(registry, label, now)
    for act in (suspend, reinstate, revoke):
        with pytest.raises(TransitionRefused):
            act(registry, label.id, "理由", actor=LEAD, now=now)
    assert lookup.posting(registry, label.posting_id).state == State(Stage.CLOSED, LabelState.REVOKED)


def test_roles_and_reasons_are_asked_for(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    for act, actor in ((suspend, PLATFORM), (suspend, TIMER), (revoke, ASSESSOR), (reinstate, APPEALS)):
        with pytest.raises(NotPermitted):
            act(registry, label.id, "理由", actor=actor, now=now)
    for act in (suspend, reinstate, revoke):
        with pytest.raises(InvalidInput):
            act(registry, label.id, " ", actor=LEAD, now=now)
    with pytest.raises(NotPermitted):
        suspend(registry, label.id, "理由", actor=ADMINISTRATOR, now=now)
    with pytest.raises(NotFound):
        suspend(registry, "l0", "理由", actor=LEAD, now=now)
    assert lookup.label(registry, label.id) == label


def test_changed_content_must_be_changed_back_before_reinstating(
    registry: Registry, work: Casework, now: datetime
) -> None:
    label = work.certified()
    update_posting(registry, label.posting_id, posting(title="数控铣工", headcount=9), actor=PLATFORM, now=now)
    with pytest.raises(PolicyRefused) as refusal:
        reinstate(registry, label.id, "已核实", actor=LEAD, now=now)
    assert ["title" in r.en for r in refusal.value.reasons] == [True, False]
    assert "6" in refusal.value.reasons[1].en
    back = update_posting(registry, label.posting_id, posting(headcount=4), actor=PLATFORM, now=now)
    assert back.state == State(Stage.SUBMITTED, LabelState.SUSPENDED)
    reinstate(registry, label.id, "已核实", actor=LEAD, now=now)
    assert lookup.posting(registry, label.posting_id).state == State(Stage.CERTIFIED, LabelState.VALID)


def test_it_is_not_reinstated_when_policy_no_longer_holds(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    suspend(registry, label.id, "待查", actor=LEAD, now=now)
    gone = msgspec.structs.replace(employer(), status=OrganisationStatus.REVOKED)
    organisations.put(registry, [gone], "test register", actor=REGISTRAR, now=now)
    with pytest.raises(PolicyRefused):
        reinstate(registry, label.id, "已核实", actor=LEAD, now=now)


def test_an_expired_label_is_not_reinstated(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    suspend(registry, label.id, "待查", actor=LEAD, now=now)
    with pytest.raises(PolicyRefused, match="cannot be reinstated"):
        reinstate(registry, label.id, "已核实", actor=LEAD, now=label.expires_at)


def test_a_label_that_was_replaced_takes_no_action(registry: Registry, work: Casework, now: datetime) -> None:
    first = work.certified()
    changed = update_posting(registry, first.posting_id, posting(title="数控铣工"), actor=PLATFORM, now=now)
    work.approve(work.assess(changed))
    second = issue(registry, first.posting_id, actor=LEAD, now=now)
    with pytest.raises(TransitionRefused, match=second.id):
        revoke(registry, first.id, "理由", actor=LEAD, now=now)
    assert lookup.label(registry, second.id).state is LabelState.VALID


def test_labels_expire_by_the_timer_and_count_as_expired_before(
    registry: Registry, work: Casework, now: datetime
) -> None:
    valid, suspended, longer = work.certified(), work.certified(), work.certified(posting(valid_until=None))
    suspend(registry, suspended.id, "待查", actor=LEAD, now=now)
    assert expire_due(registry, now=valid.expires_at - timedelta(seconds=1)) == 0
    at = valid.expires_at
    assert lookup.label(registry, valid.id).state_at(at) is LabelState.EXPIRED
    assert expire_due(registry, now=at) == 2
    assert expire_due(registry, now=at) == 0
    for label in (valid, suspended):
        assert lookup.label(registry, label.id).state is LabelState.EXPIRED
        line = lookup.timeline(registry, label.posting_id)[-1]
        assert (line.action, line.actor) == ("expire", TIMER)
    assert lookup.label(registry, longer.id).state is LabelState.VALID
    with pytest.raises(Expired):
        check(registry, valid, at + timedelta(minutes=2))


def test_many_labels_expire_in_batches(registry: Registry, work: Casework, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.services.expire.BATCH", 2)
    labels = [work.certified(posting(valid_until=date(2026, 12, day))) for day in range(1, 6)]
    assert expire_due(registry, now=labels[-1].expires_at) == 5
