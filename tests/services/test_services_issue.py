"""Issuing: policy, candidate, real key; once for each assessment."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from casework import ADMINISTRATOR, BASE, BUREAU, LEAD, PLATFORM, REGISTRAR, Casework, employer, posting
from certreg.domain.errors import KeyUnavailable, NotPermitted, PolicyRefused, TransitionRefused
from certreg.domain.lifecycle import LabelState, Stage, State
from certreg.domain.organisation import OrganisationStatus
from certreg.domain.people import Actor, Role
from certreg.domain.policy import end_of_day
from certreg.domain.verification import VerificationFailure
from certreg.services import issue as issuing
from certreg.services import lookup, organisations, status_lists
from certreg.services.issue import issue
from certreg.services.registry import Registry
from certreg.services.status_lists import wire_status
from certreg.services.update_posting import update_posting
from certreg.signing.canonical import posting_digest
from certreg.signing.status_list import Status, verify_status_list
from certreg.storage import events
from certreg.verify import verify_label


def test_the_label_says_what_was_certified(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    claims = label.claims
    assert label.state is LabelState.VALID
    assert (claims.iss, claims.sub) == (BASE, f"{BASE}/postings/{label.posting_id}")
    assert claims.trust_mark_type == f"{BUREAU}/marks/premium-posting"
    assert (claims.iat, claims.jti) == (int(now.timestamp()), label.id)
    assert claims.ref == f"{BASE}/labels/{label.id}"
    assert claims.status.status_list.uri == f"{BASE}/statuslists/{label.list_id}"
    assert claims.status.status_list.idx == label.idx
    assert claims.posting.digest == posting_digest(posting())
    assert (claims.posting.headcount, claims.posting.canon) == (6, "1")
    assert claims.criteria.digest == registry.scorer.published.digest
    record = lookup.posting(registry, label.posting_id)
    assert record.card is not None
    assert (claims.result.level, claims.result.overall) == (record.card.level, record.card.overall)
    assert datetime.fromtimestamp(claims.exp, UTC) == label.expires_at == end_of_day(date(2026, 12, 31))


def test_it_leaves_one_audit_line_one_event_and_one_index(registry: Registry, work: Casework) -> None:
    label = work.certified()
    issued = [line for line in lookup.timeline(registry, label.posting_id) if line.action == "issue"]
    assert [(line.actor, line.before != line.after) for line in issued] == [(LEAD, True)]
    with registry.db.read() as tx:
        told = [e["label_id"] for e in events.of_posting(tx, label.posting_id) if e["type"] == "label.issued"]
    assert told == [label.id]


def test_an_assessment_is_redeemed_once(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    with pytest.raises(TransitionRefused):
        issue(registry, label.posting_id, actor=LEAD, now=now)
    assert lookup.labels_of(registry, label.posting_id) == (label,)


def test_it_needs_approval_and_the_right_role(registry: Registry, work: Casework, now: datetime) -> None:
    with pytest.raises(TransitionRefused):
        issue(registry, work.assessed().id, actor=LEAD, now=now)
    approved = work.approved()
    for actor in (PLATFORM, ADMINISTRATOR):
        with pytest.raises(NotPermitted):
            issue(registry, approved.id, actor=actor, now=now)
    issue(registry, approved.id, actor=Actor("ke", Role.KEYHOLDER), now=now)


def test_without_a_key_nothing_is_issued(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.approved()
    keyless = Registry(registry.db, registry.scorer, registry.settings, None)
    with pytest.raises(KeyUnavailable):
        issue(keyless, record.id, actor=LEAD, now=now)
    assert registry.issuer is not None
    with pytest.raises(KeyUnavailable):
        issue(registry, record.id, actor=LEAD, now=registry.issuer.delegated_until)
    assert lookup.posting(registry, record.id).state == State(Stage.APPROVED)


def test_a_posting_past_its_last_day_gets_no_label(registry: Registry, work: Casework) -> None:
    record = work.approved()
    with pytest.raises(PolicyRefused):
        issue(registry, record.id, actor=LEAD, now=datetime(2027, 1, 1, tzinfo=UTC))


def test_what_was_approved_must_still_hold(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.approved()
    gone = msgspec.structs.replace(employer(), status=OrganisationStatus.DEREGISTERED)
    organisations.put(registry, [gone], "test register", actor=REGISTRAR, now=now)
    with pytest.raises(PolicyRefused) as refusal:
        issue(registry, record.id, actor=LEAD, now=now)
    assert any("G-employer" in reason.en for reason in refusal.value.reasons)


def test_a_candidate_that_does_not_verify_is_never_signed(
    registry: Registry, work: Casework, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong_claims(*arguments: Any) -> Any:
        claim = right(*arguments)
        return msgspec.structs.replace(claim, digest="sha-256:" + "A" * 43)

    def never(*_: object) -> str:
        raise AssertionError("the real key was used")

    record = work.approved()
    right = issuing.certified_content
    monkeypatch.setattr(issuing, "certified_content", wrong_claims)
    monkeypatch.setattr(issuing, "sign_label", never)
    with pytest.raises(VerificationFailure):
        issue(registry, record.id, actor=LEAD, now=now)
    assert lookup.posting(registry, record.id).state == State(Stage.APPROVED)
    assert status_lists.ids(registry) == ()


def test_a_recertified_posting_gets_a_new_label_and_the_old_one_ends(
    registry: Registry, work: Casework, now: datetime
) -> None:
    first = work.certified()
    changed = update_posting(registry, first.posting_id, posting(title="数控铣工"), actor=PLATFORM, now=now)
    second = issue(registry, work.approve(work.assess(changed)).id, actor=LEAD, now=now)
    assert lookup.labels_of(registry, first.posting_id)[0] == second
    former = lookup.label(registry, first.id)
    assert (former.state, wire_status(former.state)) == (LabelState.SUPERSEDED, Status.INVALID)
    record = lookup.posting(registry, first.posting_id)
    assert record.state == State(Stage.CERTIFIED, LabelState.VALID)
    assert registry.issuer is not None
    token = status_lists.published(registry, second.list_id, now=now).token
    statuses = verify_status_list(token, registry.issuer.anchor).statuses
    assert [statuses[label.idx] for label in (first, second)] == [Status.INVALID, Status.VALID]
    verify_label(second.token, anchor=registry.issuer.anchor, status=token, posting=record.posting, now=now)


def test_a_label_never_outlives_its_delegation(registry: Registry, work: Casework, now: datetime) -> None:
    assert registry.issuer is not None
    ending = now + timedelta(days=3)
    issuer = type(registry.issuer)(
        key=registry.issuer.key,
        delegation=registry.issuer.delegation,
        delegated_at=registry.issuer.delegated_at,
        delegated_until=ending,
        anchor=registry.issuer.anchor,
        bureau=registry.issuer.bureau,
    )
    short = Registry(registry.db, registry.scorer, registry.settings, issuer)
    label = issue(short, work.approved().id, actor=LEAD, now=now)
    assert label.expires_at == ending
