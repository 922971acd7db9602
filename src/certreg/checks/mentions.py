"""Finding what a text says of itself: matches in every text of a posting, without those that their context excuses."""

import re
from collections.abc import Callable
from typing import Final

from certreg.checks.search import WITH_TITLE, hits
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting

Excuse = Callable[[str, re.Match[str]], bool]

SENTENCE: Final = re.compile("[。;!?\n]")
CLAUSE: Final = re.compile("[。;!?\n,]")

_MOST: Final = 5


def mentions(
    posting: Posting,
    pattern: re.Pattern[str],
    excused: Excuse | None = None,
    fields: tuple[str, ...] = WITH_TITLE,
) -> tuple[Span, ...]:
    """The first few matches that stand, quoted from the original, in the order of `fields`."""
    spans: list[Span] = []
    for field, folded, match in hits(posting, pattern, fields):
        if excused is None or not excused(folded.text, match):
            spans.append(folded.span(field, *match.span()))
            if len(spans) == _MOST:
                break
    return tuple(spans)


def before(text: str, match: re.Match[str], reach: int, cut: re.Pattern[str] = SENTENCE) -> str:
    """What stands before a match in its sentence (or clause), `reach` characters at most."""
    return cut.split(text[max(0, match.start() - reach) : match.start()])[-1]


def after(text: str, match: re.Match[str], reach: int, cut: re.Pattern[str] = SENTENCE) -> str:
    """What stands behind a match in its sentence (or clause), `reach` characters at most."""
    return cut.split(text[match.end() : match.end() + reach], maxsplit=1)[0]
