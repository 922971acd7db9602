"""Characters that stand for others, that nobody sees, or that are markup: what a reader reads instead of them."""

import html
import re
import unicodedata
from typing import Final

_COMPATIBLE: Final = (
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff20\uff3f"  # full-width digits, letters, at sign, low line
    "\u2070-\u209f\u00b2\u00b3\u00b9"  # superscripts and subscripts
    "\u2474-\u249b"  # numbers in brackets and with a stop (circled ones stay: they are list marks)
    "\u2e9f\u2ef3\u2f00-\u2fd5\uf900-\ufad9"  # radicals and compatibility ideographs
    "\u3220-\u33ff"  # enclosed ideographs, squared units
    "\ufb00-\ufb06"  # ligatures
)
_HIDDEN: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufff0-\ufffb"  # controls, half surrogates
    "\u00ad\u200b-\u200f\u2060-\u206f\ufeff\u034f"  # soft hyphen, zero width, joiners
    "\u061c\u202a-\u202e"  # direction of writing
    "\ufe00-\ufe0f\u180b-\u180f"  # variation selectors
    "\u115f\u1160\u3164\uffa0\u17b4\u17b5"  # fillers
    "\u0300-\u034e\u0350-\u036f\u20d0-\u20ff"  # marks over, through and around the letter before
)
_SYMBOLS: Final = "\u2600-\u27bf"
EMOJI: Final = "\U0001f000-\U0001faff"
PICTURES: Final = _SYMBOLS + EMOJI

_UNUSUAL: Final = re.compile(f"[{_COMPATIBLE}{_HIDDEN}{_SYMBOLS}]")
_COMPATIBLE_FAR: Final = "\U0002f800-\U0002fa1d\U0001d400-\U0001d7ff"  # ideographs; letters and digits of mathematics
_HIDDEN_FAR: Final = "\U000e0000-\U000e0fff"  # tags, more variation selectors

_TAG: Final = re.compile("<[/A-Za-z][^<>]{0,200}>")
_ENTITY: Final = re.compile("&#?[A-Za-z0-9]{2,8};")

_PIECE: Final = re.compile(
    f"[{_COMPATIBLE}{_COMPATIBLE_FAR}]|[{_HIDDEN}{_HIDDEN_FAR}]+|{_TAG.pattern}|{_ENTITY.pattern}"
)
_COMPATIBLE_ONE: Final = re.compile(f"[{_COMPATIBLE}{_COMPATIBLE_FAR}]")
_BLOCK: Final = re.compile(
    "</?(?:br|p|div|li|ul|ol|h[1-6]|tr|t[dh]|table|dl|d[td]|section|hr)(?![A-Za-z])", re.IGNORECASE
)


def is_unusual(text: str) -> bool:
    """Something in it that `shown` reads otherwise, or a picture.

    `re` tests a class by one table only within the basic plane (a third of the time), hence the other way for the rest.
    """
    return _UNUSUAL.search(text) is not None or len(text.encode("utf-16-le", "surrogatepass")) != _UTF16 * len(text)


def has_markup(text: str) -> bool:
    """Tags or character entities."""
    return ("<" in text and _TAG.search(text) is not None) or ("&" in text and _ENTITY.search(text) is not None)


def shown(text: str) -> tuple[str, list[int], list[int]]:
    """The text as it is read, and where each character of it starts and ends in `text`."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        pieces.append(text[position:start])
        starts += range(position, start)
        ends += range(position + 1, start + 1)
        form = _read(piece[0])
        pieces.append(form)
        starts += [start] * len(form)
        ends += [end] * len(form)
        position = end
    pieces.append(text[position:])
    starts += range(position, len(text))
    ends += range(position + 1, len(text) + 1)
    return "".join(pieces), starts, ends


def _read(piece: str) -> str:
    if piece[0] == "<":
        return "\n" if _BLOCK.match(piece) else ""
    if piece[0] == "&" and len(piece) > 1:
        return _HIDDEN_RUN.sub("", html.unescape(piece))
    return unicodedata.normalize("NFKC", piece) if _COMPATIBLE_ONE.match(piece) else ""


_HIDDEN_RUN: Final = re.compile(f"[{_HIDDEN}{_HIDDEN_FAR}]+")
_UTF16: Final = 2  # bytes of a character of the basic plane
