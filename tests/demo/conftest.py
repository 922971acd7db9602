"""One run of the demo that several tests look at."""

from pathlib import Path

import pytest

from demo_runs import run_certreg


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which the demo ran, and what it printed."""
    folder = tmp_path_factory.mktemp("newcomer")
    done = run_certreg("demo", "--no-serve", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout
