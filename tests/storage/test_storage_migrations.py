"""Migrations: up on both databases to exactly the tables of the program, and down again."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect

from certreg.domain.errors import ConfigurationInvalid
from certreg.storage import migrate
from certreg.storage.database import Database


def test_an_upgrade_leads_to_the_tables_of_the_program(empty: Database) -> None:
    assert migrate.current(empty) is None
    migrate.upgrade(empty)
    assert migrate.current(empty) == migrate.head()
    migrate.require_head(empty)
    assert migrate.differences(empty) == []


def test_an_upgrade_can_be_run_again(empty: Database) -> None:
    migrate.upgrade(empty)
    migrate.upgrade(empty)
    migrate.require_head(empty)


def test_it_can_be_taken_back(empty: Database) -> None:
    migrate.upgrade(empty)
    with empty.write() as tx:
        command.downgrade(migrate._config(tx.connection), "base")
    with empty.read() as tx:
        assert inspect(tx.connection).get_table_names() == ["alembic_version"]
    migrate.upgrade(empty)
    assert migrate.differences(empty) == []


def test_an_empty_database_is_refused_with_what_to_do(empty: Database) -> None:
    with pytest.raises(ConfigurationInvalid, match="certreg db upgrade"):
        migrate.require_head(empty)


def test_another_version_is_refused(database: Database) -> None:
    with database.write() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ConfigurationInvalid, match="9999"):
        migrate.require_head(database)


def test_a_drifted_table_is_seen(database: Database) -> None:
    with database.write() as tx:
        tx.connection.exec_driver_sql("DROP INDEX ix_posting_division")
    assert [difference[0] for difference in migrate.differences(database)] == ["add_index"]


def test_looking_at_a_missing_file_does_not_make_it(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.sqlite3"
    database = Database(f"sqlite:///{path}")
    with pytest.raises(ConfigurationInvalid):
        migrate.require_head(database)
    assert not path.parent.exists()
    migrate.upgrade(database)
    assert path.stat().st_mode & 0o777 == 0o600
    database.close()
