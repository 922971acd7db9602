"""A-headcount-plausible: the openings fit the size of the company, and the mandate of an agency posting."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.grading import graded
from certreg.checks.search import whole
from certreg.domain.assessment import Finding, met, unknown, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Full points up to the top of the stated size; none from `none` times that on."""

    none: Annotated[float, Meta(gt=1, le=100)] = 2.0


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Against the stated size. An agency posting is also held to its mandate, which only an assessor sees."""
    del context
    if posting.headcount is None:
        if "headcount" in posting.verbatim:
            return unmet(_INDEFINITE, spans=whole(posting, "headcount"))
        return _ABSENT.in_channel(posting, "headcount")
    profile = posting.employer_profile
    if profile.size_max is None and profile.size_min is None:
        return _SIZE_NOT_STATED
    if profile.size_max is not None and posting.headcount > profile.size_max:
        top = max(profile.size_max, 1)
        share = (params.none * top - posting.headcount) / ((params.none - 1) * top)
        return graded(share, _TOO_MANY.within(openings=posting.headcount, size=profile.size_max))
    return _MANDATE_UNSEEN if posting.agency is not None else _FITS


_ABSENT: Final = absence(Text(zh="招聘人数", en="headcount"))
_INDEFINITE: Final = Text(zh="招聘人数不是具体数字，不能核对", en="The headcount is no number: it cannot be compared")
_SIZE_NOT_STATED: Final = unknown(
    Text(zh="未写明单位规模，不能与招聘人数比较", en="The company's size is not stated: nothing to compare with")
)
_TOO_MANY: Final = Text(
    zh="招聘 {openings} 人，多于所写单位规模的上限 {size} 人",
    en="{openings} openings are more than the top of the stated size, {size} people",
)
_MANDATE_UNSEEN: Final = unknown(
    Text(
        zh="招聘人数与单位规模相称；是否与委托证明一致，由评定人员核对",
        en="The headcount fits the company's size; whether it fits the mandate is for an assessor to see",
    )
)
_FITS: Final = met(Text(zh="招聘人数与单位规模相称", en="The headcount fits the company's size"))
