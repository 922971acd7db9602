"""With which few characters a match of a pattern can begin.

Read off the parsed pattern, so that a table of these beginnings can stand before the pattern without anybody keeping
it: where none of them stands, no match begins (docs/adr/0064).
"""

import re
from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]  # what `re` itself is made of
from typing import Any, Final

Beginning = tuple[str, bool]
"""A beginning, and whether more may be said of what follows it."""

_LENGTHS: Final = (4, 3, 2, 1)
_MOST: Final = 2000
_WIDEST: Final = 40
_WHITE_SPACE: Final = [chr(code) for code in range(0x10000) if chr(code).isspace()]


def beginnings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The shortest sure set; None where a match may begin with anything, or in too many ways."""
    if pattern.flags & (re.IGNORECASE | re.VERBOSE):
        return None
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    for longest in _LENGTHS:
        try:
            words = {word for word, _ in _extended([("", True)], parsed, longest)}
        except _TooMany:
            continue
        return None if "" in words else frozenset(words)
    return None


def _extended(found: list[Beginning], parts: Iterable[tuple[Any, Any]], longest: int) -> list[Beginning]:
    for kind, argument in parts:
        if not any(more for _, more in found):
            break
        found = _joined(found, _of_part(kind, argument, longest), longest)
    return found


def _of_part(kind: Any, argument: Any, longest: int) -> list[Beginning]:  # noqa: ANN401, PLR0911 - one a kind of part
    if kind is _constants.LITERAL:
        return [(chr(argument), True)]
    if kind is _constants.IN:
        return [(character, True) for character in _characters(argument)] or [("", False)]
    if kind is _constants.BRANCH:
        return [one for branch in argument[1] for one in _extended([("", True)], branch, longest)]
    if kind is _constants.SUBPATTERN:
        return _extended([("", True)], argument[3], longest)
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        least, most, inner = argument
        once = [(word, more and most == 1) for word, more in _extended([("", True)], inner, longest)]
        return once if least else [("", True), *once]
    if kind in (_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT):
        return [("", True)]
    return [("", False)]


def _characters(items: Iterable[tuple[Any, Any]]) -> list[str]:
    """The characters of a class; none where they are too many or not listed."""
    found: list[str] = []
    for kind, argument in items:
        if kind is _constants.LITERAL:
            found.append(chr(argument))
        elif kind is _constants.CATEGORY and argument is _constants.CATEGORY_SPACE:
            found += _WHITE_SPACE
        elif kind is _constants.RANGE and argument[1] - argument[0] < _WIDEST:
            found += map(chr, range(argument[0], argument[1] + 1))
        else:
            return []
    return found if len(found) <= _WIDEST else []


def _joined(found: list[Beginning], following: list[Beginning], longest: int) -> list[Beginning]:
    joined: dict[Beginning, None] = {}
    for word, more in found:
        if not more:
            joined[word, False] = None
            continue
        for next_word, next_more in following:
            longer = (word + next_word)[:longest]
            joined[longer, next_more and len(longer) < longest] = None
        if len(joined) > _MOST:
            raise _TooMany
    return list(joined)


class _TooMany(Exception):
    """There are more beginnings of this length than are worth keeping."""
