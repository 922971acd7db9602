"""T-duplicate: no near-copy of another employer's posting, no flood of one text (notice 3(1) 真实有效, 3(3))."""

from collections.abc import Sequence
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.checks.context import Context
from certreg.domain.assessment import Fact, Finding, met, partly, unknown, unmet
from certreg.domain.neighbour import Kinship, Neighbour
from certreg.domain.posting import Posting
from certreg.domain.text import Text

_Share = Annotated[float, Meta(gt=0, lt=1)]


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`flood`: from that many postings of one text on, this one counted, one text is a flood.

    `flooded` and `akin` are the shares left to a flood, and to a copy under a name that looks like the same group.
    """

    flood: Annotated[int, Meta(ge=2)] = 5
    flooded: _Share = 0.5
    akin: _Share = 0.5


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """A copy counts against the posting whose text came later, or against both where no order is known.

    Evidence names both: the facts say where the other one is. Without texts to compare with the answer is `unknown`.
    """
    if context.neighbours is None:
        return _NOT_COMPARED
    found = context.neighbours.near(posting)
    before = [near for near in found.nearest if near.earlier is not False]
    copied = [near for near in before if near.kinship is Kinship.OTHER]
    if copied:
        return unmet(_COPY, facts=_facts(copied))
    kept = [near for near in before if near.kinship is Kinship.AKIN]
    if kept:
        return partly(params.akin, _AKIN, facts=_facts(kept))
    if found.same_employer + 1 >= params.flood:
        own = [near for near in found.nearest if near.kinship is Kinship.SAME]
        return partly(params.flooded, _FLOOD.within(count=found.same_employer + 1), facts=_facts(own))
    if not found.comparable:
        return _TOO_SHORT
    later = [near for near in found.nearest if near.kinship is Kinship.OTHER]
    return met(_COPIED_LATER, facts=_facts(later)) if later else _ALONE


def _facts(near: Sequence[Neighbour]) -> tuple[Fact, ...]:
    return tuple(_fact(one) for one in near)


def _fact(near: Neighbour) -> Fact:
    words = _FACT if near.employer is None else _FACT_EMPLOYER
    place = near.ref if near.address is None else f"{near.ref}, {near.address}"
    percent = int(100 * near.similarity)
    statement = words.within(place=place, title=near.title, employer=near.employer, percent=percent)
    return Fact(statement, near.source, near.since)


_NOT_COMPARED: Final = unknown(
    Text(zh="此次评分没有与其他招聘信息比对", en="This scoring had no other postings to compare with")
)
_TOO_SHORT: Final = unknown(
    Text(zh="工作内容太短，比对不能说明问题", en="The work text is too short for a comparison to say anything")
)
_ALONE: Final = met(Text(zh="未发现照搬或大量重复", en="No copy and no flood was found"))
_COPY: Final = Text(
    zh="工作内容与其他用人主体的招聘信息几乎相同", en="The work text is nearly that of another employer's posting"
)
_AKIN: Final = Text(
    zh="工作内容与名称相近的另一用人主体的招聘信息几乎相同，可能属于同一集团",
    en="The work text is nearly that of an employer with a similar name, perhaps of the same group",
)
_FLOOD: Final = Text(
    zh="同一用人主体以同样的内容发布了 {count} 条", en="The same employer posts this text {count} times"
)
_COPIED_LATER: Final = Text(
    zh="内容在先；之后有其他用人主体的招聘信息与其几乎相同",
    en="This text was there first; another employer's posting came later with nearly the same",
)
_FACT: Final = Text(zh="{place}“{title}”，内容相同 {percent}%", en="{place}: “{title}”, {percent}% the same text")
_FACT_EMPLOYER: Final = Text(
    zh="{place}“{title}”（{employer}），内容相同 {percent}%",
    en="{place}: “{title}” ({employer}), {percent}% the same text",
)
