"""Unified social credit codes: the check character of GB 32100-2015."""

from functools import lru_cache
from typing import Final

from stdnum.cn import uscc

from certreg.checks.folding import fold


@lru_cache(maxsize=8192)
def is_sound(code: str) -> bool:
    """The code has 18 permitted characters and the right check character; full-width forms are read too."""
    compact = fold(code).text.strip().upper()
    return len(compact) == _LENGTH and uscc.is_valid(compact)


def canonical(code: str) -> str:
    """The code as the register keys it."""
    return fold(code).text.strip().upper()


_LENGTH: Final = 18
