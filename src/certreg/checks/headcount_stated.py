"""C-headcount: how many are hired, as a number; 若干 is none (notice 3(1), 招聘人数)."""

import re
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.patterns import fan
from certreg.checks.search import TITLE, first, whole
from certreg.domain.assessment import Finding, met, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Met by a number in the field or, for channels without the field, in the text."""
    del context, params
    if posting.headcount is not None:
        return _STATED
    stated = posting.verbatim.get("headcount")
    if stated and _SEVERAL.search(stated):
        return unmet(_INDEFINITE, spans=whole(posting, "headcount"))
    in_text = first(posting, _IN_TEXT) or first(posting, _IN_TEXT, TITLE)
    if in_text is not None:
        return met(_STATED_IN_TEXT, spans=(in_text,))
    return _ABSENT.in_channel(posting, "headcount")


_SEVERAL: Final = re.compile("若干|不限|数名|多名|大量")
_IN_TEXT: Final = re.compile(
    fan(("招聘人数", "招人数", "需求人数", "人数", "名额"), r"\s{0,3}:?\s{0,3}[0-9]{1,5}\s?[人名位]?(?![0-9万元k千])")
    + "|"
    + fan(("招聘", "招", "诚聘", "急聘", "缺", "需"), r"\s{0,3}[0-9]{1,4}\s?[人名位](?![以之]上)")
)
_ABSENT: Final = absence(Text(zh="招聘人数", en="headcount"))
_STATED: Final = met(Text(zh="已写明招聘人数", en="The headcount is a number"))
_STATED_IN_TEXT: Final = Text(zh="正文写明了招聘人数", en="The text states the headcount")
_INDEFINITE: Final = Text(zh="招聘人数不是具体数字", en="The headcount is not a number")
