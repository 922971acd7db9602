"""What must hold of a registry at any moment, whatever was done to it and however it was interrupted."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from certreg.domain.lifecycle import START, State, advance, allowed
from certreg.services import lookup, status_lists
from certreg.services.history import broken_histories
from certreg.services.registry import Registry
from certreg.services.status_lists import wire_status
from certreg.signing.status_list import StatusList, verify_status_list
from certreg.storage import postings
from certreg.storage.database import Reading
from certreg.storage.schema import LIVE
from certreg.storage.statements import Record, records
from certreg.storage.tables import audit, decision, event, label, posting, status_list


def reachable() -> frozenset[State]:
    """Every state that the state machine leads to from the beginning."""
    found, waiting = {START}, [START]
    while waiting:
        state = waiting.pop()
        new = {advance(state, action) for action in allowed(state)} - found
        found |= new
        waiting += new
    return frozenset(found)


REACHABLE = reachable()


def rows(tx: Reading, query: Select[Any]) -> list[Record]:
    return records(tx.connection.execute(query))


def check(registry: Registry, now: datetime) -> int:
    """Raise AssertionError if something does not fit; returns the number of labels looked at."""
    with registry.db.read() as tx:
        labels = rows(tx, select(label))
        _check_labels(tx, labels)
        _check_postings(tx, labels)
        _check_counts(tx, labels)
    assert list(broken_histories(registry)) == []
    _check_published(registry, labels, now)
    return len(labels)


def _check_labels(tx: Reading, labels: list[Record]) -> None:
    issued = Counter(row["posting_id"] for row in rows(tx, select(audit).where(audit.c.action == "issue")))
    told = Counter(row["label_id"] for row in rows(tx, select(event).where(event.c.type == "label.issued")))
    approved = {r["assessment_id"] for r in rows(tx, select(decision).where(decision.c.decision == "approve"))}
    places = Counter((row["list_id"], row["idx"]) for row in labels)
    assert issued == Counter(row["posting_id"] for row in labels), "every label has one audit line, and the other way"
    assert told == Counter(row["id"] for row in labels), "every label has one event, and the other way"
    assert all(count == 1 for count in places.values()), "an index is given once"
    assert len({row["token"] for row in labels}) == len(labels)
    assert {row["assessment_id"] for row in labels} <= approved, "a label rests on an approval"
    for row in labels:
        claims = row["claims"]
        assert claims.jti == row["id"]
        assert claims.status.status_list.idx == row["idx"]
        assert claims.status.status_list.uri.endswith(f"/statuslists/{row['list_id']}")


def _check_postings(tx: Reading, labels: list[Record]) -> None:
    live = Counter(row["posting_id"] for row in labels if row["state"] in LIVE)
    assert all(count == 1 for count in live.values()), "at most one live label a posting"
    newest = {row["posting_id"]: row for row in sorted(labels, key=lambda row: int(row["ordinal"]))}
    for row in rows(tx, select(posting)):
        last = newest.get(row["id"])
        state = State(row["stage"], last["state"] if last else None)
        assert state in REACHABLE, state
        assert row["labels"] == (last["ordinal"] if last else 0)
        found = postings.find(tx, row["id"])
        assert found is not None
        assert found["card"] is not None, "the card belongs to the newest version"


def _check_counts(tx: Reading, labels: list[Record]) -> None:
    used = Counter(row["list_id"] for row in labels)
    assert {row["id"]: row["used"] for row in rows(tx, select(status_list))} == used


def _check_published(registry: Registry, labels: list[Record], now: datetime) -> None:
    assert registry.issuer is not None
    for list_id in status_lists.ids(registry):
        token = status_lists.published(registry, list_id, now=now).token
        statuses: StatusList = verify_status_list(token, registry.issuer.anchor).statuses
        for row in labels:
            if row["list_id"] == list_id:
                assert statuses[row["idx"]] == wire_status(row["state"])
                assert lookup.label(registry, row["id"]).state is row["state"]
