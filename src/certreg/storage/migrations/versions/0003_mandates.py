"""Mandates of employers to agencies, and the postings that took their lines."""

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "mandate",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("agency_uscc", sa.String(length=40), nullable=False),
        sa.Column("employer_uscc", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
        sa.UniqueConstraint("agency_uscc", "number", name=op.f("uq_mandate_agency_uscc_number")),
    )
    op.create_index(op.f("ix_mandate_agency_uscc_employer_uscc"), "mandate", ["agency_uscc", "employer_uscc"])
    op.create_index(op.f("ix_mandate_recorded_at_id"), "mandate", ["recorded_at", "id"])
    op.create_table(
        "mandate_use",
        sa.Column("mandate_id", sa.String(length=60), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("posting_id", sa.String(length=60), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_mandate_use_mandate_id_mandate")),
        sa.ForeignKeyConstraint(
            ["posting_id"],
            ["posting.id"],
            name=op.f("fk_mandate_use_posting_id_posting"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("mandate_id", "line", name=op.f("pk_mandate_use")),
        sa.UniqueConstraint("posting_id", name=op.f("uq_mandate_use_posting_id")),
    )


def downgrade() -> None:
    op.drop_table("mandate_use")
    op.drop_table("mandate")
