"""G-minimum-wage and T-pay-plausible."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.checks import CHECKS
from certreg.domain.assessment import Finding
from certreg.domain.posting import EmploymentType, Location, Pay, PayPeriod, Posting
from certreg.reference.pay_bands import ALL, load_pay_bands
from posting_cases import bare_posting, context, good_posting, lacking

SOON = date(2025, 7, 1)
LATER = date(2026, 11, 10)
FULL, PART, INTERN = EmploymentType.FULL_TIME, EmploymentType.PART_TIME, EmploymentType.INTERN
HOUR, DAY, WEEK, MONTH, YEAR = PayPeriod.HOUR, PayPeriod.DAY, PayPeriod.WEEK, PayPeriod.MONTH, PayPeriod.YEAR


def run(name: str, posting: Posting, **params: object) -> Finding:
    return CHECKS[name].bound(params)(posting, context())


def paid(yuan: float, period: PayPeriod | None = MONTH, *, on: date = SOON, **more: Any) -> Posting:
    low = round(yuan * 100)
    given = {"title": "普工", "employment_type": FULL, "location": Location(division="500112"), **more}
    return bare_posting(pay=Pay(min=low, max=low * 3 // 2, period=period), published_on=on, **given)


@pytest.mark.parametrize(
    ("yuan", "period", "kind", "outcome"),
    [
        (2330, MONTH, FULL, "met"),
        (2329.99, MONTH, FULL, "unknown"),
        (2200, MONTH, FULL, "unknown"),
        (2199.99, MONTH, FULL, "unmet"),
        (0, MONTH, FULL, "unmet"),
        (2199.99, MONTH, None, "unmet"),
        (2199.99, MONTH, PART, "unknown"),
        (2199.99, MONTH, INTERN, "unknown"),
        (2330, MONTH, PART, "met"),
        (28_000, YEAR, FULL, "met"),
        (26_399.99, YEAR, FULL, "unmet"),
        (107.2, DAY, FULL, "met"),
        (101.14, DAY, FULL, "unmet"),
        (90, DAY, None, "unknown"),
        (540, WEEK, FULL, "met"),
        (500, WEEK, FULL, "unmet"),
        (23, HOUR, PART, "met"),
        (22.5, HOUR, PART, "unknown"),
        (21.99, HOUR, PART, "unmet"),
        (21.99, HOUR, None, "unmet"),
        (14, HOUR, FULL, "met"),
        (12.64, HOUR, FULL, "unmet"),
        (900, None, FULL, "unknown"),
    ],
)
def test_pay_against_the_minimum_of_chongqing(
    yuan: float, period: PayPeriod | None, kind: EmploymentType | None, outcome: str
) -> None:
    assert run("minimum_wage", paid(yuan, period, employment_type=kind)).outcome == outcome


@pytest.mark.parametrize(
    ("posting", "outcome"),
    [
        (good_posting(), "met"),
        (bare_posting(), "unknown"),
        (bare_posting(provenance=lacking("pay")), "unknown"),
        (bare_posting(pay=Pay(negotiable=True)), "unknown"),
        (paid(9000, location=Location()), "unknown"),
        (paid(9000, location=Location(division="999999")), "unknown"),
        (paid(2000, on=date(2025, 3, 1)), "unknown"),
        (paid(9000, on=date(2028, 1, 1)), "unknown"),
        (paid(2000, on=LATER), "unmet"),
        (paid(2500, on=LATER), "unknown"),
        (paid(3000, on=LATER), "met"),
        (paid(2000, title="暑假工"), "unknown"),
        (paid(2510, location=Location(division="440305")), "unmet"),
        (bare_posting(pay=Pay(max=200_000, period=MONTH), location=Location(division="500112")), "unmet"),
        (bare_posting(pay=Pay(max=900_000, period=MONTH), location=Location(division="500112")), "unknown"),
        (bare_posting(pay=Pay(min=1, currency="USD", period=MONTH), location=Location(division="500112")), "unknown"),
    ],
)
def test_what_the_table_can_tell(posting: Posting, outcome: str) -> None:
    assert run("minimum_wage", posting).outcome == outcome


def test_below_says_which_standard_and_quotes_the_pay() -> None:
    finding = run("minimum_wage", paid(2000.5, verbatim={"pay": "2000.5-3000元"}))
    assert "2000.50" in finding.reason.en
    assert "lowest tier" in finding.reason.en
    assert "2200" in finding.reason.zh
    assert finding.spans[0].quote == "2000.5-3000元"
    fact = finding.facts[0]
    assert "2330" in fact.statement.zh
    assert "mohrss.gov.cn" in fact.source
    assert fact.as_of == date(2025, 7, 1)


def test_without_a_margin_later_days_are_judged_by_the_table_alone() -> None:
    assert run("minimum_wage", paid(2500, on=LATER), margin=0).outcome == "met"


@given(st.integers(0, 10**7), st.sampled_from([*PayPeriod]), st.sampled_from([None, *EmploymentType]))
def test_more_pay_never_fares_worse(fen: int, period: PayPeriod, kind: EmploymentType | None) -> None:
    rank = {"unmet": 0, "unknown": 1, "met": 2}
    lower, higher = (run("minimum_wage", paid(x / 100, period, employment_type=kind)) for x in (fen, fen + 5_000))
    assert rank[lower.outcome] <= rank[higher.outcome]


def software(low: int, high: int | None, **more: Any) -> Posting:
    given = {"title": "Java开发工程师", "location": Location(division="310115"), "published_on": LATER, **more}
    return bare_posting(pay=Pay(min=low, max=high, period=MONTH), **given)


def test_pay_inside_the_band_is_plausible() -> None:
    band = load_pay_bands().find("software", "310000")
    for percentile in (5, 50, 95):
        finding = run("pay_plausible", software(band.at(percentile), band.at(percentile)))
        assert finding.outcome == "met"
        assert str(band.count) in finding.facts[0].statement.zh
        assert "上海市软件开发" in finding.facts[0].statement.zh
        assert finding.facts[0].as_of == load_pay_bands().as_of


@pytest.mark.parametrize(("times", "outcome"), [(1.05, "partly"), (1.5, "partly"), (2.1, "unmet"), (9.0, "unmet")])
def test_pay_above_the_band_loses_points(times: float, outcome: str) -> None:
    amount = round(load_pay_bands().find("software", "310000").at(95) * times)
    finding = run("pay_plausible", software(amount, amount, verbatim={"pay": "高薪"}))
    assert finding.outcome == outcome
    assert [span.quote for span in finding.spans] == ["高薪"]
    assert "第 95 至第 100 百分位" in finding.facts[0].statement.zh


@pytest.mark.parametrize(("percentile", "fen"), [(5, -50_000), (95, 50_000), (95, 1)])
def test_pay_within_a_step_of_the_band_agrees(percentile: int, fen: int) -> None:
    band = load_pay_bands().find("software", "310000")
    amount = band.at(percentile) + fen
    finding = run("pay_plausible", software(amount, amount))
    assert finding.outcome == "met"
    assert f"{band.at(5) // 100:,}" in finding.reason.zh
    assert run("pay_plausible", software(amount + fen, amount + fen)).outcome == ("partly" if abs(fen) > 1 else "met")


def test_pay_below_the_band_loses_points() -> None:
    amount = load_pay_bands().find("software", "310000").at(5)
    outcomes = [run("pay_plausible", software(x, x)).outcome for x in (amount * 9 // 10, amount * 4 // 10, 0)]
    assert outcomes == ["partly", "unmet", "unmet"]


def test_all_occupations_together_cost_a_part_only() -> None:
    finding = run("pay_plausible", software(10**9, 10**9, title="奇才"))
    assert finding.score == 0.5
    assert "各类职业" in finding.facts[0].statement.zh


@pytest.mark.parametrize(
    "posting",
    [
        bare_posting(),
        bare_posting(provenance=lacking("pay")),
        bare_posting(pay=Pay(negotiable=True)),
        software(1_000_000, 1_500_000, title="Java实习生"),
        software(1_000_000, 1_500_000, employment_type=PART),
        software(1_000_000, 1_500_000, published_on=date(2018, 5, 1)),
        software(1_000_000, 1_500_000, published_on=date(2031, 5, 1)),
        bare_posting(title="会计", pay=Pay(min=20_000, max=30_000, period=DAY)),
        bare_posting(title="会计", pay=Pay(min=900_000, max=900_000, currency="USD", period=MONTH)),
    ],
)
def test_what_cannot_be_compared_is_unknown(posting: Posting) -> None:
    assert run("pay_plausible", posting).outcome == "unknown"


def test_yearly_and_open_pay_are_compared() -> None:
    year = bare_posting(title="会计", pay=Pay(min=10_000_000, max=12_000_000, period=YEAR), published_on=LATER)
    assert run("pay_plausible", year).outcome == "met"
    assert run("pay_plausible", software(1_500_000, None)).outcome == "met"


@given(st.integers(1, 10**8), st.sampled_from(["Java开发", "会计", "奇才"]), st.none() | st.just("500112"))
def test_points_fall_on_both_sides_of_the_band(fen: int, title: str, division: str | None) -> None:
    place = Location(division=division)
    one, two = (run("pay_plausible", software(x, x, title=title, location=place)) for x in (fen, fen + 50_000))
    bands = load_pay_bands()
    group = {"Java开发": "software", "会计": "accounting", "奇才": None}[title]
    band = bands.find(group, None if division is None else "500000")
    assert (one.outcome == "met") == (band.at(5) - 50_000 <= fen <= band.at(95) + 50_000)
    if fen >= band.at(95):
        assert two.score <= one.score
    elif fen + 50_000 <= band.at(5):
        assert one.score <= two.score
    assert band.group != ALL or one.score >= 0.5
