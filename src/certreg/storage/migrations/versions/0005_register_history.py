"""The register's history, fact by fact, and the imports that brought it.

Organisations that are there already get one line each: their whole record, from its source, at its last change.
"""

import sqlalchemy as sa
from alembic import op

from certreg.storage.migrations import append_only

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _imports()
    _changes()
    _first_lines()
    append_only.guard("organisation_change")


def downgrade() -> None:
    op.drop_table("organisation_change")
    op.drop_table("register_import")


def _imports() -> None:
    op.create_table(
        "register_import",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=60), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_by", sa.String(length=60), nullable=False),
        sa.Column("applied_role", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("rolled_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rolled_back_by", sa.String(length=60), nullable=True),
        sa.Column("rolled_back_role", sa.String(length=20), nullable=True),
        sa.Column("rollback_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_import")),
    )
    op.create_index(op.f("ix_register_import_digest"), "register_import", ["digest"], unique=False)
    op.create_index(op.f("ix_register_import_applied_at_id"), "register_import", ["applied_at", "id"], unique=False)


def _changes() -> None:
    op.create_table(
        "organisation_change",
        sa.Column("sequence", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("import_id", sa.String(length=60), nullable=True),
        sa.Column("uscc", sa.String(length=40), nullable=False),
        sa.Column("fact", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("undoes", _SEQUENCE, nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["register_import.id"], name=op.f("fk_organisation_change_import_id_register_import")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_organisation_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_organisation_change_uscc_sequence"), "organisation_change", ["uscc", "sequence"])
    op.create_index(op.f("ix_organisation_change_import_id_uscc"), "organisation_change", ["import_id", "uscc"])


def _first_lines() -> None:
    """The day is that of Shanghai, eight hours ahead all year (`domain.policy.SHANGHAI`)."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    day = "date(updated_at, '+8 hours')" if is_sqlite else "CAST(updated_at AT TIME ZONE 'Asia/Shanghai' AS date)"
    op.execute(
        "INSERT INTO organisation_change (uscc, fact, after, valid_from, seen_at, recorded_at, source) "  # noqa: S608
        f"SELECT uscc, 'record', content, {day}, updated_at, updated_at, source FROM organisation ORDER BY uscc"
    )
