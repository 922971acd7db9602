"""Finding words in the texts of a posting, as quotable evidence.

Data postings often carry one text that holds duties, requirements and conditions together, so checks look through
every text and not only the field that a well-kept posting would use.
"""

import re
from collections.abc import Iterator
from typing import Final

from certreg.checks.folding import Folded, fold
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting

TEXTS: Final = ("work_conditions", "work_content", "conditions", "composition", "apply")
"""The free texts, the likeliest place for conditions of work first."""


class _Reading:
    """The folded texts of one posting, each made when first asked for."""

    __slots__ = ("_folded", "_posting")

    def __init__(self, posting: Posting) -> None:
        self._posting = posting
        self._folded: dict[str, Folded | None] = {}

    def is_of(self, posting: Posting) -> bool:
        return self._posting is posting

    def text(self, field: str) -> Folded | None:
        try:
            return self._folded[field]
        except KeyError:
            words = self._posting.text_of(field)
            folded = self._folded[field] = fold(words) if words else None
            return folded


_last: list[_Reading] = []
"""The reading of the posting that was looked at last, so that the checks of one posting share it.

A reading knows its posting: threads that take turns here make each other read again, never read another's texts.
"""


def texts(posting: Posting, fields: tuple[str, ...] = TEXTS) -> Iterator[tuple[str, Folded]]:
    """Each text that is there, folded for matching, with the name of its field."""
    reading = _reading(posting)
    for field in fields:
        folded = reading.text(field)
        if folded is not None:
            yield field, folded


def first(posting: Posting, pattern: re.Pattern[str], fields: tuple[str, ...] = TEXTS) -> Span | None:
    """The first match of `pattern`, or of its group `said` where it has one, quoted from the original."""
    reading = _reading(posting)
    for field in fields:
        folded = reading.text(field)
        if folded is not None:
            match = pattern.search(folded.text)
            if match is not None:
                group = "said" if "said" in pattern.groupindex else 0
                return folded.span(field, *match.span(group))
    return None


def whole(posting: Posting, field: str) -> tuple[Span, ...]:
    """The whole words of one field as evidence; empty where the posting has none."""
    words = posting.text_of(field)
    return () if not words else (Span(field, 0, len(words), words),)


def _reading(posting: Posting) -> _Reading:
    for reading in _last:
        if reading.is_of(posting):
            return reading
    reading = _Reading(posting)
    _last[:] = [reading]
    return reading
