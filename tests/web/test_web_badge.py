"""The badge as a picture."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.criteria import Level
from certreg.domain.text import LANGUAGES, Language
from certreg.web.badge import Badge
from certreg.web.shown_state import ShownState

SVG = "{http://www.w3.org/2000/svg}"


def badge(state: ShownState, language: Language = "zh-CN", issuer: str = "协会", level: Level = Level.PREMIUM) -> Badge:
    return Badge(state=state, level=level, end="2026-12-31", issuer=issuer, language=language)


def read(shown: Badge) -> ET.Element:
    return ET.fromstring(shown.svg())  # noqa: S314 - our own picture


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ShownState)
def test_each_state_has_its_own_word_shape_and_title(state: ShownState, language: Language) -> None:
    others = [badge(other, language).svg() for other in ShownState if other is not state]
    assert badge(state, language).svg() not in others
    picture = read(badge(state, language))
    assert picture.get("height") == "20"
    assert picture.get("role") == "img"
    title = picture.find(f"{SVG}title")
    assert title is not None
    assert title.text == picture.get("aria-label")
    texts = [element.text for element in picture.iter(f"{SVG}text")]
    assert title.text is not None
    assert texts[1] is not None
    assert texts[1] in title.text


@pytest.mark.parametrize("state", [s for s in ShownState if s is not ShownState.VALID])
def test_only_a_valid_badge_is_green_or_names_a_date(state: ShownState) -> None:
    assert b"#17693f" not in badge(state).svg()
    assert b"2026-12-31" not in badge(state).svg()


def test_the_level_shows() -> None:
    assert "示范招聘信息" in badge(ShownState.VALID, level=Level.EXEMPLARY).svg().decode()


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_a_name_cannot_break_out_of_the_picture(issuer: str) -> None:
    picture = read(badge(ShownState.VALID, issuer=issuer))
    assert {element.tag.removeprefix(SVG) for element in picture.iter()} == {
        "svg", "title", "clipPath", "g", "rect", "path", "text",
    }  # fmt: skip
