"""Days as people write them: 2019年12月15日, 09-03发布, 5月13日更新, 3天前; and periods of collection: 2024-06/07."""

import calendar
import functools
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, NamedTuple

from certreg.domain.policy import local_day
from certreg.domain.text import Text
from certreg.notation.unreadable import Unreadable, words_of


class Period(NamedTuple):
    """First and last day, both inclusive, of the time in which something was collected."""

    first: date
    last: date


_TAIL: Final = r"(?:\s*(?:发布|更新|截止|前|止|有效))?"
_CLOCK: Final = (
    r"(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d{1,9})?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_HEAD: Final = r"(?:招(?:\d+|若干)人\s*)?(?:(?:发布|更新|截止|有效期)(?:时间|日期|于|至|到)?[::]?\s*|至\s*)?"
_FULL: Final = re.compile(
    rf"{_HEAD}(?P<year>\d{{4}})\s*(?:[-/.]|年)\s*(?P<month>\d{{1,2}})\s*(?:[-/.]|月)\s*(?P<day>\d{{1,2}})\s*日?{_CLOCK}{_TAIL}"
)
_COMPACT: Final = re.compile(r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_MONTH_DAY: Final = re.compile(rf"{_HEAD}(?P<month>\d{{1,2}})\s*(?:[-/.]|月)\s*(?P<day>\d{{1,2}})\s*日?{_TAIL}")
_AGO: Final = re.compile(
    r"(?:(?P<days>\d{1,4})\s*天前|(?P<word>刚刚|今[天日]|昨[天日]|前天|\d{1,2}\s*(?:小时|分钟)前))"
    r"(?:发布|更新|活跃)?"
)
_WORD_DAYS: Final = {"昨天": 1, "昨日": 1, "前天": 2}
_NO_DAY: Final = re.compile(
    r"无|-|/|暂无|长期(?:有效|招聘)?|招满(?:即止|为止)|不限|面议|\d{4}\s*(?:[-/.]|年)\s*\d{1,2}\s*月?|\d{4}年?"
)


@functools.lru_cache(maxsize=16_384)
def read_day(text: str, collected: Period | None = None) -> date | None:
    """The calendar day in the registry's zone.

    A day without a year is the latest one that is not after the end of `collected`. A day counted back (3天前) needs
    a `collected` of a single day. None where the words name no day though they are known: 长期有效, 2019年12月, or a
    relative one when nothing says from when. `Unreadable` for anything else, also for a day that no calendar has.
    """
    words = words_of(text)
    if stated := _FULL.fullmatch(words):
        day = _day(int(stated["year"]), int(stated["month"]), int(stated["day"]))
        return _in_zone(day, stated["hour"], stated["minute"], stated["zone"])
    if stated := _COMPACT.fullmatch(words):
        return _day(int(stated["year"]), int(stated["month"]), int(stated["day"]))
    if _NO_DAY.fullmatch(words):
        return None
    if stated := _MONTH_DAY.fullmatch(words):
        return _latest(int(stated["month"]), int(stated["day"]), collected)
    if stated := _AGO.fullmatch(words):
        if collected is None or collected.first != collected.last:
            return None
        back = int(stated["days"]) if stated["days"] else _WORD_DAYS.get(stated["word"], 0)
        return collected.last - timedelta(days=back)
    raise Unreadable("date_unreadable", _REASON)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable("date_not_in_calendar", _NOT_IN_CALENDAR) from None


def _in_zone(day: date, hour: str | None, minute: str | None, zone: str | None) -> date:
    """The local day of a moment; one without a zone is local already. 24:00 is the end of its day."""
    if hour is None or minute is None or (hour == "24" and minute == "00"):
        return day
    try:
        moment = datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=_offset(zone))
        return day if zone is None else local_day(moment)
    except (ValueError, OverflowError):
        raise Unreadable("date_not_in_calendar", _NOT_IN_CALENDAR) from None


def _offset(zone: str | None) -> timezone:
    if zone is None or zone == "Z":
        return UTC
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))


def _latest(month: int, day: int, collected: Period | None) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]):  # noqa: PLR2004 - months; 2000 is a leap year
        raise Unreadable("date_not_in_calendar", _NOT_IN_CALENDAR)
    if collected is None:
        return None
    for year in range(collected.last.year, collected.last.year - 8, -1):
        if day <= calendar.monthrange(year, month)[1] and (found := date(year, month, day)) <= collected.last:
            return found
    return None


_ISO: Final = r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
_COLLECTED: Final = re.compile(
    rf"~?\s*{_ISO}(?:/(?P<to_month>\d{{2}})|\.\.(?P<to_year>\d{{4}})-(?P<until_month>\d{{2}}))?(?:\s*\(.*\))?"
)


@functools.lru_cache(maxsize=1_024)
def read_period(text: str) -> Period:
    """When something was collected: 2019-04-13, 2019-04, 2023, 2024-06/07, 2023-10..2024-02, ~2020 (a remark).

    `Unreadable` for anything else.
    """
    stated = _COLLECTED.fullmatch(words_of(text))
    if stated is None:
        raise Unreadable("period_unreadable", _PERIOD_REASON)
    year, month = int(stated["year"]), int(stated["month"] or 0)
    first = _day(year, month or 1, int(stated["day"] or 1))
    if stated["day"]:
        return Period(first, first)
    last_year = int(stated["to_year"] or year)
    last_month = int(stated["until_month"] or stated["to_month"] or month or 12)
    last = _last_of_month(last_year, last_month)
    if last < first:
        raise Unreadable("period_unreadable", _PERIOD_REASON)
    return Period(first, last)


def _last_of_month(year: int, month: int) -> date:
    first = _day(year, month, 1)
    return first.replace(day=calendar.monthrange(year, month)[1])


_REASON: Final = Text(
    zh="看不懂日期；请写“2026-12-31”或“2026年12月31日”",
    en="Not a date; write 2026-12-31 or 2026年12月31日",
)
_NOT_IN_CALENDAR: Final = Text(zh="没有这一天", en="No calendar has this day")
_PERIOD_REASON: Final = Text(
    zh="看不懂采集时间；请写“2026-11-23”或“2026-11”",
    en="Not a time of collection; write 2026-11-23 or 2026-11",
)
