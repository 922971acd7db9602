"""Texts made to stop or to blind the checks: they stay linear, and what is hidden is found and quoted as it stands."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from certreg.checks import CHECKS
from certreg.checks.folding import fold
from certreg.domain.assessment import Finding
from certreg.domain.posting import Posting
from certreg.exchange.reading import Row, read_postings
from certreg.notation.headcount import read_headcount
from certreg.notation.unreadable import Unreadable
from posting_cases import context, good_posting

Find = Callable[[Posting], Finding]


def bound(name: str) -> Find:
    check = CHECKS[name].bound({})
    return lambda posting: check(posting, context())


BOUND = {name: bound(name) for name in CHECKS}

SMALL = 30_000
FOURFOLD = 4
MOST = 8
"""Linear is 4, quadratic 16."""
MEANINGFUL = 0.05
"""Seconds of processor time below which a ratio says nothing."""

TRIGGERS = [
    *("女性优先", "限男性，", "加微信", "不收押金", "18-35岁", "月薪", "月薪5000元", "学历不限", "三年以上经验"),
    *("8小时", "9:00-18:00", "五险一金", "岗位职责：", "负责销售", "1、负责", "招聘人数5人", "工作时间：", "面试"),
    *("重庆市渝中区", "加盟", "包教包会", "月入过万", "劳务派遣", "汉族", "户口", "身高", "年龄", "电话13800000000"),
    *("1", "１", "一", "a", " ", "\n", "、", "，", "1-", "男\u200b", "\u202e男", "<b>", "&nbsp;", "微 信", "😀"),
]


def judged(find: Find, posting: Posting) -> Finding:
    """The finding; its quotes are what stands in the original, letter by letter."""
    finding = find(posting)
    for span in finding.spans:
        text = posting.text_of(span.field)
        assert text is not None
        assert text[span.start : span.end] == span.quote != ""
    return finding


def long_posting(trigger: str, length: int) -> Posting:
    return good_posting(work_content=(trigger * (length // len(trigger) + 1))[:length])


def seconds(find: Find, posting: Posting) -> float:
    BOUND["minors"](posting)  # reads the texts, which the checks of a posting share
    began = time.process_time()
    find(posting)
    return time.process_time() - began


def fastest(find: Find, posting: Posting, times: int = 3) -> float:
    return min(seconds(find, posting) for _ in range(times))


@pytest.mark.parametrize("trigger", TRIGGERS, ids=ascii)
def test_four_times_the_text_is_no_more_than_some_four_times_the_work(trigger: str) -> None:
    short, long = long_posting(trigger, SMALL), long_posting(trigger, FOURFOLD * SMALL)
    slow = {}
    for name, find in BOUND.items():
        if seconds(find, long) > MEANINGFUL:
            taken = fastest(find, long)
            if taken > MEANINGFUL and taken > MOST * fastest(find, short):
                slow[name] = taken
    assert not slow


@pytest.mark.parametrize("trigger", TRIGGERS, ids=ascii)
def test_folding_four_times_the_text_is_no_more_than_some_four_times_the_work(trigger: str) -> None:
    def taken(length: int) -> float:
        text = (trigger * (length // len(trigger) + 1))[:length]
        began = time.process_time()
        fold(text)
        return time.process_time() - began

    long = min(taken(FOURFOLD * SMALL) for _ in range(3))
    assert long < MEANINGFUL or long < MOST * min(taken(SMALL) for _ in range(3))


@pytest.mark.parametrize(
    "text",
    ["操作机床，检查工件。" * 100_000, "9" * 100_000, "九" * 100_000, "女性优先" * 50_000, "18-35岁" * 40_000],
    ids=["a megabyte", "digits", "numerals", "preferences", "ages"],
)
def test_every_check_answers_a_huge_text_with_few_quotes(text: str) -> None:
    posting = good_posting(work_content=text)
    found = {name: judged(find, posting) for name, find in BOUND.items()}
    assert set(found) == set(CHECKS)
    assert max(len(finding.spans) for finding in found.values()) <= 50


@pytest.mark.parametrize("digits", ["9" * 100_000, "９" * 100_000, "九" * 100_000, "1-" * 50_000, "招" * 100_000])
def test_a_headcount_of_a_hundred_thousand_signs_is_refused(digits: str) -> None:
    with pytest.raises(Unreadable):
        read_headcount(digits)


@pytest.mark.parametrize("field", ["title", "description", "salary", "headcount", "location", "experience"])
@pytest.mark.parametrize("sign", ["9", "九", "1-", "女性优先", "\u202e", "<b>", "&#"])
def test_a_row_with_a_huge_field_is_read_or_refused_with_a_reason(tmp_path: Path, field: str, sign: str) -> None:
    row = {"id": "a:1", "source": "orfd58", "title": "车工", "description": "操作机床", "salary": "5000-8000元/月"}
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({**row, field: sign * (100_000 // len(sign))}) + "\n", encoding="utf-8")
    (item,) = read_postings(path, profile="crawled-postings")
    assert isinstance(item, Row) or item.problems


PHRASES = [
    ("discrimination", "女性优先"),
    ("discrimination", "限男性"),
    ("charges", "入职交押金"),
    ("private_contact", "请加微信"),
    ("advert", "诚招加盟商"),
    ("exaggerated", "轻松月入过万"),
    ("age", "年龄18-35岁"),
]
HIDDEN: dict[str, Callable[[str], str]] = {
    "as it is": lambda words: words,
    "zero-width space": "\u200b".join,
    "zero-width joiner": "\u200d".join,
    "byte order mark": "\ufeff".join,
    "soft hyphen": "\u00ad".join,
    "right to left marks": "\u200f".join,
    "direction overridden": lambda words: f"\u202e{words}\u202c",
    "tags": lambda words: f"<p><b>{words}</b></p>",
    "full-width": lambda words: "".join(chr(ord(s) + 0xFEE0) if "!" <= s <= "~" else s for s in words),
    "pictures between": "😊".join,
    "stars between": "★".join,
    "spaces between": " ".join,
    "entities between": "&nbsp;".join,
    "among entities": lambda words: f"&nbsp;{words}&nbsp;",
}


@pytest.mark.parametrize("hiding", HIDDEN)
@pytest.mark.parametrize(("name", "words"), PHRASES)
def test_hidden_words_are_found_and_quoted_as_they_stand(name: str, words: str, hiding: str) -> None:
    hidden = HIDDEN[hiding](words)
    posting = good_posting(work_content=f"操作数控车床完成零件加工。{hidden}。负责设备日常保养。")
    finding = judged(BOUND[name], posting)
    assert finding.outcome == "unmet"
    assert any(span.field == "work_content" for span in finding.spans)


BETWEEN = {"emoji": "😀", "tag": "<b>", "entity": "&nbsp;", "space": " ", "ideographic space": "\u3000"}
OF_LETTERS = [(name, words) for name, words in PHRASES if not any(map(str.isdecimal, words))]
"""Digits pulled apart may be several numbers: they are not put together again."""


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize(("name", "words"), OF_LETTERS)
def test_letters_pulled_apart_are_found_and_quoted_as_they_stand(name: str, words: str, between: str) -> None:
    apart = BETWEEN[between].join(words)
    assert judged(BOUND[name], good_posting(work_content=f"操作数控车床。{apart}。负责保养。")).outcome == "unmet"
