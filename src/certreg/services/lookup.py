"""Look up postings, labels and their history."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from certreg.domain.criteria import Level
from certreg.domain.division_code import is_division_code, significant
from certreg.domain.errors import FieldProblem, InvalidInput, NotFound
from certreg.domain.lifecycle import LabelState, Stage
from certreg.domain.people import Actor
from certreg.domain.text import Text
from certreg.services import cases, cursors, intake, reading
from certreg.services.organisations import normal_code
from certreg.services.records import AssessmentRecord, LabelRecord, Listed, Page, PostingRecord, TimelineEntry
from certreg.services.registry import Registry
from certreg.storage import assessments, audit, labels, postings
from certreg.storage import search as stored
from certreg.storage.search import Filter
from certreg.storage.statements import Record

MAX_LIMIT: Final = 100
MAX_WORDS: Final = 8


class SearchQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; everything given must hold.

    Each word of `text` must occur in title, employer or publisher; `division` is a GB/T 2260 code of a province,
    city or county and covers what lies below it. `public` leaves out postings that never had a label.
    """

    text: str | None = None
    division: str | None = None
    level: Level | None = None
    label: LabelState | None = None
    stage: Stage | None = None
    public: bool = True


def posting(registry: Registry, posting_id: str) -> PostingRecord:
    """The posting as it stands. `NotFound` if there is none."""
    with registry.db.read() as tx:
        return cases.read(tx, posting_id)


def label(registry: Registry, label_id: str) -> LabelRecord:
    """One label, newest or not. `NotFound` if there is none."""
    with registry.db.read() as tx:
        row = labels.find(tx, label_id)
    if row is None:
        raise NotFound(_NO_LABEL.within(id=label_id[:60]))
    return reading.label_record(row)


def labels_of(registry: Registry, posting_id: str) -> tuple[LabelRecord, ...]:
    """Every label a posting ever had, the newest first. `NotFound` if there is no such posting."""
    with registry.db.read() as tx:
        cases.read(tx, posting_id)
        return tuple(reading.label_record(row) for row in labels.of_posting(tx, posting_id))


def version_of(registry: Registry, posting_id: str, version: int) -> PostingRecord:
    """The posting with the content of an earlier version, without card. `NotFound` if there is none."""
    with registry.db.read() as tx:
        now = cases.read(tx, posting_id)
        row = postings.find_version(tx, posting_id, version)
    if row is None:
        raise NotFound(_NO_VERSION.within(id=posting_id, version=version))
    return msgspec.structs.replace(now, version=version, posting=row["content"], digest=row["digest"], card=None)


def assessment(registry: Registry, posting_id: str) -> AssessmentRecord | None:
    """The newest assessment of a posting, decided or not; None before the first."""
    with registry.db.read() as tx:
        row = assessments.newest(tx, posting_id)
    return reading.assessment_record(row) if row is not None else None


def search(
    registry: Registry, query: SearchQuery, *, cursor: str | None = None, limit: int = 20, now: datetime
) -> Page[Listed]:
    """Postings by a query, the newest first. `InvalidInput` for a cursor not made here or a limit out of 1-100."""
    wanted = Filter(
        words=_words(query.text),
        division=_prefix(query.division),
        level=query.level,
        label=query.label,
        stage=query.stage,
        public=query.public,
    )
    after = cursors.read(cursor) if cursor is not None else None
    with registry.db.read() as tx:
        rows = stored.find(tx, wanted, now, after, _checked(limit) + 1)
    return _page(rows, limit, by_label=query.public)


def promoted(registry: Registry, *, cursor: str | None = None, limit: int = 20, now: datetime) -> Page[Listed]:
    """Postings certified now, by time of issue, the newest first (notice 3(4): priority promotion)."""
    after = cursors.read(cursor) if cursor is not None else None
    with registry.db.read() as tx:
        rows = stored.find_promoted(tx, now, after, _checked(limit) + 1)
    return _page(rows, limit, by_label=True)


def published_by(
    registry: Registry, uscc: str, *, cursor: str | None = None, limit: int = 20, now: datetime
) -> Page[Listed]:
    """Postings certified now that this organisation answers for (notice 2(3)), the newest label first."""
    after = cursors.read(cursor) if cursor is not None else None
    with registry.db.read() as tx:
        rows = stored.find_published(tx, normal_code(uscc), now, after, _checked(limit) + 1)
    return _page(rows, limit, by_label=True)


def timeline(registry: Registry, posting_id: str) -> tuple[TimelineEntry, ...]:
    """Everything that was done to a posting and its labels, the oldest first. `NotFound` if there is none."""
    with registry.db.read() as tx:
        cases.read(tx, posting_id)
        return tuple(_entry(row) for row in audit.of_posting(tx, posting_id))


def _entry(row: Record) -> TimelineEntry:
    return TimelineEntry(
        sequence=row["sequence"],
        at=row["at"],
        actor=Actor(row["actor"], row["role"]),
        action=row["action"],
        object_type=row["object_type"],
        object_id=row["object_id"],
        reason=row["reason"],
        before=row["before"],
        after=row["after"],
    )


def _page(rows: Sequence[Record], limit: int, *, by_label: bool) -> Page[Listed]:
    """One row more than asked for was read: it tells whether there is a next page."""
    items = tuple(reading.listed(row) for row in rows[:limit])
    if len(rows) <= limit:
        return Page(items, None)
    last = items[-1]
    moment = last.label.issued_at if by_label and last.label is not None else last.created_at
    return Page(items, cursors.write((moment, last.id)))


def _checked(limit: int) -> int:
    if not 1 <= limit <= MAX_LIMIT:
        detail = _BAD_LIMIT.within(most=MAX_LIMIT)
        raise InvalidInput(detail, [FieldProblem("limit", "out_of_range", detail, str(limit))])
    return limit


def _words(text: str | None) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(intake.search_form(text or "").split()))
    if len(words) > MAX_WORDS:
        detail = _TOO_MANY.within(most=MAX_WORDS)
        raise InvalidInput(detail, [FieldProblem("text", "too_many_words", detail)])
    return words


def _prefix(division: str | None) -> str | None:
    """What codes below a division begin with: 500000 is 50, 500100 is 5001 (GB/T 2260)."""
    if division is None:
        return None
    if not is_division_code(division):
        raise InvalidInput(_BAD_DIVISION, [FieldProblem("division", "invalid", _BAD_DIVISION, division[:80])])
    return significant(division)


_NO_LABEL: Final = Text(zh="没有编号为 {id} 的标签", en="There is no label {id}")
_NO_VERSION: Final = Text(zh="{id} 没有第 {version} 版", en="{id} has no version {version}")
_BAD_LIMIT: Final = Text(zh="每页条数应为 1 至 {most}", en="The limit is 1 to {most}")
_TOO_MANY: Final = Text(zh="搜索词不能超过 {most} 个", en="Search for at most {most} words")
_BAD_DIVISION: Final = Text(zh="行政区划代码应为 2、4 或 6 位数字", en="A division code has 2, 4 or 6 digits")
