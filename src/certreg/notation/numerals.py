"""Numbers as digits (1,200, 1.5, full width too) and as Chinese numerals (三, 两, 十五, 八千五百)."""

import re
from decimal import Decimal
from typing import Final

DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES: Final = {"十": 10, "百": 100, "千": 1_000}
_MYRIAD: Final = 10_000
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_PLAIN: Final = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,10})?")
_CHINESE: Final = re.compile(f"[{''.join(DIGITS)}十百千万]{{1,12}}")


def read_number(text: str) -> Decimal | None:
    """The number that `text` is, or None. `text` is NFKC already; a comma only groups thousands."""
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    chinese = read_chinese(text)
    return None if chinese is None else Decimal(chinese)


def read_chinese(text: str) -> int | None:
    """A whole number in Chinese numerals up to 9999万, or None.

    A bare last digit takes the next lower scale: 一万二 is 12,000.
    """
    if not _CHINESE.fullmatch(text):
        return None
    high, myriad, low = text.rpartition("万")
    if not myriad:
        return _below_myriad(low)
    above, below = _below_myriad(high), _below_myriad(low) if low else 0
    if above is None or below is None:
        return None
    if len(low) == 1:
        below *= 1_000
    return above * _MYRIAD + below


def _below_myriad(text: str) -> int | None:
    total, digit, scale = 0, None, _MYRIAD
    for sign in text:
        if sign in DIGITS:
            if digit:
                return None
            digit = DIGITS[sign]
        elif sign in _SCALES and _SCALES[sign] < scale:
            scale = _SCALES[sign]
            total += (1 if digit is None else digit) * scale
            digit = None
        else:
            return None
    if digit and scale in (100, 1_000) and text[-2] in _SCALES:
        digit *= scale // 10
    return total + (digit or 0) if text else None
