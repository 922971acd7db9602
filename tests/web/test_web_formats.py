"""Times, money and places as people write them."""

from datetime import UTC, date, datetime

import pytest

from certreg.domain.posting import Experience, Location, Pay, PayPeriod
from certreg.domain.text import Language
from certreg.web import formats


@pytest.mark.parametrize(
    ("pay", "zh", "en"),
    [
        (Pay(min=800_000, max=1_200_000, period=PayPeriod.MONTH), "8,000-12,000 元/月", "8,000-12,000 yuan a month"),
        (Pay(min=2_450, max=2_450, period=PayPeriod.HOUR), "24.5 元/小时", "24.5 yuan an hour"),
        (Pay(min=400_000, period=PayPeriod.MONTH), "4,000 元/月以上", "from 4,000 yuan a month"),
        (Pay(max=20_000, period=PayPeriod.DAY), "200 元/天以下", "up to 200 yuan a day"),
        (
            Pay(min=1_000_000, max=1_500_000, period=PayPeriod.MONTH, months=13),
            "10,000-15,000 元/月 · 每年 13 个月工资",
            "10,000-15,000 yuan a month · 13 monthly payments a year",
        ),
        (Pay(negotiable=True), "面议（未写明数额）", "Negotiable (no figure stated)"),
        (Pay(min=100), "1 元以上", "from 1 yuan"),
        (Pay(min=300_000, currency="USD", period=PayPeriod.MONTH), "3,000 USD/月以上", "from 3,000 USD a month"),
        (Pay(), None, None),
    ],
)
def test_pay(pay: Pay, zh: str | None, en: str | None) -> None:
    assert formats.pay(pay, "zh-CN") == zh
    assert formats.pay(pay, "en") == en


@pytest.mark.parametrize(
    ("experience", "zh"),
    [
        (Experience(min_years=0), "经验不限"),
        (Experience(min_years=3), "3 年以上"),
        (Experience(min_years=1, max_years=3), "1-3 年"),
    ],
)
def test_experience(experience: Experience, zh: str) -> None:
    assert formats.experience(experience, "zh-CN") == zh


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        (Location(), None),
        (Location(division="500118"), "重庆市永川区"),
        (Location(address="凤翔路18号"), "凤翔路18号"),
        (Location(division="500118", address="凤翔路18号"), "重庆市永川区凤翔路18号"),
        (Location(division="500118", address="重庆市永川区凤翔路18号"), "重庆市永川区凤翔路18号"),
        (Location(division="500118", address="永川区凤翔路18号"), "永川区凤翔路18号"),
        (Location(division="999999"), "999999"),
    ],
)
def test_location(location: Location, shown: str | None) -> None:
    assert formats.location(location) == shown


def test_times_are_those_of_shanghai() -> None:
    late = datetime(2026, 11, 23, 16, 5, tzinfo=UTC)
    assert formats.moment(late) == "2026-11-24 00:05"
    assert formats.day(late) == "2026-11-24"
    assert formats.day(date(2026, 11, 23)) == "2026-11-23"


@pytest.mark.parametrize(("language", "listed"), [("zh-CN", "甲、乙和丙"), ("en", "甲, 乙, and 丙")])
def test_enumerations(language: Language, listed: str) -> None:
    assert formats.enumerated(["甲", "乙", "丙"], language) == listed


def test_a_small_share_is_not_rounded_to_nothing() -> None:
    assert formats.percent(0.001, "en") == "1%"
    assert formats.percent(0.84, "zh-CN") == "84%"
