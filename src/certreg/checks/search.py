"""Finding words in the texts of a posting, as quotable evidence.

Data postings often carry one text that holds duties, requirements and conditions together, so checks look through
every text and not only the field that a well-kept posting would use.
"""

import re
from typing import ClassVar, Final

from certreg.checks.folding import Folded, fold
from certreg.checks.scan import begun, number_of, pays, search
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting

TEXTS: Final = ("work_conditions", "work_content", "conditions", "composition", "apply")
"""The free texts, the likeliest place for conditions of work first."""

TITLE: Final = ("title",)


Texts = list[tuple[str, Folded]]
_NO_TEXTS: Final[Texts] = []


class _Reading:
    """The folded texts of one posting that are there, for each tuple of fields that was asked for.

    `latest` is that of the posting looked at last, so that the checks of one posting share it. A reading knows its
    posting: threads that take turns make each other read again, and never read another's texts.
    """

    __slots__ = ("_begun", "_found", "posting")
    latest: ClassVar["_Reading | None"] = None

    def __init__(self, posting: Posting) -> None:
        self.posting = posting
        self._found: dict[tuple[str, ...], Texts] = {}
        self._begun: dict[tuple[str, ...], tuple[int, dict[int, Texts]]] = {}

    def texts(self, fields: tuple[str, ...]) -> Texts:
        found = self._found.get(fields)
        if found is None:
            words = ((field, self.posting.text_of(field)) for field in fields)
            found = self._found[fields] = [(field, fold(text)) for field, text in words if text]
        return found

    def may_match(self, pattern: re.Pattern[str], fields: tuple[str, ...]) -> Texts:
        number = number_of(pattern)
        table = self._begun.get(fields)
        if table is None:
            table = self._begun[fields] = self._table(fields)
        return table[1].get(number, _NO_TEXTS) if 0 <= number < table[0] else self.texts(fields)

    def _table(self, fields: tuple[str, ...]) -> tuple[int, dict[int, Texts]]:
        table: dict[int, Texts] = {}
        sizes = []
        for text in self.texts(fields):
            size, places = begun(text[1])
            sizes.append(size)
            for number in places:
                if number in table:
                    table[number].append(text)
                else:
                    table[number] = [text]
        return min(sizes, default=0), table


def _reading(posting: Posting) -> _Reading:
    reading = _Reading.latest
    if reading is None or reading.posting is not posting:
        reading = _Reading.latest = _Reading(posting)
    return reading


def texts(posting: Posting, fields: tuple[str, ...] = TEXTS) -> Texts:
    """Each of these texts that is there, folded for matching, with the name of its field."""
    return _reading(posting).texts(fields)


def may_match(posting: Posting, pattern: re.Pattern[str], fields: tuple[str, ...] = TEXTS) -> Texts:
    """Those of these texts in which a match of the pattern could begin."""
    reading = _reading(posting)
    return reading.may_match(pattern, fields) if pays() else reading.texts(fields)


def first(posting: Posting, pattern: re.Pattern[str], fields: tuple[str, ...] = TEXTS) -> Span | None:
    """The first match of `pattern`, or of its group `said` where it has one, quoted from the original."""
    for field, folded in may_match(posting, pattern, fields):
        match = search(pattern, folded)
        if match is not None:
            group = "said" if "said" in pattern.groupindex else 0
            return folded.span(field, *match.span(group))
    return None


def whole(posting: Posting, field: str) -> tuple[Span, ...]:
    """The whole words of one field as evidence; empty where the posting has none."""
    words = posting.text_of(field)
    return () if not words else (Span(field, 0, len(words), words),)
