"""Text as checks match it, with the way back to the text as published.

People write `１８Ｋ`, `18K` and `（双休）`, `(双休)` for the same thing. Patterns are written once, in
half-width forms, and matched on the folded text; evidence is quoted from the original. Folding is NFKC of the
compatibility characters that matter in Chinese text, one by one, so that every folded position is known in the
original. (NFKC of whole texts costs ten times as much and composes across characters, which only matters in other
scripts.)
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import msgspec

from certreg.domain.assessment import Span

_PUNCTUATION: Final = tuple(zip("，：；（）！～．／＋－", ",:;()!~./+-", strict=True))

_COMPATIBLE: Final = re.compile(
    "["
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"  # full-width digits and letters
    "\u2070-\u209f\u00b2\u00b3\u00b9"  # superscripts and subscripts
    "\u2474-\u249b"  # numbers in brackets and with a stop (circled ones stay: they are list marks)
    "\u2e9f\u2ef3\u2f00-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d"  # radicals and compatibility ideographs
    "\u3220-\u33ff"  # enclosed ideographs, squared units
    "\ufb00-\ufb06"  # ligatures
    "]"
)


class Folded(msgspec.Struct, frozen=True):
    """`text` is what patterns see. `starts[i]` is the original position of `text[i]`; None: they are the same."""

    text: str
    original: str
    starts: tuple[int, ...] | None = None

    def span(self, field: str, start: int, end: int) -> Span:
        """The original words behind `text[start:end]`, without the white space around them."""
        if self.starts is not None:
            start, end = self.starts[start], self.starts[end - 1] + 1
        words = self.original[start:end]
        start += len(words) - len(words.lstrip())
        quote = words.strip()
        return Span(field, start, start + len(quote), quote)


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """Fold one text. Short texts repeat (names, addresses, welfare lists)."""
    folded = text
    for wide, narrow in _PUNCTUATION:
        folded = folded.replace(wide, narrow)
    if _COMPATIBLE.search(folded) is None:
        return Folded(folded, text)
    pieces: list[str] = []
    starts: list[int] = []
    for position, character in enumerate(folded):
        form = unicodedata.normalize("NFKC", character) if _COMPATIBLE.match(character) else character
        pieces.append(form)
        starts.extend([position] * len(form))
    return Folded("".join(pieces), text, tuple(starts))
