"""C-pay: figures, period and composition of pay; 面议 is none (notice 3(1), 劳动报酬)."""

import re
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.grading import graded
from certreg.checks.patterns import fan
from certreg.checks.pay_words import ANY_PART
from certreg.checks.search import first, whole
from certreg.checks.wording import by_missing
from certreg.domain.assessment import Finding, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shares of the parts; together 1. `lower_bound` is given for figures without an upper end (4000元以上)."""

    figures: float = 0.5
    lower_bound: float = 0.3
    period: float = 0.2
    composition: float = 0.3


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """The sum of the parts stated; the composition may stand in any text."""
    del context
    pay = posting.pay
    if pay is None or (pay.min is None and not pay.negotiable):
        return _from_text(posting, params)
    spans = whole(posting, "pay") if "pay" in posting.verbatim else ()
    if pay.min is None:
        return unmet(_NEGOTIABLE, spans=spans)
    share, missing = params.figures, 0
    if pay.max is None:
        share, missing = params.lower_bound, _NO_UPPER_END
    if pay.period is None:
        missing |= _NO_PERIOD
    else:
        share += params.period
    composition = first(posting, ANY_PART)
    if composition is not None:
        spans += (composition,)
    if composition is None and pay.months is None:
        missing |= _NO_COMPOSITION
    else:
        share += params.composition
    return graded(share, _REASONS[missing], spans=spans)


def _from_text(posting: Posting, params: Params) -> Finding:
    span = first(posting, _FIGURE_IN_TEXT)
    if span is not None:
        return graded(params.lower_bound, _ONLY_IN_TEXT, spans=(span,))
    return _ABSENT.in_channel(posting, "pay")


_FIGURE_IN_TEXT: Final = re.compile(
    fan(
        ("工资", "薪资", "底薪", "月薪", "年薪", "薪酬", "收入", "待遇", "报酬"),
        r"[^,。;0-9]{0,8}[0-9][0-9.,]{1,8}\s?[元kK千万]?",
    )
)
_PARTS: Final = (
    Text(zh="报酬上限", en="the upper end"),
    Text(zh="计薪周期", en="the pay period"),
    Text(zh="报酬构成", en="what the pay is made of"),
)
_NO_UPPER_END: Final = 1
_NO_PERIOD: Final = 2
_NO_COMPOSITION: Final = 4
_ABSENT: Final = absence(Text(zh="劳动报酬", en="pay"))
_NEGOTIABLE: Final = Text(zh="劳动报酬为面议，没有数额", en="Pay is left to negotiation: no figures")
_ONLY_IN_TEXT: Final = Text(
    zh="劳动报酬一栏没有数额，只在正文中提到", en="The pay field has no figures; the text mentions some"
)
_COMPLETE: Final = Text(
    zh="报酬数额、计薪周期、构成均已写明", en="Figures, period and composition of pay are all stated"
)
_LACKING: Final = Text(zh="劳动报酬中未写明：{}", en="Of the pay, not stated: {}")
_REASONS: Final = by_missing(_COMPLETE, _LACKING, _PARTS)
