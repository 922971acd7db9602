"""Status lists: current to the last change, the same bytes from everyone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from casework import LEAD, Casework, settings
from certreg.domain.errors import KeyUnavailable, NotFound
from certreg.domain.lifecycle import LabelState
from certreg.services import status_lists
from certreg.services.label_life import revoke, suspend
from certreg.services.registry import Registry, open_registry
from certreg.services.status_lists import published, wire_status
from certreg.signing.status_list import MAX_ENTRIES, Status, verify_status_list
from certreg.storage import status_lists as stored


@pytest.fixture
def other(registry: Registry, database_url: str, key_dir: Path, now: datetime) -> Iterator[Registry]:
    """Another process on the same database."""
    del registry
    opened = open_registry(settings(database_url, key_dir), now=now, sign=True)
    yield opened
    opened.db.close()


def test_every_state_has_its_status() -> None:
    assert {state: wire_status(state) for state in LabelState} == {
        LabelState.VALID: Status.VALID,
        LabelState.SUSPENDED: Status.SUSPENDED,
        LabelState.REVOKED: Status.INVALID,
        LabelState.EXPIRED: Status.INVALID,
        LabelState.SUPERSEDED: Status.INVALID,
    }


def test_it_has_one_list_with_room_for_every_label(registry: Registry, work: Casework, now: datetime) -> None:
    assert status_lists.ids(registry) == ()
    label = work.certified()
    assert status_lists.ids(registry) == (label.list_id,)
    assert registry.issuer is not None
    verified = verify_status_list(published(registry, label.list_id, now=now).token, registry.issuer.anchor)
    assert len(verified.statuses) == MAX_ENTRIES
    with pytest.raises(NotFound):
        published(registry, "9", now=now)


def test_the_same_list_is_signed_once(registry: Registry, other: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    first = published(registry, label.list_id, now=now)
    later = now + timedelta(seconds=registry.settings.status_ttl / 2)
    again = published(other, label.list_id, now=later)
    assert (again.token, again.etag) == (first.token, first.etag)
    assert (first.max_age, again.max_age) == (60, 30)


def test_a_change_is_published_at_once_by_everyone(
    registry: Registry, other: Registry, work: Casework, now: datetime
) -> None:
    label, untouched = work.certified(), work.certified()
    before = published(other, label.list_id, now=now)
    suspend(registry, label.id, "待查", actor=LEAD, now=now)
    after = published(other, label.list_id, now=now)
    assert after.etag != before.etag
    assert published(registry, label.list_id, now=now) == after
    assert registry.issuer is not None
    statuses = verify_status_list(after.token, registry.issuer.anchor).statuses
    assert (statuses[label.idx], statuses[untouched.idx]) == (Status.SUSPENDED, Status.VALID)
    revoke(registry, label.id, "查实", actor=LEAD, now=now)
    newest = published(other, label.list_id, now=now)
    assert verify_status_list(newest.token, registry.issuer.anchor).statuses[label.idx] == Status.INVALID


def test_a_token_past_half_of_its_ttl_is_renewed(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    first = published(registry, label.list_id, now=now)
    later = now + timedelta(seconds=registry.settings.status_ttl / 2 + 1)
    second = published(registry, label.list_id, now=later)
    assert second.token != first.token
    assert second.issued_at == later
    assert second.expires_at - second.issued_at == timedelta(seconds=registry.settings.status_lifetime)


def test_without_a_key_a_current_token_is_served_and_no_new_one_made(
    registry: Registry, work: Casework, now: datetime
) -> None:
    label = work.certified()
    first = published(registry, label.list_id, now=now)
    keyless = Registry(registry.db, registry.scorer, registry.settings, None)
    assert published(keyless, label.list_id, now=now).token == first.token
    suspend(registry, label.id, "待查", actor=LEAD, now=now)
    with pytest.raises(KeyUnavailable):
        published(keyless, label.list_id, now=now)


def test_a_list_half_full_takes_no_more(registry: Registry, work: Casework, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "FULL_AT", 2)
    assert [work.certified().list_id for _ in range(5)] == ["1", "1", "2", "2", "3"]
    assert status_lists.ids(registry) == ("1", "2", "3")


def test_a_taken_index_is_drawn_again(registry: Registry, work: Casework, monkeypatch: pytest.MonkeyPatch) -> None:
    del registry
    draws = iter([7, 7, 7, 8])
    monkeypatch.setattr("certreg.storage.status_lists.secrets.randbelow", lambda _: next(draws))
    assert [work.certified().idx for _ in range(2)] == [7, 8]
