"""`certreg` with the environment of a fresh registry."""

import sys
from pathlib import Path

import pytest

from casework import BASE, BUREAU, PASSPHRASE
from certreg.cli import main
from cli_runs import Run, Said


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `certreg` with the environment of a fresh registry."""
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("CERTREG_DATABASE_URL", f"sqlite:///{tmp_path / 'registry.sqlite3'}")
    monkeypatch.setenv("CERTREG_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.setenv("CERTREG_KEY_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("CERTREG_BASE_URL", BASE)
    monkeypatch.setenv("CERTREG_BUREAU_URL", BUREAU)

    def call(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["certreg", *arguments])
        capsys.readouterr()
        try:
            main()
        except SystemExit as end:
            code = end.code
        else:
            code = 0
        out, err = capsys.readouterr()
        return Said(code if isinstance(code, int) else 0, out, err)

    return call


@pytest.fixture
def staffed(run: Run) -> Run:
    """With keys, people and a register."""
    run("db", "upgrade")
    run("keys", "new", "--role", "bureau")
    run("keys", "new", "--role", "association")
    run("staff", "add", "wang", "--name", "王敏", "--role", "administrator")
    for name, role in (("an", "assessor"), ("li", "lead"), ("re", "registrar")):
        run("staff", "add", name, "--name", name, "--role", role, "--as", "wang")
    return run
