"""Days, periods of collection, and places."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.posting import Location
from certreg.notation.dates import Period, read_day, read_period
from certreg.notation.location import read_division, read_location, with_address
from certreg.notation.unreadable import Unreadable

APRIL_2018 = Period(date(2018, 4, 1), date(2018, 4, 30))
ONE_DAY = Period(date(2026, 5, 15), date(2026, 5, 15))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-04-13", date(2019, 4, 13)),
        ("2019/4/3", date(2019, 4, 3)),
        ("2019年12月15日", date(2019, 12, 15)),
        ("2023-12-12 09:22:00", date(2023, 12, 12)),
        ("2023-12-31 00:00", date(2023, 12, 31)),
        ("2026-05-15T19:25:13.395890", date(2026, 5, 15)),
        ("2026-05-15T23:30:00Z", date(2026, 5, 16)),
        ("2026-05-16T00:30:00+09:00", date(2026, 5, 15)),
        ("2026-12-31T24:00", date(2026, 12, 31)),
        ("20260515", date(2026, 5, 15)),
        ("有效期至2026年12月31日", date(2026, 12, 31)),
        ("至2026-12-31止", date(2026, 12, 31)),
    ],
)
def test_days_with_a_year(text: str, day: date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03-24发布", date(2018, 3, 24)),
        ("招1人 03-24发布", date(2018, 3, 24)),
        ("招若干人 04-16发布", date(2018, 4, 16)),
        ("12-30", date(2017, 12, 30)),
        ("5月13日更新", date(2017, 5, 13)),
        ("02-29", date(2016, 2, 29)),
    ],
)
def test_days_without_a_year_are_the_latest_before_the_end_of_the_collection(text: str, day: date) -> None:
    assert read_day(text, APRIL_2018) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今日更新", date(2026, 5, 15)),
        ("昨天", date(2026, 5, 14)),
        ("90天前更新", date(2026, 2, 14)),
        ("3小时前", date(2026, 5, 15)),
    ],
)
def test_days_counted_back_need_a_single_day(text: str, day: date) -> None:
    assert read_day(text, ONE_DAY) == day
    assert read_day(text, APRIL_2018) is None
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["长期有效", "招满为止", "2019年12月", "2026", "无", "05-13"])
def test_words_that_name_no_day(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2019-02-30", "date_not_in_calendar"),
        ("2019-13-01", "date_not_in_calendar"),
        ("13-40发布", "date_not_in_calendar"),
        ("2026-05-15 25:00", "date_not_in_calendar"),
        ("0000-01-01", "date_not_in_calendar"),
        ("0001-01-01T00:00+14:00", "date_not_in_calendar"),
        ("明年春天", "date_unreadable"),
        ("", "date_unreadable"),
    ],
)
def test_what_is_no_day_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_day(text, APRIL_2018)
    assert caught.value.code == code


@given(
    st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y.%m.%d 08:00"])
)
def test_written_days_come_back(day: date, form: str) -> None:
    assert read_day(day.strftime(form)) == day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-04-13", date(2019, 4, 13), date(2019, 4, 13)),
        ("2019-04", date(2019, 4, 1), date(2019, 4, 30)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-06/07", date(2024, 6, 1), date(2024, 7, 31)),
        ("2023-10..2024-02", date(2023, 10, 1), date(2024, 2, 29)),
        ("~2020 (repo 2021-08)", date(2020, 1, 1), date(2020, 12, 31)),
        ("2026 (repo commit 2026-06)", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_of_collection(text: str, first: date, last: date) -> None:
    assert read_period(text) == Period(first, last)


@pytest.mark.parametrize("text", ["", "last year", "2024-07/06", "2019-02-30"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_period(text)


@pytest.mark.parametrize(
    ("text", "division", "address"),
    [
        ("重庆-渝北区-大竹林", "500112", "大竹林"),
        ("北京", "110000", None),
        ("阿联酋", None, "阿联酋"),
        ("远程办公", None, None),
        ("异地招聘", None, None),
        ("无", None, None),
    ],
)
def test_locations(text: str, division: str | None, address: str | None) -> None:
    assert read_location(text) == Location(division=division, address=address)


def test_a_place_without_a_city_lies_where_the_file_says() -> None:
    assert read_location("江北区观音桥9号").division is None
    assert read_location("江北区观音桥9号", within="500000") == Location(division="500105", address="观音桥9号")
    assert read_location("成都市武侯区", within="500000").division == "510107"


@pytest.mark.parametrize(
    ("location", "address", "division", "whole"),
    [
        ("北京", "海淀区融通大厦C座", "110108", "海淀区融通大厦C座"),
        ("北京-朝阳-望京", "望京东园三区", "110105", "望京东园三区"),
        ("北京-朝阳-望京", "阜通东大街6号", "110105", "望京 阜通东大街6号"),
        ("重庆-渝中区", "上海市黄浦区1号", "500103", "上海市黄浦区1号"),
        ("远程办公", "成都市武侯区1号", "510107", "成都市武侯区1号"),
        ("重庆", "无", "500000", None),
    ],
)
def test_an_address_of_its_own(location: str, address: str, division: str, whole: str | None) -> None:
    assert with_address(read_location(location), address) == Location(division=division, address=whole)


def test_places_longer_than_a_line_are_refused() -> None:
    for text in ("某" * 501, "ﷺ" * 100):
        with pytest.raises(Unreadable):
            read_location(text)


@pytest.mark.parametrize(
    ("text", "code"), [("500106", "500106"), ("500106000000", "500106"), ("重庆市沙坪坝区", "500106")]
)
def test_divisions_by_code_or_name(text: str, code: str) -> None:
    assert read_division(text) == code


@pytest.mark.parametrize("text", ["", "5001", "某地"])
def test_what_is_no_division_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_division(text)
