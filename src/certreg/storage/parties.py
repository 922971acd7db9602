"""Those who take part: staff, API keys with what they sent, organisations of the register."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, select, update

from certreg.storage import organisation_search
from certreg.storage.database import Reading, Writing
from certreg.storage.party_tables import api_key, idempotency, organisation, staff
from certreg.storage.statements import Record, insert, insert_if_absent, one, put, records


def staff_member(tx: Reading, staff_id: str) -> Record | None:
    """One member of staff."""
    return one(tx, select(staff).where(staff.c.id == staff_id))


def all_staff(tx: Reading) -> list[Record]:
    """Every member, by id."""
    return records(tx.connection.execute(select(staff).order_by(staff.c.id)))


def add_staff(tx: Writing, row: Mapping[str, Any]) -> bool:
    """Insert a member; False if the id is taken."""
    return insert_if_absent(tx, staff, row)


def disable_staff(tx: Writing, staff_id: str, now: datetime) -> None:
    """Note since when a member is disabled."""
    tx.connection.execute(update(staff).where(staff.c.id == staff_id).values(disabled_at=now))


def key_by_digest(tx: Reading, digest: str) -> Record | None:
    """The API key whose secret has this SHA-256."""
    return one(tx, select(api_key).where(api_key.c.digest == digest))


def key(tx: Reading, key_id: str) -> Record | None:
    """One API key."""
    return one(tx, select(api_key).where(api_key.c.id == key_id))


def all_keys(tx: Reading) -> list[Record]:
    """Every API key, the oldest first."""
    return records(tx.connection.execute(select(api_key).order_by(api_key.c.created_at, api_key.c.id)))


def add_key(tx: Writing, row: Mapping[str, Any]) -> None:
    """Insert an API key."""
    insert(tx, api_key, [row])


def revoke_key(tx: Writing, key_id: str, now: datetime) -> None:
    """Note since when a key is revoked."""
    tx.connection.execute(update(api_key).where(api_key.c.id == key_id).values(revoked_at=now))


def claim(tx: Writing, row: Mapping[str, Any]) -> bool:
    """Claim an idempotency key for a posting about to be written; False if it is taken.

    Of two at the same time the second waits for the end of the first.
    """
    return insert_if_absent(tx, idempotency, row)


def claimed(tx: Reading, actor: str, idempotency_key: str) -> Record | None:
    """What an idempotency key was used for."""
    return one(tx, select(idempotency).where(and_(idempotency.c.actor == actor, idempotency.c.key == idempotency_key)))


def organisations(tx: Reading, usccs: Sequence[str]) -> dict[str, Record]:
    """Register records by USCC."""
    rows = tx.connection.execute(select(organisation).where(organisation.c.uscc.in_(usccs)))
    return {row["uscc"]: row for row in records(rows)}


def organisations_after(tx: Reading, uscc: str, limit: int) -> list[Record]:
    """Register records behind that code, in the order of codes."""
    query = select(organisation).where(organisation.c.uscc > uscc).order_by(organisation.c.uscc).limit(limit)
    return records(tx.connection.execute(query))


def any_organisation(tx: Reading) -> bool:
    """Whether the register has anything in it."""
    return tx.connection.execute(select(organisation.c.uscc).limit(1)).first() is not None


def put_organisations(tx: Writing, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert register records in place of those with the same USCC, and make them findable."""
    put(tx, organisation, rows)
    organisation_search.put_entries(tx, {row["uscc"]: row["content"] for row in rows})


def remove_organisations(tx: Writing, usccs: Sequence[str]) -> None:
    """Take records out of the register; their history stays."""
    if usccs:
        tx.connection.execute(delete(organisation).where(organisation.c.uscc.in_(usccs)))
