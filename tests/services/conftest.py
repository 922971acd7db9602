"""Registries of the service tests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework import Casework, make_keys, register, settings, upgrade
from certreg.scoring.criteria_file import current
from certreg.scoring.scorer import Scorer
from certreg.services.issuer import Issuer, load_issuer
from certreg.services.registry import Registry
from certreg.storage.database import Database

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


@pytest.fixture
def registry(database_url: str, key_dir: Path, issuer: Issuer, now: datetime) -> Iterator[Registry]:
    """A registry on each database in turn."""
    upgrade(database_url)
    scorer = Scorer(current(now.date()))
    opened = Registry(Database(database_url), scorer, settings(database_url, key_dir), issuer)
    register(opened, now)
    yield opened
    opened.db.close()


@pytest.fixture
def work(registry: Registry, now: datetime) -> Casework:
    """Casework on that registry."""
    return Casework(registry, now)
