"""Are two parties one employer? By credit code, by name, and by the core of the name."""

import re
from functools import cache, lru_cache
from typing import Final

from certreg.checks import uscc
from certreg.checks.folding import fold
from certreg.checks.identity import comparable
from certreg.domain.neighbour import Kinship
from certreg.domain.posting import Party
from certreg.reference.division import DivisionLevel
from certreg.reference.divisions import load_divisions
from certreg.reference.place_names import usual_name


def kinship(one: Party | None, other: Party | None) -> Kinship:
    """SAME by code or name, AKIN by the core of the name, UNNAMED where a name is missing or withheld."""
    if one is None or other is None or is_withheld(one) or is_withheld(other):
        return Kinship.UNNAMED
    codes = [uscc.canonical(party.uscc) for party in (one, other) if party.uscc is not None]
    both_coded = len(codes) == len((one, other))
    if both_coded and codes[0] == codes[1]:
        return Kinship.SAME
    if comparable(one.name) == comparable(other.name):
        return Kinship.AKIN if both_coded else Kinship.SAME
    core = name_core(one.name)
    return Kinship.AKIN if core and core == name_core(other.name) else Kinship.OTHER


def party_key(party: Party | None) -> str | None:
    """One spelling for each employer; None where it is not named."""
    return None if party is None or is_withheld(party) else comparable(party.name)


def is_withheld(party: Party | None) -> bool:
    """No name, or one that names nobody (某知名公司)."""
    return party is None or _names_nobody(party.name)


@lru_cache(maxsize=8192)
def name_core(name: str) -> str:
    """What groups share in their names, the brand after the place (华钦 of 重庆华钦软件有限公司); may be empty."""
    words = _BRACKETED.sub("", fold(name).text).strip()
    rest = _places().sub("", words)
    latin = _LATIN.match(rest)
    if latin is not None:
        return latin[0].casefold()
    core = rest[:_CORE]
    return core if len(core) == _CORE and len(rest) > _CORE and not _GENERIC.match(rest) else ""


@lru_cache(maxsize=8192)
def _names_nobody(name: str) -> bool:
    return _WITHHELD.search(fold(name).text) is not None


@cache
def _places() -> re.Pattern[str]:
    """Names of provinces and cities at the beginning of a company's name, longest first."""
    names = {"中国", "国家"}
    for division in load_divisions():
        if division.level is not DivisionLevel.COUNTY:
            names |= {division.name, usual_name(division.name) or division.name}
    listed = "|".join(sorted(names, key=len, reverse=True))
    return re.compile(f"^(?:(?:{listed})[省市]?)+(?:[^区县]{{1,3}}[区县])?")


_CORE: Final = 2
_BRACKETED: Final = re.compile(r"\([^()]*\)")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9&.-]{2,}")
_GENERIC: Final = re.compile(
    "科技|网络|信息|电子|贸易|商贸|实业|投资|咨询|物流|教育|文化|传媒|广告|劳务|人力|建筑|装饰|餐饮|酒店|集团|公司"
)
_WITHHELD: Final = re.compile(r"某|保密|匿名|[*×]{2,}|[Xx]{3,}|^(?:一家)?(?:知名|大型|国内|世界|外资)")
