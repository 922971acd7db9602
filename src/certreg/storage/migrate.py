"""The version of the database: bringing it up to date, and refusing to work on one that is not."""

from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from certreg.domain.errors import ConfigurationInvalid
from certreg.domain.text import Text
from certreg.storage import (
    evidence_tables,
    finding_tables,
    likeness_tables,
    mandate_tables,
    organisation_tables,
    party_tables,
    public_file_tables,
    register_tables,
    tables,
)
from certreg.storage.database import Database
from certreg.storage.schema import METADATA

_MIGRATIONS: Final = Path(__file__).parent / "migrations"

# Importing a module of tables is what puts them into METADATA.
_TABLES: Final = (
    tables,
    party_tables,
    likeness_tables,
    mandate_tables,
    finding_tables,
    register_tables,
    evidence_tables,
    organisation_tables,
    public_file_tables,
)


def head() -> str:
    """The version that this release of the program works on."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    if newest is None:
        raise RuntimeError("the package carries no migrations")
    return newest


def current(database: Database) -> str | None:
    """The version of the database, None for an empty one."""
    if database.is_missing:
        return None
    with database.read() as tx:
        return MigrationContext.configure(tx.connection).get_current_revision()


def upgrade(database: Database) -> None:
    """Run every migration that is missing, in one transaction: all of them, or none."""
    database.make_file()
    with database.write() as tx:
        command.upgrade(_config(tx.connection), "head")


def require_head(database: Database) -> None:
    """`ConfigurationInvalid` unless the database is exactly at `head()`."""
    found, wanted = current(database), head()
    if found is None:
        raise ConfigurationInvalid(_EMPTY)
    if found != wanted:
        raise ConfigurationInvalid(_OTHER.within(found=found, wanted=wanted))


def differences(database: Database) -> list[Any]:
    """Where the database differs from the tables of the program, as Alembic's operations; empty when it does not."""
    with database.read() as tx:
        return list(compare_metadata(MigrationContext.configure(tx.connection), METADATA))


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    # The path is an option of a config file, where a percent sign opens an interpolation.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


_EMPTY: Final = Text(
    zh="数据库还是空的，请先运行：certreg db upgrade",
    en="The database is empty; run first: certreg db upgrade",
)
_OTHER: Final = Text(
    zh="数据库版本是 {found}，本程序需要 {wanted}；请先备份，再运行：certreg db upgrade",
    en="The database is at version {found}, this program needs {wanted}; back it up, then run: certreg db upgrade",
)
