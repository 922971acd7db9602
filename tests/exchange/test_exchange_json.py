"""NDJSON and JSON documents: what an object is, line numbers, bounds."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from certreg.domain.errors import InvalidInput
from certreg.domain.posting import Experience, Location, Party, Pay, PayPeriod, Posting
from certreg.exchange.native import encode_posting
from certreg.exchange.reading import Rejected, Row, detect_format, read_postings

NATIVE = Posting(title="厨师", headcount=2)
CRAWLED = {
    "id": "51job2018detail:7",
    "source": "51job2018detail",
    "platform": "前程无忧",
    "crawled": "2018-04",
    "licence": "none stated",
    "title": "BI-OBIEE技术经理",
    "location": "大连",
    "salary": "2-1.5万/月",
    "headcount": "招若干人 04-08发布",
    "education": "本科",
    "experience": "8-9年经验",
    "description": "支持数据平台",
    "welfare": "['五险一金', '双休']",
    "posted_at": "招若干人 04-08发布",
    "company_size": "50-150人",
    "company_type": "民营公司",
    "industry": "无",
}
LINKED = {"@context": "https://schema.org", "@type": "JobPosting", "title": "服务员"}


def read(path: Path, content: bytes | str, **options: Any) -> list[Row | Rejected]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_postings(path, **options))


def lines(*objects: Any) -> str:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in objects)


def titles(found: list[Row | Rejected]) -> list[str]:
    return [r.posting.title if isinstance(r, Row) else r.problems[0].code for r in found]


def test_each_object_is_taken_for_what_it_is(tmp_path: Path) -> None:
    content = lines(json.loads(encode_posting(NATIVE)), CRAWLED, LINKED)
    found = read(tmp_path / "a.jsonl", content)
    assert titles(found) == ["厨师", "BI-OBIEE技术经理", "服务员"]
    assert [r.number for r in found] == [1, 2, 3]
    assert isinstance(found[0], Row)
    assert found[0].posting == NATIVE


def test_a_crawled_posting_keeps_words_and_tells_what_its_channel_lacks(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.jsonl", lines(CRAWLED))
    assert isinstance(found, Row)
    posting = found.posting
    assert posting.employer is None
    assert "employer" in posting.provenance.channel_lacks
    assert "pay" not in posting.provenance.channel_lacks
    assert posting.headcount is None
    assert posting.verbatim["headcount"] == "招若干人 04-08发布"
    assert posting.pay == Pay(min=1_500_000, max=2_000_000, period=PayPeriod.MONTH)
    assert posting.verbatim["pay"] == "2-1.5万/月"
    assert [r.code for r in found.remarks] == ["bounds_swapped"]
    assert posting.conditions.experience == Experience(min_years=8, max_years=9)
    assert str(posting.published_on) == "2018-04-08"
    assert posting.provenance.collected_on is None
    assert posting.verbatim["collected_on"] == "2018-04"
    assert posting.work_conditions == "五险一金、双休"
    assert posting.location == Location(division="210200")
    assert posting.employer_profile.industry is None
    assert posting.provenance.source_id == "51job2018detail:7"


@pytest.mark.parametrize(
    ("field", "words", "kept"),
    [
        ("employment_type", "code:2", "employment_type"),
        ("employment_type", "jobType:5", "employment_type"),
        ("education", "code:3", "education"),
        ("education", "应届", "education"),
        ("experience", "4天/周6个月", "experience"),
        ("posted_at", "90天前更新", "published_on"),
        ("valid_until", "长期有效", "valid_until"),
        ("location", "远程办公", "location"),
    ],
)
def test_words_that_state_no_value_are_kept_and_refuse_nothing(
    tmp_path: Path, field: str, words: str, kept: str
) -> None:
    (found,) = read(tmp_path / "a.jsonl", lines(CRAWLED | {field: words}))
    assert isinstance(found, Row)
    assert found.posting.verbatim[kept] == words


@pytest.mark.parametrize(
    ("field", "words", "code"),
    [
        ("title", "", "missing"),
        ("title", "x" * 501, "too_long"),
        ("salary", "ITA", "pay_unreadable"),
        ("headcount", "好多", "headcount_unreadable"),
        ("education", "招1人", "education_unreadable"),
        ("experience", "本科", "experience_unreadable"),
        ("employment_type", "五险一金", "employment_type_unreadable"),
        ("posted_at", "2018-02-30", "date_not_in_calendar"),
        ("crawled", "lately", "period_unreadable"),
        ("company", ["某公司"], "wrong_type"),
        ("company_uscc", "9" * 41, "too_long"),
        ("address", "x" * 501, "too_long"),
    ],
)
def test_what_is_stated_and_unreadable_refuses_the_row(tmp_path: Path, field: str, words: object, code: str) -> None:
    row = CRAWLED | {"company": "某公司"} | {field: words}
    (found,) = read(tmp_path / "a.jsonl", lines(row))
    assert isinstance(found, Rejected)
    assert [(p.field, p.code) for p in found.problems] == [(field, code)]
    assert json.loads(found.raw) == row


def test_the_other_rows_go_on(tmp_path: Path) -> None:
    content = (
        b'{"title":"a"}\n\n{"title":"b",\n[1]\n{"title":"c","title":"d"}\n\xff\n{"title":"e","colour":1}\n{"title":"f"}'
    )
    found = read(tmp_path / "a.jsonl", content)
    assert [(r.number, titles([r])[0]) for r in found] == [
        (1, "a"),
        (3, "not_json"),
        (4, "wrong_type"),
        (5, "name_twice"),
        (6, "not_utf8"),
        (7, "unknown_field"),
        (8, "f"),
    ]


def test_an_overlong_line_is_passed_over_without_being_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.exchange.streams.MAX_LINE_BYTES", 1_000)
    content = lines(LINKED) + '{"title":"' + "x" * 100_000 + '"}\n' + lines(LINKED)
    found = read(tmp_path / "a.jsonl.gz", gzip.compress(content.encode()))
    assert titles(found) == ["服务员", "line_too_long", "服务员"]
    assert [r.number for r in found] == [1, 2, 3]
    assert isinstance(found[1], Rejected)
    assert len(found[1].raw) < 2_000


def test_a_line_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.exchange.streams.MAX_LINE_BYTES", 1_000)
    monkeypatch.setattr("certreg.exchange.streams.MAX_SKIPPED_BYTES", 50_000)
    bomb = gzip.compress(b'{"title":"a"}\n' + b"x" * 10_000_000, mtime=0)
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path / "a.jsonl.gz", bomb)
    assert caught.value.problems[0].code == "line_endless"


def test_a_stream_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.exchange.streams.MAX_STREAM_BYTES", 100_000)
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path / "a.jsonl.gz", gzip.compress(b'{"title":"a"}\n' * 100_000, mtime=0))
    assert caught.value.problems[0].code == "too_large"


def test_a_damaged_gzip_says_how_far_it_was_read(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b'{"title":"%d"}\n' % n for n in range(50_000)))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    rows = read_postings(path)
    assert isinstance(next(rows), Row)
    with pytest.raises(InvalidInput) as caught:
        list(rows)
    assert caught.value.problems[0].code == "file_damaged"


def test_documents_are_objects_or_lists_of_them(tmp_path: Path) -> None:
    pretty = json.dumps(LINKED, indent=2, ensure_ascii=False)
    assert titles(read(tmp_path / "a.json", pretty)) == ["服务员"]
    listed = json.dumps([LINKED, 1, json.loads(encode_posting(NATIVE))])
    found = read(tmp_path / "b.json", listed)
    assert titles(found) == ["服务员", "wrong_type", "厨师"]
    assert [r.number for r in found] == [1, 2, 3]


def test_a_graph_gives_a_row_for_each_posting_in_it(tmp_path: Path) -> None:
    graph = {"@context": "https://schema.org", "@graph": [LINKED, {"@type": "JobPosting"}, {"@type": "WebSite"}]}
    found = read(tmp_path / "a.jsonld", json.dumps(graph))
    assert titles(found) == ["服务员", "missing"]
    assert {r.number for r in found} == {1}


def test_a_named_profile_is_used_whatever_the_keys(tmp_path: Path) -> None:
    profile = tmp_path / "mine.yaml"
    profile.write_text(
        "profile: mine\ntitle: {zh: 我的, en: mine}\nfields: {title: [job], employer.name: [firm]}\n", encoding="utf-8"
    )
    for name in (profile, str(profile)):
        (found,) = read(tmp_path / "a.jsonl", lines({"job": "厨师", "firm": "某餐厅", "x": 1}), profile=name)
        assert isinstance(found, Row)
        assert found.posting.employer == Party(name="某餐厅")
    (found,) = read(tmp_path / "a.jsonl", lines({"job": "厨师"}), profile="mine", profile_dir=tmp_path)
    assert titles([found]) == ["厨师"]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.jsonl", b'{"a":1}', "ndjson"),
        ("a.ndjson.gz", gzip.compress(b'{"a":1}', mtime=0), "ndjson"),
        ("a.json", b'{"a":1}', "json"),
        ("a.json", b'{"a":1}\n{"a":2}\n', "ndjson"),
        ("a.txt", b' \n{"a":\n1}\n', "json"),
        ("a", b"[1]", "json"),
        ("a.jsonld", b"nonsense", "json"),
        ("a.csv", "岗位名称".encode(), "csv"),
        ("a.json", b"PK\x03\x04", "xlsx"),
    ],
)
def test_formats_are_told_by_content_and_name(tmp_path: Path, name: str, content: bytes, found: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert detect_format(path) == found


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.json", b"", "empty"),
        ("a.json", b"[]", "no_rows"),
        ("a.json", b"[1", "not_json"),
        ("a.jsonl", b"\n \n", "empty"),
        ("a.json", b"[" * 1_000, "too_deep"),
    ],
)
def test_documents_that_cannot_be_used_are_refused_by_name(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path / name, content)
    assert caught.value.problems[0].code == code


def test_a_document_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.exchange.json_rows.MAX_DOCUMENT_BYTES", 1_000)
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path / "a.json", gzip.compress(json.dumps([LINKED] * 100).encode()))
    assert caught.value.problems[0].code == "too_large"
