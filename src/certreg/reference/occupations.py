"""Occupation groups of job titles, by a word list that anyone can read (criteria/reference/occupations.csv).

The head of a Chinese title stands last: 电商客服 is a kind of 客服, 数据分析讲师 one of 讲师. So the word of the list
that ends last in the title decides, the longest where several end there. Of two titles (会计/出纳) the first counts.
Weak words (开发, 软件) give way to any other beside them: 嵌入式软件开发 is 嵌入式. Words in brackets count where no
such word stands before them, words of rank (助理, 主管) where nothing else does. docs/criteria.md says how often it is
right.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple

from certreg.domain.errors import FieldProblem
from certreg.domain.text import Text, normalise
from certreg.reference.remarked_table import invalid, problem, read_table
from certreg.resources import resource

Strength = Literal["words", "weak", "rank"]
_STRENGTHS: Final[tuple[Strength, ...]] = ("words", "weak", "rank")


class Word(NamedTuple):
    """A word of the list: the group it leads to, and whether a stronger one beside it goes first."""

    group: str
    strength: Strength


class Occupations:
    """The groups with their titles, and the words that lead to them."""

    def __init__(self, titles: Mapping[str, Text], words: Mapping[str, "Word"]) -> None:
        self.titles = titles
        self._words = words
        lengths: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[-1], set()).add(len(word))
        self._lengths = {last: sorted(own, reverse=True) for last, own in lengths.items()}
        self.of_title = functools.lru_cache(maxsize=16_384)(self._of_title)

    def _of_title(self, title: str) -> str | None:
        """The id of the group, None where no word of the list stands in the title."""
        text = plain_form(title)
        plain = self._found(_BRACKETED.sub("/", text))
        if not plain.keys() & {"words", "weak"}:
            plain = self._found("/".join(_BRACKETED.findall(text)).translate(_BRACKETS)) | plain
        return next((plain[strength] for strength in _STRENGTHS if strength in plain), None)

    def _found(self, text: str) -> dict["Strength", str]:
        """The first group of each strength in the pieces of a text; in a piece, the word that ends last decides."""
        found: dict[Strength, str] = {}
        for piece in _SEPARATORS.split(text):
            for word in self._from_the_end(piece):
                found.setdefault(word.strength, word.group)
                if word.strength == "words":
                    return found
        return found

    def _from_the_end(self, text: str) -> Iterator["Word"]:
        """The words of a text from its end, the longest first; what a word covers holds no other."""
        end = len(text)
        while end > 0:
            step = 1
            for length in self._lengths.get(text[end - 1], ()):
                word = self._words.get(text[end - length : end]) if length <= end else None
                if word is not None and _stands_alone(text, end - length, end):
                    yield word
                    step = length
                    break
            end -= step


@functools.lru_cache(maxsize=256)
def plain_form(title: str) -> str:
    """A title as words are looked for in it: without hidden characters, in half width and small letters."""
    return normalise(_HIDDEN.sub("", title[:_LONGEST])).casefold()


def _stands_alone(text: str, start: int, end: int) -> bool:
    """`go` is a word in `go开发` and none in `google`; Chinese words stand anywhere."""
    head = start > 0 and text[start] in _LATIN and text[start - 1] in _LATIN
    return not head and not (end < len(text) and text[end - 1] in _LATIN and text[end] in _LATIN)


@functools.cache
def load_occupations() -> Occupations:
    """The shipped list. `CriteriaInvalid` names the lines that break its rules."""
    return read_occupations(resource("criteria", "reference", "occupations.csv"))


def read_occupations(path: Path) -> Occupations:
    """Read a list; a word leads to one group only, and every group has a title in both languages and a word."""
    table = read_table(path, ("group", "zh", "en", *_STRENGTHS), ("source", "as_of"))
    table.day("as_of")
    titles: dict[str, Text] = {}
    words: dict[str, Word] = {}
    problems: list[FieldProblem] = []
    for number, row in table.rows:
        group = row["group"]
        if not _GROUP.fullmatch(group) or group in titles or not (row["zh"] and row["en"] and row["words"]):
            problems.append(problem(f"line {number}", f"{group!r} stands twice, is no identifier, or lacks a cell"))
            continue
        titles[group] = Text(zh=row["zh"], en=row["en"])
        for strength in _STRENGTHS:
            for word in (entry.replace("_", " ") for entry in row[strength].split()):
                if word in words or word != normalise(word).casefold():
                    problems.append(problem(f"line {number}", f"{word!r} stands twice or is not in its plain form"))
                words[word] = Word(group, strength)
    if problems:
        raise invalid(path, problems)
    return Occupations(titles, words)


_LONGEST: Final = 200
_HIDDEN: Final = re.compile("[\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufeff]+")
_BRACKETED: Final = re.compile(r"[(\[{【〔《<][^)\]}】〕》>]*[)\]}】〕》>]")
_BRACKETS: Final = dict.fromkeys(map(ord, "()[]{}【】〔〕《》<>"), "/")
_SEPARATORS: Final = re.compile(r"[/|,;、:!~·—–_&\\-]+|(?<![a-z]) +| +(?![a-z])|\+(?![+a-z])(?<!c\+\+)")
_LATIN: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_GROUP: Final = re.compile("[a-z]+(?:_[a-z]+)*")
