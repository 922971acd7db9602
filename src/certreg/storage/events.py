"""The outbox: what others are to be told, written with the change that it tells of."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import select

from certreg.storage.database import Reading, Writing
from certreg.storage.statements import Record, insert, records
from certreg.storage.tables import event


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a posting (`posting.returned`) or to a label (`label.issued`)."""

    at: datetime
    type: str
    posting_id: str
    label_id: str | None = None
    payload: dict[str, object]


def append(tx: Writing, events: Sequence[Event]) -> None:
    """Add events, in order."""
    insert(tx, event, [msgspec.structs.asdict(entry) for entry in events])


def of_posting(tx: Reading, posting_id: str) -> list[Record]:
    """Every event of a posting and its labels, the oldest first."""
    return records(
        tx.connection.execute(select(event).where(event.c.posting_id == posting_id).order_by(event.c.sequence))
    )
