"""Evidence from the command line, as staff type it."""

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from casework import PASSPHRASE, posting
from certreg.cli import main
from certreg.exchange.native import encode_posting
from evidence_files import pdf, photo, picture


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `certreg` on a fresh registry with people and one posting."""
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("CERTREG_DATABASE_URL", f"sqlite:///{tmp_path / 'registry.sqlite3'}")
    monkeypatch.setenv("CERTREG_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.setenv("CERTREG_KEY_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("CERTREG_EVIDENCE_STORE", str(tmp_path / "evidence"))

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

    call("db", "upgrade")
    call("keys", "new-evidence-key")
    call("staff", "add", "wang", "--name", "王敏", "--role", "administrator")
    for name, role in (("an", "assessor"), ("li", "lead"), ("re", "registrar")):
        call("staff", "add", name, "--name", name, "--role", role, "--as", "wang")
    (tmp_path / "posting.json").write_bytes(encode_posting(posting()))
    assert call("import", str(tmp_path / "posting.json"), "--as", "re").code == 0
    return call


def test_add_list_assign_show_and_purge(run: Run, tmp_path: Path) -> None:
    (case,) = json.loads(run("postings", "list", "--format", "json").out)["items"]
    (tmp_path / "身份证.jpg").write_bytes(photo())
    added = run("evidence", "add", case["id"], "poster_identity", str(tmp_path / "身份证.jpg"), "--as", "re")
    assert added.code == 0, added.err
    number = added.out.strip()
    (listed,) = json.loads(run("evidence", "list", case["id"], "--as", "an", "--format", "json").out)
    assert (listed["id"], listed["encrypted"], listed["name"]) == (number, True, "身份证.jpg")
    assert "poster_identity" in run("evidence", "list", case["id"], "--as", "re").out
    assert "poster_identity 1" in run("postings", "show", case["id"]).out

    out = tmp_path / "shown.jpg"
    show = ("evidence", "show", number, "--out", str(out), "--reason", "核对姓名", "--as", "an")
    refused = run(*show)
    assert refused.code == 4
    assert "not assigned" in refused.err
    assert not out.exists()
    assert run("evidence", "assign", case["id"], "an", "--reason", "核对", "--as", "li").code == 0
    assert run(*show).code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert b"Secret" not in out.read_bytes()
    assert run(*show).code == 5

    back = ("evidence", "withdraw", case["id"], "an", "--reason", "转出", "--as", "li")
    assert "may no longer see" in run(*back).err
    assert "nothing to withdraw" in run(*back).err
    assert run(*show[:4], str(tmp_path / "again.jpg"), *show[5:]).code == 4

    assert "0 files are due" in run("evidence", "purge").err
    assert run("evidence", "purge", "--apply").code == 2
    done = run("evidence", "purge", "--apply", "--reason", "保存期满", "--as", "re")
    assert (done.code, "0 files purged" in done.err) == (0, True)
    actions = [
        line["action"] for line in json.loads(run("postings", "show", case["id"], "--format", "json").out)["timeline"]
    ]
    assert [action for action in actions if action.startswith("evidence.")] == [
        "evidence.add", "evidence.assign", "evidence.view", "evidence.withdraw",
    ]  # fmt: skip
    assert run("db", "audit").code == 0


def test_what_is_refused_says_why(run: Run, tmp_path: Path) -> None:
    (case,) = json.loads(run("postings", "list", "--format", "json").out)["items"]
    (tmp_path / "polyglot.png").write_bytes(picture() + pdf())
    refused = run("evidence", "add", case["id"], "brochure", str(tmp_path / "polyglot.png"), "--as", "re")
    assert refused.code == 3
    assert "file: " in refused.err
    assert "follow the end of the picture" in refused.err
    assert run("evidence", "add", "p-none", "brochure", str(tmp_path / "polyglot.png"), "--as", "re").code == 3
    assert not (tmp_path / "evidence").exists()


def test_files_without_a_record_are_listed_and_swept(run: Run, tmp_path: Path) -> None:
    stray = tmp_path / "evidence" / "00" / ("0" * 64)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    assert "0 files have no record" in run("evidence", "sweep").err
    os.utime(stray, (0, 0))
    listed = run("evidence", "sweep")
    assert (listed.out.strip(), "1 files have no record" in listed.err) == (f"00/{'0' * 64}", True)
    assert run("evidence", "sweep", "--apply").code == 2
    assert (
        "1 files without a record taken away"
        in run("evidence", "sweep", "--apply", "--reason", "无记录", "--as", "re").err
    )
    assert not stray.exists()
