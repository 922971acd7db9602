"""The history of the register, line by line. Lines are only ever added (migration 0004)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from certreg.storage.database import Reading, Writing
from certreg.storage.register_tables import organisation_change
from certreg.storage.statements import Record, insert, records


def hold(tx: Writing) -> None:
    """Keep others from changing the register until the end of this transaction: what is compared must still hold.

    SQLite has one writer at a time anyway.
    """
    if tx.connection.dialect.name == "postgresql":
        tx.connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("certreg register", 0))))


def append(tx: Writing, lines: Sequence[Mapping[str, Any]]) -> None:
    """Add lines, in order."""
    insert(tx, organisation_change, lines)


def of_organisations(tx: Reading, usccs: Sequence[str]) -> list[Record]:
    """Every line about these organisations, the oldest first."""
    lines = organisation_change
    query = select(lines).where(lines.c.uscc.in_(usccs)).order_by(lines.c.sequence)
    return records(tx.connection.execute(query))


def last(tx: Reading) -> int:
    """The newest line; 0 where there is none. The same number twice means that nothing changed between."""
    return tx.connection.scalar(select(func.max(organisation_change.c.sequence))) or 0


def seen_after(tx: Reading, usccs: Sequence[str], moment: datetime) -> list[Record]:
    """The lines about these organisations from sources seen after a moment, and those that take them back."""
    lines = organisation_change
    query = select(lines).where(lines.c.uscc.in_(usccs), lines.c.seen_at > moment).order_by(lines.c.sequence)
    return records(tx.connection.execute(query))


def changed_by(tx: Reading, import_id: str, after: str, limit: int) -> list[str]:
    """The next codes that an import changed, in order, beyond `after`."""
    lines = organisation_change
    query = (
        select(lines.c.uscc)
        .distinct()
        .where(lines.c.import_id == import_id, lines.c.uscc > after)
        .order_by(lines.c.uscc)
        .limit(limit)
    )
    return list(tx.connection.scalars(query))
