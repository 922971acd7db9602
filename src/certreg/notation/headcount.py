"""招聘人数: 30人, 招1人, 5, 若干, 招若干人 03-24发布."""

import functools
import re
from typing import Final

from certreg.domain.text import Text
from certreg.notation.numerals import read_number
from certreg.notation.unreadable import Unreadable, words_of

MOST: Final = 1_000_000
_NUMBER: Final = r"[0-9][0-9,]*(?:\.0+)?|[一二两三四五六七八九十百千万]+"
_STATED: Final = re.compile(
    rf"(?:招聘?|共|约|需|拟招聘?|人数)?[::]?\s*(?:(?:{_NUMBER})\s*[-~至到]\s*)?(?P<number>{_NUMBER})\s*[人名位个]?(?:左右)?"
    r"(?:\s*\d{2}-\d{2}发布)?"
)
_NO_NUMBER: Final = re.compile(
    r"(?:招聘?)?(?:若干|数|多|不限|不等|不定|大量|批量)[人名位]?(?:人数)?(?:\s*\d{2}-\d{2}发布)?"
    rf"|(?:招聘?)?(?:{_NUMBER})\s*[人名位]?(?:以上|及以上|起)|人数不限|无|-|/|暂无"
)


@functools.lru_cache(maxsize=4_096)
def read_headcount(text: str) -> int | None:
    """How many are wanted; of a range (2-3人) the upper number.

    None where the words state no number: 若干, 10人以上, and 0, by which some channels say that none was given.
    `Unreadable` for anything else.
    """
    words = words_of(text)
    if stated := _STATED.fullmatch(words):
        number = read_number(stated["number"])
        if number is not None and number <= MOST:
            return int(number) or None
    elif _NO_NUMBER.fullmatch(words):
        return None
    raise Unreadable("headcount_unreadable", _REASON)


_REASON: Final = Text(
    zh="看不懂招聘人数；请写数字，例如“5”“招5人”，或者“若干”",
    en="Not a headcount; write a number such as '5' or '招5人', or '若干'",
)
