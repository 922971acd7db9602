"""The words of a posting with the evidence marked in them: where each finding is, and which criterion it belongs to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

import msgspec

from certreg.domain.assessment import Outcome, Span
from certreg.domain.posting import Posting
from certreg.scoring.explanation import CriterionExplained, Explanation

FIELDS: Final = (
    "title", "employer", "agency", "headcount", "conditions", "education", "experience", "employment_type",
    "work_content", "work_conditions", "location", "address", "pay", "composition", "apply", "published_on",
    "valid_until",
)  # fmt: skip
_TWICE: Final = {"address": "location", "composition": "pay"}
"""A field that may be the same text as another: it is shown once."""
_WORST: Final = (Outcome.UNMET, Outcome.PARTLY, Outcome.UNKNOWN, Outcome.MET)


class Reference(msgspec.Struct, frozen=True):
    """A finding that ends here: its criterion and its own number there."""

    criterion: str
    number: int


class Piece(msgspec.Struct, frozen=True):
    """Words between two borders of findings. `tone` is the worst outcome over them, None where there is none."""

    text: str
    tone: Outcome | None
    starts: tuple[Reference, ...]
    ends: tuple[Reference, ...]


class Marked(msgspec.Struct, frozen=True):
    """One field in pieces; together they are its whole text."""

    field: str
    pieces: tuple[Piece, ...]


class _Found(msgspec.Struct, frozen=True):
    span: Span
    outcome: Outcome
    reference: Reference


def marked(posting: Posting, explanation: Explanation) -> tuple[Marked, ...]:
    """Every field that has words, in the order of the notice, then others that a finding quotes."""
    by_field: dict[str, list[_Found]] = {}
    for found in _findings(explanation):
        by_field.setdefault(found.span.field, []).append(found)
    shown = []
    for field in dict.fromkeys((*FIELDS, *by_field)):
        text = posting.text_of(field)
        same = field in _TWICE and text == posting.text_of(_TWICE[field])
        if text and not (same and field not in by_field):
            shown.append(Marked(field, tuple(_pieces(text, by_field.get(field, [])))))
    return tuple(shown)


def _findings(explanation: Explanation) -> Iterator[_Found]:
    for criterion in (*explanation.gates, *(c for d in explanation.dimensions for c in d.criteria)):
        yield from _of(criterion)


def _of(criterion: CriterionExplained) -> Iterable[_Found]:
    for number, span in enumerate(criterion.spans, 1):
        yield _Found(span, criterion.outcome, Reference(criterion.id, number))


def _pieces(text: str, found: list[_Found]) -> Iterator[Piece]:
    starts: dict[int, list[_Found]] = {}
    ends: dict[int, list[_Found]] = {}
    for item in found:
        if 0 <= item.span.start < item.span.end <= len(text):
            starts.setdefault(item.span.start, []).append(item)
            ends.setdefault(item.span.end, []).append(item)
    borders = sorted({0, len(text), *starts, *ends})
    open_: Counter[Outcome] = Counter()
    for low, high in pairwise(borders):
        open_.update(item.outcome for item in starts.get(low, ()))
        open_.subtract(item.outcome for item in ends.get(low, ()))
        yield Piece(
            text[low:high],
            next((outcome for outcome in _WORST if open_[outcome] > 0), None),
            tuple(item.reference for item in starts.get(low, ())),
            tuple(item.reference for item in ends.get(high, ())),
        )
