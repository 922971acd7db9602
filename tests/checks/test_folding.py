"""Folded text and the way back to the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.checks.folding import fold

AWKWARD = st.text(alphabet="招１８Ｋ（）：；，岗位ﬁ㎡⑴①⼯豈𠮷 \u3000\n%a5", max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("月薪：８０００－１２０００元", "月薪:8000-12000元"),
        ("（双休）；ＩＴ", "(双休);IT"),
        ("宿舍20㎡", "宿舍20m2"),
        ("⑴负责⒉协助", "(1)负责2.协助"),
        ("①接待", "①接待"),
        ("⼯作⾏政", "工作行政"),
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
