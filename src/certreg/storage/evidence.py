"""Records of evidence files; the files themselves lie in the store of `certreg.evidence`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, select, update

from certreg.domain.evidence import EvidenceKind
from certreg.storage.database import Reading, Writing
from certreg.storage.evidence_tables import evidence, evidence_assignment, evidence_view
from certreg.storage.schema import LIVE
from certreg.storage.statements import Record, insert, insert_if_absent, one, records
from certreg.storage.tables import label, posting


def hold_digest(tx: Writing, digest: str) -> None:
    """Keep others from adding or purging this content meanwhile. SQLite has one writer at a time anyway."""
    if tx.connection.dialect.name == "postgresql":
        tx.connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("evidence:" + digest, 0))))


def add(tx: Writing, row: Mapping[str, Any]) -> None:
    """Insert a record."""
    insert(tx, evidence, [row])


def find(tx: Reading, evidence_id: str) -> Record | None:
    """One record."""
    return one(tx, select(evidence).where(evidence.c.id == evidence_id))


def same(tx: Reading, posting_id: str, kind: EvidenceKind, digest: str) -> Record | None:
    """The kept record of the same content for the same posting, as the same kind."""
    chosen = and_(evidence.c.posting_id == posting_id, evidence.c.kind == kind, evidence.c.digest == digest)
    return one(tx, select(evidence).where(chosen, evidence.c.purged_at.is_(None)))


def of_posting(tx: Reading, posting_id: str) -> list[Record]:
    """Every record of a posting, purged ones too, the oldest first."""
    query = select(evidence).where(evidence.c.posting_id == posting_id)
    return records(tx.connection.execute(query.order_by(evidence.c.uploaded_at, evidence.c.id)))


def counts(tx: Reading, posting_id: str) -> dict[EvidenceKind, int]:
    """How many files of each kind a posting has now."""
    query = (
        select(evidence.c.kind, func.count())
        .where(evidence.c.posting_id == posting_id, evidence.c.purged_at.is_(None))
        .group_by(evidence.c.kind)
        .order_by(evidence.c.kind)
    )
    return {row[0]: row[1] for row in tx.connection.execute(query)}


def older_than(tx: Reading, kind: EvidenceKind, moment: datetime, *, only: str | None = None) -> list[Record]:
    """Kept records of a kind up to a moment, of postings whose newest label does not run; one of them if `only`."""
    newest = and_(label.c.posting_id == posting.c.id, label.c.ordinal == posting.c.labels)
    query = (
        select(evidence)
        .join(posting, posting.c.id == evidence.c.posting_id)
        .outerjoin(label, newest)
        .where(evidence.c.kind == kind, evidence.c.uploaded_at <= moment, evidence.c.purged_at.is_(None))
        .where(label.c.state.is_(None) | label.c.state.not_in(LIVE))
        .order_by(evidence.c.uploaded_at, evidence.c.id)
    )
    if only is not None:
        query = query.where(evidence.c.id == only)
    return records(tx.connection.execute(query))


def needed_elsewhere(tx: Reading, row: Mapping[str, Any]) -> bool:
    """Whether another kept record has the same object."""
    query = select(evidence.c.id).where(
        evidence.c.digest == row["digest"],
        evidence.c.encrypted == row["encrypted"],
        evidence.c.id != row["id"],
        evidence.c.purged_at.is_(None),
    )
    return tx.connection.execute(query.limit(1)).first() is not None


def kept_objects(tx: Reading, digests: Sequence[str]) -> set[tuple[str, bool]]:
    """Which of these contents a kept record has: digest, and whether sealed."""
    query = select(evidence.c.digest, evidence.c.encrypted).where(
        evidence.c.digest.in_(digests), evidence.c.purged_at.is_(None)
    )
    return {(row[0], row[1]) for row in tx.connection.execute(query)}


def mark_purged(tx: Writing, evidence_id: str, by: str, now: datetime, reason: str) -> None:
    """Note when, by whom and why the file was purged. The name goes too: it can be a person's."""
    changed = {"purged_at": now, "purged_by": by, "purge_reason": reason, "name": ""}
    tx.connection.execute(update(evidence).where(evidence.c.id == evidence_id).values(**changed))


def assign(tx: Writing, row: Mapping[str, Any]) -> bool:
    """Let a member of staff see identity documents of a posting; False if that is so already."""
    return insert_if_absent(tx, evidence_assignment, row)


def withdraw(tx: Writing, posting_id: str, staff_id: str) -> bool:
    """Take that back; False if there is nothing to take back."""
    chosen = and_(evidence_assignment.c.posting_id == posting_id, evidence_assignment.c.staff_id == staff_id)
    return tx.connection.execute(delete(evidence_assignment).where(chosen)).rowcount > 0


def is_assigned(tx: Reading, posting_id: str, staff_id: str) -> bool:
    """Whether a member of staff may see identity documents of a posting."""
    chosen = and_(evidence_assignment.c.posting_id == posting_id, evidence_assignment.c.staff_id == staff_id)
    return one(tx, select(evidence_assignment).where(chosen)) is not None


def add_view(tx: Writing, row: Mapping[str, Any]) -> None:
    """Record that someone saw a file."""
    insert(tx, evidence_view, [row])


def views(tx: Reading, evidence_id: str) -> list[Record]:
    """Who saw a file, the first view first."""
    query = select(evidence_view).where(evidence_view.c.evidence_id == evidence_id)
    return records(tx.connection.execute(query.order_by(evidence_view.c.sequence)))
