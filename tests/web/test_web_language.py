"""Which language an answer is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.text import LANGUAGES
from certreg.web.language import accepted, chosen


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh-CN"),
        ("", "zh-CN"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-TW", "zh-CN"),
        ("fr", "zh-CN"),
        ("fr, en;q=0.3", "en"),
        ("zh;q=0.2, en;q=0.8", "en"),
        ("en;q=0.5, zh;q=0.5", "en"),
        ("*", "zh-CN"),
        ("en;q=0", "zh-CN"),
        ("en;q=abc, zh", "zh-CN"),
        ("en;level=1", "zh-CN"),
        ("EN-us", "en"),
    ],
)
def test_it_takes_the_best_accepted_language(header: str | None, language: str) -> None:
    assert accepted(header) == language


@pytest.mark.parametrize(
    ("value", "language"),
    [("en", "en"), ("zh", "zh-CN"), ("zh-CN", "zh-CN"), ("ZH-hans", "zh-CN"), ("fr", None), ("", None), (None, None)],
)
def test_it_understands_the_language_in_the_address(value: str | None, language: str | None) -> None:
    assert chosen(value) == language


@given(st.text(max_size=600))
def test_it_never_fails_on_a_header(header: str) -> None:
    assert accepted(header) in LANGUAGES
