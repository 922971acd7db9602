"""Registries of the service tests."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from casework import Casework, make_keys, make_registry
from certreg.services.registry import Registry

KEYS_MADE = datetime.fromisoformat("2026-11-01T00:00:00+00:00")


@pytest.fixture(scope="session")
def key_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of the association, made once: drawing the passphrase's key takes its time on purpose."""
    directory = tmp_path_factory.mktemp("keys") / "store"
    make_keys(directory, KEYS_MADE)
    return directory


@pytest.fixture
def registry(database_url: str, key_dir: Path, now: datetime) -> Iterator[Registry]:
    """A registry on each database in turn."""
    opened = make_registry(database_url, key_dir, now)
    yield opened
    opened.db.close()


@pytest.fixture
def work(registry: Registry, now: datetime) -> Casework:
    """Casework on that registry."""
    return Casework(registry, now)
