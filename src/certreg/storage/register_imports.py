"""The imports of the register, applied and rolled back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from certreg.storage.database import Reading, Writing
from certreg.storage.register_tables import register_import
from certreg.storage.statements import Record, insert, one, records


def add(tx: Writing, row: Mapping[str, Any]) -> None:
    """Insert an import."""
    insert(tx, register_import, [row])


def amend(tx: Writing, import_id: str, values: Mapping[str, Any]) -> None:
    """Note that it was rolled back."""
    tx.connection.execute(update(register_import).where(register_import.c.id == import_id).values(**values))


def by_id(tx: Reading, import_id: str) -> Record | None:
    """One import."""
    return one(tx, select(register_import).where(register_import.c.id == import_id))


def standing(tx: Reading, digest: str) -> Record | None:
    """The newest import of these bytes that was not rolled back."""
    table = register_import
    query = (
        select(table)
        .where(table.c.digest == digest, table.c.rolled_back_at.is_(None))
        .order_by(table.c.applied_at.desc(), table.c.id)
    )
    return one(tx, query.limit(1))


def newest(tx: Reading, limit: int) -> list[Record]:
    """Imports, the newest first."""
    table = register_import
    query = select(table).order_by(table.c.applied_at.desc(), table.c.id).limit(limit)
    return records(tx.connection.execute(query))
