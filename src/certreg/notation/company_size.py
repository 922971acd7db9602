"""企业规模: 20-99人, 少于50人, 1000人以上, 保密."""

import functools
import re
from typing import Final, NamedTuple

from certreg.domain.text import normalise
from certreg.notation.unreadable import LONGEST


class CompanySize(NamedTuple):
    """People employed, both bounds inclusive; None where not bounded."""

    min: int | None
    max: int | None


_RANGE: Final = re.compile(r"(\d{1,7})\s*人?\s*[-~至到]\s*(\d{1,7})\s*人?")
_LEAST: Final = re.compile(r"(\d{1,7})\s*人?\s*及?以上")
_BELOW: Final = re.compile(r"少于\s*(\d{1,7})\s*人")
_MOST: Final = re.compile(r"(\d{1,7})\s*人?\s*及?以下")
_EXACT: Final = re.compile(r"约?(\d{1,7})\s*(?:人|名员工)")


def read_company_size(text: str) -> CompanySize | None:
    """The size, or None for words that state none (保密, 已上市) or a bare figure whose meaning is lost (2000).

    No base information of notice 3(1): nothing here refuses a posting.
    """
    return _size(text) if len(text) <= LONGEST else None


@functools.lru_cache(maxsize=4_096)
def _size(text: str) -> CompanySize | None:
    words = normalise(text)
    if match := _RANGE.fullmatch(words):
        low, high = sorted((int(match[1]), int(match[2])))
        return CompanySize(low, high)
    if match := _LEAST.fullmatch(words):
        return CompanySize(int(match[1]), None)
    if match := _BELOW.fullmatch(words):
        return CompanySize(None, max(int(match[1]) - 1, 0))
    if match := _MOST.fullmatch(words):
        return CompanySize(None, int(match[1]))
    if match := _EXACT.fullmatch(words):
        return CompanySize(int(match[1]), int(match[1]))
    return None
