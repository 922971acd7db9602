"""What stands around a place in a folded text, within the clause or the sentence."""

import re
from typing import Final

CLAUSE_END: Final = re.compile("[,;。!?\n\t]")
SENTENCE_END: Final = re.compile("[;。!?\n\t]")


def following(text: str, position: int, reach: int, end: re.Pattern[str] = CLAUSE_END) -> str:
    """What follows a position up to the end of the clause, at most `reach` characters."""
    stop = end.search(text, position, position + reach)
    return text[position : position + reach if stop is None else stop.start()]


def leading(text: str, position: int, reach: int, end: re.Pattern[str] = CLAUSE_END) -> str:
    """What stands before a position from the beginning of the clause on, at most `reach` characters."""
    words = text[max(0, position - reach) : position]
    start = 0
    for stop in end.finditer(words):
        start = stop.end()
    return words[start:]
