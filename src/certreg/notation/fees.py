"""求职是否收费 and 收费标准 of an agency posting (notice 3(1))."""

import functools
import re
from decimal import Decimal
from typing import Final, NamedTuple

from certreg.domain.posting import MAX_LINE
from certreg.domain.text import Text, normalise
from certreg.notation.numerals import read_number
from certreg.notation.unreadable import Unreadable, words_of

_FEN: Final = 100
_MOST: Final = 10**12
_YES: Final = re.compile(r"是|收费|收|有|有偿|需要?|y|yes|true|1", re.IGNORECASE)
_NO: Final = re.compile(r"否|不收费?|免费|无|无偿|不需要?|不向求职者收费|n|no|false|0", re.IGNORECASE)
_SUM: Final = re.compile(
    r"[¥￥]?\s*(?P<sum>[0-9][0-9,]*(?:\.[0-9]{1,2})?)\s*元?(?:整)?\s*(?:[/每]?\s*(?:人|次|位|人次))?"
)


class Fee(NamedTuple):
    """A single sum in fen, or the standard in words."""

    fen: int | None
    words: str | None


@functools.lru_cache(maxsize=256)
def read_charged(text: str) -> bool:
    """Whether seekers are charged: 是, 否, 收费, 免费. `Unreadable` for anything else."""
    words = words_of(text)
    if _NO.fullmatch(words):
        return False
    if _YES.fullmatch(words):
        return True
    raise Unreadable("charged_unreadable", _CHARGED)


@functools.lru_cache(maxsize=1_024)
def read_fee(text: str) -> Fee:
    """What one placement costs the seeker: 500元/人 is a sum; anything else is a standard in words.

    `Unreadable` for a text longer than a line.
    """
    if len(text) > MAX_LINE or len(words := normalise(text)) > MAX_LINE:
        raise Unreadable("too_long", _TOO_LONG)
    if _NO.fullmatch(words):
        return Fee(0, None)
    stated = _SUM.fullmatch(words)
    number = read_number(stated["sum"]) if stated else None
    if number is not None and number * _FEN <= Decimal(_MOST):
        return Fee(int(number * _FEN), None)
    return Fee(None, words)


_CHARGED: Final = Text(
    zh="看不懂“求职是否收费”；请写“是”或“否”", en="Not an answer to 'are seekers charged'; write 是 or 否"
)
_TOO_LONG: Final = Text(
    zh=f"收费标准超过{MAX_LINE}个字", en=f"The standard of charges has more than {MAX_LINE} characters"
)
