"""A-pay-consistent: the pay that the text states is that of the field (notice 3(1), 劳动报酬).

The total pay of one job agrees if neither bound differs by more than `tolerance`; a base below the range is no
conflict. Figures of another period are compared with what a month or a year of work can make of them.
"""

from typing import Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.pay_mentions import ANY_FIGURE, Mention, pay_mentions
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import Pay, PayPeriod, Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far a bound may lie from that of the field, as a share of the field's."""

    tolerance: Annotated[float, Meta(ge=0, le=1)] = 0.1


class Range(NamedTuple):
    """Fen; without `high` it is open upwards."""

    low: int
    high: int | None
    pay: Pay


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet if the text states a total pay that differs from the field's in a bound."""
    del context
    if posting.pay is None or posting.pay.min is None:
        return _NOTHING if posting.pay is not None else _ABSENT.in_channel(posting, "pay")
    spans = find(posting, params.tolerance)
    return unmet(_DIFFERS, spans=spans) if spans else _AGREES


def find(posting: Posting, tolerance: float = 0.1) -> tuple[Span, ...]:
    """The words that state another total pay than the field; empty where none do.

    A text that states several (by grade, by month of service) agrees if one of them is the field's, or all of them
    together span it.
    """
    stated = posting.pay
    if stated is None or stated.min is None or stated.period is None or not ANY_FIGURE.may_hit(posting):
        return ()
    found: list[tuple[Mention, Span]] = []
    for span, mention in pay_mentions(posting):
        if not _of_a_job(mention.pay):
            continue
        if _is_range(mention, stated) and _agree(mention, stated, tolerance):
            return ()
        found.append((mention, span))
    return _contradicting(found, stated, tolerance) if found else ()


def _contradicting(found: list[tuple[Mention, Span]], stated: Pay, tolerance: float) -> tuple[Span, ...]:
    """What decides are the ranges for the field's period; without any, its other figures; else those of other ones."""
    same = [(mention, span) for mention, span in found if mention.pay.period is stated.period]
    ranges = [(mention, span) for mention, span in same if _is_range(mention, stated)]
    decisive = ranges or same or found
    if any(_agree(mention, stated, tolerance) for mention, _ in decisive):
        return ()
    if _of_several_jobs([mention.pay for mention, _ in same], stated, tolerance):
        return ()
    return () if _span_it([mention.pay for mention, _ in ranges], stated, tolerance) else (decisive[0][1],)


def _is_range(mention: Mention, stated: Pay) -> bool:
    return mention.pay.period is stated.period and mention.pay.max not in (None, mention.pay.min)


def _of_a_job(pay: Pay) -> bool:
    """Not a bonus or a slip: between a pittance and twenty times a good pay, for its period."""
    if pay.period is None:
        return False
    low, high = _SANE[pay.period]
    bounds = [bound for bound in (pay.min, pay.max) if bound is not None]
    return bool(bounds) and low <= bounds[0] and bounds[-1] <= high and pay.currency == "CNY"


def _agree(mention: Mention, stated: Pay, tolerance: float) -> bool:
    found = mention.pay
    if found.period is not stated.period:
        return _could_be(found, stated, tolerance)
    low, high = found.min or 0, found.max
    stated_low, stated_high = stated.min or 0, stated.max
    if high is None or high == low:
        # 6000左右, 6000以上: somewhere in the range.
        return low >= stated_low * (1 - tolerance) and (stated_high is None or low <= stated_high * (1 + tolerance))
    if mention.average and stated_low <= low and (stated_high is None or high <= stated_high):
        return True
    off_low = abs(low - stated_low) / max(stated_low, 1)
    off_high = 0.0 if stated_high is None else abs(high - stated_high) / stated_high
    if mention.and_more and stated_high is not None and low < stated_high and high < stated_high:
        off_high = 0.0
    return off_low <= tolerance and off_high <= tolerance and off_low + off_high <= tolerance * _BOTH


def _could_be(found: Pay, stated: Pay, tolerance: float) -> bool:
    """Of another period: some amount of work makes the one of the other. Without a period nothing is contradicted."""
    if found.period is None or stated.period is None:
        return True
    least, most = _A_YEAR[found.period]
    stated_least, stated_most = _A_YEAR[stated.period]
    low, high = (found.min or 0) * least, (found.max or found.min or 0) * most
    stated_low, stated_high = (stated.min or 0) * stated_least, (stated.max or stated.min or 0) * stated_most
    above = found.max is None or high >= stated_low * (1 - tolerance)
    below = stated.max is None or low <= stated_high * (1 + tolerance)
    return above and below


def _of_several_jobs(found: list[Pay], stated: Pay, tolerance: float) -> bool:
    """Three or more different ones inside the field's range, which they nearly fill: by post or by grade."""
    if len({(pay.min, pay.max) for pay in found}) < _JOBS or stated.max is None:
        return False
    stated_low = stated.min or 0
    lows, highs = [pay.min or 0 for pay in found], [pay.max or pay.min or 0 for pay in found]
    inside = stated_low * (1 - tolerance) <= min(lows) and max(highs) <= stated.max * (1 + tolerance)
    return inside and min(lows) <= stated_low * (1 + _NEARLY) and max(highs) >= stated.max * (1 - _NEARLY)


def _span_it(found: list[Pay], stated: Pay, tolerance: float) -> bool:
    """Grades that together make the field's range: 5000-6000, 6000-8000, 8000-10000."""
    same = [pay for pay in found if pay.period is stated.period and pay.min is not None and pay.max is not None]
    if len(same) < _GRADES or len(same) < len(found):
        return False
    low = min(pay.min for pay in same if pay.min is not None)
    high = max(pay.max for pay in same if pay.max is not None)
    together = Pay(min=low, max=high, period=stated.period)
    return _agree(Mention(together, 0, 0), stated, tolerance)


_GRADES: Final = 2
_JOBS: Final = 3
_NEARLY: Final = 0.2
_BOTH: Final = 1.6
"""How much of the tolerance both bounds may use up together: 4500-5500 is another pay than 5000-6000."""
_YUAN: Final = 100
_SANE: Final = {
    PayPeriod.HOUR: (5 * _YUAN, 2_000 * _YUAN),
    PayPeriod.DAY: (50 * _YUAN, 10_000 * _YUAN),
    PayPeriod.WEEK: (200 * _YUAN, 50_000 * _YUAN),
    PayPeriod.MONTH: (1_500 * _YUAN, 300_000 * _YUAN),
    PayPeriod.YEAR: (15_000 * _YUAN, 5_000_000 * _YUAN),
}
_A_YEAR: Final = {
    PayPeriod.HOUR: (1_200, 3_600),
    PayPeriod.DAY: (200, 340),
    PayPeriod.WEEK: (40, 52),
    PayPeriod.MONTH: (12, 16),
    PayPeriod.YEAR: (1, 1),
}
"""How many of them a year of work has, few to many; months up to those that bonuses add."""
_ABSENT: Final = absence(Text(zh="劳动报酬", en="pay"))
_NOTHING: Final = met(Text(zh="报酬栏没有数额，无从矛盾", en="The pay field has no figure to contradict"))
_DIFFERS: Final = Text(zh="正文所写报酬与报酬栏不一致", en="The pay in the text differs from that of the field")
_AGREES: Final = met(Text(zh="正文未见与报酬栏不一致的数额", en="Nothing in the text contradicts the pay field"))
