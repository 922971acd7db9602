"""The application over a real registry on SQLite, with a clock that tests turn."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from casework import ADMINISTRATOR, PLATFORM_SCOPES, Casework, make_keys, make_registry
from certreg.app import create_app
from certreg.services import api_keys
from certreg.services.registry import Registry
from certreg.storage.database import Database
from website import Client, Clock

KEYS_MADE = datetime.fromisoformat("2026-11-01T00:00:00+00:00")


@pytest.fixture(scope="session")
def key_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("keys") / "store"
    make_keys(directory, KEYS_MADE)
    return directory


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, key_dir: Path) -> tuple[Registry, Path]:
    """A registry made once: opening a key and upgrading a database take their time."""
    path = tmp_path_factory.mktemp("prepared") / "web.sqlite3"
    opened = make_registry(f"sqlite:///{path}", key_dir, datetime.fromisoformat("2026-11-24T02:00:00+00:00"))
    opened.db.close()
    return opened, path


@pytest.fixture
def registry(prepared: tuple[Registry, Path], tmp_path: Path) -> Iterator[Registry]:
    """A registry of its own for each test, on a copy of the prepared database."""
    made, path = prepared
    copy = shutil.copy(path, tmp_path / "web.sqlite3")
    database = Database(f"sqlite:///{copy}")
    yield Registry(database, made.scorer, made.settings, made.issuer)
    database.close()


@pytest.fixture
def work(registry: Registry, now: datetime) -> Casework:
    return Casework(registry, now)


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def app(registry: Registry, clock: Clock) -> Litestar:
    return create_app(registry, clock=clock)


@pytest.fixture
def client(app: Litestar) -> Iterator[Client]:
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def key(registry: Registry, now: datetime) -> dict[str, str]:
    """Headers of a platform whose key may do everything."""
    made = api_keys.create(registry, "测试招聘网", PLATFORM_SCOPES, actor=ADMINISTRATOR, now=now)
    return {"Authorization": f"Bearer {made.secret}"}
