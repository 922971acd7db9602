"""Letters of a phrase that were set apart: 加 微 信, 限*男*性, 押😊金.

A space between two words of Chinese says something; an ideograph that stands all
alone between the same marks is one letter of a word that somebody spread out, for
looks (任 职 资 格) or to hide it. Joining takes out what stands on both sides of such a
letter, and of the single digits that go on from it (年 龄 1 8 - 3 5 岁). Pictures
between two ideographs are read past in any case. Letters of one real text in 250
are joined; two letters with a space between them stay as they are (男 女: nobody can
tell).
"""

import re
from typing import Final

from certreg.checks.unseen import EMOJI, PICTURES

_LETTER: Final = "[\u4e00-\u9fff]"
_SIGN: Final = "[\u4e00-\u9fff0-9~-]"
_MARKS: Final = " \u3000\xa0\n*_·•.-|"

_SET_APART: Final = tuple((mark, re.compile(f"{re.escape(mark)}{_LETTER}(?={re.escape(mark)})")) for mark in _MARKS)
"""For each mark: one letter between two. They begin with a literal, so that most texts cost next to nothing."""

_RUN: Final = re.compile(
    rf"(?<={_LETTER})([{re.escape(_MARKS)}])\1{{0,2}}{_LETTER}(?:\1{{1,3}}(?!\1){_SIGN})*\1{{1,3}}(?={_LETTER})"
    rf"|(?<={_LETTER})[{PICTURES}]{_LETTER}(?:[{PICTURES}]{_SIGN})*[{PICTURES}](?={_LETTER})"
    rf"|(?<={_LETTER})[{EMOJI}]{{1,8}}(?={_LETTER})"
)
_APART: Final = {mark: re.compile(f"{re.escape(mark)}+") for mark in _MARKS}
"""For each mark what goes: no other one, for the dash of 1 8 - 3 5 is a sign of its own."""
_PICTURES_APART: Final = re.compile(f"[{PICTURES}]+")


def has_letters_apart(text: str) -> bool:
    """Whether a look at every letter may pay; pictures are looked for elsewhere."""
    return any(mark in text and pattern.search(text) is not None for mark, pattern in _SET_APART)


def joined_letters(text: str) -> list[tuple[int, int]]:
    """The stretches between letters set apart, in order."""
    return [
        apart.span()
        for run in _RUN.finditer(text)
        for apart in (_APART[run[1]] if run[1] else _PICTURES_APART).finditer(text, *run.span())
    ]
