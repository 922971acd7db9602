"""With which few characters a match of a pattern can begin.

Read off the parsed pattern, so that a table of these beginnings can stand before the pattern without anybody keeping
it: where none of them stands, no match begins (docs/adr/0064).
"""

import re
from collections.abc import Callable, Iterable
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
            words = {word for word, _ in _extended(_NOTHING, parsed, longest)}
        except _TooMany:
            continue
        return None if "" in words else frozenset(words)
    return None


def _extended(found: list[Beginning], parts: Iterable[tuple[Any, Any]], longest: int) -> list[Beginning]:
    for kind, argument in parts:
        if not any(more for _, more in found):
            break
        following = _OF_PART[kind](argument, longest) if kind in _OF_PART else _ANYTHING
        found = _joined(found, following, longest)
    return found


def _of_class(items: Iterable[tuple[Any, Any]], longest: int) -> list[Beginning]:
    del longest
    return [(character, True) for character in _characters(items)] or _ANYTHING


def _of_branches(argument: tuple[None, list[Iterable[tuple[Any, Any]]]], longest: int) -> list[Beginning]:
    return [one for branch in argument[1] for one in _extended(_NOTHING, branch, longest)]


def _of_repeat(argument: tuple[int, int, Iterable[tuple[Any, Any]]], longest: int) -> list[Beginning]:
    least, most, inner = argument
    once = [(word, more and most == 1) for word, more in _extended(_NOTHING, inner, longest)]
    return once if least else [*_NOTHING, *once]


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


_ANYTHING: Final[list[Beginning]] = [("", False)]
_NOTHING: Final[list[Beginning]] = [("", True)]
"""What takes no character: matches begin with what follows it."""
_OF_PART: Final[dict[object, Callable[[Any, int], list[Beginning]]]] = {
    _constants.LITERAL: lambda code, _: [(chr(code), True)],
    _constants.IN: _of_class,
    _constants.BRANCH: _of_branches,
    _constants.SUBPATTERN: lambda argument, longest: _extended(_NOTHING, argument[3], longest),
    _constants.MAX_REPEAT: _of_repeat,
    _constants.MIN_REPEAT: _of_repeat,
    **dict.fromkeys((_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT), lambda *_: _NOTHING),
}
"""How matches of each kind of part can begin; one of another kind with anything."""
