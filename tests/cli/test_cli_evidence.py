"""Evidence from the command line, as staff type it."""

import json
import os
import stat
from pathlib import Path

import pytest

from casework import posting
from certreg.exchange.native import encode_posting
from cli_runs import Run
from evidence_files import pdf, photo, picture


@pytest.fixture
def stored(staffed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`certreg` on a fresh registry with people, a store of evidence and one posting."""
    monkeypatch.setenv("CERTREG_EVIDENCE_STORE", str(tmp_path / "evidence"))
    staffed("keys", "new-evidence-key")
    (tmp_path / "posting.json").write_bytes(encode_posting(posting()))
    assert staffed("import", str(tmp_path / "posting.json"), "--as", "re").code == 0
    return staffed


def test_add_list_assign_show_and_purge(stored: Run, tmp_path: Path) -> None:
    (case,) = json.loads(stored("postings", "list", "--format", "json").out)["items"]
    (tmp_path / "身份证.jpg").write_bytes(photo())
    added = stored("evidence", "add", case["id"], "poster_identity", str(tmp_path / "身份证.jpg"), "--as", "re")
    assert added.code == 0, added.err
    number = added.out.strip()
    (listed,) = json.loads(stored("evidence", "list", case["id"], "--as", "an", "--format", "json").out)
    assert (listed["id"], listed["encrypted"], listed["name"]) == (number, True, "身份证.jpg")
    assert "poster_identity" in stored("evidence", "list", case["id"], "--as", "re").out
    assert "poster_identity 1" in stored("postings", "show", case["id"]).out

    out = tmp_path / "shown.jpg"
    show = ("evidence", "show", number, "--out", str(out), "--reason", "核对姓名", "--as", "an")
    refused = stored(*show)
    assert refused.code == 4
    assert "not assigned" in refused.err
    assert not out.exists()
    assert stored("evidence", "assign", case["id"], "an", "--reason", "核对", "--as", "li").code == 0
    assert stored(*show).code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert b"Secret" not in out.read_bytes()
    assert stored(*show).code == 5

    back = ("evidence", "withdraw", case["id"], "an", "--reason", "转出", "--as", "li")
    assert "may no longer see" in stored(*back).err
    assert "nothing to withdraw" in stored(*back).err
    assert stored(*show[:4], str(tmp_path / "again.jpg"), *show[5:]).code == 4

    assert "0 files are due" in stored("evidence", "purge").err
    assert stored("evidence", "purge", "--apply").code == 2
    done = stored("evidence", "purge", "--apply", "--reason", "保存期满", "--as", "re")
    assert (done.code, "0 files purged" in done.err) == (0, True)
    actions = [
        line["action"]
        for line in json.loads(stored("postings", "show", case["id"], "--format", "json").out)["timeline"]
    ]
    assert [action for action in actions if action.startswith("evidence.")] == [
        "evidence.add", "evidence.assign", "evidence.view", "evidence.withdraw",
    ]  # fmt: skip
    assert stored("db", "audit").code == 0


def test_what_is_refused_says_why(stored: Run, tmp_path: Path) -> None:
    (case,) = json.loads(stored("postings", "list", "--format", "json").out)["items"]
    (tmp_path / "polyglot.png").write_bytes(picture() + pdf())
    refused = stored("evidence", "add", case["id"], "brochure", str(tmp_path / "polyglot.png"), "--as", "re")
    assert refused.code == 3
    assert "file: " in refused.err
    assert "follow the end of the picture" in refused.err
    assert stored("evidence", "add", "p-none", "brochure", str(tmp_path / "polyglot.png"), "--as", "re").code == 3
    assert not (tmp_path / "evidence").exists()


def test_files_without_a_record_are_listed_and_swept(stored: Run, tmp_path: Path) -> None:
    stray = tmp_path / "evidence" / "00" / ("0" * 64)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    assert "0 files have no record" in stored("evidence", "sweep").err
    os.utime(stray, (0, 0))
    listed = stored("evidence", "sweep")
    assert (listed.out.strip(), "1 files have no record" in listed.err) == (f"00/{'0' * 64}", True)
    assert stored("evidence", "sweep", "--apply").code == 2
    assert (
        "1 files without a record taken away"
        in stored("evidence", "sweep", "--apply", "--reason", "无记录", "--as", "re").err
    )
    assert not stray.exists()
