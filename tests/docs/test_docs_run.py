"""The commands of the documents, run as they stand: every block marked `sh`, in order, in one shell."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like a checkout after `make setup`, with nothing of ours that a command could change."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def _shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CERTREG_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{inherited['PATH']}"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**inherited, "PATH": path, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def _blocks(name: str) -> str:
    blocks = BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))
    assert blocks, name
    return "\n".join(blocks)


def test_the_tour_of_the_readme_runs(checkout: Path) -> None:
    done = _shell("certreg demo --no-serve\n" + _blocks("README.md"), checkout)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert "content_mismatch" in done.stdout + done.stderr
    assert len((checkout / "certified.csv").read_text(encoding="utf-8").splitlines()) > 20


def test_the_python_of_the_readme_runs(checkout: Path) -> None:
    python = PYTHON.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(python) == 1
    (checkout / "verify_label.py").write_text(python[0], encoding="utf-8")
    done = _shell("certreg demo --no-serve >/dev/null\npython -W error verify_label.py", checkout)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("数控车工"), done.stdout


def test_the_operating_guide_runs_from_nothing_to_a_registry_that_can_sign(checkout: Path) -> None:
    done = _shell(_blocks("docs/operating.md"), checkout)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert "景区讲解员" in done.stdout
