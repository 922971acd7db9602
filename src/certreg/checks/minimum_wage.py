"""G-minimum-wage: pay is not below the local minimum wage on the posting's day (Labour Law 48; 最低工资规定).

Full-time pay is held to the monthly minimum, other work by the hour to the hourly one. The lower bound of pay counts.
The table speaks to one day: what lies close above its standard later on, or between tiers, is left to an assessor.
"""

from datetime import date
from functools import lru_cache
from typing import Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.full_time import is_full_time
from certreg.checks.search import whole
from certreg.domain.assessment import Fact, Finding, met, unknown, unmet
from certreg.domain.posting import EmploymentType, Pay, PayPeriod, Posting
from certreg.domain.text import Text
from certreg.notation.monthly_pay import a_month
from certreg.reference.minimum_wage import Kind, MinimumWage, minimum_wage


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`margin`: after the table's day a standard may have been raised; pay up to this share above it stays unknown."""

    margin: Annotated[float, Meta(ge=0, le=1)] = 0.25


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet where the lower bound is below the standard of every tier; unknown where the table does not tell."""
    pay, division = posting.pay, posting.location.division
    stated = None if pay is None else pay.max if pay.min is None else pay.min
    if pay is None or stated is None:
        return _ABSENT.no_place if "pay" in posting.provenance.channel_lacks else _NO_FIGURE
    if pay.period is None or pay.currency != "CNY":
        return _NOT_COMPARABLE
    if division is None:
        return _NO_PLACE
    day = posting.published_on or context.day
    kind, amount = _compared(posting, stated, pay.period)
    standard = minimum_wage(division, day, kind)
    if standard is None:
        return _not_covered(day)
    case = _Case(kind, amount, day, standard)
    return _below(posting, pay.period, case) if amount < standard.amount else _not_below(pay, case, params.margin)


class _Case(NamedTuple):
    """Pay of a month or an hour against the standard of a day."""

    kind: Kind
    amount: int
    day: date
    standard: MinimumWage

    def says(self, text: Text, minimum: int = 0) -> Text:
        """The text with the figures of the case."""
        return text.within(
            unit=_UNITS[self.kind],
            amount=_yuan(self.amount),
            day=self.day,
            minimum=_yuan(minimum),
            as_of=self.standard.as_of,
        )

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The standard, with where it is from."""
        known = self.standard
        statement = (_ONE if known.tier_known else _TIERS).within(
            unit=_UNITS[self.kind], lowest=_yuan(known.amount), highest=_yuan(known.highest)
        )
        return (Fact(statement, source=known.source, as_of=known.as_of),)


def _compared(posting: Posting, stated: int, period: PayPeriod) -> tuple[Kind, int]:
    """Pay by the hour is a month's only where full-time work is stated; all other pay is compared by the month."""
    if period is PayPeriod.HOUR and posting.employment_type is not EmploymentType.FULL_TIME:
        return "hourly", stated
    return "monthly", a_month(stated, period)


def _below(posting: Posting, period: PayPeriod, case: _Case) -> Finding:
    by_the_day = period in (PayPeriod.DAY, PayPeriod.WEEK) and posting.employment_type is None
    if case.kind == "monthly" and (by_the_day or not is_full_time(posting)):
        return unknown(_HOURS_NOT_STATED, facts=case.facts)
    reason = _BELOW if case.standard.tier_known else _BELOW_EVERY_TIER
    spans = whole(posting, "pay") if "pay" in posting.verbatim else ()
    return unmet(case.says(reason, case.standard.amount), spans=spans, facts=case.facts)


def _not_below(pay: Pay, case: _Case, margin: float) -> Finding:
    highest = case.standard.highest
    if pay.min is None:
        return _NO_LOWER_BOUND
    if case.amount < highest:
        return unknown(case.says(_TIER_NOT_KNOWN), facts=case.facts)
    allowed = highest * (_THOUSAND + round(margin * _THOUSAND))
    if case.day > case.standard.as_of and case.amount * _THOUSAND < allowed:
        return unknown(case.says(_MAY_BE_RAISED), facts=case.facts)
    return _reached(case.kind, case.standard)


@lru_cache(maxsize=1024)
def _not_covered(day: date) -> Finding:
    return unknown(_NOT_COVERED.within(day=day))


@lru_cache(maxsize=1024)
def _reached(kind: Kind, standard: MinimumWage) -> Finding:
    case = _Case(kind, standard.highest, standard.as_of, standard)
    return met(case.says(_REACHED, standard.highest), facts=case.facts)


def _yuan(fen: int) -> str:
    yuan, rest = divmod(fen, 100)
    return f"{yuan}.{rest:02}" if rest else str(yuan)


_THOUSAND: Final = 1000
_UNITS: Final[dict[Kind, Text]] = {"monthly": Text(zh="月", en="month"), "hourly": Text(zh="小时", en="hour")}
_ABSENT: Final = absence(Text(zh="劳动报酬", en="pay"))
_NO_FIGURE: Final = unknown(
    Text(zh="未写明报酬数额，不能与最低工资标准比较", en="No pay in figures: nothing to compare with the minimum wage")
)
_NOT_COMPARABLE: Final = unknown(
    Text(
        zh="报酬未写明计薪周期，或不是人民币，不能与最低工资标准比较",
        en="Pay has no period or is not in yuan: it cannot be compared with the minimum wage",
    )
)
_NO_PLACE: Final = unknown(
    Text(
        zh="未写明工作地点的行政区划，不知适用何地的最低工资标准",
        en="No division is given: whose minimum wage applies is open",
    )
)
_NOT_COVERED: Final = Text(
    zh="最低工资标准表没有该地在 {day} 的标准，请评定人员查对",
    en="The table has no minimum wage of this place for {day}: an assessor looks it up",
)
_HOURS_NOT_STATED: Final = Text(
    zh="折算后低于月最低工资标准，但不是或未写明是全日制工作，由评定人员按实际工时判断",
    en="Below the monthly minimum as full-time work, which it is not or does not say: an assessor judges by the hours",
)
_BELOW: Final = Text(
    zh="报酬下限折合每{unit} {amount} 元，低于 {day} 当地最低工资标准每{unit} {minimum} 元",
    en="The lower bound, {amount} yuan a {unit}, is below the local minimum wage on {day}, {minimum} yuan a {unit}",
)
_BELOW_EVERY_TIER: Final = Text(
    zh="报酬下限折合每{unit} {amount} 元，低于 {day} 当地最低一档最低工资标准每{unit} {minimum} 元"
    "（区县适用的档次未知，按最低一档比较）",
    en="The lower bound, {amount} yuan a {unit}, is below the lowest tier of the local minimum wage on {day}, "
    "{minimum} yuan a {unit} (which tier applies here is not known, so the lowest is taken)",
)
_NO_LOWER_BOUND: Final = unknown(
    Text(zh="只写了报酬上限，下限不明", en="Only an upper end is stated: how low pay may be is open")
)
_TIER_NOT_KNOWN: Final = Text(
    zh="报酬下限折合每{unit} {amount} 元，在 {day} 当地最低一档与最高一档标准之间，区县适用的档次未知，由评定人员查对",
    en="The lower bound, {amount} yuan a {unit}, lies between the tiers of the local minimum wage on {day}; which tier "
    "applies here is not known: an assessor looks it up",
)
_MAY_BE_RAISED: Final = Text(
    zh="报酬下限折合每{unit} {amount} 元，略高于 {as_of} 的最低工资标准，标准在 {day} 前可能已调整，由评定人员查对",
    en="The lower bound, {amount} yuan a {unit}, is little above the minimum wage of {as_of}, which may have been "
    "raised by {day}: an assessor looks it up",
)
_REACHED: Final = Text(
    zh="报酬下限不低于当地最低工资标准每{unit} {minimum} 元",
    en="The lower bound is not below the local minimum wage, {minimum} yuan a {unit}",
)
_ONE: Final = Text(zh="当地最低工资标准：每{unit} {lowest} 元", en="Local minimum wage: {lowest} yuan a {unit}")
_TIERS: Final = Text(
    zh="当地最低工资标准：每{unit} {lowest} 至 {highest} 元，分档适用；该地档次未知",
    en="Local minimum wage: {lowest} to {highest} yuan a {unit} by tier; which tier applies here is not known",
)
