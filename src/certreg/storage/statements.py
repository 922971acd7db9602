"""Statements that the two databases spell differently, and rows as plain values."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Result, Select, Table, Text, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from certreg.storage.database import Reading, Writing

Record: TypeAlias = dict[str, Any]
"""One row by column name; columns with a type of `certreg.storage.columns` hold values of that type."""


def records(result: Result[Any]) -> list[Record]:
    """Every row."""
    return [row._asdict() for row in result]


def one(tx: Reading, query: Select[Any]) -> Record | None:
    """The first row, or None."""
    row = tx.connection.execute(query).first()
    return None if row is None else row._asdict()


def insert(tx: Writing, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        tx.connection.execute(table.insert(), list(rows))


def insert_if_absent(tx: Writing, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is taken; True if it was inserted.

    When another transaction is about to insert the same key, this waits for its end.
    """
    key = next(iter(table.primary_key))
    statement = _insert(tx, table).values(row).on_conflict_do_nothing().returning(key)
    return tx.connection.execute(statement).first() is not None


def insert_absent(tx: Writing, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those rows whose key is not taken."""
    if rows:
        tx.connection.execute(_insert(tx, table).on_conflict_do_nothing(), list(rows))


def insert_absent_pairs(tx: Writing, table: Table, rows: Sequence[tuple[str, str]]) -> None:
    """The same for a table of two texts, as arrays on PostgreSQL: one statement a row takes ten times as long there."""
    if tx.connection.dialect.name == "sqlite":
        names = [column.name for column in table.columns]
        insert_absent(tx, table, [dict(zip(names, row, strict=True)) for row in rows])
    elif rows:
        texts = postgresql.ARRAY(Text)
        columns = [func.unnest(literal(list(values), texts)) for values in zip(*rows, strict=True)]
        query = select(*columns)
        tx.connection.execute(postgresql.insert(table).from_select(list(table.columns), query).on_conflict_do_nothing())


def put(tx: Writing, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, in place of those that have the same primary key."""
    if not rows:
        return
    statement = _insert(tx, table)
    key = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in key}
    tx.connection.execute(statement.on_conflict_do_update(index_elements=key, set_=changed), list(rows))


def _insert(tx: Writing, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if tx.connection.dialect.name == "sqlite" else postgresql.insert(table)
