"""Pay as people write it."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.posting import Pay, PayPeriod
from certreg.notation.pay import PayReading, read_pay
from certreg.notation.unreadable import Unreadable

MONTH, YEAR, DAY, HOUR, WEEK = PayPeriod.MONTH, PayPeriod.YEAR, PayPeriod.DAY, PayPeriod.HOUR, PayPeriod.WEEK


def yuan(
    low: int | None,
    high: int | None,
    period: PayPeriod | None = MONTH,
    months: int | None = None,
    currency: str = "CNY",
) -> Pay:
    return Pay(
        min=None if low is None else low * 100,
        max=None if high is None else high * 100,
        period=period,
        months=months,
        currency=currency,
    )


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        # Met in postings of job sites, by frequency.
        ("11000.0-16000.0", yuan(11000, 16000)),
        ("8001-10000", yuan(8001, 10000)),
        ("6-8千", yuan(6000, 8000)),
        ("8千-1.5万", yuan(8000, 15000)),
        ("8千-1万", yuan(8000, 10000)),
        ("7-12K", yuan(7000, 12000)),
        ("8000-12000元/月", yuan(8000, 12000)),
        ("1.3-1.8万", yuan(13000, 18000)),
        ("15-25k·13薪", yuan(15000, 25000, months=13)),
        ("8-13K·13薪", yuan(8000, 13000, months=13)),
        ("15k-30k", yuan(15000, 30000)),
        ("20K-40K", yuan(20000, 40000)),
        ("1-1.1万", yuan(10000, 11000)),
        ("20-40万/年", yuan(200000, 400000, YEAR)),
        ("1-2万", yuan(10000, 20000)),
        ("9千-1.8万·13薪", yuan(9000, 18000, months=13)),
        ("4.5-6千·13薪", yuan(4500, 6000, months=13)),
        ("0.6-1.5万/月", yuan(6000, 15000)),
        ("1.1万-1.8万", yuan(11000, 18000)),
        ("200元/天", yuan(200, 200, DAY)),
        ("3千及以下", yuan(None, 3000)),
        ("3千及以下·13薪", yuan(None, 3000, months=13)),
        ("100-200/天", yuan(100, 200, DAY)),
        ("250-400元/天", yuan(250, 400, DAY)),
        ("15k以上", yuan(15000, None)),
        ("17元/小时", yuan(17, 17, HOUR)),
        ("120-150元/时", yuan(120, 150, HOUR)),
        ("1千/天", yuan(1000, 1000, DAY)),
        ("1.5千以下/月", yuan(None, 1500)),
        ("8.4-16.8万/年", yuan(84000, 168000, YEAR)),
        ("8000以上", yuan(8000, None)),
        ("5千-8千元/月", yuan(5000, 8000)),
        ("3万及以下/年", yuan(None, 30000, YEAR)),
        ("100万以上/年", yuan(1000000, None, YEAR)),
        ("2100-3000元/周", yuan(2100, 3000, WEEK)),
        ("5k·13薪", yuan(5000, 5000, months=13)),
        # As people type it elsewhere.
        ("15-20万/年", yuan(150000, 200000, YEAR)),
        ("150-200元/天", yuan(150, 200, DAY)),
        ("4000元以上", yuan(4000, None)),
        ("１５－２０Ｋ", yuan(15000, 20000)),
        ("８０００－１２０００元／月", yuan(8000, 12000)),
        ("¥8,000-12,000", yuan(8000, 12000)),
        ("RMB 8000-12000/月", yuan(8000, 12000)),
        ("8000 — 12000 元", yuan(8000, 12000)),
        ("8000～12000元/月", yuan(8000, 12000)),
        ("8000元至12000元每月", yuan(8000, 12000)),
        ("月薪8000-12000元", yuan(8000, 12000)),
        ("年薪15-20万", yuan(150000, 200000, YEAR)),
        ("日薪200", yuan(200, 200, DAY)),
        ("1.2W-2W", yuan(12000, 20000)),
        ("8000-1.2万", yuan(8000, 12000)),
        ("8K-12000", yuan(8000, 12000)),
        ("100-150万/年", yuan(1000000, 1500000, YEAR)),
        ("1万5-2万", yuan(15000, 20000)),
        ("1万5千", yuan(15000, 15000)),
        ("八千至一万二", yuan(8000, 12000)),
        ("三千五", yuan(3500, 3500)),
        ("5000+", yuan(5000, None)),
        ("不低于4000元", yuan(4000, None)),
        ("8000元/月起", yuan(8000, None)),
        ("税前8000-10000元", yuan(8000, 10000)),
        ("8000左右", yuan(8000, 8000)),
        ("10-20k·13-16薪", yuan(10000, 20000, months=13)),
        ("3000美元/月", yuan(3000, 3000, currency="USD")),
        ("20000-30000港币/月", yuan(20000, 30000, currency="HKD")),
        ("30万日元/月", yuan(300000, 300000, currency="JPY")),
    ],
)
def test_pay_is_read(text: str, pay: Pay) -> None:
    assert read_pay(text, default_period=MONTH).pay == pay


@pytest.mark.parametrize("text", ["面议", "薪资面议", "面谈", "工资面议", "面议-k·薪", "面议（可谈）"])
def test_negotiable_pay_has_no_figure(text: str) -> None:
    assert read_pay(text).pay == Pay(negotiable=True)


@pytest.mark.parametrize("text", ["无", "-", "暂无", "保密"])
def test_words_for_nothing_are_no_pay(text: str) -> None:
    assert read_pay(text) == PayReading(None)


@pytest.mark.parametrize("text", ["5-8元/单", "500-1000元/次", "计件"])
def test_piece_rates_are_kept_as_words(text: str) -> None:
    assert read_pay(text, default_period=MONTH).pay == Pay(composition=text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("底薪4000+提成", 4000, None),
        ("5000-8000元/月+提成", 5000, 8000),
        ("4500-6000元/月+年终奖", 4500, 6000),
        ("8000~10000元/月，五险一金", 8000, 10000),
        ("8000-10000（含绩效）", 8000, 10000),
    ],
)
def test_what_the_pay_is_made_of_is_kept(text: str, low: int, high: int | None) -> None:
    pay = read_pay(text, default_period=MONTH).pay
    assert pay is not None
    assert pay.composition is not None
    assert (pay.min, pay.max, pay.period) == (low * 100, None if high is None else high * 100, MONTH)


def test_swapped_bounds_are_put_right_and_said_so() -> None:
    reading = read_pay("16000.0-11000.0", default_period=MONTH)
    assert reading == PayReading(yuan(11000, 16000), swapped=True, assumed_period=True)


def test_a_period_is_assumed_only_when_none_is_named() -> None:
    assert not read_pay("8-13K·13薪", default_period=YEAR).assumed_period
    assert not read_pay("8000元/月", default_period=YEAR).assumed_period
    assert read_pay("8-13K", default_period=MONTH).assumed_period
    assert read_pay("8-13K").pay == yuan(8000, 13000, None)


def test_a_bare_figure_too_small_for_a_month_is_not_made_monthly() -> None:
    assert read_pay("150-200", default_period=MONTH) == PayReading(yuan(150, 200, None))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ITA", "pay_unreadable"),
        ("薪资区间", "pay_unreadable"),
        ("3-k·12薪", "pay_unreadable"),
        ("9�-1.5万·13薪", "pay_unreadable"),
        ("SSIS)(职位编号：02)", "pay_unreadable"),
        ("2-3k·100薪", "pay_unreadable"),
        ("3年", "pay_unreadable"),
        ("-5000", "pay_unreadable"),
        ("5000-", "pay_unreadable"),
        ("5-6-7K", "pay_unreadable"),
        ("5000 6000", "pay_unreadable"),
        ("", "pay_unreadable"),
        ("60-80k·37薪", "pay_months_out_of_range"),
        ("月薪5000元/年", "pay_contradictory"),
        ("1.23456", "pay_finer_than_fen"),
        ("99999999999999", "pay_too_high"),
        ("5000" * 100, "too_long_to_read"),
    ],
)
def test_what_is_no_pay_is_refused_with_a_reason(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_pay(text, default_period=MONTH)
    assert caught.value.code == code
    assert caught.value.reason.zh
    assert caught.value.reason.en


bounds = st.integers(min_value=1, max_value=99_999)
suffixes = st.sampled_from([("元/月", MONTH), ("元/年", YEAR), ("元/天", DAY), ("元/小时", HOUR), ("元/周", WEEK)])


@given(bounds, bounds, suffixes, st.sampled_from(["-", "~", "至", "—", " - "]))
def test_written_ranges_come_back(one: int, other: int, suffix: tuple[str, PayPeriod], dash: str) -> None:
    words, period = suffix
    low, high = sorted((one, other))
    reading = read_pay(f"{one}{dash}{other}{words}")
    assert reading.pay == yuan(low, high, period)
    assert reading.swapped is (one > other)


@given(
    st.integers(min_value=10, max_value=999),
    st.integers(min_value=10, max_value=999),
    st.sampled_from([("K", 1_000), ("k", 1_000), ("千", 1_000), ("万", 10_000)]),
    st.none() | st.integers(min_value=1, max_value=36),
)
def test_shared_units_hold_for_both_bounds(one: int, other: int, unit: tuple[str, int], months: int | None) -> None:
    sign, scale = unit
    low, high = sorted((Decimal(one) / 10, Decimal(other) / 10))
    tail = "" if months is None else f"·{months}薪"
    pay = read_pay(f"{low}-{high}{sign}{tail}", default_period=MONTH).pay
    assert pay == Pay(min=int(low * scale * 100), max=int(high * scale * 100), period=MONTH, months=months)


@given(st.text(max_size=60) | st.text(alphabet="0123456789.-~万千Kk元/月年天薪·+以上面议无 ", max_size=20))
def test_any_text_is_read_in_order_or_refused(text: str) -> None:
    with contextlib.suppress(Unreadable):
        pay = read_pay(text).pay
        if pay is not None and pay.min is not None and pay.max is not None:
            assert pay.min <= pay.max
