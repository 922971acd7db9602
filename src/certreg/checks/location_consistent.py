"""A-location-consistent: the place of work that the text names lies in that of the field (notice 3(1), 工作地点)."""

import re
from functools import lru_cache
from itertools import chain
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.search import TITLE, AnyOf, hits
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.reference.division import Division, DivisionLevel, Located
from certreg.reference.divisions import load_divisions
from certreg.reference.place_names import usual_name


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet if the title's city or a stated place of work lies outside the field's division."""
    del context, params
    if posting.location.division is None:
        return _ABSENT.in_channel(posting, "location")
    spans = find(posting)
    return unmet(_DIFFERS, spans=spans) if spans else _AGREES


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that place the work elsewhere than the field; empty where none do.

    Where the interview or the head office is says nothing. Of several places one inside the field's division is
    enough; old and new names of a division are the same.
    """
    code = posting.location.division
    if code is None:
        return ()
    return _in_field(code, posting) or _in_title(code, posting) or _in_texts(code, posting)


def _in_field(code: str, posting: Posting) -> tuple[Span, ...]:
    """The field itself names two places: 北京-东城-北京朝阳区力源里."""
    words = posting.verbatim.get("location", "")
    last = _another_place(code, words) if "-" in words else None
    return () if last is None else (Span("location", len(words) - len(last), len(words), last),)


@lru_cache(maxsize=8192)
def _another_place(code: str, words: str) -> str | None:
    """The last of these words if it names another place than those before it."""
    head, _, last = words.rpartition("-")
    if not last.startswith(_names(_city_of(code))):
        return None
    # The last part may have become the division; then the head is elsewhere.
    given, named = _located(head), _located(last)
    if given is None or named is None or _related(given.division.code, named.division.code):
        return None
    return last


def _in_title(code: str, posting: Posting) -> tuple[Span, ...]:
    """A city of its own in brackets: 测试工程师(宁波)."""
    for field, folded, match in hits(posting, _IN_BRACKETS, TITLE):
        located = _located(match["place"])
        if located is None or located.rest or located.division.level is DivisionLevel.COUNTY:
            continue
        if not _related(code, located.division.code):
            return (folded.span(field, *match.span("place")),)
    return ()


def _in_texts(code: str, posting: Posting) -> tuple[Span, ...]:
    if not _ANY.may_hit(posting):
        return ()
    found: list[Span] = []
    zone = _ZONE.search(posting.verbatim.get("location", ""))
    for field, folded, match in chain(hits(posting, _WORKPLACE), hits(posting, _MOVED), hits(posting, _SHOPS)):
        left = zone is not None and match.re is _MOVED and _in_a_district(code, match["place"], zone[0])
        if left or _outside(code, match["place"]) or (match.re is _WORKPLACE and _ABROAD.match(match["place"])):
            found.append(
                folded.span(field, match.start() - _HEAD if match.re is _WORKPLACE else match.start(), match.end())
            )
        elif match.re is _WORKPLACE and _place(match["place"], code) is not None:
            return ()
    return tuple(found[:1])


def _in_a_district(code: str, words: str, zone: str) -> bool:
    """A move from a development zone, of which the code tells the city only, to a district of that city."""
    place = _place(words, code)
    return (
        zone not in words
        and place is not None
        and place.level is DivisionLevel.COUNTY
        and code == _city_of(code)
        and _related(code, place.code)
    )


def _outside(code: str, words: str) -> bool:
    """These words name a place, and no place among them lies in the division."""
    place = _place(words, code)
    if place is None or _related(code, place.code) or _MANY.search(words):
        return False
    city = _city_of(code)
    inner = code if _related(city, place.code) else city
    here = _TRIPS.sub("", words)
    return not any(name in here for name in _names(inner))


@lru_cache(maxsize=8192)
def _place(words: str, code: str) -> Division | None:
    """The division at the head of the words; one of the field's city comes before a namesake elsewhere."""
    divisions = load_divisions()
    city = divisions.by_code(_city_of(code))
    located = divisions.locate(words, within=city) if city is not None else None
    return located.division if located is not None else divisions.find(words)


@lru_cache(maxsize=8192)
def _located(words: str) -> Located | None:
    return load_divisions().locate(words)


@lru_cache(maxsize=4096)
def _city_of(code: str) -> str:
    municipality = code[:2] in _MUNICIPALITIES
    return code[:2] + "0000" if municipality or code.endswith("0000") else code[:4] + "00"


@lru_cache(maxsize=8192)
def _related(code: str, other: str) -> bool:
    """One lies in the other, or they share what one of them became."""
    divisions = load_divisions()
    if divisions.contains(code, other) or divisions.contains(other, code):
        return True
    return bool(_with_successors(code) & _with_successors(other))


def _with_successors(code: str) -> set[str]:
    return {code, *(successor.code for successor in load_divisions().successors(code))}


@lru_cache(maxsize=4096)
def _names(code: str) -> tuple[str, ...]:
    """The names of a division, full and usual."""
    division = load_divisions().by_code(code)
    return () if division is None else tuple(name for name in (division.name, usual_name(division.name)) if name)


_MUNICIPALITIES: Final = ("11", "12", "31", "50")
_HEAD: Final = 2
"""Characters of 工作 and the like, which the pattern looks back at so that it begins with a literal."""
_WORKPLACE: Final = re.compile(
    r"地[点址](?<=工作地.|上班地.|办公地.|驻场地.|工厂地.|厂区地.|实习地.)\s?(?:[】\])]\s?[:;]?|[:;]|为|在|是|位于|)\s?(?:常驻|长驻|主要在|长期在)?"
    r"(?P<place>(?:(?!职能)[^。;!?\n\t:【]){2,30})"
)
_SHOPS: Final = re.compile(
    r"全(?P<place>[\u4e00-\u9fff]{2,3}?)市?(?:大部分|各区|范围)?(?:[均都]有|有)[^,。;]{0,4}(?:门店|网点|站点)"
)
_TRIPS: Final = re.compile("(?:返?回|往返|总部[在位]?于?)[^,。;、]{0,10}")
"""Where one travels, not where one works: 常驻成都,每季度回重庆一次."""
_ABROAD: Final = re.compile(
    "日本|东京|大阪|新加坡|韩国|美国|德国|越南|泰国|印尼|马来西亚|柬埔寨|菲律宾|缅甸|迪拜|澳大利亚|加拿大"
)
_ZONE: Final = re.compile("高新|经开|自贸|开发区|两江新区|天府新区|保税|园区$")
_MOVED: Final = re.compile(r"[搬迁]迁?[至到往](?P<place>(?:(?!职能)[^,。;!?\n]){2,16})")
_IN_BRACKETS: Final = re.compile(r"[(\[【](?P<place>[\u4e00-\u9fff]{2,9})(?=[)\]】+])")
_MANY: Final = re.compile(
    "就近|全国|各[地区大个]|任选|可选|自选|自由选择|均有|都有|多个|根据|分配|附近的?门店|或者?|、.*、|/.*/|面试|^1[、.]"
)
_ANY: Final = AnyOf(_WORKPLACE, _MOVED, _SHOPS)
_ABSENT: Final = absence(Text(zh="工作地点的行政区划", en="division of the place of work"))
_DIFFERS: Final = Text(zh="所写工作地点与工作地点栏不一致", en="The place of work named lies outside that of the field")
_AGREES: Final = met(Text(zh="未见与工作地点栏不一致的地点", en="No other place of work is named"))
