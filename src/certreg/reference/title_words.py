"""Words that tell kinds of work apart in the texts of postings (criteria/reference/title_words.csv).

`certreg reference build-title-words` makes the table. Each word has, for each broad kind of work, a weight in tenths:
the logarithm of how much more often postings with a title of that kind have the word than others of the same platform.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from certreg.domain.errors import FieldProblem
from certreg.domain.text import Text
from certreg.reference.occupations import load_occupations
from certreg.reference.remarked_table import RemarkedTable, invalid, problem, read_table, whole_number
from certreg.resources import resource

TECHNOLOGY: Final = "technology"
MAKING: Final = "making"
_TECHNICAL: Final = (
    "software",
    "testing",
    "data_analysis",
    "algorithm",
    "it_operations",
    "electronics",
    "product",
    "project_support",
    "research",
)
_MERGED: Final = {
    **dict.fromkeys(_TECHNICAL, TECHNOLOGY),
    **dict.fromkeys(("engineering", "production", "construction"), MAKING),
    "finance": "sales",
}
"""Groups whose texts speak alike count as one kind: most advertised work in finance is selling it."""
KINDS: Final = (
    "administration",
    "customer_service",
    "human_resources",
    "accounting",
    "legal",
    "language",
    "design",
    "operations",
    "sales",
    "education",
    "medical",
    "services",
    "logistics",
    MAKING,
    TECHNOLOGY,
    "management",
)
COLUMNS: Final = ("word", "employers", *KINDS)
PLACE: Final = MappingProxyType({kind: place for place, kind in enumerate(KINDS)})
"""Where the weight of a kind stands among a word's weights."""
STRONG: Final = 9
"""A word of this weight stands two and a half times as often in texts of its kind."""
SHORTEST: Final = 2
LONGEST: Final = 900
"""Characters of a text that count: the duties stand at its beginning."""


class Word(NamedTuple):
    """A word of the table, from the postings of so many employers."""

    word: str
    employers: int
    weights: tuple[int, ...]


Places = dict[int, tuple[int, int]]
"""The distinct words in a text, by their numbers in the table, with the first place of each."""


class TitleWords:
    """The words, all looked for in one pass; of words that overlap, the first and longest counts."""

    def __init__(self, words: Iterable[Word], *, source: str, as_of: date) -> None:
        self.words: Final = tuple(words)
        self.source: Final = source
        self.as_of: Final = as_of
        self.strong: Final = tuple(
            frozenset(number for number, word in enumerate(self.words) if word.weights[place] >= STRONG)
            for place in range(len(KINDS))
        )
        """The numbers of the strong words of each kind."""
        self._automaton: Final = AhoCorasick([word.word for word in self.words], matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Places:
        """The distinct words of a folded text."""
        matches = self._automaton.find_matches_as_indexes(text)
        matches.reverse()  # the first place of a word is set last
        return {number: (start, end) for number, start, end in matches}

    def sums(self, places: Places) -> list[int]:
        """What these words weigh for each kind, in the order of `KINDS`; there must be one."""
        words = self.words
        return list(map(sum, zip(*[words[number].weights for number in places], strict=True)))


def kind_of(group: str) -> str:
    """The broad kind of an occupation group."""
    return _MERGED.get(group, group)


@functools.cache
def kind_name(kind: str) -> Text:
    """What a kind is called."""
    return _NAMES.get(kind) or load_occupations().titles[kind]


@functools.cache
def load_title_words() -> TitleWords:
    """The shipped table. `CriteriaInvalid` names the lines that break its rules."""
    return read_title_words(resource("criteria", "reference", "title_words.csv"))


def read_title_words(path: Path) -> TitleWords:
    """Read a table: each word once, long enough, with a strong weight for some kind."""
    table = read_table(path, COLUMNS, ("source", "as_of"))
    as_of = table.day("as_of")
    problems: list[FieldProblem] = []
    words = list(_words(table, problems))
    if problems:
        raise invalid(path, problems)
    return TitleWords(words, source=table.remarks["source"], as_of=as_of)


def _words(table: RemarkedTable, problems: list[FieldProblem]) -> Iterator[Word]:
    seen: set[str] = set()
    for number, row in table.rows:
        try:
            word = _word(row, seen)
        except ValueError as error:
            problems.append(problem(f"line {number}", str(error)))
            continue
        seen.add(word.word)
        yield word


def _word(row: Mapping[str, str], seen: set[str]) -> Word:
    weights = tuple(_weight(row[kind]) for kind in KINDS)
    if len(row["word"]) < SHORTEST or row["word"] in seen:
        raise ValueError(f"{row['word']!r} is too short or stands twice")
    if max(weights) < STRONG:
        raise ValueError(f"{row['word']!r} is strong for no kind")
    return Word(row["word"], whole_number(row["employers"], 1), weights)


def _weight(cell: str) -> int:
    """An empty cell weighs nothing."""
    if not cell:
        return 0
    return -whole_number(cell[1:], 1) if cell.startswith("-") else whole_number(cell, 1)


_NAMES: Final = {
    TECHNOLOGY: Text(zh="技术、研发", en="technology"),
    MAKING: Text(zh="生产、工程", en="production and engineering"),
    "sales": Text(zh="销售、金融", en="sales and finance"),
}
