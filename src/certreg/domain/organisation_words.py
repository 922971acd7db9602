"""Names, codes and licence numbers of organisations as they are compared in a search."""

from typing import Final

from certreg.domain.text import normalise

BETWEEN: Final = "\n"
"""Between the names and numbers of one organisation: nothing that is looked for reaches across it."""

COMMON: Final = frozenset({"重庆", "庆市", "有限", "限公", "公司", "责任", "任公", "限责"})
"""Pairs that most names of the register have: they lead to nobody, and so are not kept."""


def folded(text: str) -> str:
    """Letters and digits alone, in one width and case: brackets, spaces and hyphens are written as people like."""
    return "".join(char for char in normalise(text).casefold() if char.isalnum())


def pairs(folded_text: str) -> frozenset[str]:
    """Every two neighbouring characters that may lead to an organisation.

    Two ASCII characters lead nowhere: the codes of a hundred thousand organisations have all of them.
    """
    found = (folded_text[at : at + 2] for at in range(len(folded_text) - 1))
    return frozenset(pair for pair in found if not pair.isascii() and BETWEEN not in pair and pair not in COMMON)
