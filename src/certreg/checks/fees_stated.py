"""C-fees: an agency says whether seekers are charged, and how much (notice 3(1), 求职是否收费、收费标准)."""

import re
from typing import Final

import msgspec

from certreg.checks.context import Context
from certreg.checks.search import first
from certreg.domain.assessment import Finding, met, not_applicable, partly, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`without_standard` is the share for saying "charged" without saying how much."""

    without_standard: float = 0.4


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Met by "not charged", or by "charged" with the fee or its standard."""
    del context
    agency = posting.agency
    if agency is None:
        return _DIRECT
    if agency.seekers_charged is None:
        span = first(posting, _FREE_IN_TEXT)
        return _SILENT if span is None else met(_FREE_SAID, spans=(span,))
    if not agency.seekers_charged:
        return _FREE
    if agency.fee is None and agency.fee_text is None:
        return partly(params.without_standard, _NO_STANDARD)
    return _STANDARD


_FREE_IN_TEXT: Final = re.compile(
    "不收(?:取)?(?:求职者)?(?:任何|一切)?费用|(?:求职|介绍|应聘|报名)[^,。;]{0,4}免费|免费(?:求职|介绍|推荐)"
)
_DIRECT: Final = not_applicable(Text(zh="用人单位自行招聘，不涉及中介收费", en="The employer recruits for itself"))
_SILENT: Final = unmet(Text(zh="代招信息未写明求职是否收费", en="The agency does not say whether seekers are charged"))
_FREE: Final = met(Text(zh="已写明求职不收费", en="Seekers are not charged, and the posting says so"))
_FREE_SAID: Final = Text(zh="正文写明求职不收费", en="The text says that seekers are not charged")
_NO_STANDARD: Final = Text(zh="写明收费，但未写明收费标准", en="Seekers are charged, but the fee is not stated")
_STANDARD: Final = met(Text(zh="已写明求职收费及其标准", en="The charge and its amount are stated"))
