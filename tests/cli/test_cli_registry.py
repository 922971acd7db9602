"""The casework from the command line, as an operator types it, with the documented exit codes."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from casework import BASE, BUREAU, PASSPHRASE, employer, judgements, posting
from certreg.cli import main
from certreg.cli.session import clock, registry
from certreg.domain.posting import Provenance
from certreg.exchange.native import encode_posting
from certreg.storage import migrate


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


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


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A register and two postings."""
    today = clock().date()
    dated = {"published_on": today, "valid_until": today.replace(year=today.year + 1, day=1)}
    (tmp_path / "register.json").write_bytes(msgspec.json.encode([employer()]))
    lines = [
        encode_posting(posting(**dated, provenance=Provenance(platform="渝岗网", source_id=str(n)))) for n in (1, 2)
    ]
    (tmp_path / "postings.ndjson").write_bytes(b"\n".join(lines) + b"\n")
    return tmp_path


def test_nothing_works_before_the_database_is_upgraded(run: Run, tmp_path: Path) -> None:
    said = run("postings", "list")
    assert said.code == 5
    assert "certreg db upgrade" in said.err
    assert not (tmp_path / "registry.sqlite3").exists()
    assert run("db", "check").code == 5
    assert run("db", "upgrade").code == 0
    assert run("db", "upgrade").code == 0
    assert run("db", "check").code == 0
    assert f"({migrate.head()})" in run("db", "current").out


def test_the_main_job_from_the_command_line(staffed: Run, files: Path) -> None:
    run = staffed
    assert run("import", "--organisations", str(files / "register.json"), "--as", "re").code == 0
    assert "new 2" in run("import", str(files / "postings.ndjson"), "--as", "re").err
    assert "unchanged 2" in run("import", str(files / "postings.ndjson"), "--as", "re").err
    listed = json.loads(run("postings", "list", "--stage", "submitted", "--format", "json").out)
    posting_id = listed["items"][0]["id"]

    with registry() as opened:
        said = judgements(opened, msgspec.convert(listed["items"][0]["posting"], type(posting())), clock())
    (files / "said.json").write_bytes(msgspec.json.encode(said))
    assess = ["postings", "assess", posting_id, "--propose", "certify", "--reason", "材料齐全", "--as", "an"]
    assert run(*assess).code == 4
    assert run(*assess, "--judgements", str(files / "said.json")).code == 0
    decide = ["postings", "decide", posting_id, "--decision", "approve", "--reason", "同意"]
    assert run(*decide, "--as", "an").code == 4
    assert run(*decide, "--as", "li").code == 0
    issued = run("postings", "issue", posting_id, "--as", "li")
    assert issued.code == 0
    label_id = issued.out.strip()

    shown = run("postings", "show", posting_id).out
    for word in ("certified / valid", label_id, "submit", "assess", "approve", "issue", "材料齐全"):
        assert word in shown
    token = run("labels", "show", label_id, "--format", "jwt").out.strip()
    exported = run("export").out
    assert json.loads(exported)["label"]["token"] == token
    assert json.loads(run("export", "--format", "json").out)[0]["id"] == posting_id
    assert label_id in run("export", "--format", "csv").out

    assert run("labels", "suspend", label_id, "--reason", "待查", "--as", "an").code == 0
    assert run("export").out == ""
    assert run("labels", "reinstate", label_id, "--reason", "不成立", "--as", "an").code == 4
    assert run("labels", "reinstate", label_id, "--reason", "不成立", "--as", "li").code == 0
    assert run("labels", "revoke", label_id, "--reason", "查实", "--as", "li", "--yes").code == 0
    assert "revoked" in run("labels", "show", label_id).out
    assert run("labels", "expire").code == 0
    assert run("db", "audit").code == 0


def test_rows_that_cannot_be_read_are_named_and_kept(staffed: Run, files: Path) -> None:
    path = files / "mixed.ndjson"
    good = (files / "postings.ndjson").read_bytes()
    path.write_bytes(good + b'{"title": 7}\nnot json\n')
    said = staffed("import", str(path), "--as", "re", "--rejects", str(files / "rejects.ndjson"))
    assert said.code == 1
    assert "new 2" in said.err
    assert "mixed.ndjson:3: title" in said.err
    rejects = [json.loads(line) for line in (files / "rejects.ndjson").read_bytes().splitlines()]
    assert [reject["row"] for reject in rejects] == [3, 4]
    bad = files / "bad.ndjson"
    bad.write_bytes(b'{"title": 7}\n')
    assert staffed("import", str(bad), "--as", "re").code == 3


def test_bounds_put_right_are_told(staffed: Run, files: Path) -> None:
    table = files / "swapped.csv"
    table.write_text("岗位名称,劳动报酬\n切配厨工,9000-6000元/月\n", encoding="utf-8")
    said = staffed("import", str(table), "--dry-run")
    assert said.code == 0
    assert "swapped.csv:2: 劳动报酬: The higher bound stood first" in said.err


def test_a_dry_run_stores_nothing(staffed: Run, files: Path) -> None:
    said = staffed("import", str(files / "postings.ndjson"), "--dry-run")
    assert said.code == 0
    assert "2 can be read" in said.err
    assert json.loads(staffed("postings", "list", "--format", "json").out)["items"] == []


def test_a_call_that_makes_no_sense_is_refused(staffed: Run, files: Path) -> None:
    postings, register = str(files / "postings.ndjson"), str(files / "register.json")
    for arguments in ([], [postings], [postings, "--organisations", register, "--as", "re"]):
        assert staffed("import", *arguments).code == 2
    assert staffed("import", postings, "--as", "wang").code == 4
    assert staffed("import", postings, "--as", "nobody").code == 3
    assert staffed("import", postings, "--as", "re:pope").code == 2
    assert staffed("postings", "show", "p0").code == 3


def test_what_cannot_be_undone_is_asked_first(staffed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "n")
    assert staffed("staff", "disable", "an", "--reason", "离职", "--as", "wang").code == 1
    assert "an" in staffed("staff", "list").out
    assert staffed("staff", "disable", "an", "--reason", "离职", "--as", "wang", "--yes").code == 0
    (an,) = [m for m in json.loads(staffed("staff", "list", "--format", "json").out) if m["id"] == "an"]
    assert an["disabled_at"] is not None


def test_a_key_is_printed_once(staffed: Run) -> None:
    made = staffed("api-keys", "new", "渝岗网", "--scope", "postings:write", "--as", "wang")
    assert made.out.startswith("certreg_")
    listed = staffed("api-keys", "list")
    assert made.out.strip() not in listed.out
    (key,) = json.loads(staffed("api-keys", "list", "--format", "json").out)
    assert staffed("api-keys", "revoke", key["id"], "--reason", "泄露", "--as", "wang", "--yes").code == 0


def test_a_posting_is_updated_from_a_file(staffed: Run, files: Path) -> None:
    staffed("import", str(files / "postings.ndjson"), "--as", "re")
    (posting_id, *_) = [i["id"] for i in json.loads(staffed("postings", "list", "--format", "json").out)["items"]]
    changed = files / "changed.json"
    changed.write_bytes(encode_posting(posting(title="数控铣工")))
    said = staffed("postings", "update", posting_id, str(changed), "--version", "1", "--as", "re")
    assert said.code == 0
    assert "version 2" in said.err
    assert staffed("postings", "update", posting_id, str(changed), "--version", "1", "--as", "re").code == 4
    assert staffed("postings", "rescore", posting_id, "--as", "re").code == 0
    assert staffed("postings", "resubmit", posting_id, "--as", "re").code == 4


def test_the_register_can_be_looked_at(staffed: Run, files: Path) -> None:
    staffed("import", "--organisations", str(files / "register.json"), "--as", "re")
    assert employer().name in staffed("organisations", "show", employer().uscc.lower()).out
    assert staffed("organisations", "show", "9").code == 3
    broken = files / "broken.ndjson"
    broken.write_bytes(b'{"uscc": "1", "name": "x", "kinds": []}\n{"uscc": 2}\n')
    said = staffed("import", "--organisations", str(broken), "--as", "re")
    assert said.code == 3
    assert "line 2" in said.err
