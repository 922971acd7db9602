"""Finding words in the texts of a posting, as quotable evidence.

Data postings often carry one text that holds duties, requirements and conditions together, so checks look through
every text and not only the field that a well-kept posting would use.
"""

import re
from typing import ClassVar, Final

from certreg.checks.folding import Folded, fold
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting

TEXTS: Final = ("work_conditions", "work_content", "conditions", "composition", "apply")
"""The free texts, the likeliest place for conditions of work first."""

TITLE: Final = ("title",)


Texts = list[tuple[str, Folded]]


class _Reading:
    """The folded texts of one posting that are there, for each tuple of fields that was asked for.

    `latest` is that of the posting looked at last, so that the checks of one posting share it. A reading knows its
    posting: threads that take turns make each other read again, and never read another's texts.
    """

    __slots__ = ("_found", "posting")
    latest: ClassVar["_Reading | None"] = None

    def __init__(self, posting: Posting) -> None:
        self.posting = posting
        self._found: dict[tuple[str, ...], Texts] = {}

    def texts(self, fields: tuple[str, ...]) -> Texts:
        found = self._found.get(fields)
        if found is None:
            words = ((field, self.posting.text_of(field)) for field in fields)
            found = self._found[fields] = [(field, fold(text)) for field, text in words if text]
        return found


def texts(posting: Posting, fields: tuple[str, ...] = TEXTS) -> Texts:
    """Each of these texts that is there, folded for matching, with the name of its field."""
    reading = _Reading.latest
    if reading is None or reading.posting is not posting:
        reading = _Reading.latest = _Reading(posting)
    return reading.texts(fields)


def first(posting: Posting, pattern: re.Pattern[str], fields: tuple[str, ...] = TEXTS) -> Span | None:
    """The first match of `pattern`, or of its group `said` where it has one, quoted from the original."""
    for field, folded in texts(posting, fields):
        match = pattern.search(folded.text)
        if match is not None:
            group = "said" if "said" in pattern.groupindex else 0
            return folded.span(field, *match.span(group))
    return None


def whole(posting: Posting, field: str) -> tuple[Span, ...]:
    """The whole words of one field as evidence; empty where the posting has none."""
    words = posting.text_of(field)
    return () if not words else (Span(field, 0, len(words), words),)
