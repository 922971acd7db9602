"""The cells of one row, by field, and what turned up in reading them."""

from collections.abc import Callable
from typing import Final, TypeVar

from certreg.domain.errors import FieldProblem
from certreg.domain.posting import MAX_LINE, MAX_TEXT
from certreg.domain.text import Text
from certreg.exchange.profiles import Target
from certreg.notation.unreadable import SHOWN, Unreadable

_T = TypeVar("_T")


class Cells:
    """Texts by field. Reading one keeps its words for `Posting.verbatim` and collects problems and remarks.

    Problems refuse the row; remarks say what was settled (bounds put right).
    """

    __slots__ = ("headings", "problems", "remarks", "texts", "verbatim")

    def __init__(self) -> None:
        self.texts: dict[Target, str] = {}
        self.headings: dict[Target, str] = {}
        self.verbatim: dict[str, str] = {}
        self.problems: list[FieldProblem] = []
        self.remarks: list[FieldProblem] = []

    def put(self, target: Target, text: str, heading: str) -> None:
        """A text for a field. A second one is a problem: nothing says which of them counts."""
        if target in self.texts:
            self.problems.append(FieldProblem(heading, "stated_twice", _TWICE, text[:SHOWN]))
            return
        self.texts[target] = text
        self.headings[target] = heading

    def read(self, target: Target, name: str, reader: Callable[[str], _T]) -> _T | None:
        """The typed value of a field, its words kept under `name`; None, with a problem, if they cannot be read."""
        words = self.texts.get(target)
        if words is None:
            return None
        self.verbatim[name] = words
        try:
            return reader(words)
        except Unreadable as error:
            self.problems.append(error.problem(self.headings[target], words))
            return None

    def line(self, target: Target) -> str | None:
        """A text of one line."""
        words = self.texts.get(target)
        return None if words is None else self._within(target, " ".join(words.split()), MAX_LINE)

    def text(self, target: Target) -> str | None:
        """A text of any number of lines."""
        words = self.texts.get(target)
        return None if words is None else self._within(target, words, MAX_TEXT)

    def refuse(self, target: Target, error: Unreadable) -> None:
        """A problem with a field read elsewhere."""
        self.problems.append(error.problem(self.headings[target], self.texts[target]))

    def _within(self, target: Target, words: str, most: int) -> str | None:
        if len(words) <= most:
            return words
        reason = _TOO_LONG.within(most=most)
        self.problems.append(FieldProblem(self.headings[target], "too_long", reason, words[:SHOWN]))
        return None


_TWICE: Final = Text(zh="同一内容在两栏中都填写了", en="Two columns state the same field")
_TOO_LONG: Final = Text(zh="超过{most}个字符", en="More than {most} characters")
