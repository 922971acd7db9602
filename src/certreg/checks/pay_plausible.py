"""T-pay-plausible: pay lies inside the market band of its occupation and province (notice 3(1), 真实、有效).

The band runs from the 5th to the 95th percentile of postings (criteria/reference/pay_bands.csv). What counts is the
middle of the range; of an open range (4000元以上) its lower bound. Where no group is known or the cell is small, a
wider cell is taken and named; all occupations together say little, so leaving that band costs a part only. Postings
state round figures, so the ends of a band are known to a step of them: what lies within one step is not outside.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.full_time import is_full_time
from certreg.checks.grading import graded
from certreg.checks.search import whole
from certreg.domain.assessment import Fact, Finding, met, unknown
from certreg.domain.posting import Pay, PayPeriod, Posting
from certreg.domain.text import Text
from certreg.notation.monthly_pay import a_month, midpoint
from certreg.reference.divisions import load_divisions
from certreg.reference.occupations import load_occupations
from certreg.reference.pay_bands import ALL, Band, PayBands, load_pay_bands


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """More than a step outside the band points fall, to nothing at `none` times its end, or its end divided by that.

    `any_occupation` is what is left at least where only the band of all occupations was found. `years`: how long after
    the table was made it may be used.
    """

    none: Annotated[float, Meta(gt=1, le=10)] = 2.0
    any_occupation: Annotated[float, Meta(gt=0, lt=1)] = 0.5
    years: Annotated[int, Meta(ge=1, le=10)] = 3


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Judged for full-time pay by the month or year; where nothing can be compared, nothing is claimed."""
    pay = posting.pay
    if pay is None and "pay" in posting.provenance.channel_lacks:
        return _ABSENT.no_place
    if pay is None or pay.min is None:
        return _NO_FIGURE
    amount = _amount(pay)
    if amount is None or not is_full_time(posting):
        return _NOT_COMPARABLE
    day = posting.published_on or context.day
    bands = load_pay_bands()
    if not bands.since <= day.year <= bands.as_of.year + params.years:
        return _not_covered(day)
    return _judged(posting, amount, bands, params)


def _amount(pay: Pay) -> int | None:
    if pay.min is not None and pay.max is None and pay.currency == "CNY" and pay.period in _LONG:
        return a_month(pay.min, pay.period)
    return midpoint(pay)


def _judged(posting: Posting, amount: int, bands: PayBands, params: Params) -> Finding:
    group = load_occupations().of_title(posting.title)
    division = posting.location.division
    band = bands.find(group, None if division is None else division[:2] + "0000")
    low, high = band.percentiles[0], band.percentiles[-1]
    standing = band.standing(amount)
    if low <= amount <= high:
        return _inside(band.group, band.region, standing)
    facts = _facts(band, *standing)
    if low - _STEP <= amount <= high + _STEP:
        return met(_AT_THE_EDGE.within(low=_yuan(low), high=_yuan(high)), facts=facts)
    beyond = amount / (high + _STEP) if amount > high else (low - _STEP) / max(amount, 1)
    share = (params.none - beyond) / (params.none - 1)
    if band.group == ALL:
        share = max(share, params.any_occupation)
    reason = (_ABOVE if amount > high else _BELOW).within(amount=_yuan(amount), low=_yuan(low), high=_yuan(high))
    spans = whole(posting, "pay") if "pay" in posting.verbatim else ()
    return graded(min(share, _LESS_THAN_ALL), reason, spans=spans, facts=facts)


@lru_cache(maxsize=1024)
def _not_covered(day: date) -> Finding:
    bands = load_pay_bands()
    return unknown(_NOT_COVERED.within(day=day, since=bands.since, as_of=bands.as_of))


@lru_cache(maxsize=8_192)
def _inside(group: str, region: str, standing: tuple[int, int]) -> Finding:
    return met(_INSIDE, facts=_facts(load_pay_bands().cell(group, region), *standing))


@lru_cache(maxsize=8_192)
def _facts(band: Band, below: int, above: int) -> tuple[Fact, ...]:
    bands = load_pay_bands()
    between = _AT if below >= above else _BETWEEN
    place = _NATION if band.region == ALL else _named(band.region)
    values: Mapping[str, object] = {
        "group": _ANY_GROUP if band.group == ALL else load_occupations().titles[band.group],
        "place": place,
        "count": band.count,
        "middle": _yuan(band.at(50)),
        "standing": between.within(below=below, above=above),
        "since": bands.since,
    }
    return (Fact(_CELL.within(**values), source=bands.source, as_of=bands.as_of),)


def _named(province: str) -> Text:
    name = load_divisions().full_name(province) or province
    return Text(zh=name, en=name)


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}"


_LONG: Final = (PayPeriod.MONTH, PayPeriod.YEAR)
_STEP: Final = 500_00
"""Fen: postings state pay in steps of 500 yuan or more."""
_LESS_THAN_ALL: Final = 0.999
_ABSENT: Final = absence(Text(zh="劳动报酬", en="pay"))
_NO_FIGURE: Final = unknown(
    Text(zh="没有可与市场比较的报酬数额", en="No pay in figures that could be compared with the market")
)
_NOT_COMPARABLE: Final = unknown(
    Text(
        zh="市场区间按全职月薪、年薪统计，该报酬不能与之比较，由评定人员判断",
        en="The bands are of full-time pay by the month or year; this pay is not, so an assessor judges",
    )
)
_NOT_COVERED: Final = Text(
    zh="{day} 的报酬不能用 {since} 年以来、{as_of} 统计的市场区间比较",
    en="Pay of {day} cannot be compared with bands of postings since {since}, made on {as_of}",
)
_INSIDE: Final = Text(zh="报酬在同类职业的市场区间之内", en="Pay lies inside the market band of the occupation")
_AT_THE_EDGE: Final = Text(
    zh="报酬与同类职业的市场区间 {low} 至 {high} 元相差不超过 500 元，招聘信息多按 500 元取整，视为相符",
    en="Pay is within 500 yuan of the occupation's band of {low} to {high}; postings round to 500, so it agrees",
)
_ABOVE: Final = Text(
    zh="月报酬中值 {amount} 元，高于市场区间 {low} 至 {high} 元",
    en="The middle of the pay, {amount} yuan a month, is above the market band of {low} to {high}",
)
_BELOW: Final = Text(
    zh="月报酬中值 {amount} 元，低于市场区间 {low} 至 {high} 元",
    en="The middle of the pay, {amount} yuan a month, is below the market band of {low} to {high}",
)
_CELL: Final = Text(
    zh="{place}{group}：{since} 年以来 {count} 条招聘信息，月报酬中位数 {middle} 元；该报酬{standing}",
    en="{group}, {place}: {count} postings since {since}, median {middle} yuan a month; this pay is {standing}",
)
_BETWEEN: Final = Text(zh="在第 {below} 至第 {above} 百分位之间", en="between percentiles {below} and {above}")
_AT: Final = Text(zh="正在第 {above} 百分位", en="at percentile {above}")
_NATION: Final = Text(zh="全国", en="the whole country")
_ANY_GROUP: Final = Text(zh="各类职业", en="all occupations")
