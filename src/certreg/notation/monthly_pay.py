"""Pay of other periods as pay of a full month of work, in whole fen.

A month of full-time work has (365 - 104) / 12 = 21.75 paid days of eight hours, which makes 174 hours. So said
劳社部发〔2008〕3号, and so says the notice of the same title that replaced it on 2025-01-01.
"""

from typing import Final

from certreg.domain.posting import Pay, PayPeriod

HOURS: Final = 174
_DAYS_IN_100_MONTHS: Final = 2175
_WEEKS, _MONTHS = 52, 12


def a_month(amount: int, period: PayPeriod) -> int:
    """The monthly equivalent, rounded down: it is below a whole number of fen exactly if the exact one is."""
    match period:
        case PayPeriod.MONTH:
            return amount
        case PayPeriod.HOUR:
            return amount * HOURS
        case PayPeriod.DAY:
            return amount * _DAYS_IN_100_MONTHS // 100
        case PayPeriod.WEEK:
            return amount * _WEEKS // _MONTHS
        case PayPeriod.YEAR:
            return amount // _MONTHS


def midpoint(pay: Pay) -> int | None:
    """Half-way between both bounds of pay in yuan by the month or year, as a month's pay; None for any other pay.

    Payments beyond twelve (13薪) are left aside: few postings say them.
    """
    if pay.min is None or pay.max is None or pay.currency != "CNY":
        return None
    if pay.period not in (PayPeriod.MONTH, PayPeriod.YEAR):
        return None
    return a_month((pay.min + pay.max) // 2, pay.period)
