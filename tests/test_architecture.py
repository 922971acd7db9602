"""The walls of the house: imports one way, light base install."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_imports_run_one_way() -> None:
    result = _run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert result.returncode == 0, result.stdout


def test_ruff_finds_nothing() -> None:
    result = _run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")
    assert result.returncode == 0, result.stdout


def test_everything_is_formatted() -> None:
    result = _run(sys.executable, "-m", "ruff", "format", "--no-cache", "--check", ".")
    assert result.returncode == 0, result.stdout


def test_types_hold() -> None:
    result = _run(sys.executable, "-m", "mypy")
    assert result.returncode == 0, result.stdout


def test_scoring_and_verifying_start_without_a_server_package() -> None:
    heavy = {"litestar", "sqlalchemy", "alembic", "uvicorn", "jinja2", "babel", "psycopg"}
    for arguments in (["score", "--help"], ["verify", "--help"]):
        program = (
            "import sys\n"
            "from certreg.cli import main\n"
            f"sys.argv = ['certreg', *{arguments!r}]\n"
            "try:\n    main()\n"
            "except SystemExit as end:\n    assert end.code in (0, None), end.code\n"
            "print('\\n'.join(sys.modules))\n"
        )
        result = _run(sys.executable, "-W", "error", "-c", program)
        assert result.returncode == 0, result.stderr
        assert not heavy & {line.split(".")[0] for line in result.stdout.splitlines()}


def test_no_module_is_long() -> None:
    # A migration is a list of tables, written once and never read as a whole.
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sorted((ROOT / "src").rglob("*.py"))
        if path.parent.name != "versions" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long
