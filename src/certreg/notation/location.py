"""工作地点: a division of GB/T 2260 and the address inside it."""

import functools
import re
from datetime import date
from typing import Final

from certreg.domain.posting import MAX_LINE, Location
from certreg.domain.text import Text, normalise
from certreg.notation.unreadable import Unreadable
from certreg.reference.divisions import load_divisions

_NO_PLACE: Final = re.compile(r"无|-|/|暂无|不限|全国|异地招聘|远程(?:办公)?|居家办公|国外|海外")


@functools.lru_cache(maxsize=32_768)
def read_location(text: str, *, day: date | None = None, home: str | None = None) -> Location:
    """Read 重庆-渝北区-大竹林, 浙江省宁波, 上海·虹口·北外滩: the division named, and what is said beyond it as address.

    `day` is when the text was in use: divisions created later are not meant. `home` is the code of a division in
    which texts that name none lie. Words that name no place (远程办公, 全国) and places abroad get no division; the
    latter are kept as address. `Unreadable` only for a text that is too long.
    """
    words = normalise(text)
    if _NO_PLACE.fullmatch(words):
        return Location()
    divisions = load_divisions()
    located = divisions.locate(words, day)
    if located is None and home is not None:
        located = divisions.locate(words, day, within=divisions.by_code(home))
    if located is None:
        return Location(address=_line(words))
    return Location(division=located.division.code, address=_line(located.rest) if located.rest else None)


def with_address(location: Location, address: str, *, day: date | None = None, home: str | None = None) -> Location:
    """A location whose address stands in a field of its own; a division that the address names first is taken up.

    北京 with 海淀区融通高科大厦 lies in 海淀区. An address in another division than the stated one changes nothing:
    that is for the checks to find.
    """
    words = normalise(address)
    if _NO_PLACE.fullmatch(words):
        return location
    if location.division is None:
        read = read_location(words, day=day, home=home)
        return Location(division=read.division, address=_line(words))
    divisions = load_divisions()
    within = divisions.by_code(location.division)
    located = divisions.locate(words, day, within=within)
    division = located.division.code if located else location.division
    return Location(division=division, address=_line(words))


def _line(words: str) -> str:
    if len(words) > MAX_LINE:
        raise Unreadable("too_long", _TOO_LONG)
    return words


_TOO_LONG: Final = Text(zh=f"工作地点超过{MAX_LINE}个字", en=f"The location has more than {MAX_LINE} characters")
