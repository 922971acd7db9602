"""Who answers for postings, and the valid labels of publishers and employers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, or_, select

from certreg.domain.eligibility import Stated
from certreg.domain.lifecycle import LabelState
from certreg.storage.database import Reading
from certreg.storage.postings import NEWEST_LABEL
from certreg.storage.tables import label, posting

_STATED: Final = tuple(posting.c[name] for name in Stated.__struct_fields__)
_CODES: Final = 500
_CASES: Final = 50


def stated(tx: Reading, posting_id: str) -> Stated | None:
    """What of a posting the gates of eligibility depend on."""
    row = tx.connection.execute(select(*_STATED).where(posting.c.id == posting_id)).first()
    return None if row is None else Stated(**row._asdict())


def stated_under_valid_labels(tx: Reading, now: datetime, *, since: datetime | None = None) -> set[Stated]:
    """The same of all postings whose label is valid now, each case once: far fewer than postings.

    With `since` only of those whose label came to be valid then or later.
    """
    return _cases(tx, _valid(now) if since is None else and_(_valid(now), label.c.since >= since))


def stated_by(tx: Reading, now: datetime, usccs: Sequence[str]) -> set[Stated]:
    """The same of those that one of these organisations publishes or hires by."""
    found: set[Stated] = set()
    for start in range(0, len(usccs), _CODES):
        codes = usccs[start : start + _CODES]
        named = or_(posting.c.publisher_uscc.in_(codes), posting.c.employer_uscc.in_(codes))
        found |= _cases(tx, and_(_valid(now), named))
    return found


def with_valid_label(tx: Reading, cases: Sequence[Stated], now: datetime) -> list[str]:
    """Ids of the postings of these cases whose label is valid now; in order."""
    found: list[str] = []
    for start in range(0, len(cases), _CASES):
        same = or_(*map(_same, cases[start : start + _CASES]))
        query = select(posting.c.id).join(label, NEWEST_LABEL).where(_valid(now), same)
        found += tx.connection.execute(query).scalars()
    return sorted(found)


def _cases(tx: Reading, condition: ColumnElement[bool]) -> set[Stated]:
    query: Select[Any] = select(*_STATED).distinct().join(label, NEWEST_LABEL).where(condition)
    return {Stated(**row._asdict()) for row in tx.connection.execute(query)}


def _valid(now: datetime) -> ColumnElement[bool]:
    return and_(label.c.state == LabelState.VALID, label.c.expires_at > now)


def _same(case: Stated) -> ColumnElement[bool]:
    return and_(*(column.is_not_distinct_from(getattr(case, column.name)) for column in _STATED))
