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


def texts(posting: Posting, fields: tuple[str, ...] = TEXTS) -> Iterator[tuple[str, Folded]]:
    """Each text that is there, folded for matching, with the name of its field."""
    for field in fields:
        words = posting.text_of(field)
        if words:
            yield field, fold(words)


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
