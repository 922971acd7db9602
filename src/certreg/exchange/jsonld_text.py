"""Texts of linked data: a string, a number, a value object, or a list of them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from certreg.domain.posting import MAX_LINE, MAX_TEXT
from certreg.domain.text import FORBIDDEN, Text
from certreg.exchange.html_text import text_of_html
from certreg.exchange.jsonld import items, one, refuse


def words(field: str, value: object) -> str | None:
    """A text or number as stated, None for an absent or blank one. `InvalidInput` for what is neither."""
    if isinstance(value, dict):
        value = value.get("@value", value.get("name"))
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        refuse(field, "wrong_type", _NOT_TEXT)
    text = str(value).strip()
    if FORBIDDEN.search(text):
        refuse(field, "forbidden_character", _HIDDEN)
    return text or None


def line(node: Mapping[str, Any], name: str, path: str | None = None) -> str | None:
    """The single value of a property as a text of one line."""
    field = path or name
    text = words(field, one(node, name))
    return None if text is None else bounded_line(field, " ".join(text.split()))


def bounded_line(field: str, text: str) -> str:
    """The text if it fits a line of a posting; `InvalidInput` if not."""
    return _bounded(field, text, MAX_LINE)


def bounded_text(field: str, text: str) -> str:
    """The text if it fits a long text of a posting; `InvalidInput` if not."""
    return _bounded(field, text, MAX_TEXT)


def _bounded(field: str, text: str, most: int) -> str:
    if len(text) > most:
        refuse(field, "too_long", _TOO_LONG.within(most=most))
    return text


def joined(node: Mapping[str, Any], names: Sequence[str]) -> str | None:
    """The values of some properties as one text, a line each; markup is rendered."""
    found: list[str] = []
    for name in names:
        for value in items(node.get(name)):
            text = words(name, value)
            rendered = text_of_html(text) if text is not None and "<" in text else text
            if rendered and rendered not in found:
                found.append(rendered)
    return bounded_text(", ".join(names), "\n".join(found)) if found else None


_NOT_TEXT: Final = Text(zh="应为文字或数字", en="Neither a text nor a number")
_HIDDEN: Final = Text(
    zh="含有不可见的控制字符或改变文字方向的字符，请删除",
    en="Contains control characters or characters that change the direction of writing; remove them",
)
_TOO_LONG: Final = Text(zh="超过{most}个字符", en="More than {most} characters")
