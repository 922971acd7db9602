"""Finds divisions in the location strings of postings: 重庆-渝北区-大竹林, 浙江省宁波, 上海·虹口·北外滩."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Final

from certreg.domain.division_code import significant
from certreg.reference.division import Division, DivisionLevel, Located
from certreg.reference.place_names import usual_name

_SEPARATORS: Final = " \t\r\n-‐–—―_·•・.,，、;；:：/\\|>»~()（）[]【】"
_FILLERS: Final = ("中国", "市辖区")
_AFTER_USUAL_NAME: Final = ("新区", "区", "县", "市", "旗", "盟", "州", "省")
"""龙华新区 for 龙华区, 新津县 for what is now 新津区: the usual name and another ending."""
_ROAD: Final = re.compile(r"[东西南北中]?[一二三四五六七八九十]?(?:路|街|大道|大街|巷|弄|大厦|广场|饭店|酒店|大酒店)")
"""成都路 and 北京大厦 stand in every city: a usual name before such a word names no place of its own."""
_RANK: Final = {DivisionLevel.PROVINCE: 0, DivisionLevel.CITY: 1, DivisionLevel.COUNTY: 2}
_Names = dict[str, list[Division]]


class PlaceFinder:
    """Looks for the longest names, from the outermost division inwards."""

    def __init__(self, divisions: Collection[Division]) -> None:
        self._divisions = divisions
        self._by_code = {division.code: division for division in divisions}
        self._country = _Index(divisions)
        self._inside: dict[str, _Index] = {}
        outer = [d.name for d in divisions if d.level is not DivisionLevel.COUNTY]
        self._outer_name = re.compile("|".join(map(re.escape, sorted(outer, key=len, reverse=True))))

    def locate(self, text: str, day: date | None, within: Division | None) -> Located | None:
        """The innermost division that the head of `text` names; None where it names none.

        Without a hit at the head, the first full name of a province or city anywhere counts. `day` leaves out
        divisions created later. `within` gives a division that the text is known to lie in.
        """
        found = self._from(text, 0, day, within)
        if found is None and within is None and (anywhere := self._outer_name.search(text)):
            found = self._from(text, anywhere.start(), day, None)
        return found

    def _from(self, text: str, start: int, day: date | None, within: Division | None) -> Located | None:
        division = within
        position = rest = _skip(text, start)
        while position < len(text):
            index = self._country if division is None else self._inside_of(division)
            inner, end = index.longest(text, position, day)
            full_end, usual_end = self._repeated(text, position, division)
            if full_end > 0 and full_end >= end:
                position = rest = _skip(text, full_end)
            elif inner is not None:
                division = inner
                position = rest = self._end_of(text, end, division, day)
            elif usual_end > 0:
                # Part of the rest (深圳-龙华-龙华天虹) unless a name follows (深圳深圳宝安) or nothing does.
                position = _skip(text, usual_end)
                rest = position if position == len(text) else rest
            else:
                break
        return None if division is None or division is within else Located(division, text[rest:].strip(_SEPARATORS))

    def _end_of(self, text: str, end: int, division: Division, day: date | None) -> int:
        """Where the text goes on after a name: 青岛市北区 is 青岛 and 市北区, not 青岛市 and 北区."""
        after = _skip(text, end)
        if text[end - 1] == "市" and self._inside_of(division).longest(text, after, day)[0] is None:
            inner, _ = self._inside_of(division).longest(text, end - 1, day)
            return end - 1 if inner is not None else after
        return after

    def _inside_of(self, division: Division) -> "_Index":
        index = self._inside.get(division.code)
        if index is None:
            prefix = significant(division.code)
            inner = [d for d in self._divisions if d.code.startswith(prefix) and d.code != division.code]
            index = self._inside[division.code] = _Index(inner, nested=True)
        return index

    def _repeated(self, text: str, position: int, division: Division | None) -> tuple[int, int]:
        """Ends of the full and of the usual name of `division` or of one around it, standing again; -1 for none."""
        if division is None:
            return -1, -1
        codes = {division.code[:2] + "0000", division.code[:4] + "00", division.code}
        around = [self._by_code[code] for code in codes if code in self._by_code]
        full = [position + len(d.name) for d in around if text.startswith(d.name, position)]
        short = [name for d in around if (name := usual_name(d.name))]
        usual = [position + len(name) for name in short if text.startswith(name, position)]
        return max(full, default=-1), max(usual, default=-1)


class _Index:
    """Names of some divisions, full and usual."""

    def __init__(self, divisions: Iterable[Division], *, nested: bool = False) -> None:
        self._full: _Names = {}
        self._usual: _Names = {}
        self._nested = nested
        for division in divisions:
            self._full.setdefault(division.name, []).append(division)
            if (short := usual_name(division.name)) is not None:
                self._usual.setdefault(short, []).append(division)
        self._longest = max(map(len, [*self._full, ""]))

    def longest(self, text: str, position: int, day: date | None) -> tuple[Division | None, int]:
        """The division with the longest name at this position and where the name ends; an ambiguous name is none."""
        for length in range(min(self._longest, len(text) - position), 1, -1):
            name = text[position : position + length]
            if name in self._full and (among := _known(self._full[name], day)):
                return _only(among), position + length
            if name in self._usual and (among := _known(self._usual[name], day)):
                end = self._end_of_usual(text, position + length, among)
                if end > 0:
                    return _only(among), end
        return None, -1

    def _end_of_usual(self, text: str, end: int, among: Sequence[Division]) -> int:
        """Where a usual name ends, with an ending of its own; -1 if it is only the head of another word."""
        if _ROAD.match(text, end):
            return -1
        for ending in _AFTER_USUAL_NAME:
            if text.startswith(ending, end):
                return end + len(ending)
        outer = any(division.level is not DivisionLevel.COUNTY for division in among)
        stands_alone = end == len(text) or text[end] in _SEPARATORS
        return end if outer or stands_alone or self._nested_at_end(text, end) else -1

    def _nested_at_end(self, text: str, end: int) -> bool:
        """深圳深圳宝安西乡: inside its city a county's usual name may run on into a street."""
        return self._nested and text[end : end + 1].isalpha() and _STREET.search(text, end) is not None


_STREET: Final = re.compile(r"(?:街道|镇|乡)$")


def _skip(text: str, position: int) -> int:
    """Past separators and words that name nothing."""
    while position < len(text):
        if text[position] in _SEPARATORS:
            position += 1
            continue
        filler = next((word for word in _FILLERS if text.startswith(word, position)), None)
        if filler is None:
            break
        position += len(filler)
    return position


def _known(divisions: Sequence[Division], day: date | None) -> Sequence[Division]:
    return divisions if day is None else [d for d in divisions if d.known_by(day)]


def _only(divisions: Sequence[Division]) -> Division | None:
    """The one that the name means: the outermost; None if several are left (朝阳区, and 江北区 of two cities)."""
    outermost = min(_RANK[d.level] for d in divisions)
    among = [d for d in divisions if _RANK[d.level] == outermost]
    return among[0] if len(among) == 1 else None
