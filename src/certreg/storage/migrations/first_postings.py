"""Tables of migration 0001: postings, their versions and score cards, assessments and decisions."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    _posting()
    _posting_version()
    _score_card()
    _assessment()
    _decision()


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
