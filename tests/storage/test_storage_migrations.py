"""Migrations: up on both databases to exactly the tables of the program, and down again."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, select, text

from certreg.domain.errors import ConfigurationInvalid
from certreg.storage import migrate
from certreg.storage.database import Database
from certreg.storage.tables import posting


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


def test_postings_that_are_there_get_their_publishers(empty: Database) -> None:
    contents = {
        "p1": '{"employer":{"name":"甲","uscc":" 91500118ma5u000119 "}}',
        "p2": '{"employer":{"name":"甲","uscc":"91500118MA5U000119"},"agency":{"name":"乙","uscc":"９１３５"}}',
        "p3": '{"employer":{"name":"甲"},"agency":{"name":"乙"}}',
        "p4": '{"employer":{"name":"甲","uscc":"' + "x" * 41 + '"}}',
    }
    columns = "id, stage, version, digest, submitted_by, origin, search_text, created_at, updated_at"
    with empty.write() as tx:
        command.upgrade(migrate._config(tx.connection), "0002")
        for posting_id, content in contents.items():
            values = f"'{posting_id}', 'submitted', 2, 'd', 'a', 'o', '', '2026-11-01', '2026-11-01'"
            tx.connection.exec_driver_sql(f"INSERT INTO posting ({columns}) VALUES ({values})")  # noqa: S608
            for version, stated in ((1, '{"title":"x"}'), (2, content)):
                tx.connection.execute(
                    text("INSERT INTO posting_version VALUES (:p, :v, :c, 'd', '2026-11-01', 'a')"),
                    {"p": posting_id, "v": version, "c": stated},
                )
    migrate.upgrade(empty)
    with empty.read() as tx:
        query = select(posting.c.id, posting.c.publisher_uscc, posting.c.employer_uscc, posting.c.by_agency)
        rows = [tuple(row) for row in tx.connection.execute(query.order_by(posting.c.id))]
    assert rows == [
        ("p1", "91500118MA5U000119", "91500118MA5U000119", False),
        ("p2", "9135", "91500118MA5U000119", True),
        ("p3", None, None, True),
        ("p4", None, None, False),
    ]
