"""One look at the texts of a posting for all patterns: where a match of each could begin.

An automaton (Aho-Corasick) over the beginnings of every pattern that was searched for so far finds the places in one
pass; a pattern is then only tried there. Results are those of `re`, only sooner: most patterns have no place in most
texts (docs/adr/0064). Patterns are met as they are used; the automaton is made anew when some were met since.
"""

import re
from threading import Lock
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from certreg.checks.beginnings import beginnings

Places = dict[int, list[int]]
"""Where matches may begin, by the number of the pattern; a pattern without a place is left out."""

_SETTLED: Final = 64
"""So many looks after the last new pattern the automaton is made: one posting alone does not pay for it."""


class Index:
    """The patterns met so far, and the automaton over the beginnings of the first of them."""

    def __init__(self) -> None:
        self.numbers: Final[dict[int, int]] = {}
        """The number of a pattern by its id; -1 for one that can begin with anything."""
        self._lock: Final = Lock()
        self._kept: Final[list[re.Pattern[str]]] = []
        self._sets: Final[list[frozenset[str]]] = []
        self._since = 0
        self._built: tuple[int, AhoCorasick | None, list[tuple[int, ...]]] = (0, None, [])

    def meet(self, pattern: re.Pattern[str]) -> None:
        """Give a pattern its number."""
        with self._lock:
            if id(pattern) not in self.numbers:
                words = beginnings(pattern)
                self._kept.append(pattern)  # keeps the id taken
                self.numbers[id(pattern)] = -1 if words is None else len(self._sets)
                if words is not None:
                    self._sets.append(words)
                    self._since = 0

    def look(self, text: str) -> tuple[int, Places]:
        """How many patterns were looked for, those of the lower numbers, and the places of each that has any."""
        if self._built[0] < len(self._sets):
            self._since += 1
            if self._since > _SETTLED:
                self.build()
        size, automaton, owners = self._built
        places: Places = {}
        if automaton is not None:
            for word, start, _ in automaton.find_matches_as_indexes(text, overlapping=True):
                for number in owners[word]:
                    if number in places:
                        places[number].append(start)
                    else:
                        places[number] = [start]
        return size, places

    def build(self) -> None:
        """Make the automaton over all patterns met so far."""
        with self._lock:
            owners: dict[str, list[int]] = {}
            for number, words in enumerate(self._sets):
                for word in words:
                    owners.setdefault(word, []).append(number)
            automaton = AhoCorasick(list(owners), implementation=Implementation.ContiguousNFA)
            self._built = (len(self._sets), automaton, [tuple(numbers) for numbers in owners.values()])
            self._since = 0


PATTERNS: Final = Index()
"""The patterns of all checks."""
