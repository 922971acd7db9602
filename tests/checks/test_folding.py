"""Folded text and the way back to the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.checks.folding import fold

AWKWARD = st.text(alphabet="招１８Ｋ（）：；，岗位ﬁ㎡⑴①⼯豈𠮷 \u3000\n%a5\u200b\ufe0f<b>&#9;·*😊", max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("月薪：８０００－１２０００元", "月薪:8000-12000元"),
        ("（双休）；ＩＴ", "(双休);IT"),
        ("宿舍20㎡", "宿舍20m2"),
        ("⑴负责⒉协助", "(1)负责2.协助"),
        ("①接待", "①接待"),
        ("⼯作⾏政", "工作行政"),
        ("𝟏𝟖岁", "18岁"),
        # What nobody sees: zero width, soft hyphen, direction, selectors, tags, marks through a letter.
        ("限\u200b男\u200d性", "限男性"),
        ("加\u00ad微\ufeff信\u2060", "加微信"),
        ("\u202e限男\u2066性\u200f", "限男性"),
        ("限男\ufe0f性\U000e0101、限男\U000e0020性", "限男性、限男性"),
        ("限\u0336男\u0336性\u0336", "限男性"),
        # Markup that a page would not show.
        ("限<b>男</b>性<br/>双休", "限男性\n双休"),
        ("&#30007;性优先&nbsp;双休", "男性优先\xa0双休"),
        ("月薪<5000且>3000", "月薪<5000且>3000"),
        # Letters set apart.
        ("请加 微 信 细聊", "请加微信细聊"),
        ("加**微**信", "加微信"),
        ("限\n男\n性", "限男性"),
        ("押😊金500元", "押金500元"),
        ("加★微★信", "加微信"),
        ("年 龄 1 8 - 3 5 岁", "年龄18-35岁"),
        ("年😊龄😊1😊8😊-😊3😊5😊岁", "年龄18-35岁"),
        # Words set apart are not, nor digits that follow no letter set apart.
        ("任职要求 1 学历 2 经验", "任职要求 1 学历 2 经验"),
        ("双休 五险 包住", "双休 五险 包住"),
        ("😊双休😊", "😊双休😊"),
        ("男 女", "男 女"),
    ],
)
def test_it_folds_what_people_write_differently(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(AWKWARD)
def test_every_stretch_leads_back_to_the_words_as_published(text: str) -> None:
    folded = fold(text)
    for start in range(len(folded.text)):
        for end in range(start + 1, len(folded.text) + 1):
            span = folded.span("work_content", start, end)
            assert text[span.start : span.end] == span.quote
            assert span.quote == span.quote.strip()


@given(st.text(max_size=60))
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


def test_a_character_that_becomes_several_is_quoted_whole() -> None:
    folded = fold("约50㎡宿舍")
    at = folded.text.index("m2")
    assert folded.span("work_conditions", at, at + 1).quote == "㎡"
    assert unicodedata.normalize("NFKC", "㎡") == "m2"


def test_the_quote_has_what_stood_between_the_letters_and_nothing_after_them() -> None:
    folded = fold("要求\u200b：限\u200b男\u200b性\u200b，<b>&#21452;休</b>。")
    for words, quoted in (("限男性", "限\u200b男\u200b性"), ("双休", "&#21452;休"), ("双", "&#21452;")):
        at = folded.text.index(words)
        assert folded.span("work_content", at, at + len(words)).quote == quoted


@pytest.mark.parametrize(
    "unit",
    [
        "\u200b",
        "男 ",
        "男*",
        "<a",
        "<b>",
        "&#",
        "😊",
        "男😊",
        "0",
        "１",
        "\u202e男",
        "& ",
        "男\n",
        "男 女 1 ",
        "1-",
        "★",
        "\u0336",
    ],
)
def test_no_text_makes_it_slow(unit: str) -> None:
    """A million characters: what is quadratic would run into the time limit of the tests."""
    assert len(fold(unit * (1_000_000 // len(unit))).text) <= 1_000_000
