"""A-location-code: the address lies in the GB/T 2260 division that is given."""

from datetime import date
from functools import lru_cache
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.search import whole
from certreg.domain.assessment import Fact, Finding, met, partly, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.reference.divisions import load_divisions


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`abolished` is the share for a code that was valid once, but not on the posting's day."""

    abolished: float = 0.5


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Met by a code in force on the posting's day whose division the address does not contradict."""
    code = posting.location.division
    if code is None:
        return _ABSENT.in_channel(posting, "location")
    return _judged(code, posting, posting.published_on or context.day, params)


def _judged(code: str, posting: Posting, day: date, params: Params) -> Finding:
    if _name(code, None) is None:
        return unmet(_NO_SUCH_CODE.within(code=code))
    address = posting.location.address
    if address is not None:
        elsewhere = _contradiction(code, address)
        if elsewhere is not None:
            reason = _ELSEWHERE.within(given=_name(code, None), found=elsewhere)
            return unmet(reason, spans=whole(posting, "address"))
    if _name(code, day) is None:
        return partly(params.abolished, _ABOLISHED.within(code=code, name=_name(code, None)), facts=_successors(code))
    return _AGREES


@lru_cache(maxsize=4096)
def _name(code: str, day: date | None) -> str | None:
    division = load_divisions().by_code(code, day)
    return None if division is None else division.name


@lru_cache(maxsize=8192)
def _contradiction(code: str, address: str) -> str | None:
    """The name of the division that the address lies in, if that is not the given one.

    Old and new names are both understood: a successor or predecessor of the given division is no contradiction.
    """
    divisions = load_divisions()
    found = divisions.find(address)
    if found is None or divisions.contains(code, found.code) or divisions.contains(found.code, code):
        return None
    related = _with_successors(code) & _with_successors(found.code)
    return None if related else found.name


def _with_successors(code: str) -> set[str]:
    return {code, *(successor.code for successor in load_divisions().successors(code))}


def _successors(code: str) -> tuple[Fact, ...]:
    divisions = load_divisions()
    names = "、".join(successor.name for successor in divisions.successors(code))
    return (Fact(_NOW.within(names=names), source="GB/T 2260", as_of=divisions.as_of),) if names else ()


_ABSENT: Final = absence(Text(zh="工作地点的行政区划", en="division of the place of work"))
_NO_SUCH_CODE: Final = Text(zh="行政区划代码 {code} 不存在", en="There is no division {code}")
_ELSEWHERE: Final = Text(
    zh="区划代码指{given}，地址却在{found}", en="The code says {given}, the address lies in {found}"
)
_ABOLISHED: Final = Text(
    zh="行政区划 {code}（{name}）在信息发布时已撤销",
    en="Division {code} ({name}) was abolished before the posting was published",
)
_NOW: Final = Text(zh="现为{names}", en="now {names}")
_AGREES: Final = met(Text(zh="区划代码有效，与地址不矛盾", en="The code is in force and agrees with the address"))
