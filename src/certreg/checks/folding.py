"""Text as checks match it, with the way back to the text as published.

People write `１８Ｋ`, `18K` and `（双休）`, `(双休)` for the same thing, and those who have something to hide put
characters between the letters of a phrase that a reader does not see or reads past. Patterns are written once, in
half-width forms of whole phrases, and matched on the folded text; evidence is quoted from the original.

Folding is NFKC of the compatibility characters that matter in Chinese text, one by one, so that every folded position
is known in the original. (NFKC of whole texts costs ten times as much and composes across characters, which only
matters in other scripts.) What has no appearance goes, and so do the tags of markup that a page would not show.
Letters set apart are joined (see `spaced_letters`).
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from certreg.checks.spaced_letters import has_letters_apart, joined_letters
from certreg.checks.unseen import has_markup, is_unusual, shown
from certreg.domain.assessment import Span

_PUNCTUATION: Final = tuple(zip("，：；（）！～．／＋－", ",:;()!~./+-", strict=True))


class Folded(msgspec.Struct, gc=False):
    """`text` is what patterns see. `text[i]` stands for `original[starts[i]:ends[i]]`; None: they are the same."""

    text: str
    original: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, field: str, start: int, end: int) -> Span:
        """The original words behind `text[start:end]`, without the white space around them."""
        if self.starts is not None and self.ends is not None:
            start, end = self.starts[start], self.ends[end - 1]
        words = self.original[start:end]
        start += len(words) - len(words.lstrip())
        quote = words.strip()
        return Span(field, start, start + len(quote), quote)


BETWEEN: Final = "\x85"
"""Between texts that are looked through together: a line end that folding leaves alone and no phrase holds."""


def fold_together(texts: Sequence[str]) -> tuple[str, list[Folded]]:
    """Each text folded, and before them all in one string, with `BETWEEN` between them.

    One look at all of them says of most postings that nothing in them is unusual.
    """
    together = _narrow(BETWEEN.join(texts))
    if is_unusual(together) or has_markup(together) or has_letters_apart(together):
        folded = [fold(text) for text in texts]
        return BETWEEN.join(one.text for one in folded), folded
    folded = []
    start = 0
    for text in texts:
        end = start + len(text)
        folded.append(Folded(together[start:end], text))
        start = end + 1
    return together, folded


def _narrow(text: str) -> str:
    for wide, narrow in _PUNCTUATION:
        text = text.replace(wide, narrow)
    return text


def fold(text: str) -> Folded:
    """Fold one text."""
    folded = _narrow(text)
    starts: list[int] | None = None
    ends: list[int] | None = None
    unusual = is_unusual(folded)
    if unusual or has_markup(folded):
        folded, starts, ends = shown(folded)
    stretches = joined_letters(folded) if unusual or has_letters_apart(folded) else []
    if not stretches:
        return Folded(folded, text, _kept(starts), _kept(ends))
    if starts is None or ends is None:
        starts, ends = list(range(len(folded))), list(range(1, len(folded) + 1))
    return _without(folded, text, starts, ends, stretches)


def _without(folded: str, text: str, starts: list[int], ends: list[int], stretches: list[tuple[int, int]]) -> Folded:
    """The folded text without these stretches of it."""
    pieces: list[str] = []
    kept_starts: list[int] = []
    kept_ends: list[int] = []
    position = 0
    for start, end in [*stretches, (len(folded), len(folded))]:
        pieces.append(folded[position:start])
        kept_starts += starts[position:start]
        kept_ends += ends[position:start]
        position = end
    return Folded("".join(pieces), text, tuple(kept_starts), tuple(kept_ends))


def _kept(positions: list[int] | None) -> tuple[int, ...] | None:
    return None if positions is None else tuple(positions)
