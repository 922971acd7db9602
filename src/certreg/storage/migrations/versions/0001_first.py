"""Postings, assessments, labels, status lists, the audit record, events, and those who take part."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

# Table that is only ever added to, and which of its rows a new row would take the place of.
_APPEND_ONLY: Final = {
    "audit": "sequence = NEW.sequence",
    "event": "sequence = NEW.sequence",
    "posting_version": "posting_id = NEW.posting_id AND version = NEW.version",
    "assessment": "id = NEW.id OR (posting_id = NEW.posting_id AND ordinal = NEW.ordinal)",
    "decision": "assessment_id = NEW.assessment_id",
}


def upgrade() -> None:
    _posting()
    _posting_version()
    _score_card()
    _assessment()
    _decision()
    _status_list()
    _status_token()
    _label()
    _audit()
    _event()
    _api_key()
    _idempotency()
    _staff()
    _organisation()
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    for table in (
        "organisation",
        "staff",
        "idempotency",
        "api_key",
        "event",
        "audit",
        "label",
        "status_token",
        "status_list",
        "decision",
        "assessment",
        "score_card",
        "posting_version",
        "posting",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _posting() -> None:
    op.create_table(
        "posting",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessments", sa.Integer(), server_default="0", nullable=False),
        sa.Column("labels", sa.Integer(), server_default="0", nullable=False),
        sa.Column("digest", sa.String(length=60), nullable=False),
        sa.Column("submitted_by", sa.String(length=60), nullable=False),
        sa.Column("origin", sa.String(length=60), nullable=False),
        sa.Column("platform", sa.Text(), server_default="", nullable=False),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("division", sa.String(length=6), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "stage IN ('submitted', 'assessed', 'approved', 'certified', 'returned', 'refused', 'closed')",
            name=op.f("ck_posting_stage"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
        sa.UniqueConstraint("origin", "platform", "source_id", name=op.f("uq_posting_origin_platform_source_id")),
    )
    op.create_index(op.f("ix_posting_created_at_id"), "posting", ["created_at", "id"], unique=False)
    op.create_index(op.f("ix_posting_division"), "posting", ["division"], unique=False)
    op.create_index(op.f("ix_posting_stage_created_at_id"), "posting", ["stage", "created_at", "id"], unique=False)


def _posting_version() -> None:
    op.create_table(
        "posting_version",
        sa.Column("posting_id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=60), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_posting_version_posting_id_posting")),
        sa.PrimaryKeyConstraint("posting_id", "version", name=op.f("pk_posting_version")),
    )


def _score_card() -> None:
    op.create_table(
        "score_card",
        sa.Column("posting_id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_score_card_posting_id_posting")),
        sa.PrimaryKeyConstraint("posting_id", name=op.f("pk_score_card")),
    )


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("posting_id", sa.String(length=60), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.String(length=20), nullable=False),
        sa.Column("judgements", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("assessor", sa.String(length=60), nullable=False),
        sa.Column("assessor_role", sa.String(length=20), nullable=False),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["posting_id", "version"],
            ["posting_version.posting_id", "posting_version.version"],
            name=op.f("fk_assessment_posting_id_version_posting_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("posting_id", "ordinal", name=op.f("uq_assessment_posting_id_ordinal")),
    )


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("assessment_id", sa.String(length=60), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("decided_role", sa.String(length=20), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_decision_assessment_id_assessment")
        ),
        sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_decision")),
    )


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


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object_type", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=60), nullable=False),
        sa.Column("posting_id", sa.String(length=60), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("before", sa.String(length=60), nullable=True),
        sa.Column("after", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_object_type_object_id"), "audit", ["object_type", "object_id"], unique=False)
    op.create_index(op.f("ix_audit_posting_id_sequence"), "audit", ["posting_id", "sequence"], unique=False)


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("posting_id", sa.String(length=60), nullable=False),
        sa.Column("label_id", sa.String(length=60), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_event_label_id"), "event", ["label_id"], unique=False)
    op.create_index(op.f("ix_event_type_sequence"), "event", ["type", "sequence"], unique=False)


def _api_key() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=60), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_key_digest")),
    )


def _idempotency() -> None:
    op.create_table(
        "idempotency",
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request_digest", sa.String(length=60), nullable=False),
        sa.Column("posting_id", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["posting_id"],
            ["posting.id"],
            name=op.f("fk_idempotency_posting_id_posting"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("actor", "key", name=op.f("pk_idempotency")),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("uscc", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("uscc", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_name"), "organisation", ["name"], unique=False)


def _guard_sqlite() -> None:
    for table, same in _APPEND_ONLY.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
        # INSERT OR REPLACE removes the old row without firing triggers on DELETE.
        found = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - names and conditions from above
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {found} {refuse}")


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
