"""`certreg score`."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from certreg.cli.explanation_report import render
from certreg.cli.score import command
from certreg.cli.terminal import one_line, plain
from certreg.domain.errors import InvalidInput, NotFound
from certreg.exchange.native import encode_posting
from certreg.scoring.criteria_file import by_id
from certreg.scoring.explanation import explain
from certreg.scoring.scorer import Scorer
from posting_cases import bare_posting, context, good_posting

TODAY = "2026-11-24"


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Two postings and a row that cannot be read."""
    path = tmp_path / "rows.jsonl"
    broken = b'{"title": ""}'
    path.write_bytes(b"\n".join((encode_posting(good_posting()), broken, encode_posting(bare_posting()))) + b"\n")
    return path


def run(*args: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(command, [*map(str, args), "--day", TODAY, "--lang", "en"], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_it_counts_accepted_and_refused_rows(rows: Path) -> None:
    said = run(rows).stdout
    assert "Scored 2 + refused 1 = 3 rows" in said
    assert "G-employer" in said
    assert "Only an assessor can judge these" in said


def test_rows_before_a_file_breaks_off_are_scored(tmp_path: Path) -> None:
    whole = gzip.compress(b"\n".join([encode_posting(good_posting())] * 100 + [b" " * 1_000_000]), mtime=0)
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(whole[:-20])
    result = CliRunner().invoke(command, [str(path), "--format", "ndjson", "--day", TODAY])
    assert isinstance(result.exception, InvalidInput)
    assert "100" in str(result.exception)
    assert len(result.stdout.splitlines()) == 100


def test_json_is_the_whole_summary(rows: Path) -> None:
    summary = json.loads(run(rows, "--format", "json").stdout)
    assert (summary["accepted"], summary["refused"], summary["all"]) == (2, 1, 3)
    assert summary["criteria"]["id"] == "cq-premium-2026.2"
    assert summary["scored_at"] == "2026-11-24T04:00:00Z"


def test_ndjson_is_one_result_a_line_and_the_summary_beside_it(rows: Path, tmp_path: Path) -> None:
    result = run(rows, "--format", "ndjson")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["row"] for line in lines] == [1, 3]
    assert lines[0]["points"] == {"truthfulness": 16, "accuracy": 100, "completeness": 100}
    assert "Scored 2 + refused 1" in result.stderr
    out = tmp_path / "out.ndjson"
    beside = run(rows, "--format", "ndjson", "--out", out)
    assert out.read_text(encoding="utf-8") == result.stdout
    assert "Scored 2 + refused 1" in beside.stdout


SWAPPED = "岗位名称,劳动报酬,乱写栏\n切配厨工,9000-6000元/月,x\n"


def test_what_was_settled_while_reading_is_told(tmp_path: Path) -> None:
    table = tmp_path / "swapped.csv"
    table.write_text(SWAPPED, encoding="utf-8")
    said = run(table).stdout
    assert "9000-6000" in said
    assert "乱写栏" in said
    remarks = json.loads(run(table, "--format", "json").stdout)["remarks"]
    assert {(remark["code"], remark["rows"]) for remark in remarks} == {("bounds_swapped", 1), ("unknown_heading", 1)}


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, rows: Path) -> None:
    noise = tmp_path / "noise.xlsx"
    noise.write_bytes(bytes(range(256)) * 12)
    with pytest.raises(InvalidInput, match=r"noise\.xlsx: Not a table") as refused:
        run(rows, noise)
    assert refused.value.problems[0].code == "nul_byte"


def test_several_files_are_named_in_the_lines(rows: Path) -> None:
    lines = [json.loads(line) for line in run(rows, rows, "--format", "ndjson").stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(rows)] * 4


def test_refused_rows_are_written_with_their_reasons(rows: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.ndjson"
    run(rows, "--rejects", rejects)
    refused = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    assert [line["row"] for line in refused] == [2]
    assert refused[0]["problems"]


@pytest.mark.parametrize("wanted", ["1", "demo:1"])
def test_it_explains_one_posting_by_row_or_identifier(rows: Path, wanted: str) -> None:
    said = run(rows, "--explain", wanted).stdout
    assert "数控车床操作工" in said
    assert "✓ C-headcount  Headcount  met  8.51 / 8.51" in said
    assert "【操作数控车床完成零件加工】" in said
    assert "• Truthfulness has 16 points; the level Premium needs 80" in said


def test_it_explains_in_chinese_and_as_json(rows: Path) -> None:
    result = CliRunner().invoke(command, [str(rows), "--explain", "3", "--lang", "zh-CN", "--day", TODAY])
    assert "✗ C-employer  用人主体  不符合" in result.stdout
    assert "→ 请填写营业执照上的完整名称。" in result.stdout
    explanation = json.loads(run(rows, "--explain", "3", "--format", "json").stdout)
    assert explanation["posting"]["title"] == "普工"


def test_a_posting_that_is_not_there_or_was_refused_is_an_error(rows: Path) -> None:
    with pytest.raises(NotFound):
        run(rows, "--explain", "99")
    with pytest.raises(InvalidInput):
        run(rows, "--explain", "2")


def test_a_posting_cannot_steer_the_terminal() -> None:
    text = "\x1b[2J\x1b]0;owned\x07岗位职责：负责清扫\u202e卫生[bold]red[/bold]"
    posting = good_posting(title=text, work_content=text)
    published = by_id("cq-premium-2026.1")
    explanation = explain(Scorer(published).score(posting, context()), published, posting)
    said = render(explanation, posting, "en", None)
    assert not set(said) & {"\x1b", "\x07", "\u202e"}
    assert "[bold]red[/bold]" in said


def test_the_words_of_a_refused_row_cannot_either(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.jsonl"
    hostile.write_text('{"title": "\\u001b[2J", "\\u202ex": 1}\n', encoding="utf-8")
    assert not set(run(hostile, code=3).output) & {"\x1b", "\u202e"}


def test_plain_text_keeps_words_and_shows_what_was_taken_out() -> None:
    assert plain("招\x1b[31m聘\u2066\n𠮷") == "招�[31m聘�\n𠮷"
    assert one_line(" a\n b\t") == "a b"


def test_the_file_appears_whole_or_not_at_all(rows: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("old", encoding="utf-8")
    with pytest.raises(NotFound):
        run(rows, "--explain", "99", "--out", out)
    assert out.read_text(encoding="utf-8") == "old"
    run(rows, "--format", "json", "--out", out)
    assert json.loads(out.read_text(encoding="utf-8"))["all"] == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "rows.jsonl"]


def test_a_file_without_one_readable_row_is_exit_three(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"title": ""}\n', encoding="utf-8")
    assert "Scored 0 + refused 1" in run(path, code=3).stdout


def test_the_limit_counts_rows_of_all_files(rows: Path) -> None:
    assert json.loads(run(rows, rows, "--limit", "4", "--format", "json").stdout)["all"] == 4


def test_it_reads_standard_input_and_loads_no_server(rows: Path) -> None:
    script = (
        "import sys; from certreg.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'litestar', 'sqlalchemy', 'alembic'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "score", "-", "--format", "json", "--day", TODAY],
        input=rows.read_bytes(),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["all"] == 3
    assert done.stderr.decode().strip().endswith("[]")
