"""Databases of the storage tests."""

from collections.abc import Iterator

import pytest

from certreg.storage import migrate
from certreg.storage.database import Database


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    """A database without tables."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def database(empty: Database) -> Database:
    """An upgraded database."""
    migrate.upgrade(empty)
    return empty
