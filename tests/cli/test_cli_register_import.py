"""The register from files on the command line: diff, apply, again, rejects, rollback."""

import json
import re
from pathlib import Path

import pytest
from registers import HEADINGS, cells, code, csv_text

from cli_runs import Run
from workbooks import sheet_xml, write_workbook


@pytest.fixture
def register(run: Run) -> Run:
    """`certreg organisations …` on a fresh registry with a registrar."""
    run("db", "upgrade")
    run("staff", "add", "wang", "--name", "王敏", "--role", "administrator")
    run("staff", "add", "re", "--name", "刘洋", "--role", "registrar", "--as", "wang")
    return lambda *arguments: run("organisations", *arguments)


def file_of(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_is_shown_applied_repeated_and_taken_back(register: Run, tmp_path: Path) -> None:
    file = file_of(tmp_path, "a.csv", csv_text([cells(n) for n in (1, 2)]))
    said = register("import", file)
    assert said.code == 0
    assert f"+ 2: {code(1)} 重庆第1人力资源有限公司" in said.out
    assert "2 new, 0 changed, 0 unchanged, 0 rejected" in said.err
    assert register("show", code(1)).code == 3
    assert register("import", file, "--apply").code == 2
    seen = ("--seen-at", "2026-11-10", "--source", "名册")
    assert "Applied as import i" in register("import", file, "--apply", *seen, "--as", "re").err
    again = register("import", file, "--apply", "--as", "re")
    assert again.code == 0
    assert "no change" in again.err
    assert "Nothing changes" in register("import", file, "--apply", "--again", "--as", "re").err
    second = file_of(tmp_path, "b.csv", csv_text([cells(1, points=60), cells(2)]))
    shown = register("import", second)
    assert f"~ 2: {code(1)} integrity_points: 90 → 60" in shown.out
    line = json.loads(register("import", second, "--ndjson").out.splitlines()[0])
    assert line["changes"] == [{"fact": "integrity_points", "before": 90, "after": 60}]
    applied = register(
        "import", second, "--apply", "--seen-at", "2026-11-20", "--valid-from", "2026-11-01", "--as", "re"
    )
    number = re.search(r"import (i\w+)", applied.err)
    assert number is not None
    listed = json.loads(register("imports", "--format", "json").out)
    assert (listed[0]["source"], listed[0]["valid_from"]) == ("b.csv", "2026-11-01")
    assert listed[0]["seen_at"] == "2026-11-19T16:00:00Z"
    assert number[1] in register("imports").out
    undo = ("rollback", number[1], "--reason", "有误", "--as", "re", "--yes")
    assert "1 organisations restored, 0 facts not" in register(*undo).err
    assert register(*undo).code == 4


def test_what_stays_and_what_is_not_read_is_said(register: Run, tmp_path: Path) -> None:
    register("import", file_of(tmp_path, "a.csv", csv_text([cells(1)])), "--apply", "--as", "re")
    older = file_of(tmp_path, "b.csv", csv_text([(*cells(1, points=60), "是")], (*HEADINGS, "信用评级")))
    said = register("import", older, "--apply", "--seen-at", "2026-11-20", "--as", "re")
    assert said.code == 0
    assert "b.csv:2: row 1: 信用评级: This heading is not known; its column was not read" in said.err
    assert "b.csv:2: integrity_points: The register has this from a newer source" in said.err
    assert "a.csv" in said.err
    assert "Nothing changes" in said.err
    late = register("import", older, "--valid-from", "2099-01-01")
    assert late.code == 3
    assert "valid_from" in late.err
    assert "import them on that day" in late.err


def test_bad_rows_are_named_and_may_stop_the_import(register: Run, tmp_path: Path) -> None:
    bad = ("915", *cells(3)[1:])
    file = file_of(tmp_path, "a.csv", csv_text([cells(1), bad]))
    rejects = tmp_path / "rejects.ndjson"
    stopped = register("import", file, "--apply", "--stop-on-rejects", "--rejects", str(rejects), "--as", "re")
    assert stopped.code == 1
    assert "a.csv:3: 统一社会信用代码: No valid unified social credit code" in stopped.err
    assert "nothing is written" in stopped.err
    kept = json.loads(rejects.read_text(encoding="utf-8"))
    assert (kept["row"], kept["problems"][0]["code"]) == (3, "invalid_code")
    assert register("show", code(1)).code == 3
    assert register("import", file, "--apply", "--as", "re").code == 1
    assert register("show", code(1)).code == 0
    assert register("import", file_of(tmp_path, "c.csv", csv_text([bad]))).code == 3
    unusable = register("import", file_of(tmp_path, "d.csv", "甲,乙\n1,2\n"))
    assert unusable.code == 3
    assert "统一社会信用代码" in unusable.err


def test_a_workbook_and_ndjson_say_the_same(register: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"名册": sheet_xml([HEADINGS, cells(1)])})
    assert "Applied" in register("import", str(path), "--apply", "--as", "re").err
    licence = {
        "number": "渝测1号", "scope": ["开展网络招聘服务", "职业介绍"], "issued_by": "测试区人力资源社会保障局",
        "valid_from": "2024-01-01",
    }  # fmt: skip
    same = {
        "uscc": code(1), "name": "重庆第1人力资源有限公司", "status": "active", "licence": licence,
        "integrity_points": 90, "complaint_phone": "023-00000001",
    }  # fmt: skip
    file = file_of(tmp_path, "a.ndjson", json.dumps(same, ensure_ascii=False) + "\n")
    assert "0 new, 0 changed, 1 unchanged" in register("import", file).err
    assert "1 unchanged" in register("import", file_of(tmp_path, "a.json", json.dumps([same]))).err


def test_the_public_file_is_made_with_its_digest(register: Run, tmp_path: Path) -> None:
    register("import", file_of(tmp_path, "a.csv", csv_text([cells(n) for n in (1, 2)])), "--apply", "--as", "re")
    said = register("publish")
    assert (said.code, said.err.strip()) == (0, "the file has 2 organisations")
    assert re.fullmatch(r"[0-9a-f]{64}  organisations\.csv\n", said.out)
    assert register("publish").out == said.out
