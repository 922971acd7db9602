"""Search and promotion: what is found, in which order, page by page."""

import contextlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import LEAD, Casework, posting
from certreg.domain.errors import InvalidInput, NotFound
from certreg.domain.lifecycle import LabelState, Stage
from certreg.domain.posting import Agency, Location, Party
from certreg.services import cursors, lookup
from certreg.services.label_life import revoke, suspend
from certreg.services.lookup import SearchQuery, promoted, search
from certreg.services.registry import Registry


def found(registry: Registry, now: datetime, **query: Any) -> list[str]:
    page = search(registry, SearchQuery(**query), limit=100, now=now)
    assert page.next_cursor is None
    return [item.posting.title for item in page.items]


def test_only_postings_that_ever_had_a_label_are_public(registry: Registry, work: Casework, now: datetime) -> None:
    work.submitted(posting(title="甲"))
    work.approved(posting(title="乙"))
    revoked = work.certified(posting(title="丙"))
    revoke(registry, revoked.id, "查实", actor=LEAD, now=now)
    work.certified(posting(title="丁"))
    assert sorted(found(registry, now)) == ["丁", "丙"]
    assert sorted(found(registry, now, public=False)) == ["丁", "丙", "乙", "甲"]


def test_words_are_looked_for_in_title_employer_and_publisher(
    registry: Registry, work: Casework, now: datetime
) -> None:
    work.submitted(posting(title="数控车工 CNC"))
    agency = Agency(name="重庆示例人力资源有限公司", seekers_charged=False)
    work.submitted(posting(title="保安员", employer=Party(name="重庆黑松坡物业有限公司"), agency=agency))
    for text, titles in {
        "车工": ["数控车工 CNC"],
        "cnc": ["数控车工 CNC"],
        "ＣＮＣ 数控": ["数控车工 CNC"],
        "黑松坡": ["保安员"],
        "示例人力": ["保安员"],
        "数控 黑松坡": [],
        "": ["保安员", "数控车工 CNC"],
    }.items():
        assert sorted(found(registry, now, text=text, public=False)) == titles, text


@pytest.mark.parametrize("text", ["%", "_", "\\", "100%", "a_b", "' OR 1=1 --", "a\\%"])
def test_signs_of_a_pattern_are_only_signs(registry: Registry, work: Casework, now: datetime, text: str) -> None:
    work.submitted(posting(title="普通"))
    assert found(registry, now, text=text, public=False) == []
    work.submitted(posting(title=f"带有{text}的"))
    assert found(registry, now, text=text, public=False) == [f"带有{text}的"]


def test_a_division_covers_what_lies_below_it(registry: Registry, work: Casework, now: datetime) -> None:
    for title, division in (("永川", "500118"), ("石柱", "500240"), ("成都", "510104"), ("无", None)):
        work.submitted(posting(title=title, location=Location(division=division)))
    for division, titles in {
        "50": ["永川", "石柱"],
        "500000": ["永川", "石柱"],
        "5001": ["永川"],
        "500100": ["永川"],
        "500118": ["永川"],
        "510000": ["成都"],
        "110000": [],
    }.items():
        assert sorted(found(registry, now, division=division, public=False)) == sorted(titles), division


@pytest.mark.parametrize(
    "query",
    [{"division": "5"}, {"division": "50%"}, {"division": "５０"}, {"text": "一 二 三 四 五 六 七 八 九"}],
    ids=str,
)
def test_a_query_that_means_nothing_is_refused(registry: Registry, now: datetime, query: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        search(registry, SearchQuery(**query), now=now)  # type: ignore[arg-type] # text fields only


def test_state_level_and_stage_are_filters(registry: Registry, work: Casework, now: datetime) -> None:
    short = work.certified(posting(title="短", valid_until=date(2026, 11, 24)))
    suspended = work.certified(posting(title="停"))
    suspend(registry, suspended.id, "待查", actor=LEAD, now=now)
    work.submitted(posting(title="新"))
    level = short.claims.result.level
    assert sorted(found(registry, now, level=level)) == ["停", "短"]
    assert found(registry, now, label=LabelState.VALID) == ["短"]
    assert found(registry, now, label=LabelState.SUSPENDED) == ["停"]
    assert found(registry, now, stage=Stage.SUBMITTED, public=False) == ["新"]
    # Before the timer has written it, an end that has come is an end.
    assert found(registry, short.expires_at, label=LabelState.VALID) == []
    assert found(registry, short.expires_at, label=LabelState.EXPIRED) == ["短"]


def test_pages_follow_each_other_without_gap_or_repetition(registry: Registry, work: Casework, now: datetime) -> None:
    for minute in (0, 0, 0, 1, 2, 2):
        Casework(registry, now + timedelta(minutes=minute)).submitted(posting(title=str(minute)))
    seen: list[str] = []
    cursor = None
    while True:
        page = search(registry, SearchQuery(public=False), cursor=cursor, limit=2, now=now)
        seen += [item.id for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
        # Something new in between moves nothing.
        Casework(registry, now + timedelta(hours=1)).submitted(posting(title="new"))
    assert len(seen) == len(set(seen)) == 6
    titles = [lookup.posting(registry, posting_id).posting.title for posting_id in seen]
    assert titles == ["2", "2", "1", "0", "0", "0"]
    del work


@pytest.mark.parametrize("limit", [0, -1, 101])
def test_a_page_has_1_to_100_lines(registry: Registry, now: datetime, limit: int) -> None:
    with pytest.raises(InvalidInput):
        search(registry, SearchQuery(), limit=limit, now=now)
    with pytest.raises(InvalidInput):
        promoted(registry, limit=limit, now=now)


def test_what_is_certified_now_is_promoted_the_newest_first(registry: Registry, work: Casework, now: datetime) -> None:
    labels = [Casework(registry, now + timedelta(minutes=m)).certified(posting(title=str(m))) for m in range(4)]
    suspend(registry, labels[1].id, "待查", actor=LEAD, now=now)
    later = now + timedelta(minutes=5)
    first = promoted(registry, limit=2, now=later)
    assert [item.posting.title for item in first.items] == ["3", "2"]
    second = promoted(registry, cursor=first.next_cursor, limit=2, now=later)
    assert [item.posting.title for item in second.items] == ["0"]
    assert second.next_cursor is None
    assert promoted(registry, now=labels[0].expires_at).items == ()
    del work


def test_what_is_not_there_is_not_found(registry: Registry) -> None:
    for look_up in (lookup.posting, lookup.timeline, lookup.labels_of, lookup.label):
        with pytest.raises(NotFound):
            look_up(registry, "p' OR '1'='1")


MOMENTS = st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment.year >= 1970)


@given(MOMENTS, st.from_regex(r"\A[a-z0-9]{1,40}\Z"))
def test_a_cursor_comes_back_as_it_was(moment: datetime, row_id: str) -> None:
    assert cursors.read(cursors.write((moment, row_id))) == (moment, row_id)


@given(st.one_of(st.text(max_size=300), st.binary(max_size=60).map(bytes.hex), st.just("MS4xLnA=")))
def test_anything_else_is_no_cursor(text: str) -> None:
    with contextlib.suppress(InvalidInput):
        assert cursors.write(cursors.read(text)) == text
