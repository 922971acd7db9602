"""Structured accuracy."""

from datetime import date

import pytest

from certreg.checks import CHECKS
from certreg.domain.assessment import Finding
from certreg.domain.posting import EmployerProfile, Location, Pay, PayPeriod, Posting
from posting_cases import agency_posting, bare_posting, context, good_posting, lacking


def run(name: str, posting: Posting, **params: object) -> Finding:
    return CHECKS[name].bound(params)(posting, context())


@pytest.mark.parametrize("name", ["pay_width", "pay_basis", "location_code", "headcount_plausible", "current"])
def test_a_good_posting_meets_it(name: str) -> None:
    assert run(name, good_posting()).outcome == "met"


@pytest.mark.parametrize(
    ("low", "high", "score"),
    [(5000, 5000, 1.0), (5000, 10000, 1.0), (4000, 10000, 0.5), (5000, 10500, 0.9), (3000, 9000, 0.0), (1, 900, 0.0)],
)
def test_a_wide_pay_range_tapers(low: int, high: int, score: float) -> None:
    posting = bare_posting(pay=Pay(min=low * 100, max=high * 100, period=PayPeriod.MONTH))
    assert run("pay_width", posting).score == score


@pytest.mark.parametrize(
    ("pay", "outcome"),
    [
        (None, "unmet"),
        (Pay(negotiable=True), "unmet"),
        (Pay(min=400_000), "unmet"),
        (Pay(min=0, max=100_000), "unmet"),
    ],
)
def test_without_both_figures_there_is_no_width(pay: Pay | None, outcome: str) -> None:
    assert run("pay_width", bare_posting(pay=pay)).outcome == outcome


def test_pay_that_the_channel_does_not_carry_is_unknown() -> None:
    assert run("pay_width", bare_posting(provenance=lacking("pay"))).outcome == "unknown"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("底薪4000元+提成", "met"),
        ("３５００元无责底薪，另有佣金", "met"),
        ("底薪+提成", "partly"),
        ("高提成，多劳多得", "unmet"),
        ("五险一金、绩效奖金", "partly"),
        ("负责接待客户", "met"),
    ],
)
def test_base_and_commission_are_told_apart(text: str, outcome: str) -> None:
    pay = Pay(min=400_000, max=800_000, period=PayPeriod.MONTH)
    assert run("pay_basis", bare_posting(pay=pay, work_content=text)).outcome == outcome


def test_without_any_text_the_basis_of_pay_is_unknown() -> None:
    assert run("pay_basis", bare_posting(pay=Pay(min=1, max=2))).outcome == "unknown"


@pytest.mark.parametrize(
    ("openings", "size", "score"),
    [(6, 20, 1.0), (20, 20, 1.0), (30, 20, 0.5), (40, 20, 0.0), (500, 20, 0.0), (1, 0, 1.0)],
)
def test_openings_fit_the_company(openings: int, size: int, score: float) -> None:
    posting = bare_posting(headcount=openings, employer_profile=EmployerProfile(size_max=size))
    assert run("headcount_plausible", posting).score == score


def test_an_open_ended_size_takes_any_headcount() -> None:
    posting = bare_posting(headcount=800, employer_profile=EmployerProfile(size_min=10_000))
    assert run("headcount_plausible", posting).outcome == "met"


def test_size_not_stated_and_mandate_not_seen_are_unknown() -> None:
    assert run("headcount_plausible", bare_posting(headcount=3)).outcome == "unknown"
    assert run("headcount_plausible", agency_posting()).outcome == "unknown"


@pytest.mark.parametrize(
    ("published", "until", "outcome"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), "met"),
        (date(2026, 9, 25), None, "met"),
        (date(2026, 9, 24), None, "unmet"),
        (date(2026, 11, 25), None, "met"),
        (date(2026, 11, 26), None, "unmet"),
        (date(2026, 11, 20), date(2026, 11, 23), "unmet"),
        (date(2026, 11, 25), date(2026, 11, 24), "unmet"),
        (None, date(2026, 12, 1), "unmet"),
    ],
)
def test_dates_make_sense_on_the_day(published: date | None, until: date | None, outcome: str) -> None:
    assert run("current", bare_posting(published_on=published, valid_until=until)).outcome == outcome


def test_a_publication_date_that_the_channel_does_not_carry_is_unknown() -> None:
    assert run("current", bare_posting(provenance=lacking("published_on"))).outcome == "unknown"


@pytest.mark.parametrize(
    ("location", "published", "outcome"),
    [
        (Location(division="500103", address="重庆市渝中区中山四路36号"), date(2026, 11, 1), "met"),
        (Location(division="500103", address="中山四路36号"), date(2026, 11, 1), "met"),
        (Location(division="500103", address="北京市朝阳区建国路88号"), date(2026, 11, 1), "unmet"),
        (Location(division="509999"), date(2026, 11, 1), "unmet"),
        (Location(), date(2026, 11, 1), "unmet"),
        # 渝北区 became part of 两江新区 in January 2026: the old name is understood, the old code is out of date.
        (Location(division="500112", address="重庆市渝北区龙山路1号"), date(2025, 11, 1), "met"),
        (Location(division="500112", address="重庆市渝北区龙山路1号"), date(2026, 11, 1), "partly"),
        (Location(division="500157", address="重庆市渝北区龙山路1号"), date(2026, 11, 1), "met"),
    ],
)
def test_the_address_lies_in_the_division(location: Location, published: date, outcome: str) -> None:
    finding = run("location_code", bare_posting(location=location, published_on=published))
    assert finding.outcome == outcome
    if outcome == "partly":
        assert "两江新区" in finding.facts[0].statement.zh
