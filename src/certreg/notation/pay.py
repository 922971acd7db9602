"""劳动报酬 as people write it: 8-13K·13薪, 0.6-1.5万/月, 15-20万/年, 150-200元/天, 4000元以上, 面议."""

import functools
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from certreg.domain.posting import Pay, PayPeriod
from certreg.domain.text import Text
from certreg.notation.numerals import read_number
from certreg.notation.pay_words import (
    CURRENCIES,
    LABELS,
    NEGOTIABLE,
    NO_PAY,
    PERIODS,
    PIECE,
    UNITS,
    Token,
    cut,
)
from certreg.notation.unreadable import Unreadable, words_of

_T = TypeVar("_T")
_D = TypeVar("_D")

FEN: Final = 100
MOST: Final = 10**12
"""Fen; the bound of `domain.posting.Fen`."""
LEAST_FOR_A_MONTH: Final = 1_000 * FEN
"""No legal full month's pay is below 1,000 yuan: a smaller bare figure is of some other period."""
_LETTERS: Final = {
    "number": "N",
    "unit": "U",
    "currency": "C",
    "per": "/",
    "period": "T",
    "least": "+",
    "most": "<",
    "label": "L",
    "span": "-",
    "months": "M",
}
_SHAPE: Final = re.compile(
    r"[LC+</T]*(?P<low>N(?:U(?:NU?)?)?)(?:C|/|(?<!N)T)*(?:-C*(?P<high>N(?:U(?:NU?)?)?))?(?:[C/+<LM]|(?<!N)T)*"
)
"""Order of the tokens of a pay, one letter each. A period stands never right after a bare number: 3年 is no pay."""
_ONE_DIGIT: Final = re.compile("[1-9]")
_BARE: Final = 100
_FARTHER: Final = 10
_MOST_MONTHS: Final = 36


class PayReading(NamedTuple):
    """The pay that the words state, and what had to be settled to read them.

    `pay` is None where the words say that there is nothing (无). `swapped`: the higher bound stood first.
    `assumed_period`: the words name no period, so the caller's was taken.
    """

    pay: Pay | None
    swapped: bool = False
    assumed_period: bool = False


class _Figure(NamedTuple):
    number: Decimal
    unit: int | None


@functools.lru_cache(maxsize=32_768)
def read_pay(text: str, *, default_period: PayPeriod | None = None) -> PayReading:
    """Read pay into fen per period.

    A single figure is both bounds, with 以上/以下 one of them. A unit at one bound holds for both unless that is
    absurd (8000-1.2万). Bounds the wrong way round are put right. Where no period is named, `…薪` makes it a month;
    else it is `default_period`, but no bare figure too small for a month is made monthly. Piece rates (5-8元/单)
    have no period of ours: they are kept as `composition`. `Unreadable` for anything else.
    """
    words = words_of(text)
    if NEGOTIABLE.fullmatch(words):
        return PayReading(Pay(negotiable=True))
    if PIECE.fullmatch(words):
        return PayReading(Pay(composition=words))
    if NO_PAY.fullmatch(words):
        return PayReading(None)
    pieces = cut(words)
    if pieces is None:
        raise Unreadable("pay_unreadable", _UNREADABLE)
    return _assemble(pieces.tokens, words if pieces.composed else None, default_period)


def _assemble(tokens: Sequence[Token], composition: str | None, default_period: PayPeriod | None) -> PayReading:
    figures = _figures(tokens)
    low, high, swapped = _bounds(figures, tokens, open_ended=composition is not None)
    period = _period(tokens)
    months = _months(tokens)
    if period is None and months is not None:
        period = PayPeriod.MONTH
    assumed = False
    if period is None and default_period is not None:
        top = high if high is not None else low
        assumed = default_period is not PayPeriod.MONTH or (top is not None and top >= LEAST_FOR_A_MONTH)
        period = default_period if assumed else None
    currency = _one((CURRENCIES[t.text] for t in tokens if t.kind == "currency" and t.text in CURRENCIES), "CNY")
    pay = Pay(min=low, max=high, currency=currency, period=period, months=months, composition=composition)
    return PayReading(pay, swapped, assumed)


def _figures(tokens: Sequence[Token]) -> list[_Figure]:
    """The one or two figures, each with its unit."""
    shape = _SHAPE.fullmatch("".join(_LETTERS[token.kind] for token in tokens))
    if shape is None:
        raise Unreadable("pay_unreadable", _UNREADABLE)
    spans = [shape.span(bound) for bound in ("low", "high")]
    return [_figure(tokens[start:end]) for start, end in spans if start >= 0]


def _figure(tokens: Sequence[Token]) -> _Figure:
    """A number and its unit; 1万5 and 1万5千 are one and a half myriads."""
    number = read_number(tokens[0].text)
    unit = UNITS[tokens[1].text] if len(tokens) > 1 else None
    if number is None:
        raise Unreadable("pay_unreadable", _UNREADABLE)
    joined = [token.text for token in tokens[2:]]
    if not joined:
        return _Figure(number, unit)
    if unit != UNITS["万"] or joined[1:] not in ([], ["千"]) or not _ONE_DIGIT.fullmatch(joined[0]):
        raise Unreadable("pay_unreadable", _UNREADABLE)
    return _Figure(number + Decimal(joined[0]) / 10, unit)


def _bounds(
    figures: list[_Figure], tokens: Sequence[Token], *, open_ended: bool
) -> tuple[int | None, int | None, bool]:
    if len(figures) == 2:  # noqa: PLR2004 - a lower and an upper bound
        low, high = _fen(figures[0], figures[1]), _fen(figures[1], figures[0])
        return min(low, high), max(low, high), low > high
    only = _fen(figures[0], figures[0])
    kinds = {token.kind for token in tokens}
    if {"least", "most"} <= kinds:
        raise Unreadable("pay_unreadable", _UNREADABLE)
    if "most" in kinds:
        return None, only, False
    if "least" in kinds or open_ended:
        return only, None, False
    return only, only, False


def _fen(figure: _Figure, other: _Figure) -> int:
    unit = figure.unit
    if unit is None and other.unit is not None:
        # 6-8千 shares the unit; 8000-1.2万 does not: eight thousand myriads is nobody's pay.
        own = figure.number >= _BARE and figure.number > other.number * _FARTHER
        unit = 1 if own else other.unit
    fen = figure.number * (unit or 1) * FEN
    if fen != fen.to_integral_value():
        raise Unreadable("pay_finer_than_fen", _FINER)
    if fen > MOST:
        raise Unreadable("pay_too_high", _TOO_HIGH)
    return int(fen)


def _period(tokens: Sequence[Token]) -> PayPeriod | None:
    named = [PERIODS[t.text] for t in tokens if t.kind == "period"]
    return _one([*named, *(LABELS[t.text] for t in tokens if t.kind == "label" and t.text in LABELS)], None)


def _months(tokens: Sequence[Token]) -> int | None:
    """Of 13-16薪 the lower number, the one that is promised."""
    stated = _one((token.text for token in tokens if token.kind == "months"), None)
    if stated is None:
        return None
    months = int(stated.partition("薪")[0].partition("个")[0].partition("-")[0])
    if not 1 <= months <= _MOST_MONTHS:
        raise Unreadable("pay_months_out_of_range", _MONTHS)
    return months


def _one(values: Iterable[_T], default: _D) -> _T | _D:
    distinct = set(values)
    if len(distinct) > 1:
        raise Unreadable("pay_contradictory", _CONTRADICTORY)
    return distinct.pop() if distinct else default


_UNREADABLE: Final = Text(
    zh="看不懂劳动报酬；请写“8000-12000元/月”“8-13K·13薪”“15-20万/年”“150-200元/天”“4000元以上”或“面议”",
    en="Not a pay; write 8000-12000元/月, 8-13K·13薪, 15-20万/年, 150-200元/天, 4000元以上 or 面议",
)
_FINER: Final = Text(zh="劳动报酬的金额精确到分以下", en="The pay has fractions of a fen")
_TOO_HIGH: Final = Text(zh="劳动报酬超过100亿元", en="The pay is above 10 thousand million yuan")
_MONTHS: Final = Text(zh="每年发薪月数应在1到36之间", en="The number of monthly payments a year lies between 1 and 36")
_CONTRADICTORY: Final = Text(
    zh="劳动报酬中写了不同的计薪周期、币种或发薪月数",
    en="The pay names different periods, currencies or numbers of payments",
)
