"""Times, money and places as people write them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from babel.core import Locale
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from certreg.domain.policy import SHANGHAI
from certreg.domain.posting import Experience, Location, Party, Pay
from certreg.domain.text import Language, Text, normalise
from certreg.reference.divisions import load_divisions
from certreg.web import words

_LOCALE: Final[dict[Language, Locale]] = {"zh-CN": Locale.parse("zh_CN"), "en": Locale.parse("en")}
"""Parsed once: by name, Babel looks through its folder of locales at every call."""
_FEN_PER_YUAN: Final = 100
NEGOTIABLE: Final = Text(zh="面议（未写明数额）", en="Negotiable (no figure stated)")
_YUAN: Final = Text(zh="元", en="yuan")
_FROM: Final = Text(zh="{amount} {unit}以上", en="from {amount} {unit}")
_UP_TO: Final = Text(zh="{amount} {unit}以下", en="up to {amount} {unit}")
_RANGE: Final = Text(zh="{low}-{high} {unit}", en="{low}-{high} {unit}")
_MONTHS: Final = Text(zh="{pay} · 每年 {months} 个月工资", en="{pay} · {months} monthly payments a year")
_NO_EXPERIENCE: Final = Text(zh="经验不限", en="Any experience")
_YEARS_FROM: Final = Text(zh="{low} 年以上", en="{low} years or more")
_YEARS_RANGE: Final = Text(zh="{low}-{high} 年", en="{low}-{high} years")


def moment(value: datetime) -> str:
    """`2026-11-23 14:05` on the clock of Asia/Shanghai."""
    return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def day(value: date) -> str:
    """`2026-11-23`; the day in Asia/Shanghai when given a moment."""
    return value.astimezone(SHANGHAI).date().isoformat() if isinstance(value, datetime) else value.isoformat()


def number(value: float, language: Language) -> str:
    """Grouped digits: `12,000`."""
    return str(format_decimal(value, locale=_LOCALE[language]))


def percent(share: float, language: Language) -> str:
    """`84%`; any part that is not nothing is at least 1%."""
    return str(format_percent(max(share, 0.01), locale=_LOCALE[language]))


def enumerated(values: Sequence[str], language: Language) -> str:
    """`甲、乙和丙`."""
    return format_list(values, locale=_LOCALE[language])


def pay(value: Pay, language: Language) -> str | None:
    """`8,000-12,000 元/月`; None where the posting states no figure and does not say 面议 either."""
    if value.negotiable:
        return NEGOTIABLE.to(language)
    if value.min is None and value.max is None:
        return None
    unit = _unit(value).to(language)
    low, high = (number(f / _FEN_PER_YUAN, language) if f is not None else None for f in (value.min, value.max))
    if low is not None and high is not None:
        shown = low if low == high else None
        text = (
            Text(zh=f"{shown} {unit}", en=f"{shown} {unit}") if shown else _RANGE.within(low=low, high=high, unit=unit)
        )
    else:
        text = _FROM.within(amount=low, unit=unit) if low is not None else _UP_TO.within(amount=high, unit=unit)
    if value.months is not None:
        text = Text(
            zh=_MONTHS.zh.format(pay=text.zh, months=value.months),
            en=_MONTHS.en.format(pay=text.en, months=value.months),
        )
    return text.to(language)


def _unit(value: Pay) -> Text:
    """`元/月`, `USD/月`, or the currency alone where the posting does not say how often it is paid."""
    money = _YUAN if value.currency == "CNY" else Text(zh=value.currency, en=value.currency)
    if value.period is None:
        return money
    per = words.PER[value.period]
    return Text(zh=per.zh.format(money=money.zh), en=per.en.format(money=money.en))


def experience(value: Experience, language: Language) -> str:
    """`1-3 年`, `经验不限`."""
    if value.max_years is not None:
        return _YEARS_RANGE.within(low=value.min_years, high=value.max_years).to(language)
    if value.min_years == 0:
        return _NO_EXPERIENCE.to(language)
    return _YEARS_FROM.within(low=value.min_years).to(language)


def division(code: str) -> str:
    """Names from the province down, by GB/T 2260; the code itself where the table has none."""
    return load_divisions().full_name(code) or code


def location(value: Location) -> str | None:
    """Division and address; None where neither is stated."""
    if value.division is None or value.address is None:
        return value.address or (division(value.division) if value.division else None)
    # Most addresses begin with the names of their division; then those are not said twice.
    path = load_divisions().path(value.division)
    if path and normalise(value.address).startswith((path[0].name, path[-1].name)):
        return value.address
    return division(value.division) + value.address


def party(value: Party | None) -> str | None:
    """Name of an organisation as the posting states it."""
    return value.name if value is not None else None
