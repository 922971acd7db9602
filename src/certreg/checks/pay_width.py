"""A-pay-width: a pay range that says something (criteria: max/min within 2, tapering to nothing at 3)."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.grading import graded
from certreg.checks.search import whole
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Full points up to `full` times the lower bound, none from `none` times on; linear between."""

    full: Annotated[float, Meta(ge=1, le=10)] = 2.0
    none: Annotated[float, Meta(gt=1, le=20)] = 3.0

    def __post_init__(self) -> None:
        if self.none <= self.full:
            raise ValueError("`none` must be above `full`")


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Judged on the figures of the pay field; a range without an upper end, or no figures, has no such width."""
    del context
    pay = posting.pay
    if pay is None or (pay.min is None and not pay.negotiable):
        return _ABSENT.in_channel(posting, "pay")
    spans = whole(posting, "pay") if "pay" in posting.verbatim else ()
    if pay.min is None:
        return unmet(_NEGOTIABLE, spans=spans)
    if pay.max is None:
        return unmet(_OPEN, spans=spans)
    return _judged(pay.min, pay.max, params, spans)


def _judged(low: int, high: int, params: Params, spans: tuple[Span, ...]) -> Finding:
    if low == 0:
        return unmet(_FROM_NOTHING, spans=spans)
    ratio = high / low
    if ratio <= params.full:
        return _NARROW if not spans else met(_NARROW.reason, spans=spans)
    share = (params.none - ratio) / (params.none - params.full)
    return graded(share, _WIDE.within(ratio=f"{ratio:.1f}", full=f"{params.full:g}"), spans=spans)


_ABSENT: Final = absence(Text(zh="报酬数额", en="pay figures"))
_NARROW: Final = met(Text(zh="报酬区间宽度合理", en="The pay range is narrow enough"))
_NEGOTIABLE: Final = Text(zh="面议，没有可比较的报酬区间", en="Left to negotiation: there is no range to judge")
_OPEN: Final = Text(zh="只有下限，没有上限", en="There is a lower end only")
_FROM_NOTHING: Final = Text(zh="报酬下限为零", en="The lower end is zero")
_WIDE: Final = Text(
    zh="上限为下限的 {ratio} 倍，应不超过 {full} 倍",
    en="The upper end is {ratio} times the lower; up to {full} is accepted",
)
