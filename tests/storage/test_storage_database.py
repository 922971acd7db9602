"""Transactions: whole or nothing, one writer at a time, readers undisturbed."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError, StatementError

from certreg.domain.errors import DatabaseUnavailable
from certreg.storage import parties, status_lists
from certreg.storage.database import Database

NOW = datetime(2026, 11, 24, 2, 0, 0, 123_456, tzinfo=UTC)


def staff(staff_id: str, at: datetime = NOW) -> dict[str, object]:
    return {"id": staff_id, "name": "王敏", "roles": frozenset(), "created_at": at, "disabled_at": None}


def ids(database: Database) -> list[str]:
    with database.read() as tx:
        return [row["id"] for row in parties.all_staff(tx)]


def test_it_commits_at_the_end_of_the_block(database: Database) -> None:
    with database.write() as tx:
        parties.add_staff(tx, staff("an"))
        assert ids(database) == []
    assert ids(database) == ["an"]


def test_it_rolls_everything_back_when_the_block_raises(database: Database) -> None:
    def fail_after_writing() -> None:
        with database.write() as tx:
            parties.add_staff(tx, staff("an"))
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_writing()
    assert ids(database) == []


def test_moments_come_back_aware_and_equal(database: Database) -> None:
    with database.write() as tx:
        parties.add_staff(tx, staff("an", NOW.astimezone(timezone(timedelta(hours=8)))))
    with database.read() as tx:
        row = parties.staff_member(tx, "an")
    assert row is not None
    assert row["created_at"] == NOW
    assert row["created_at"].utcoffset() == timedelta(0)
    assert row["disabled_at"] is None


def test_a_naive_moment_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"), database.write() as tx:
        parties.add_staff(tx, staff("an", NOW.replace(tzinfo=None)))


def test_a_reader_sees_one_state_from_beginning_to_end(database: Database) -> None:
    with database.read() as reading:
        assert parties.all_staff(reading) == []
        with database.write() as tx:
            parties.add_staff(tx, staff("an"))
        assert parties.all_staff(reading) == []
    assert ids(database) == ["an"]


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), database.read() as tx:
        tx.connection.execute(text("DELETE FROM staff"))


def test_a_broken_constraint_stays_what_it_is(database: Database) -> None:
    insert = text("INSERT INTO staff (id, name, roles, created_at) VALUES ('an', 'a', '[]', '2026-11-24 02:00:00')")
    with database.write() as tx:
        tx.connection.execute(insert)
    with pytest.raises(IntegrityError), database.write() as tx:
        tx.connection.execute(insert)


def test_a_mistake_is_not_called_an_outage(empty: Database) -> None:
    with pytest.raises(Exception) as failure, empty.read() as tx:
        parties.all_staff(tx)
    assert not isinstance(failure.value, DatabaseUnavailable)
    assert empty.is_sqlite or isinstance(failure.value, ProgrammingError)


def test_foreign_keys_are_enforced(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as tx:
        tx.connection.execute(text("INSERT INTO score_card (posting_id, version, card) VALUES ('p0', 1, '{}')"))


def test_writers_take_turns_and_lose_nothing(database: Database) -> None:
    def count_up() -> None:
        for _ in range(10):
            with database.write() as tx:
                status_lists.lock(tx, "1")
                seen = tx.connection.execute(text("SELECT revision FROM status_list")).scalar_one()
                tx.connection.execute(text("UPDATE status_list SET revision = :n"), {"n": seen + 1})

    with database.write() as tx:
        tx.connection.execute(
            text("INSERT INTO status_list (id, created_at, revision, used) VALUES ('1', '2026-11-24 02:00:00', 0, 0)")
        )
    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as tx:
        assert tx.connection.execute(text("SELECT revision FROM status_list")).scalar_one() == 80


def test_sqlite_is_set_up_for_safety(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    with database.read() as tx:
        found = {
            name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15_000}


def test_a_database_locked_by_another_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.storage.database.BUSY_TIMEOUT_MS", 20)
    path = tmp_path / "a.sqlite3"
    database = Database(f"sqlite:///{path}")
    with database.write():
        pass
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable), database.write():
        pass
    other.close()
    database.close()


def test_an_unreachable_server_is_named() -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")
    with pytest.raises(DatabaseUnavailable), database.read():
        pass
    database.close()
