"""Organisations that were in the register before its history have a first line in it afterwards."""

import pytest
from alembic import command
from sqlalchemy import text

from certreg.storage import migrate, register_history
from certreg.storage.database import Database

CONTENT = '{"kinds":["agency"],"name":"甲","uscc":"A"}'


@pytest.mark.parametrize(
    ("moment", "day"), [("2026-11-24 15:59:59", "2026-11-24"), ("2026-11-24 16:00:00", "2026-11-25")]
)
def test_records_get_their_first_line_on_the_day_of_shanghai(empty: Database, moment: str, day: str) -> None:
    zone = "" if empty.is_sqlite else "+00"
    with empty.write() as tx:
        command.upgrade(migrate._config(tx.connection), "0002")
        record = {"uscc": "A", "name": "甲", "content": CONTENT, "source": "旧名册", "updated_at": moment + zone}
        columns = ", ".join(record)
        values = ", ".join(f":{name}" for name in record)
        tx.connection.execute(text(f"INSERT INTO organisation ({columns}) VALUES ({values})"), record)  # noqa: S608
    migrate.upgrade(empty)
    with empty.read() as tx:
        (line,) = register_history.of_organisations(tx, ["A"])
    assert (line["fact"], line["before"], line["after"]["name"]) == ("record", None, "甲")
    assert (line["valid_from"].isoformat(), line["source"], line["undoes"]) == (day, "旧名册", None)
    assert f"{line['seen_at']:%Y-%m-%d %H:%M:%S%z}" == f"{moment}+0000"
