"""What has been recorded cannot be changed or removed, whoever tries."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from certreg.domain.people import Role
from certreg.storage import audit
from certreg.storage.audit import AuditEntry
from certreg.storage.database import Database
from certreg.storage.schema import APPEND_ONLY

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def entry(object_id: str) -> AuditEntry:
    return AuditEntry(
        at=NOW, actor="an", role=Role.LEAD, action="issue", object_type="posting", object_id=object_id,
        posting_id=object_id, reason="理由", before="sha-256:a", after="sha-256:b",
    )  # fmt: skip


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as tx:
        audit.append(tx, [entry("p1"), entry("p2")])
    return database


def lines(database: Database) -> list[tuple[int, str]]:
    with database.read() as tx:
        return [(row["sequence"], row["object_id"]) for p in ("p1", "p2") for row in audit.of_posting(tx, p)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET reason = 'other'",
        "UPDATE audit SET actor = 'someone' WHERE sequence = 1",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE sequence = 2",
    ],
)
def test_the_audit_record_refuses_changes(filled: Database, statement: str) -> None:
    before = lines(filled)
    with pytest.raises(DBAPIError, match="audit is append-only"), filled.write() as tx:
        tx.connection.execute(text(statement))
    assert lines(filled) == before


def test_the_audit_record_refuses_what_its_database_has_besides(filled: Database) -> None:
    statement = (
        "INSERT OR REPLACE INTO audit (sequence, at, actor, role, action, object_type, object_id)"
        " VALUES (1, '2026-11-24', 'x', 'lead', 'issue', 'posting', 'p9')"
        if filled.is_sqlite
        else "TRUNCATE audit"
    )
    before = lines(filled)
    with pytest.raises(DBAPIError, match="audit is append-only"), filled.write() as tx:
        tx.connection.execute(text(statement))
    assert lines(filled) == before


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_every_append_only_table_has_its_guard(database: Database, table: str) -> None:
    query = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
        if database.is_sqlite
        else "SELECT count(*) FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) AND NOT tgisinternal"
    )
    with database.read() as tx:
        count = tx.connection.execute(text(query), {"table": table}).scalar_one()
    assert count == (3 if database.is_sqlite else 1)


def test_sequence_numbers_are_never_used_again(filled: Database) -> None:
    def fail_after_writing() -> None:
        with filled.write() as tx:
            audit.append(tx, [entry("p1")])
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_writing()
    with filled.write() as tx:
        audit.append(tx, [entry("p1")])
    numbers = [number for number, _ in lines(filled)]
    assert len(set(numbers)) == 3
