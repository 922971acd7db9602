"""Who answers for postings, and the valid labels of publishers and employers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, or_, select

from certreg.domain.lifecycle import LabelState
from certreg.storage.database import Reading
from certreg.storage.postings import NEWEST_LABEL
from certreg.storage.statements import Record, one, records
from certreg.storage.tables import label, posting

_STATED: Final = (posting.c.by_agency, posting.c.publisher_uscc, posting.c.employer_uscc, posting.c.division)


def stated(tx: Reading, posting_id: str) -> Record | None:
    """What of a posting the gates of eligibility depend on."""
    return one(tx, select(*_STATED).where(posting.c.id == posting_id))


def with_valid_label(tx: Reading, now: datetime) -> list[Record]:
    """The same of every posting whose label is valid now, with its id; in order of id."""
    return records(tx.connection.execute(_valid(now)))


def with_valid_label_of(tx: Reading, usccs: Sequence[str], now: datetime) -> list[Record]:
    """The same of those that one of these organisations publishes or hires by."""
    named = or_(posting.c.publisher_uscc.in_(usccs), posting.c.employer_uscc.in_(usccs))
    return records(tx.connection.execute(_valid(now).where(named)))


def _valid(now: datetime) -> Select[Any]:
    return (
        select(posting.c.id, *_STATED)
        .join(label, NEWEST_LABEL)
        .where(label.c.state == LabelState.VALID, label.c.expires_at > now)
        .order_by(posting.c.id)
    )
