"""The audit record: who did what, in which role at that time, to what, why and when.

The table is append-only; triggers refuse everything but new rows (migration 0001).
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import select

from certreg.domain.people import Role
from certreg.storage.database import Reading, Writing
from certreg.storage.statements import Record, insert, records
from certreg.storage.tables import audit


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `before` and `after` are digests of the object's record, None where there is none."""

    at: datetime
    actor: str
    role: Role
    action: str
    object_type: str
    object_id: str
    posting_id: str | None = None
    reason: str | None = None
    before: str | None = None
    after: str | None = None


def append(tx: Writing, entries: Sequence[AuditEntry]) -> None:
    """Add lines, in order."""
    insert(tx, audit, [msgspec.structs.asdict(entry) for entry in entries])


def of_posting(tx: Reading, posting_id: str) -> list[Record]:
    """Every line about a posting and its labels, the oldest first."""
    return records(
        tx.connection.execute(select(audit).where(audit.c.posting_id == posting_id).order_by(audit.c.sequence))
    )
