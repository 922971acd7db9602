"""C-location: where the work is done, to the street (notice 3(1), 工作地点)."""

import re
from functools import lru_cache
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.folding import fold
from certreg.checks.search import first, whole
from certreg.domain.assessment import Finding, met, partly, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shares for a place that is named less closely than by its street."""

    building: float = 0.7
    county: float = 0.3


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Met by a street; a building or park without one, and a county, meet it in part; a city alone does not."""
    del context
    for field in _FIELDS:
        words = posting.text_of(field)
        precision = _precision(words, bare_street=field == "address") if words else None
        if precision == "street":
            return met(_STREET, spans=whole(posting, field))
        if precision == "building":
            return partly(params.building, _BUILDING, spans=whole(posting, field))
    in_text = first(posting, _ADDRESS_IN_TEXT)
    if in_text is not None and _precision(in_text.quote, bare_street=True) == "street":
        return met(_STREET, spans=(in_text,))
    return _less_than_a_street(posting, params)


def _less_than_a_street(posting: Posting, params: Params) -> Finding:
    if posting.location.address is None and "address" in posting.provenance.channel_lacks:
        return _ABSENT.no_place
    division = posting.location.division
    spans = whole(posting, "location")
    if division is None and not spans:
        return _ABSENT.in_channel(posting, "location")
    if division is not None and not division.endswith("00"):
        return partly(params.county, _COUNTY, spans=spans)
    return unmet(_CITY, spans=spans)


@lru_cache(maxsize=16_384)
def _precision(words: str, *, bare_street: bool) -> str:
    """`street`, `building` or `area`.

    In 上海·长宁·天山路 a street's name stands for an area: there it needs a number.
    """
    words = fold(words).text
    if _NUMBERED.search(words) or (bare_street and _STREET_NAME.search(words)):
        return "street"
    return "building" if _BUILDING_NAME.search(words) else "area"


_FIELDS: Final = ("address", "location")
_NUMBERED: Final = re.compile(
    r"(?:路|街(?!道)|道|巷|弄|胡同|里|村|线|园|苑|区)[东西南北中一二三四五六七八九十]?[段路街]?[^,。;]{0,6}?"
    r"[0-9一二三四五六七八九十甲乙]{1,6}(?:[-之][0-9]{1,4})?[号弄]"
)
_STREET_NAME: Final = re.compile("路|大道|大街|街(?!道)|巷|胡同")
_BUILDING_NAME: Final = re.compile(
    "大厦|广场|中心|产业园|科技园|园区|工业[区园]|物流园|创业园|软件园|写字楼|大楼|商场|小区|机场|车站"
    "|[0-9一二三四五六七八九十A-Z](?:号楼|栋|幢|座|楼|层|室)"
)
_ADDRESS_IN_TEXT: Final = re.compile(
    r"(?:工作|上班|公司|门店|办公|项目|厂区)地[址点]\s{0,3}[::为]?\s{0,3}(?P<said>[^,。;!\n:]{4,60})"
)
_ABSENT: Final = absence(Text(zh="到街道门牌的工作地址", en="address of the place of work"))
_STREET: Final = Text(zh="工作地点写明到街道", en="The place of work is stated to the street")
_BUILDING: Final = Text(zh="只写了楼宇或园区，未写明街道", en="A building or park is named, but no street")
_COUNTY: Final = Text(zh="只写到区县，未写明街道", en="Only the county or district is stated, no street")
_CITY: Final = Text(zh="只写到城市，未写明区县和街道", en="Only the city is stated, neither district nor street")
