"""Codes of administrative divisions (GB/T 2260): two digits each for province, city and county."""

from typing import Final

_WHOLE: Final = 6
_LENGTHS: Final = (2, 4, _WHOLE)


def is_division_code(text: str) -> bool:
    """A code of a province, city or county, whole or without the zeros at its end."""
    return len(text) in _LENGTHS and text.isascii() and text.isdigit()


def significant(code: str) -> str:
    """The digits that all codes inside a division share: 50 for 500000 or 50, 3302 for 330200."""
    whole = code.ljust(_WHOLE, "0")
    if whole.endswith("0000"):
        return whole[:2]
    return whole[:4] if whole.endswith("00") else whole
