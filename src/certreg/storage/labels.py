"""Labels: their rows, and the status lists they are entered in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from certreg.domain.lifecycle import LabelState
from certreg.storage.database import Reading, Writing
from certreg.storage.schema import LIVE
from certreg.storage.statements import Record, insert, one, records
from certreg.storage.tables import label, posting


def find(tx: Reading, label_id: str) -> Record | None:
    """One label."""
    return one(tx, select(label).where(label.c.id == label_id))


def of_posting(tx: Reading, posting_id: str) -> list[Record]:
    """Every label of a posting, the newest first."""
    query = select(label).where(label.c.posting_id == posting_id).order_by(label.c.ordinal.desc())
    return records(tx.connection.execute(query))


def add(tx: Writing, row: Mapping[str, Any]) -> None:
    """Insert a label as the newest of its posting, whose lock is held."""
    counted = (
        update(posting)
        .where(posting.c.id == row["posting_id"])
        .values(labels=posting.c.labels + 1)
        .returning(posting.c.labels)
    )
    insert(tx, label, [{**row, "ordinal": tx.connection.execute(counted).scalar_one()}])


def set_state(tx: Writing, label_id: str, state: LabelState, since: datetime, reason: str | None) -> None:
    """Write the state. Only `certreg.services.cases` calls this: it holds the lock and asked the state machine."""
    tx.connection.execute(update(label).where(label.c.id == label_id).values(state=state, since=since, reason=reason))


def set_expiry(tx: Writing, label_id: str, expires_at: datetime) -> None:
    """Bring the end forward."""
    tx.connection.execute(update(label).where(label.c.id == label_id).values(expires_at=expires_at))


def due(tx: Reading, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
    """(posting, label) of live labels whose end has come, the longest overdue first."""
    query = (
        select(label.c.posting_id, label.c.id)
        .where(label.c.state.in_(LIVE), label.c.expires_at <= now)
        .order_by(label.c.expires_at, label.c.id)
        .limit(limit)
    )
    return [(row.posting_id, row.id) for row in tx.connection.execute(query)]
