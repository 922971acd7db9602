"""Text: both languages, one normalisation."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.text import Text, normalise


def test_placeholders_are_filled_in_both_languages() -> None:
    text = Text(zh="第 {row} 行有误", en="row {row} is wrong").within(row=7)
    assert (text.to("zh-CN"), text.to("en")) == ("第 7 行有误", "row 7 is wrong")


def test_a_text_goes_into_a_text_by_language() -> None:
    inner = Text(zh="岗位名称", en="title")
    filled = Text(zh="第 {row} 行：{field}", en="row {row}: {field}").within(row=7, field=inner)
    assert filled == Text(zh="第 7 行：岗位名称", en="row 7: title")


def test_full_width_forms_and_white_space_are_folded() -> None:
    assert normalise("　８－１３Ｋ\u00a0·\t１３薪\n") == "8-13K · 13薪"


def test_rare_characters_survive() -> None:
    assert normalise("𠮷野家（䶮）") == "𠮷野家(䶮)"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text())
def test_canonically_equal_texts_are_equal_after_normalising(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))
