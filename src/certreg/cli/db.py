"""`certreg db`: prepare and inspect the database."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from certreg.cli import session
from certreg.cli.failures import NO, terminal_language
from certreg.cli.session import examples, say
from certreg.config import Settings
from certreg.domain.text import Text
from certreg.services.history import broken_histories
from certreg.services.signatures import sign_missing
from certreg.storage import migrate
from certreg.storage.database import Database


@click.group()
def command() -> None:
    """Prepare and inspect the database of CERTREG_DATABASE_URL."""


@command.command(epilog=examples("certreg db upgrade"))
def upgrade() -> None:
    """Bring the database to the version of this program; nothing happens if it is there already.

    Back up first: what a newer version adds, an older one does not know.
    """
    with _database() as database:
        before = migrate.current(database)
        migrate.upgrade(database)
        signed = sign_missing(database)
        if signed:
            say(_SIGNED.within(count=f"{signed:,}"))
        say(_UPGRADED.within(before=before or "-", after=migrate.current(database)))


@command.command(epilog=examples("certreg db check && certreg serve"))
def check() -> None:
    """Say whether the database is at the right version and has the tables that this program expects.

    Exit code 0 if so; 1 if its tables differ; 5 if its version is another.
    """
    with _database() as database:
        migrate.require_head(database)
        found = migrate.differences(database)
        for difference in found:
            click.echo(str(difference))
        if found:
            sys.exit(NO)
        say(_GOOD.within(version=migrate.head()))


@command.command(epilog=examples("certreg db current"))
def current() -> None:
    """Print the version of the database, and the one that this program needs."""
    with _database() as database:
        click.echo(f"{migrate.current(database) or '-'} ({migrate.head()})")


@command.command(epilog=examples("certreg db audit"))
def audit() -> None:
    """Check that the audit record tells of every change of every posting.

    Exit code 1 and a line for each posting that was changed without a record.
    """
    with session.registry() as registry:
        broken = list(broken_histories(registry))
    for found in broken:
        click.echo(f"{found.posting_id}: {found.reason.to(terminal_language())}")
    if broken:
        sys.exit(NO)
    say(_WHOLE)


@contextmanager
def _database() -> Iterator[Database]:
    database = Database(Settings.from_env(os.environ).database_url)
    try:
        yield database
    finally:
        database.close()


_UPGRADED: Final = Text(zh="数据库版本：{before} → {after}", en="Database version: {before} -> {after}")
_SIGNED: Final = Text(
    zh="已为 {count} 条招聘信息补写内容特征，用于发现几乎相同的信息",
    en="Wrote the text signatures of {count} postings, by which near-copies are found",
)
_WHOLE: Final = Text(zh="审计记录完整", en="The audit record is whole")
_GOOD: Final = Text(zh="数据库正常，版本 {version}", en="The database is in order, version {version}")
