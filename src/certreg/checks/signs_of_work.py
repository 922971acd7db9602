"""Finding the signs of each kind of work in a posting, and the trade in its employer's name."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from certreg.checks.folding import fold
from certreg.checks.kind_of_work import Kind
from certreg.checks.kinds_of_work import KINDS
from certreg.checks.search import hits
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting

_BEFORE: Final = 4
_DENIED: Final = re.compile("无需|不用|不需|不是|没有|不做|非|无$")
_ANY_SIGN: Final = re.compile("|".join(kind.signs.pattern for kind in KINDS))


@lru_cache(maxsize=4096)
def _of_sign(words: str) -> tuple[Kind, ...]:
    # A look-ahead sees nothing behind a sign that stands alone.
    return tuple(kind for kind in KINDS if kind.signs.fullmatch(words))


Signs = dict[Kind, dict[str, tuple[int, int]]]
"""The distinct signs of each kind, with the place in the folded text where each stands first."""


def signs_of_work(posting: Posting, fields: tuple[str, ...]) -> dict[str, Signs]:
    """The signs in each of these texts that has any."""
    found: dict[str, Signs] = {}
    seen: set[tuple[str, str]] = set()
    for field, folded, match in hits(posting, _ANY_SIGN, fields):
        words = match[0]
        if (field, words) in seen or _DENIED.search(folded.text, max(0, match.start() - _BEFORE), match.start()):
            continue
        seen.add((field, words))
        for kind in _of_sign(words):
            found.setdefault(field, {}).setdefault(kind, {})[words] = match.span()
    return found


class Trade(NamedTuple):
    """The kind of work that an employer's name stands for, and the words of it."""

    kind: Kind
    name: Span


@lru_cache(maxsize=8192)
def trade_of(employer: str) -> Trade | None:
    """Selling property or insurance, where the name says so."""
    folded = fold(employer)
    for kind in KINDS:
        match = None if kind.trade is None else kind.trade.search(folded.text)
        if match is not None:
            return Trade(kind, folded.span("employer", *match.span()))
    return None
