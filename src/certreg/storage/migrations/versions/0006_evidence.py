"""Evidence files: what there is, who may see identity documents, who saw what."""

import sqlalchemy as sa
from alembic import op

from certreg.storage.migrations import append_only

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None

_KEPT = sa.text("purged_at IS NULL")


def upgrade() -> None:
    _evidence()
    op.create_table(
        "evidence_assignment",
        sa.Column("posting_id", sa.String(length=60), nullable=False),
        sa.Column("staff_id", sa.String(length=60), nullable=False),
        sa.Column("assigned_by", sa.String(length=60), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_evidence_assignment_posting_id_posting")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_evidence_assignment_staff_id_staff")),
        sa.PrimaryKeyConstraint("posting_id", "staff_id", name=op.f("pk_evidence_assignment")),
    )
    _evidence_view()
    append_only.guard("evidence_view")


def downgrade() -> None:
    for table in ("evidence_view", "evidence_assignment", "evidence"):
        op.drop_table(table)


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("posting_id", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("encrypted", sa.Boolean(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=60), nullable=False),
        sa.Column("uploaded_role", sa.String(length=20), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("purged_by", sa.String(length=60), nullable=True),
        sa.Column("purge_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_evidence_posting_id_posting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(
        "uq_evidence_kept",
        "evidence",
        ["posting_id", "kind", "digest"],
        unique=True,
        sqlite_where=_KEPT,
        postgresql_where=_KEPT,
    )
    op.create_index(op.f("ix_evidence_digest"), "evidence", ["digest"], unique=False)
    op.create_index(op.f("ix_evidence_uploaded_at"), "evidence", ["uploaded_at"], unique=False)


def _evidence_view() -> None:
    op.create_table(
        "evidence_view",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("evidence_id", sa.String(length=60), nullable=False),
        sa.Column("viewed_by", sa.String(length=60), nullable=False),
        sa.Column("viewed_role", sa.String(length=20), nullable=False),
        sa.Column("viewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_view_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_evidence_view")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evidence_view_evidence_id"), "evidence_view", ["evidence_id"], unique=False)
