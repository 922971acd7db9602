"""Lists of postings: search, promotion feed. Keyset paging: a page begins after the last line of the one before."""

from datetime import datetime
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Select, and_, func, or_, tuple_

from certreg.domain.criteria import Level
from certreg.domain.lifecycle import LabelState, Stage
from certreg.storage.database import Reading
from certreg.storage.postings import listed
from certreg.storage.schema import LIVE
from certreg.storage.statements import Record, records
from certreg.storage.tables import label, posting

Place: TypeAlias = tuple[datetime, str]
"""Where a page ended: time and posting id of its last line."""

_ESCAPE = "\\"


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Conditions that must all hold. `words` must all occur; `division` is a whole code or the beginning of one."""

    words: tuple[str, ...] = ()
    division: str | None = None
    level: Level | None = None
    label: LabelState | None = None
    stage: Stage | None = None
    public: bool = True


def find(tx: Reading, wanted: Filter, now: datetime, after: Place | None, limit: int) -> list[Record]:
    """At most `limit` postings, the newest first: by time of the newest label if `public`, else of submission."""
    time = label.c.issued_at if wanted.public else posting.c.created_at
    return _page(tx, listed().where(*_conditions(wanted, now)), time, after, limit)


def find_promoted(tx: Reading, now: datetime, after: Place | None, limit: int) -> list[Record]:
    """At most `limit` postings whose label is valid now, by time of issue, the newest first."""
    query = listed().where(label.c.state == LabelState.VALID, label.c.expires_at > now)
    return _page(tx, query, label.c.issued_at, after, limit)


def find_published(tx: Reading, publisher: str, now: datetime, after: Place | None, limit: int) -> list[Record]:
    """At most `limit` postings of one publisher whose label is valid now, by time of issue, the newest first."""
    return _page(tx, _published(publisher, now), label.c.issued_at, after, limit)


def count_published(tx: Reading, publisher: str, now: datetime) -> int:
    """How many postings of one publisher have a label that is valid now."""
    return tx.connection.execute(_published(publisher, now).with_only_columns(func.count())).scalar_one()


def _published(publisher: str, now: datetime) -> Select[Any]:
    valid = (label.c.state == LabelState.VALID, label.c.expires_at > now)
    return listed().where(posting.c.publisher_uscc == publisher, *valid)


def _page(
    tx: Reading, query: Select[Any], time: ColumnElement[datetime], after: Place | None, limit: int
) -> list[Record]:
    if after is not None:
        query = query.where(tuple_(time, posting.c.id) < after)
    ordered = query.order_by(time.desc(), posting.c.id.desc()).limit(limit)
    return records(tx.connection.execute(ordered))


def _conditions(wanted: Filter, now: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        posting.c.search_text.like(_within(w), escape=_ESCAPE) for w in wanted.words
    ]
    if wanted.public:
        conditions.append(label.c.id.is_not(None))
    if wanted.division is not None:
        conditions.append(posting.c.division.startswith(wanted.division, autoescape=True))
    if wanted.level is not None:
        conditions.append(label.c.level == wanted.level)
    if wanted.stage is not None:
        conditions.append(posting.c.stage == wanted.stage)
    if wanted.label is not None:
        conditions.append(_in_state(wanted.label, now))
    return conditions


def _in_state(state: LabelState, now: datetime) -> ColumnElement[bool]:
    """As it is shown: a live label past its end counts as expired before the timer has written it."""
    if state is LabelState.EXPIRED:
        overdue = and_(label.c.state.in_(LIVE), label.c.expires_at <= now)
        return or_(label.c.state == state, overdue)
    if state in LIVE:
        return and_(label.c.state == state, label.c.expires_at > now)
    return label.c.state == state


def _within(word: str) -> str:
    escaped = word.replace(_ESCAPE, _ESCAPE * 2).replace("%", _ESCAPE + "%").replace("_", _ESCAPE + "_")
    return f"%{escaped}%"
