"""Mandates in the database. A line is taken by writing its use, given back by emptying it: rows are never deleted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select, tuple_, update

from certreg.storage.database import Reading, Writing
from certreg.storage.mandate_tables import mandate, mandate_use
from certreg.storage.statements import Record, insert, insert_if_absent, one, records


def by_id(tx: Reading, mandate_id: str) -> Record | None:
    """One mandate."""
    return one(tx, select(mandate).where(mandate.c.id == mandate_id))


def by_number(tx: Reading, agency_uscc: str, number: str) -> Record | None:
    """The mandate that an agency has under this number."""
    return one(tx, select(mandate).where(and_(mandate.c.agency_uscc == agency_uscc, mandate.c.number == number)))


def between(tx: Reading, agency_uscc: str, employer_uscc: str) -> list[Record]:
    """All mandates of an employer to an agency, the oldest first."""
    pair = and_(mandate.c.agency_uscc == agency_uscc, mandate.c.employer_uscc == employer_uscc)
    found = select(mandate).where(pair).order_by(mandate.c.recorded_at, mandate.c.id)
    return records(tx.connection.execute(found))


def listed(tx: Reading, uscc: str | None, after: tuple[datetime, str] | None, limit: int) -> list[Record]:
    """Mandates from or to an organisation, the newest first, those after `(recorded_at, id)`."""
    query: Select[Any] = select(mandate).order_by(mandate.c.recorded_at.desc(), mandate.c.id.desc()).limit(limit)
    if uscc is not None:
        query = query.where(or_(mandate.c.agency_uscc == uscc, mandate.c.employer_uscc == uscc))
    if after is not None:
        query = query.where(tuple_(mandate.c.recorded_at, mandate.c.id) < after)
    return records(tx.connection.execute(query))


def uses(tx: Reading, mandate_ids: Sequence[str]) -> dict[tuple[str, int], str]:
    """The posting that took each line."""
    of_these = and_(mandate_use.c.mandate_id.in_(mandate_ids), mandate_use.c.posting_id.is_not(None))
    rows = tx.connection.execute(select(mandate_use).where(of_these))
    return {(row["mandate_id"], row["line"]): row["posting_id"] for row in records(rows)}


def use_of(tx: Reading, posting_id: str) -> Record | None:
    """The line that a posting took."""
    return one(tx, select(mandate_use).where(mandate_use.c.posting_id == posting_id))


def add(tx: Writing, row: Mapping[str, Any]) -> None:
    """Insert a mandate."""
    insert(tx, mandate, [row])


def replace(tx: Writing, mandate_id: str, row: Mapping[str, Any]) -> None:
    """Write a mandate anew."""
    tx.connection.execute(update(mandate).where(mandate.c.id == mandate_id).values(row))


def withdraw(tx: Writing, mandate_id: str, now: datetime) -> None:
    """Note since when a mandate is withdrawn."""
    tx.connection.execute(update(mandate).where(mandate.c.id == mandate_id).values(withdrawn_at=now))


def take(tx: Writing, mandate_id: str, line: int, posting_id: str, now: datetime) -> bool:
    """Take a line for a posting; False if another one has it. Of two at once the second waits for the first's end."""
    given_back = and_(
        mandate_use.c.mandate_id == mandate_id, mandate_use.c.line == line, mandate_use.c.posting_id.is_(None)
    )
    if tx.connection.execute(update(mandate_use).where(given_back).values(posting_id=posting_id, since=now)).rowcount:
        return True
    row = {"mandate_id": mandate_id, "line": line, "posting_id": posting_id, "since": now}
    return insert_if_absent(tx, mandate_use, row)


def release(tx: Writing, posting_id: str) -> None:
    """Give back the line that a posting took, if it did."""
    tx.connection.execute(update(mandate_use).where(mandate_use.c.posting_id == posting_id).values(posting_id=None))
