"""Postings, assessments, labels, status lists, the audit record, events, and those who take part."""

from typing import Final

from alembic import op

from certreg.storage.migrations import append_only, first_labels, first_parties, first_postings, first_records

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
    first_postings.create()
    first_labels.create()
    first_records.create()
    first_parties.create()
    append_only.upgrade()
    for table, same in _APPEND_ONLY.items():
        append_only.guard(table, same)


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
    append_only.downgrade()
