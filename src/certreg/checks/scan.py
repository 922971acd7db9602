"""One look at the texts of a posting for all patterns: where a match of each could begin.

An automaton (Aho-Corasick) over the beginnings of every pattern that was searched for so far finds the places in one
pass; a pattern is then only tried there. Results are those of `re`, only sooner: most patterns have no place in most
texts (docs/adr/0064). Patterns are met as they are used; the automaton is made anew when some were met since.
"""

import re
from collections import defaultdict
from threading import Lock
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from certreg.checks.beginnings import beginnings

_SETTLED: Final = 64
"""So many looks after the last new pattern the automaton is made: one posting alone does not pay for it."""

Places = dict[int, list[int]]
"""Where matches may begin, by the id of the pattern; a pattern without a place is left out."""


class Look(NamedTuple):
    """`known` has the ids of the patterns that were looked for, the same object as long as they are the same."""

    known: frozenset[int]
    places: Places


class _Built(NamedTuple):
    known: frozenset[int]
    automaton: AhoCorasick
    owners: list[tuple[int, ...]]
    """The ids of the patterns that may begin with each word of the automaton."""


class Index:
    """The patterns met so far, and the automaton over the beginnings of those that were met before it was made."""

    def __init__(self) -> None:
        self._lock: Final = Lock()
        self._met: Final[dict[int, tuple[re.Pattern[str], frozenset[str] | None]]] = {}  # keeps the ids taken
        self._fresh = False
        self._since = 0
        self._built: _Built | None = None

    def meet(self, pattern: re.Pattern[str]) -> None:
        """Look for this pattern too, from the next automaton on, unless its matches can begin with anything."""
        if id(pattern) not in self._met:
            with self._lock:
                self._met[id(pattern)] = (pattern, beginnings(pattern))
                self._fresh, self._since = True, 0

    def look(self, text: str) -> Look:
        """The places of each pattern that has any."""
        if self._fresh:
            self._since += 1
            if self._since > _SETTLED:
                self.build()
        if self._built is None:
            return Look(_NOTHING, {})
        known, automaton, owners = self._built
        places: defaultdict[int, list[int]] = defaultdict(list)
        for word, start, _ in automaton.find_matches_as_indexes(text, overlapping=True):
            for owner in owners[word]:
                places[owner].append(start)
        return Look(known, places)

    def build(self) -> None:
        """Make the automaton over all patterns met so far."""
        with self._lock:
            owners: dict[str, list[int]] = {}
            for key, (_, words) in self._met.items():
                for word in words or ():
                    owners.setdefault(word, []).append(key)
            known = frozenset(key for key, (_, words) in self._met.items() if words is not None)
            automaton = AhoCorasick(list(owners), implementation=Implementation.ContiguousNFA)
            self._built = _Built(known, automaton, [tuple(keys) for keys in owners.values()])
            self._fresh = False


_NOTHING: Final[frozenset[int]] = frozenset()
PATTERNS: Final = Index()
"""The patterns of all checks."""
