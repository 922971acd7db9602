"""Registries of the service tests."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url

from casework import Casework, make_keys, register, settings, upgrade
from certreg.scoring.criteria_file import current
from certreg.scoring.scorer import Scorer
from certreg.services.issuer import Issuer, load_issuer
from certreg.services.registry import Registry
from certreg.storage.database import Database
from postgres_databases import postgres_database

KEYS_MADE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def key_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of the association, made once: opening them takes its time on purpose."""
    directory = tmp_path_factory.mktemp("keys") / "store"
    make_keys(directory, KEYS_MADE)
    return directory


@pytest.fixture(scope="session")
def issuer(key_dir: Path) -> Issuer:
    """The association's key, opened once."""
    return load_issuer(settings("sqlite:///not-used.sqlite3", key_dir), now=KEYS_MADE)


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database at the program's version, made once: going through all migrations takes its time."""
    path = tmp_path_factory.mktemp("upgraded") / "certreg.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def upgraded_name(postgres_server: str) -> Iterator[str]:
    """The same on PostgreSQL, by its name on the server."""
    with postgres_database(postgres_server) as url:
        upgrade(url)
        yield make_url(url).database or ""


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of an upgraded database of each kind, copied from one made once."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("upgraded_file"), tmp_path / "certreg.sqlite3")
        yield f"sqlite:///{path}"
        return
    server, like = request.getfixturevalue("postgres_server"), request.getfixturevalue("upgraded_name")
    with postgres_database(server, like) as url:
        yield url


@pytest.fixture
def registry(database_url: str, key_dir: Path, issuer: Issuer, now: datetime) -> Iterator[Registry]:
    """A registry on each database in turn."""
    scorer = Scorer(current(now.date()))
    opened = Registry(Database(database_url), scorer, settings(database_url, key_dir), issuer)
    register(opened, now)
    yield opened
    opened.db.close()


@pytest.fixture
def work(registry: Registry, now: datetime) -> Casework:
    """Casework on that registry."""
    return Casework(registry, now)
