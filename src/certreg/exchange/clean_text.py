"""Characters that no text of the registry carries: they have no appearance of their own, or falsify another's."""

from collections.abc import Iterator, Mapping
from typing import Final

from certreg.domain.errors import FieldProblem
from certreg.domain.text import FORBIDDEN, Text


def without_forbidden(text: str) -> str:
    """The text without them: imports of what others collected drop what nobody could see."""
    return FORBIDDEN.sub("", text) if FORBIDDEN.search(text) else text


def text_problems(value: object, path: str = "") -> Iterator[FieldProblem]:
    """Where in a JSON value a text or a name has such a character, or a text is nothing but white space."""
    if isinstance(value, str):
        if FORBIDDEN.search(value):
            yield FieldProblem(path, "forbidden_character", _HIDDEN)
        elif value.isspace():
            yield FieldProblem(path, "empty", _BLANK)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            at = f"{path}.{name}" if path else str(name)
            if isinstance(name, str) and FORBIDDEN.search(name):
                yield FieldProblem(FORBIDDEN.sub("?", at), "forbidden_character", _HIDDEN)
            yield from text_problems(inner, at)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from text_problems(inner, f"{path}[{index}]")


_HIDDEN: Final = Text(
    zh="含有不可见的控制字符或改变文字方向的字符，请删除",
    en="Contains control characters or characters that change the direction of writing; remove them",
)
_BLANK: Final = Text(zh="只有空白；没有内容时请省略该字段", en="Nothing but white space; leave the field out")
