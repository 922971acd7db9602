"""Connections and transactions on SQLite and PostgreSQL: the same code on both.

The type of a transaction says what it may do: statements that change something take a `Writing`, so that the
type checker refuses them in a `Reading`.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from certreg.domain.errors import DatabaseUnavailable
from certreg.domain.text import Text

BUSY_TIMEOUT_MS: Final = 15_000
"""How long one process waits for another's write on SQLite."""

POOL_SIZE: Final = 10
POOL_OVERFLOW: Final = 20

_BEGIN: Final = "certreg_begin"
_READ: Final = "BEGIN"
_WRITE: Final = "BEGIN IMMEDIATE"

# PostgreSQL classes 40 (rolled back: deadlock, serialization), 53 (out of resources), 55P03 (lock not available),
# 57 (shut down by the operator) and 08 (connection lost): the call may be repeated.
_TRANSIENT_POSTGRESQL: Final = ("08", "40", "53", "55P03", "57")
_TRANSIENT_SQLITE: Final = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN}
)


class Reading:
    """One open transaction that sees one state of the database from beginning to end."""

    __slots__ = ("connection",)

    def __init__(self, connection: Connection) -> None:
        self.connection = connection


class Writing(Reading):
    """One open transaction that may change things; all of it is committed, or nothing."""

    __slots__ = ()


class Database:
    """One database; safe to share between threads, not between processes after a fork."""

    def __init__(self, url: str) -> None:
        self.url = engine_url(url)
        self._engine = _engine(self.url)
        # SQLite lets writers in by chance and lets the others sleep; within a process they take turns instead.
        self._turn = threading.Lock()

    @property
    def is_sqlite(self) -> bool:
        """Embedded, one machine."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def is_missing(self) -> bool:
        """An SQLite file that is not there; connecting would make an empty one."""
        return self.is_sqlite and self.url.database is not None and not Path(self.url.database).exists()

    def make_file(self) -> None:
        """Make an SQLite file that only its owner can read, with its folder; nothing if it is there."""
        if self.is_missing and self.url.database is not None:
            path = Path(self.url.database)
            path.parent.mkdir(parents=True, exist_ok=True)
            # SQLite gives its -wal and -shm files the mode of this one.
            path.touch(mode=0o600)

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """A read-only snapshot. `DatabaseUnavailable` when the database does not answer."""
        with _named_failures(), self._engine.connect() as connection:
            options = {_BEGIN: _READ} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
            connection.execution_options(**options, postgresql_readonly=True)
            with connection.begin():
                yield Reading(connection)

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """A write transaction: committed when the block ends, rolled back when it raises.

        SQLite takes its one write lock here (`BEGIN IMMEDIATE`), PostgreSQL takes row locks as they are asked
        for. `DatabaseUnavailable` when the lock cannot be had or the database does not answer.
        """
        with self._in_turn(), _named_failures(), self._engine.connect() as connection:
            connection.execution_options(**{_BEGIN: _WRITE})
            with connection.begin():
                yield Writing(connection)

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
        elif self._turn.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
            try:
                yield
            finally:
                self._turn.release()
        else:
            raise DatabaseUnavailable(_UNAVAILABLE)

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._engine.dispose()


def engine_url(url: str) -> URL:
    """The address with the driver that the registry uses: sqlite3 or psycopg 3."""
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+psycopg") if parsed.get_backend_name() == "postgresql" else parsed


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW, pool_pre_ping=True)
    engine = create_engine(url, poolclass=QueuePool, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    del entry
    if not isinstance(connection, sqlite3.Connection):
        raise TypeError("the sqlite3 driver of the standard library is expected")
    # The driver's own transaction control begins late and only before some statements: it is switched off, and
    # `_begin_sqlite` says BEGIN.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options()[_BEGIN]
    connection.exec_driver_sql(f"PRAGMA query_only = {int(begin == _READ)}")
    connection.exec_driver_sql(begin)


@contextmanager
def _named_failures() -> Iterator[None]:
    """Failures that pass by themselves become `DatabaseUnavailable`; a broken constraint stays what it is."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseUnavailable(_UNAVAILABLE) from error
    except DBAPIError as error:
        if _may_pass(error):
            raise DatabaseUnavailable(_UNAVAILABLE) from error
        raise


def _may_pass(error: DBAPIError) -> bool:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        # The low byte of an extended result code is the primary one (SQLite, "Result and Error Codes").
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _TRANSIENT_SQLITE
    state = getattr(cause, "sqlstate", None)
    refused_connection = state is None and isinstance(error, OperationalError)
    return refused_connection or error.connection_invalidated or str(state).startswith(_TRANSIENT_POSTGRESQL)


_UNAVAILABLE: Final = Text(
    zh="数据库没有响应或正忙，请稍后再试",
    en="The database does not answer or is busy; please try again",
)
