"""One look at a text for all patterns: where a match of each could begin.

An automaton (Aho-Corasick) over the beginnings of every pattern that was searched for so far finds the places in one
pass; a pattern is then only tried there. Results are those of `re`, only sooner: most patterns have no place in most
texts (docs/adr/0064). Patterns are met as they are used; the automaton is made anew when some were met since.
"""

import re
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from certreg.checks.beginnings import beginnings
from certreg.checks.folding import Folded

Begun = tuple[int, dict[int, list[int]]]
_UNKNOWN: Final = -1
_SETTLED: Final = 64
"""So many texts after the last new pattern the automaton is made: one posting alone does not pay for it."""
_WORTHWHILE: Final = 30
"""With fewer patterns, trying each in each text costs less: the dozen of 2026.1 runs a tenth faster without."""


class Index:
    """The patterns met so far, and the automaton over the beginnings of the first `size` of them."""

    def __init__(self) -> None:
        self._lock: Final = Lock()
        self._kept: Final[list[re.Pattern[str]]] = []
        self._sets: Final[list[frozenset[str]]] = []
        self._since = 0
        self.pays = False
        self.numbers: Final[dict[int, int]] = {}
        self.built: tuple[int, AhoCorasick | None, list[list[int]]] = (0, None, [])

    def meet(self, pattern: re.Pattern[str]) -> None:
        """Give a pattern its number; -1 for one that can begin with anything."""
        with self._lock:
            if id(pattern) not in self.numbers:
                words = beginnings(pattern)
                self._kept.append(pattern)  # keeps the id taken
                self.numbers[id(pattern)] = -1 if words is None else len(self._sets)
                if words is not None:
                    self._sets.append(words)
                    self._since = 0
                    self.pays = len(self._sets) >= _WORTHWHILE

    def begun(self, text: str) -> Begun:
        """How many patterns were looked for, and the places of each that has any."""
        if self.built[0] < len(self._sets):
            self._since += 1
            if self._since > _SETTLED:
                self.build()
        size, automaton, owners = self.built
        places: dict[int, list[int]] = {}
        if automaton is not None:
            for word, start, _ in automaton.find_matches_as_indexes(text, overlapping=True):
                for number in owners[word]:
                    if number in places:
                        places[number].append(start)
                    else:
                        places[number] = [start]
        return size, places

    def matches(self, pattern: re.Pattern[str], folded: Folded) -> Iterable[re.Match[str]]:
        """What `pattern.finditer(folded.text)` gives."""
        number = self.numbers.get(id(pattern))
        if number is None:
            self.meet(pattern)
            return pattern.finditer(folded.text)
        if number < 0 or not self.pays:
            return pattern.finditer(folded.text)
        if folded.begun is None:
            folded.begun = self.begun(folded.text)
        size, places = folded.begun
        if number >= size:
            return pattern.finditer(folded.text)
        found = places.get(number)
        return () if found is None else _tried(pattern, folded.text, found)

    def build(self) -> None:
        """Make the automaton over all patterns met so far."""
        with self._lock:
            owners: dict[str, list[int]] = {}
            for number, words in enumerate(self._sets):
                for word in words:
                    owners.setdefault(word, []).append(number)
            automaton = AhoCorasick(list(owners), implementation=Implementation.ContiguousNFA)
            self.built = (len(self._sets), automaton, list(owners.values()))
            self._since = 0


_INDEX: Final = Index()


def number_of(pattern: re.Pattern[str]) -> int:
    """The pattern's number in `begun`, the same for as long as the process lives; -1: it is in none."""
    number = _INDEX.numbers.get(id(pattern))
    if number is None:
        _INDEX.meet(pattern)
        return _UNKNOWN
    return number


def search(pattern: re.Pattern[str], folded: Folded) -> re.Match[str] | None:
    """What `pattern.search(folded.text)` gives."""
    if _INDEX.pays:
        return next(iter(_INDEX.matches(pattern, folded)), None)
    if id(pattern) not in _INDEX.numbers:
        _INDEX.meet(pattern)
    return pattern.search(folded.text)


def pays() -> bool:
    """Whether so many patterns were met that asking where they may begin saves time."""
    return _INDEX.pays


def begun(folded: Folded) -> Begun:
    """The places where matches may begin, by the numbers of the patterns below `size`."""
    found = folded.begun
    if found is None:
        found = folded.begun = _INDEX.begun(folded.text)
    return found


def matches(pattern: re.Pattern[str], folded: Folded) -> Iterable[re.Match[str]]:
    """What `pattern.finditer(folded.text)` gives."""
    return _INDEX.matches(pattern, folded)


def _tried(pattern: re.Pattern[str], text: str, places: list[int]) -> Iterator[re.Match[str]]:
    end = -1
    for place in sorted(set(places)) if len(places) > 1 else places:
        if place >= end:
            match = pattern.match(text, place)
            if match is not None:
                yield match
                end = match.end()
