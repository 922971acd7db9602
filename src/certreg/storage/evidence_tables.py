"""Tables of evidence files: what there is, who may see identity documents, who saw what."""

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from certreg.domain.evidence import EvidenceKind
from certreg.domain.people import Role
from certreg.storage.columns import Moment, Word
from certreg.storage.schema import ID, METADATA, SEQUENCE

_KEPT: Final = text("purged_at IS NULL")

evidence: Final = Table(
    "evidence",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("posting_id", ID, ForeignKey("posting.id"), nullable=False),
    Column("kind", Word(EvidenceKind), nullable=False),
    # SHA-256 of the content in hex, as sha256sum prints it.
    Column("digest", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("media_type", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("encrypted", Boolean, nullable=False),
    Column("uploaded_by", ID, nullable=False),
    Column("uploaded_role", Word(Role), nullable=False),
    Column("uploaded_at", Moment, nullable=False),
    Column("purged_at", Moment, nullable=True),
    Column("purged_by", ID, nullable=True),
    Column("purge_reason", Text, nullable=True),
    Index(
        "uq_evidence_kept",
        "posting_id",
        "kind",
        "digest",
        unique=True,
        sqlite_where=_KEPT,
        postgresql_where=_KEPT,
    ),
    Index(None, "digest"),
    Index(None, "uploaded_at"),
)

evidence_assignment: Final = Table(
    "evidence_assignment",
    METADATA,
    Column("posting_id", ID, ForeignKey("posting.id"), primary_key=True),
    Column("staff_id", ID, ForeignKey("staff.id"), primary_key=True),
    Column("assigned_by", ID, nullable=False),
    Column("assigned_at", Moment, nullable=False),
)

evidence_view: Final = Table(
    "evidence_view",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=True),
    Column("evidence_id", ID, ForeignKey("evidence.id"), nullable=False),
    Column("viewed_by", ID, nullable=False),
    Column("viewed_role", Word(Role), nullable=False),
    Column("viewed_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "evidence_id"),
    sqlite_autoincrement=True,
)
