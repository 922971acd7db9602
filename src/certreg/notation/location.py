"""工作地点: a division of GB/T 2260 and the address inside it."""

import functools
import re
from datetime import date
from typing import Final

from certreg.domain.posting import MAX_LINE, Location
from certreg.domain.text import Text, normalise
from certreg.notation.unreadable import Unreadable, words_of
from certreg.reference.divisions import load_divisions

_NO_PLACE: Final = re.compile(r"无|-|/|暂无|不限|全国|异地招聘|远程(?:办公)?|居家办公|国外|海外")


@functools.lru_cache(maxsize=32_768)
def read_location(text: str, *, day: date | None = None, within: str | None = None) -> Location:
    """Read 重庆-渝北区-大竹林, 浙江省宁波, 上海·虹口·北外滩: the division named, and what is said beyond it as address.

    `day` is when the text was in use: divisions created later are not meant. `within` is the code of a division in
    which texts that name none lie. Words that name no place (远程办公, 全国) and places abroad get no division; the
    latter are kept as address. `Unreadable` only for a text that is too long.
    """
    words = _line(text)
    if _NO_PLACE.fullmatch(words):
        return Location()
    divisions = load_divisions()
    located = divisions.locate(words, day)
    if located is None and within is not None:
        located = divisions.locate(words, day, within=divisions.by_code(within))
    if located is None:
        return Location(address=words)
    return Location(division=located.division.code, address=located.rest or None)


def with_address(location: Location, address: str, *, day: date | None = None, within: str | None = None) -> Location:
    """A location whose address stands in a field of its own; a division that the address names first is taken up.

    北京 with 海淀区融通高科大厦 lies in 海淀区. An address in another division than the stated one changes nothing:
    that is for the checks to find. What the location said beyond its division goes before the address.
    """
    words = _line(address)
    if _NO_PLACE.fullmatch(words):
        return location
    division = location.division
    if division is None:
        division = read_location(words, day=day, within=within).division
    else:
        divisions = load_divisions()
        located = divisions.locate(words, day, within=divisions.by_code(division))
        division = located.division.code if located else division
    before = location.address
    if before is not None and before not in words:
        words = _line(f"{before} {words}")
    return Location(division=division, address=words)


def read_division(text: str) -> str:
    """A division given by its six-digit code or by its name. `Unreadable` if it is neither."""
    words = words_of(text)
    if _CODE.fullmatch(words):
        return words[:6]
    located = load_divisions().locate(words)
    if located is None:
        raise Unreadable("division_unreadable", _NO_DIVISION)
    return located.division.code


def _line(text: str) -> str:
    # NFKC may lengthen a text; an endless one is not normalised first.
    if len(text) > MAX_LINE or len(words := normalise(text)) > MAX_LINE:
        raise Unreadable("too_long", _TOO_LONG)
    return words


_CODE: Final = re.compile(r"[1-9][0-9]{5}(?:0{6})?")
_NO_DIVISION: Final = Text(
    zh="看不懂行政区划；请写六位代码（如500106）或名称（如重庆市沙坪坝区）",
    en="Not a division; write its six-digit code (500106) or its name (重庆市沙坪坝区)",
)
_TOO_LONG: Final = Text(zh=f"工作地点超过{MAX_LINE}个字", en=f"The location has more than {MAX_LINE} characters")
