"""`certreg score --duplicates`."""

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from certreg.cli.score import command
from certreg.domain.posting import Party
from certreg.exchange.native import encode_posting
from certreg.resources import resource
from posting_cases import good_posting

CRITERIA = str(resource("criteria", "cq-premium-2026.2.yaml"))


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A flood of five, a copy of it under another employer, and a posting that stands alone."""
    good = good_posting()
    copy = msgspec.structs.replace(good, title="抄来的职位", employer=Party(name="成都乙方仿形机械厂"))
    alone = msgspec.structs.replace(good, work_content="负责门店收银，核对每日账目；整理货架，检查保质期。" * 4)
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"".join(encode_posting(one) + b"\n" for one in (*[good] * 5, copy, alone)))
    return path


def run(*args: str | Path, stdin: bytes | None = None) -> str:
    given = [*map(str, args), "--criteria", CRITERIA, "--day", "2026-11-24", "--lang", "en", "--duplicates"]
    result = CliRunner().invoke(command, given, catch_exceptions=False, input=stdin)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_summary_names_the_groups(rows: Path) -> None:
    said = run(rows)
    assert "under several employers: 1 groups, 6 postings" in said
    assert "One text many times by one employer: 1 groups, 6 postings" in said
    assert "成都乙方仿形机械厂" in said


def test_json_has_them_too(rows: Path) -> None:
    found = json.loads(run(rows, "--format", "json"))["duplicates"]
    assert (found["compared_texts"], found["copied_postings"], found["flood_postings"]) == (2, 6, 6)
    (group,) = found["groups"]
    assert [member["postings"] for member in group["members"]] == [5, 1]
    assert group["members"][1]["rows"] == ["6"]


def test_each_line_tells_its_group(rows: Path) -> None:
    lines = [json.loads(line) for line in run(rows, "--format", "ndjson").splitlines()]
    assert [line.get("duplicates", {}).get("group") for line in lines] == [1] * 6 + [None]
    assert all("T-duplicate" in line["unmet"] for line in lines[:6])
    assert "T-duplicate" in lines[6]["met"]


def test_the_explanation_points_to_the_other_rows(rows: Path) -> None:
    # Where a line breaks depends on the length of the file's path.
    said = " ".join(run(rows, "--explain", "6").split())
    assert "The work text is nearly that of another employer's posting" in said
    assert "scored files" in said


def test_standard_input_is_read_once_and_used_twice(rows: Path) -> None:
    assert "1 groups, 6 postings" in run("-", stdin=rows.read_bytes())


def test_without_the_option_nothing_is_claimed(rows: Path) -> None:
    args = [str(rows), "--criteria", CRITERIA, "--day", "2026-11-24", "--format", "ndjson"]
    result = CliRunner().invoke(command, args, catch_exceptions=False)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert all("T-duplicate" in line["unknown"] and "duplicates" not in line for line in lines)
