"""Finding words in the texts of a posting, as quotable evidence.

Data postings often carry one text that holds duties, requirements and conditions together, so checks look through
every text and not only the field that a well-kept posting would use.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar, Final

from certreg.checks.folding import Folded, fold, fold_together
from certreg.checks.scan import PATTERNS
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting

TEXTS: Final = ("work_conditions", "work_content", "conditions", "composition", "apply")
"""The free texts, the likeliest place for conditions of work first."""

TITLE: Final = ("title",)

WITH_TITLE: Final = (*TITLE, *TEXTS)
"""Every text that the employer words freely: those that are looked through for all patterns at once."""

Texts = list[tuple[str, Folded]]
Hit = tuple[str, Folded, re.Match[str]]
"""The field, its text, and a match in it."""


class Reading:
    """The folded texts of one posting, and where in them matches of the patterns met so far may begin.

    `latest` is that of the posting looked at last, so that the checks of one posting share it; who goes through
    several postings check by check puts theirs back. A reading knows its posting: threads that take turns make each
    other read again, and never read another's texts.
    """

    __slots__ = ("_folded", "_stretches", "_texts", "begun", "known", "places", "posting")
    latest: ClassVar["Reading | None"] = None

    def __init__(self, posting: Posting) -> None:
        self.posting = posting
        words = {field: words for field in WITH_TITLE if (words := posting.text_of(field))}
        together, folded = fold_together(list(words.values()))
        self._folded: Final = dict(zip(words, folded, strict=True))
        self._texts: Final[dict[tuple[str, ...], Texts]] = {}
        self._stretches: Final[list[tuple[int, int, str, Folded]]] = []
        start = 0
        for field, text in self._folded.items():
            end = start + len(text.text) + 1
            self._stretches.append((start, end, field, text))
            start = end
        self.known, self.places = PATTERNS.look(together)
        self.begun: Final = frozenset(self.places)  # two sets are compared by the smaller one

    def texts(self, fields: tuple[str, ...]) -> Texts:
        """The texts of these fields that are there."""
        found = self._texts.get(fields)
        if found is None:
            found = self._texts[fields] = []
            for field in fields:
                if field in self._folded:
                    found.append((field, self._folded[field]))
                elif field not in WITH_TITLE and (text := self.posting.text_of(field)):
                    found.append((field, fold(text)))
        return found

    def tried(self, pattern: re.Pattern[str], places: list[int], fields: tuple[str, ...]) -> Iterator[Hit]:
        """The matches that begin at these places, in the order of `WITH_TITLE`."""
        if len(places) > 1:
            places = sorted(set(places))
        stretches = iter(self._stretches)
        start, end, field, folded = next(stretches)
        after = 0
        for place in places:
            while place >= end:
                start, end, field, folded = next(stretches)
            if place >= after and field in fields:
                match = pattern.match(folded.text, place - start)
                if match is not None:
                    yield field, folded, match
                    after = start + match.end()

    def searched(self, pattern: re.Pattern[str], fields: tuple[str, ...]) -> Iterator[Hit]:
        """The matches of a pattern whose places are not known."""
        for field, folded in self.texts(fields):
            for match in pattern.finditer(folded.text):
                yield field, folded, match


def _reading(posting: Posting) -> Reading:
    reading = Reading.latest
    if reading is None or reading.posting is not posting:
        reading = Reading.latest = Reading(posting)
    return reading


def texts(posting: Posting, fields: tuple[str, ...] = TEXTS) -> Texts:
    """Each of these texts that is there, folded for matching, with the name of its field."""
    return _reading(posting).texts(fields)


def hits(posting: Posting, pattern: re.Pattern[str], fields: tuple[str, ...] = TEXTS) -> Iterable[Hit]:
    """What `pattern.finditer` finds in each of these texts; those of `WITH_TITLE` come in its order."""
    reading = Reading.latest
    if reading is None or reading.posting is not posting:
        reading = Reading.latest = Reading(posting)
    places = reading.places.get(id(pattern))
    if fields is TEXTS or fields is WITH_TITLE or _looked_through(fields):
        if places is not None:
            return reading.tried(pattern, places, fields)
        if id(pattern) in reading.known:
            return _NO_HITS
        PATTERNS.meet(pattern)
    return reading.searched(pattern, fields)


@lru_cache
def _looked_through(fields: tuple[str, ...]) -> bool:
    return set(WITH_TITLE).issuperset(fields)


class AnyOf:
    """Several patterns asked for at once: whether a match of one of them may begin in some text of a posting."""

    __slots__ = ("_keys", "_order", "_patterns", "_state")

    def __init__(self, *patterns: re.Pattern[str]) -> None:
        self._patterns: Final = patterns
        self._order: Final = tuple(map(id, patterns))
        self._keys: Final = frozenset(self._order)
        self._state: tuple[frozenset[int], bool] = (frozenset(), True)
        """The patterns that some reading looked for, and whether one of these was not among them."""

    def may_hit(self, posting: Posting) -> bool:
        """False only where `hits` finds none of the patterns in any text."""
        reading = Reading.latest
        if reading is None or reading.posting is not posting:
            reading = Reading.latest = Reading(posting)
        known, unsure = self._state
        if known is not reading.known:
            unsure = self._unsure(reading.known)
        return unsure or not self._keys.isdisjoint(reading.begun)

    def that_may_hit(self, posting: Posting) -> list[int]:
        """The places, in the order given, of the patterns that may match; all others match nowhere."""
        if not self.may_hit(posting):
            return []
        reading = _reading(posting)
        return [at for at, key in enumerate(self._order) if key in reading.places or key not in reading.known]

    def _unsure(self, known: frozenset[int]) -> bool:
        unsure = not self._keys <= known
        if unsure:
            for pattern in self._patterns:
                PATTERNS.meet(pattern)
        self._state = (known, unsure)
        return unsure


def first(posting: Posting, pattern: re.Pattern[str], fields: tuple[str, ...] = TEXTS) -> Span | None:
    """The first match of `pattern`, or of its group `said` where it has one, quoted from the original."""
    for field, folded, match in hits(posting, pattern, fields):
        return folded.span(field, *match.span("said" if "said" in pattern.groupindex else 0))
    return None


def whole(posting: Posting, field: str) -> tuple[Span, ...]:
    """The whole words of one field as evidence; empty where the posting has none."""
    words = posting.text_of(field)
    return () if not words else (Span(field, 0, len(words), words),)


_NO_HITS: Final[tuple[Hit, ...]] = ()
