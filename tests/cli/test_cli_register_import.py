"""The register from files on the command line: diff, apply, again, rejects, rollback."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from certreg.cli import main
from registers import HEADINGS, cells, code, csv_text
from workbooks import sheet_xml, write_workbook


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`certreg organisations …` on a fresh registry with a registrar."""
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("CERTREG_DATABASE_URL", f"sqlite:///{tmp_path / 'registry.sqlite3'}")

    def call(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["certreg", *arguments])
        capsys.readouterr()
        exit_code: object = 0
        try:
            main()
        except SystemExit as end:
            exit_code = end.code
        return Said(int(str(exit_code or 0)), *capsys.readouterr())

    call("db", "upgrade")
    call("staff", "add", "wang", "--name", "王敏", "--role", "administrator")
    call("staff", "add", "re", "--name", "刘洋", "--role", "registrar", "--as", "wang")
    return lambda *arguments: call("organisations", *arguments)


def file_of(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_is_shown_applied_repeated_and_taken_back(run: Run, tmp_path: Path) -> None:
    file = file_of(tmp_path, "a.csv", csv_text([cells(n) for n in (1, 2)]))
    said = run("import", file)
    assert said.code == 0
    assert f"+ 2: {code(1)} 重庆第1人力资源有限公司" in said.out
    assert "2 new, 0 changed, 0 unchanged, 0 rejected" in said.err
    assert run("show", code(1)).code == 3
    assert run("import", file, "--apply").code == 2
    seen = ("--seen-at", "2026-11-10", "--source", "名册")
    assert "Applied as import i" in run("import", file, "--apply", *seen, "--as", "re").err
    again = run("import", file, "--apply", "--as", "re")
    assert again.code == 0
    assert "no change" in again.err
    assert "Nothing changes" in run("import", file, "--apply", "--again", "--as", "re").err
    second = file_of(tmp_path, "b.csv", csv_text([cells(1, points=60), cells(2)]))
    shown = run("import", second)
    assert f"~ 2: {code(1)} integrity_points: 90 → 60" in shown.out
    line = json.loads(run("import", second, "--ndjson").out.splitlines()[0])
    assert line["changes"] == [{"fact": "integrity_points", "before": 90, "after": 60}]
    applied = run("import", second, "--apply", "--seen-at", "2026-11-20", "--valid-from", "2026-11-01", "--as", "re")
    number = re.search(r"import (i\w+)", applied.err)
    assert number is not None
    listed = json.loads(run("imports", "--format", "json").out)
    assert (listed[0]["source"], listed[0]["valid_from"]) == ("b.csv", "2026-11-01")
    assert listed[0]["seen_at"] == "2026-11-19T16:00:00Z"
    assert number[1] in run("imports").out
    undo = ("rollback", number[1], "--reason", "有误", "--as", "re", "--yes")
    assert "1 organisations restored, 0 facts not" in run(*undo).err
    assert run(*undo).code == 4


def test_what_stays_and_what_is_not_read_is_said(run: Run, tmp_path: Path) -> None:
    run("import", file_of(tmp_path, "a.csv", csv_text([cells(1)])), "--apply", "--as", "re")
    older = file_of(tmp_path, "b.csv", csv_text([(*cells(1, points=60), "是")], (*HEADINGS, "信用评级")))
    said = run("import", older, "--apply", "--seen-at", "2026-11-20", "--as", "re")
    assert said.code == 0
    assert "b.csv:2: row 1: 信用评级: This heading is not known; its column was not read" in said.err
    assert "b.csv:2: integrity_points: The register has this from a newer source" in said.err
    assert "a.csv" in said.err
    assert "Nothing changes" in said.err
    late = run("import", older, "--valid-from", "2099-01-01")
    assert late.code == 3
    assert "valid_from" in late.err
    assert "import them on that day" in late.err


def test_bad_rows_are_named_and_may_stop_the_import(run: Run, tmp_path: Path) -> None:
    bad = ("915", *cells(3)[1:])
    file = file_of(tmp_path, "a.csv", csv_text([cells(1), bad]))
    rejects = tmp_path / "rejects.ndjson"
    stopped = run("import", file, "--apply", "--stop-on-rejects", "--rejects", str(rejects), "--as", "re")
    assert stopped.code == 1
    assert "a.csv:3: 统一社会信用代码: No valid unified social credit code" in stopped.err
    assert "nothing is written" in stopped.err
    kept = json.loads(rejects.read_text(encoding="utf-8"))
    assert (kept["row"], kept["problems"][0]["code"]) == (3, "invalid_code")
    assert run("show", code(1)).code == 3
    assert run("import", file, "--apply", "--as", "re").code == 1
    assert run("show", code(1)).code == 0
    assert run("import", file_of(tmp_path, "c.csv", csv_text([bad]))).code == 3
    unusable = run("import", file_of(tmp_path, "d.csv", "甲,乙\n1,2\n"))
    assert unusable.code == 3
    assert "统一社会信用代码" in unusable.err


def test_a_workbook_and_ndjson_say_the_same(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"名册": sheet_xml([HEADINGS, cells(1)])})
    assert "Applied" in run("import", str(path), "--apply", "--as", "re").err
    licence = {
        "number": "渝测1号", "scope": ["开展网络招聘服务", "职业介绍"], "issued_by": "测试区人力资源社会保障局",
        "valid_from": "2024-01-01",
    }  # fmt: skip
    same = {
        "uscc": code(1), "name": "重庆第1人力资源有限公司", "status": "active", "licence": licence,
        "integrity_points": 90, "complaint_phone": "023-00000001",
    }  # fmt: skip
    file = file_of(tmp_path, "a.ndjson", json.dumps(same, ensure_ascii=False) + "\n")
    assert "0 new, 0 changed, 1 unchanged" in run("import", file).err
    assert "1 unchanged" in run("import", file_of(tmp_path, "a.json", json.dumps([same]))).err
