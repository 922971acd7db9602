"""Tables of migration 0001: status lists and labels."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    _status_list()
    _status_token()
    _label()


def _status_list() -> None:
    op.create_table(
        "status_list",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_list")),
    )


def _status_token() -> None:
    op.create_table(
        "status_token",
        sa.Column("list_id", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delegated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["status_list.id"], name=op.f("fk_status_token_list_id_status_list")),
        sa.PrimaryKeyConstraint("list_id", name=op.f("pk_status_token")),
    )


def _label() -> None:
    op.create_table(
        "label",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("posting_id", sa.String(length=60), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.String(length=60), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("list_id", sa.String(length=60), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('valid', 'suspended', 'revoked', 'expired', 'superseded')", name=op.f("ck_label_state")
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_label_assessment_id_assessment")),
        sa.ForeignKeyConstraint(["list_id"], ["status_list.id"], name=op.f("fk_label_list_id_status_list")),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_label_posting_id_posting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_label_assessment_id")),
        sa.UniqueConstraint("list_id", "idx", name=op.f("uq_label_list_id_idx")),
        sa.UniqueConstraint("posting_id", "ordinal", name=op.f("uq_label_posting_id_ordinal")),
    )
    op.create_index(op.f("ix_label_issued_at_id"), "label", ["issued_at", "id"], unique=False)
    op.create_index(op.f("ix_label_state_expires_at"), "label", ["state", "expires_at"], unique=False)
    op.create_index(op.f("ix_label_state_issued_at_id"), "label", ["state", "issued_at", "id"], unique=False)
    op.create_index(
        "uq_label_live_posting_id",
        "label",
        ["posting_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('valid', 'suspended')"),
        postgresql_where=sa.text("state IN ('valid', 'suspended')"),
    )
