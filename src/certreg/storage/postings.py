"""Postings, their versions and their score cards."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, func, select, update

from certreg.domain.assessment import ScoreCard
from certreg.domain.lifecycle import Stage
from certreg.domain.posting import Posting
from certreg.storage.database import Reading, Writing
from certreg.storage.statements import Record, insert, one, put, records
from certreg.storage.tables import label, posting, posting_version, score_card

LABEL_PREFIX: Final = "label_"
"""Columns of the newest label stand in a posting's record under this prefix."""

_BATCH: Final = 1000

NEWEST_LABEL: Final = and_(label.c.posting_id == posting.c.id, label.c.ordinal == posting.c.labels)
NEWEST_VERSION: Final = and_(
    posting_version.c.posting_id == posting.c.id, posting_version.c.version == posting.c.version
)
_LABEL_COLUMNS: Final = tuple(column.label(LABEL_PREFIX + column.name) for column in label.c)


def lock(tx: Writing, posting_id: str) -> None:
    """Hold the posting, with everything that belongs to it, until the transaction ends.

    SQLite holds the whole database from the beginning of a write transaction; there this changes nothing.
    """
    tx.connection.execute(select(posting.c.id).where(posting.c.id == posting_id).with_for_update())


def find(tx: Reading, posting_id: str) -> Record | None:
    """The posting with its newest version, score card and label."""
    query = (
        listed()
        .add_columns(score_card.c.card)
        .outerjoin(score_card, and_(score_card.c.posting_id == posting.c.id, score_card.c.version == posting.c.version))
        .where(posting.c.id == posting_id)
    )
    return one(tx, query)


def listed() -> Select[Any]:
    """Postings with their newest version and label, and without score cards: rows of a list."""
    return (
        select(posting, posting_version.c.content, *_LABEL_COLUMNS)
        .join(posting_version, NEWEST_VERSION)
        .outerjoin(label, NEWEST_LABEL)
    )


def find_version(tx: Reading, posting_id: str, version: int) -> Record | None:
    """One version: content, digest, when it was recorded and by whom."""
    chosen = and_(posting_version.c.posting_id == posting_id, posting_version.c.version == version)
    return one(tx, select(posting_version).where(chosen))


def ids(tx: Reading) -> Iterator[str]:
    """The id of every posting, read in batches."""
    after = ""
    while batch := list(
        tx.connection.execute(
            select(posting.c.id).where(posting.c.id > after).order_by(posting.c.id).limit(_BATCH)
        ).scalars()
    ):
        yield from batch
        after = batch[-1]


def hold_source(tx: Writing, origin: str, source_id: str | None) -> None:
    """Keep others from taking in postings of the same origin meanwhile, so that none is taken in twice.

    SQLite has one writer at a time anyway. Nothing is held for a posting without source id.
    """
    if source_id is not None and tx.connection.dialect.name == "postgresql":
        tx.connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(origin, 0))))


def by_source(tx: Reading, origin: str, platform: str, source_ids: Sequence[str]) -> dict[str, str]:
    """Source id to posting id, of those that came from this origin and platform before."""
    query = select(posting.c.source_id, posting.c.id).where(
        posting.c.origin == origin, posting.c.platform == platform, posting.c.source_id.in_(source_ids)
    )
    return {row.source_id: row.id for row in tx.connection.execute(query)}


def contents(tx: Reading, posting_ids: Sequence[str]) -> dict[str, Posting]:
    """Posting id to what it says now."""
    query = (
        select(posting.c.id, posting_version.c.content)
        .join(posting_version, NEWEST_VERSION)
        .where(posting.c.id.in_(posting_ids))
    )
    return {row.id: row.content for row in tx.connection.execute(query)}


def add(tx: Writing, postings: Sequence[Mapping[str, Any]], versions: Sequence[Mapping[str, Any]]) -> None:
    """Insert new postings and their first versions."""
    insert(tx, posting, postings)
    insert(tx, posting_version, versions)


def add_version(tx: Writing, version: Mapping[str, Any], searchable: Mapping[str, Any]) -> None:
    """Insert a version and make it the newest; `searchable` are the posting's columns that follow from it."""
    insert(tx, posting_version, [version])
    tx.connection.execute(
        update(posting)
        .where(posting.c.id == version["posting_id"])
        .values(
            version=version["version"],
            digest=version["digest"],
            updated_at=version["recorded_at"],
            **searchable,
        )
    )


def set_stage(tx: Writing, posting_id: str, stage: Stage, now: datetime) -> None:
    """Write the stage. Only `certreg.services.cases` calls this: it holds the lock and asked the state machine."""
    tx.connection.execute(update(posting).where(posting.c.id == posting_id).values(stage=stage, updated_at=now))


def put_cards(tx: Writing, cards: Sequence[tuple[str, int, ScoreCard]]) -> None:
    """Store score cards as (posting, version, card) in place of older ones."""
    put(tx, score_card, [{"posting_id": p, "version": version, "card": card} for p, version, card in cards])


def certified(tx: Reading, at: datetime, batch: int) -> Iterator[Record]:
    """Every posting whose newest label is valid at a moment, by id, read in batches."""
    after = ""
    while True:
        query = (
            listed()
            .where(posting.c.id > after, label.c.state == "valid", label.c.expires_at > at)
            .order_by(posting.c.id)
            .limit(batch)
        )
        rows = records(tx.connection.execute(query))
        yield from rows
        if len(rows) < batch:
            return
        after = rows[-1]["id"]
