"""Submitting: once, recognised when it comes again, in one winner's name."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from casework import ASSESSOR, OTHER_PLATFORM, PLATFORM, Casework, posting
from certreg.domain.errors import Conflict, InvalidInput, NotPermitted
from certreg.domain.lifecycle import START
from certreg.domain.people import Actor, Role
from certreg.domain.posting import Provenance
from certreg.services import lookup
from certreg.services.lookup import SearchQuery
from certreg.services.registry import Registry
from certreg.services.submit import submit
from certreg.storage import events

FROM_A = Provenance(platform="甲", source_id="17")


def count(registry: Registry, now: datetime) -> int:
    return len(lookup.search(registry, SearchQuery(public=False), limit=100, now=now).items)


def test_it_stores_the_posting_scored(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.submitted()
    assert record == lookup.posting(registry, record.id)
    assert record.state == START
    assert record.version == 1
    assert record.posting == posting()
    assert record.submitted_by == PLATFORM.id
    assert record.created_at == record.updated_at == now
    assert record.card is not None
    assert not record.card.failed_gates
    assert not record.is_public


def test_it_leaves_an_audit_line_and_an_event(registry: Registry, work: Casework) -> None:
    record = work.submitted()
    (line,) = lookup.timeline(registry, record.id)
    assert (line.action, line.actor, line.before) == ("submit", PLATFORM, None)
    assert line.after is not None
    with registry.db.read() as tx:
        (event,) = events.of_posting(tx, record.id)
    assert event["type"] == "posting.submitted"
    assert event["payload"]["digest"] == record.digest


def test_who_may_not_submit_is_refused(registry: Registry, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        submit(registry, posting(), actor=Actor("au", Role.AUDITOR), now=now)
    assert count(registry, now) == 0


def test_the_same_idempotency_key_gives_the_same_answer(registry: Registry, now: datetime) -> None:
    first = submit(registry, posting(), actor=PLATFORM, now=now, idempotency_key="k-1")
    again = submit(registry, posting(), actor=PLATFORM, now=now, idempotency_key="k-1")
    assert again == first
    assert count(registry, now) == 1


def test_the_same_idempotency_key_with_other_content_is_a_conflict(registry: Registry, now: datetime) -> None:
    submit(registry, posting(), actor=PLATFORM, now=now, idempotency_key="k-1")
    with pytest.raises(Conflict):
        submit(registry, posting(headcount=7), actor=PLATFORM, now=now, idempotency_key="k-1")
    assert count(registry, now) == 1


def test_idempotency_keys_of_two_callers_are_apart(registry: Registry, now: datetime) -> None:
    first = submit(registry, posting(), actor=PLATFORM, now=now, idempotency_key="k-1")
    other = submit(registry, posting(headcount=7), actor=OTHER_PLATFORM, now=now, idempotency_key="k-1")
    assert other.id != first.id


@pytest.mark.parametrize("key", ["", "x" * 256, "键", "a\nb", "a\x00"])
def test_an_idempotency_key_must_be_printable(registry: Registry, now: datetime, key: str) -> None:
    with pytest.raises(InvalidInput):
        submit(registry, posting(), actor=PLATFORM, now=now, idempotency_key=key)


def test_of_many_with_one_key_at_once_one_wins(registry: Registry, now: datetime) -> None:
    def send(_: int) -> str:
        return submit(registry, posting(), actor=PLATFORM, now=now, idempotency_key="race").id

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(16)))
    assert len(answers) == 1
    assert count(registry, now) == 1


def test_the_same_source_again_is_recognised(registry: Registry, now: datetime) -> None:
    first = submit(registry, posting(provenance=FROM_A), actor=PLATFORM, now=now)
    assert submit(registry, posting(provenance=FROM_A), actor=PLATFORM, now=now) == first
    with pytest.raises(Conflict, match=first.id):
        submit(registry, posting(provenance=FROM_A, headcount=9), actor=PLATFORM, now=now)
    assert count(registry, now) == 1


def test_a_new_key_for_a_known_source_leads_to_the_known_posting(registry: Registry, now: datetime) -> None:
    first = submit(registry, posting(provenance=FROM_A), actor=PLATFORM, now=now)
    again = submit(registry, posting(provenance=FROM_A), actor=PLATFORM, now=now, idempotency_key="k-2")
    assert again.id == first.id


def test_nobody_reaches_anothers_posting_by_its_source(registry: Registry, now: datetime) -> None:
    first = submit(registry, posting(provenance=FROM_A), actor=PLATFORM, now=now)
    other = submit(registry, posting(provenance=FROM_A), actor=OTHER_PLATFORM, now=now)
    staff = submit(registry, posting(provenance=FROM_A), actor=ASSESSOR, now=now)
    assert len({first.id, other.id, staff.id}) == 3


def test_of_many_with_one_source_at_once_one_wins(registry: Registry, now: datetime) -> None:
    def send(_: int) -> str:
        return submit(registry, posting(provenance=FROM_A), actor=PLATFORM, now=now).id

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(16)))
    assert len(answers) == 1
