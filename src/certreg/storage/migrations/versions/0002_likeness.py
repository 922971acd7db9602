"""Signatures of work texts, by which near-copies are found.

Postings that are there already get theirs from `certreg db upgrade`, after the migration: a migration knows tables,
and not how texts are compared.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "text_signature",
        sa.Column("posting_id", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_text_signature_posting_id_posting")),
        sa.PrimaryKeyConstraint("posting_id", name=op.f("pk_text_signature")),
    )
    op.create_index(op.f("ix_text_signature_digest_since"), "text_signature", ["digest", "since"], unique=False)
    op.create_table(
        "text_band",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("band", "digest", name=op.f("pk_text_band")),
    )


def downgrade() -> None:
    op.drop_table("text_band")
    op.drop_table("text_signature")
