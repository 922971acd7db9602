"""Pay between schema.org's `baseSalary` and a posting.

What MonetaryAmount has no place for is carried by other properties of schema.org: the payments a year as an
`additionalProperty` of the QuantitativeValue, the composition as `incentiveCompensation`, 面议 as `description`.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation, Overflow
from typing import Any, Final

from certreg.domain.posting import Pay, PayPeriod
from certreg.domain.text import Text
from certreg.exchange.html_text import guarded
from certreg.exchange.jsonld import items, one, refuse
from certreg.exchange.jsonld_text import joined, words
from certreg.notation.pay import FEN, MOST, read_pay
from certreg.notation.unreadable import Unreadable

_NEGOTIABLE: Final = "面议"
_PAYMENTS: Final = "paymentsPerYear"
_UNITS: Final = {
    PayPeriod.HOUR: "HOUR",
    PayPeriod.DAY: "DAY",
    PayPeriod.WEEK: "WEEK",
    PayPeriod.MONTH: "MONTH",
    PayPeriod.YEAR: "YEAR",
}
_READ_UNITS: Final = {unit: period for period, unit in _UNITS.items()} | {
    # UN/CEFACT common codes, for `unitCode`.
    "HUR": PayPeriod.HOUR,
    "WEE": PayPeriod.WEEK,
    "MON": PayPeriod.MONTH,
    "ANN": PayPeriod.YEAR,
}
_MAX_MONTHS: Final = 36


def pay_to(pay: Pay | None) -> dict[str, Any]:
    """The properties that state the pay; amounts in units of the currency."""
    if pay is None:
        return {}
    value: dict[str, Any] = {}
    if pay.min is not None and pay.min == pay.max:
        value["value"] = _units(pay.min)
    else:
        value |= {} if pay.min is None else {"minValue": _units(pay.min)}
        value |= {} if pay.max is None else {"maxValue": _units(pay.max)}
    value |= {} if pay.period is None else {"unitText": _UNITS[pay.period]}
    if pay.months is not None:
        payments = {"@type": "PropertyValue", "propertyID": _PAYMENTS, "value": pay.months}
        value["additionalProperty"] = payments
    amount: dict[str, Any] = {"@type": "MonetaryAmount", "currency": pay.currency}
    if value:
        amount["value"] = {"@type": "QuantitativeValue", **value}
    if pay.negotiable:
        amount["description"] = _NEGOTIABLE
    found: dict[str, Any] = {"baseSalary": amount}
    if pay.composition is not None:
        found["incentiveCompensation"] = guarded(pay.composition)
    return found


def pay_from(node: Mapping[str, Any], verbatim: dict[str, str]) -> Pay | None:
    """The pay of a posting. `InvalidInput` if it is stated but cannot be read."""
    salary = one(node, "baseSalary")
    composition = joined(node, ("incentiveCompensation",))
    if salary is None:
        return None if composition is None else Pay(composition=composition)
    if not isinstance(salary, dict):
        return _from_text(str(words("baseSalary", salary)), composition, verbatim)
    # MonetaryAmount may carry the figures itself, or in a QuantitativeValue.
    inner = one(salary, "value")
    figures = inner if isinstance(inner, dict) else salary
    low, high = (_fen(figures.get(name), f"baseSalary.{name}") for name in ("minValue", "maxValue"))
    single = _fen(figures.get("value"), "baseSalary.value") if figures is inner else _fen(inner, "baseSalary.value")
    if low is None and high is None:
        low = high = single
    if low is not None and high is not None and low > high:
        verbatim["pay"] = f"{figures['minValue']}-{figures['maxValue']}"
        low, high = high, low
    negotiable = words("baseSalary.description", salary.get("description")) == _NEGOTIABLE
    return Pay(
        min=low,
        max=high,
        currency=_currency(salary),
        period=_period(figures) or _period(salary),
        months=_months(figures),
        negotiable=negotiable and low is None and high is None,
        composition=composition,
    )


def _from_text(text: str, composition: str | None, verbatim: dict[str, str]) -> Pay | None:
    verbatim["pay"] = text
    try:
        pay = read_pay(text).pay
    except Unreadable as error:
        refuse("baseSalary", error.code, error.reason)
    if composition is None or pay is None:
        return pay if composition is None else Pay(composition=composition)
    return Pay(
        min=pay.min,
        max=pay.max,
        currency=pay.currency,
        period=pay.period,
        months=pay.months,
        negotiable=pay.negotiable,
        composition=composition,
    )


def _units(fen: int) -> int | float:
    return fen // FEN if fen % FEN == 0 else fen / FEN


def _fen(value: object, field: str) -> int | None:
    text = words(field, value)
    if text is None:
        return None
    try:
        fen = Decimal(text.replace(",", "")) * FEN
    except InvalidOperation:
        refuse(field, "pay_unreadable", _NOT_A_NUMBER)
    except Overflow:
        refuse(field, "pay_out_of_range", _OUT_OF_RANGE)
    if not fen.is_finite() or fen != fen.to_integral_value() or not 0 <= fen <= MOST:
        refuse(field, "pay_out_of_range", _OUT_OF_RANGE)
    return int(fen)


def _currency(salary: Mapping[str, Any]) -> str:
    text = words("baseSalary.currency", salary.get("currency")) or "CNY"
    currency = {"RMB": "CNY"}.get(text.upper(), text.upper())
    if len(currency) != len("CNY") or not currency.isascii() or not currency.isalpha():
        refuse("baseSalary.currency", "currency_unknown", _NO_CURRENCY)
    return currency


def _period(figures: Mapping[str, Any]) -> PayPeriod | None:
    for name in ("unitText", "unitCode"):
        text = words(f"baseSalary.{name}", figures.get(name))
        if text is not None:
            period = _READ_UNITS.get(text.upper())
            if period is None:
                refuse(f"baseSalary.{name}", "period_unknown", _NO_PERIOD)
            return period
    return None


def _months(figures: Mapping[str, Any]) -> int | None:
    for extra in items(figures.get("additionalProperty")):
        if isinstance(extra, dict) and extra.get("propertyID") == _PAYMENTS:
            months = extra.get("value")
            if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= _MAX_MONTHS:
                refuse("baseSalary.additionalProperty", "pay_months_out_of_range", _BAD_MONTHS)
            return months
    return None


_NOT_A_NUMBER: Final = Text(zh="金额不是数字", en="The amount is not a number")
_OUT_OF_RANGE: Final = Text(
    zh="金额为负、过大，或精确到分以下", en="The amount is negative, too large, or finer than a hundredth"
)
_NO_CURRENCY: Final = Text(
    zh="币种应为三个字母的代码，例如CNY", en="A currency is a code of three letters, such as CNY"
)
_NO_PERIOD: Final = Text(
    zh="计薪周期应为 HOUR、DAY、WEEK、MONTH 或 YEAR", en="The period is HOUR, DAY, WEEK, MONTH or YEAR"
)
_BAD_MONTHS: Final = Text(
    zh="每年发薪月数应在1到36之间", en="The number of monthly payments a year lies between 1 and 36"
)
