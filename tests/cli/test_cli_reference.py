"""`certreg reference build-pay-bands`."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from certreg.cli.reference import command, year_of
from certreg.domain.errors import InvalidInput
from certreg.domain.posting import Posting, Provenance
from certreg.reference.pay_bands import ALL, read_pay_bands


def crawled(number: int, **changes: Any) -> dict[str, Any]:
    row = {
        "id": f"t:{number}",
        "source": "51job2024",
        "platform": "51job",
        "crawled": "2024-06/07",
        "title": "Java开发工程师",
        "company": f"第{number}公司",
        "location": "重庆-渝北区",
        "salary": "1-1.5万",
    }
    return {key: value for key, value in (row | changes).items() if value is not None}


def build(tmp_path: Path, rows: list[dict[str, Any]], *options: str) -> Path:
    source, out = tmp_path / "rows.jsonl", tmp_path / "bands.csv"
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    arguments = ["build-pay-bands", str(source), "--out", str(out), "--day", "2026-11-24", *options]
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return out


def test_the_table_counts_full_time_postings_of_late_years_once(tmp_path: Path) -> None:
    rows = [crawled(number) for number in range(5)]
    rows += [
        crawled(0),
        crawled(6, crawled="~2022 (repo 2025)"),
        crawled(7, salary="面议"),
        crawled(8, salary="200元/天"),
        crawled(9, title="Java实习生"),
        crawled(10, title=None),
        crawled(11, salary="12-18万/年"),
        crawled(12, title="会计", location="北京", salary="6-8千"),
    ]
    out = build(tmp_path, rows, "--least", "2", "--source", "测试")
    table = read_pay_bands(out)
    assert {(band.group, band.region): band.count for band in table} == {
        (ALL, ALL): 7,
        ("software", ALL): 6,
        ("software", "500000"): 6,
    }
    assert table.find("software", "500000").percentiles == (1_250_000,) * 7
    text = out.read_text("utf-8")
    assert "# source: 测试\n# as_of: 2026-11-24\n# since: 2023\n# least: 2\n" in text
    assert "# rows: 13, of which counted 7, repeated 1, earlier 1, no_full_time_month 3, refused 1\n" in text


def test_an_earlier_first_year_counts_more(tmp_path: Path) -> None:
    out = build(tmp_path, [crawled(1), crawled(2, crawled="2019-04")], "--since", "2019")
    assert read_pay_bands(out).find(None, None).count == 2


def test_nothing_to_count_is_said(tmp_path: Path) -> None:
    source = tmp_path / "rows.jsonl"
    source.write_text(json.dumps(crawled(1, salary="面议")) + "\n", "utf-8")
    arguments = ["build-pay-bands", str(source), "--out", str(tmp_path / "bands.csv")]
    with pytest.raises(InvalidInput):
        CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert not (tmp_path / "bands.csv").exists()


@pytest.mark.parametrize(
    ("words", "year"), [("2024-06/07", 2024), ("2023-10..2024-02", 2023), ("~2022 (repo 2025)", 2022), ("某日", None)]
)
def test_the_year_of_a_collected_posting(words: str, year: int | None) -> None:
    assert year_of(Posting(title="普工", verbatim={"collected_on": words})) == year


def test_a_posting_of_no_known_year() -> None:
    assert year_of(Posting(title="普工", provenance=Provenance())) is None


def test_real_postings_make_a_table(shared_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "bands.csv"
    source = shared_data / "postings" / "chongqing.jsonl.gz"
    arguments = ["build-pay-bands", str(source), "--out", str(out), "--day", "2026-11-24", "--least", "30"]
    assert CliRunner().invoke(command, arguments, catch_exceptions=False).exit_code == 0
    assert read_pay_bands(out).find("software", "500000").count > 100
