"""The rejects file."""

import json
from pathlib import Path

import pytest

from certreg.exchange.reading import Rejected, read_postings
from certreg.exchange.rejects import RejectsFile


def test_refused_rows_are_written_with_every_reason(tmp_path: Path) -> None:
    source, out = tmp_path / "a.csv", tmp_path / "rejects.ndjson"
    source.write_text("岗位名称,招聘人数,劳动报酬\n厨师,好多,很多\n司机,1,5000\n,1,5000\n", encoding="utf-8")
    with RejectsFile(out) as rejects:
        for found in read_postings(source):
            if isinstance(found, Rejected):
                rejects.write(found.number, found.problems, found.raw)
    assert rejects.count == 2
    first, second = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert first["row"] == 2
    assert first["raw"] == "厨师,好多,很多\n"
    assert [(p["field"], p["code"], p["value"]) for p in first["problems"]] == [
        ("招聘人数", "headcount_unreadable", "好多"),
        ("劳动报酬", "pay_unreadable", "很多"),
    ]
    assert all(p["reason"]["zh"] and p["reason"]["en"] for p in first["problems"])
    assert second["row"] == 4


def test_the_file_is_there_also_when_nothing_was_refused(tmp_path: Path) -> None:
    out = tmp_path / "rejects.ndjson"
    out.write_text("left from another time", encoding="utf-8")
    with RejectsFile(out):
        pass
    assert out.read_bytes() == b""


def test_writing_to_a_closed_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not open"):
        RejectsFile(tmp_path / "rejects.ndjson").write(1, (), "")
