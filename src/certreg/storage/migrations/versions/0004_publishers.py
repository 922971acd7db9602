"""Who answers for a posting and who hires, filled for postings that are there; unlicensed publishers met."""

import json
import re
import unicodedata
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

_BATCH: Final = 1000
_LONGEST: Final = 40
# As `certreg.domain.text.normalise` was when this migration was written: a migration never changes with the program.
_WHITE_SPACE: Final = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")

_POSTING: Final = sa.table(
    "posting",
    sa.column("id", sa.String()),
    sa.column("version", sa.Integer()),
    sa.column("publisher_uscc", sa.String()),
    sa.column("employer_uscc", sa.String()),
    sa.column("by_agency", sa.Boolean()),
)
_VERSION: Final = sa.table(
    "posting_version",
    sa.column("posting_id", sa.String()),
    sa.column("version", sa.Integer()),
    sa.column("content", sa.Text()),
)


def upgrade() -> None:
    op.add_column("posting", sa.Column("publisher_uscc", sa.String(length=40), nullable=True))
    op.add_column("posting", sa.Column("employer_uscc", sa.String(length=40), nullable=True))
    op.add_column("posting", sa.Column("by_agency", sa.Boolean(), server_default=sa.false(), nullable=False))
    _fill()
    op.create_index(op.f("ix_posting_publisher_uscc"), "posting", ["publisher_uscc"], unique=False)
    op.create_index(op.f("ix_posting_employer_uscc"), "posting", ["employer_uscc"], unique=False)
    _unlicensed_finding()


def downgrade() -> None:
    op.drop_table("unlicensed_finding")
    op.drop_index(op.f("ix_posting_employer_uscc"), table_name="posting")
    op.drop_index(op.f("ix_posting_publisher_uscc"), table_name="posting")
    op.drop_column("posting", "by_agency")
    op.drop_column("posting", "employer_uscc")
    op.drop_column("posting", "publisher_uscc")


def _unlicensed_finding() -> None:
    op.create_table(
        "unlicensed_finding",
        sa.Column("posting_id", sa.String(length=60), nullable=False),
        sa.Column("publisher_uscc", sa.String(length=40), nullable=False),
        sa.Column("publisher_name", sa.Text(), nullable=False),
        sa.Column("obstacles", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("registered_in", sa.String(length=6), nullable=True),
        sa.Column("active_in", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["posting_id"], ["posting.id"], name=op.f("fk_unlicensed_finding_posting_id_posting")),
        sa.PrimaryKeyConstraint("posting_id", "publisher_uscc", name=op.f("pk_unlicensed_finding")),
    )


def _fill() -> None:
    newest = sa.and_(_VERSION.c.posting_id == _POSTING.c.id, _VERSION.c.version == _POSTING.c.version)
    connection, after = op.get_bind(), ""
    stated = sa.select(_POSTING.c.id, _VERSION.c.content).join(_VERSION, newest).order_by(_POSTING.c.id).limit(_BATCH)
    written = (
        sa.update(_POSTING)
        .where(_POSTING.c.id == sa.bindparam("posting_id"))
        .values({name: sa.bindparam(name) for name in ("publisher_uscc", "employer_uscc", "by_agency")})
    )
    while rows := connection.execute(stated.where(_POSTING.c.id > after)).all():
        connection.execute(written, [{"posting_id": row.id, **_parties(json.loads(row.content))} for row in rows])
        after = rows[-1].id


def _parties(content: dict[str, Any]) -> dict[str, object]:
    agency, employer = _code(content.get("agency")), _code(content.get("employer"))
    by_agency = content.get("agency") is not None
    return {"publisher_uscc": agency if by_agency else employer, "employer_uscc": employer, "by_agency": by_agency}


def _code(party: dict[str, Any] | None) -> str | None:
    stated = str((party or {}).get("uscc") or "")
    code = _WHITE_SPACE.sub("", unicodedata.normalize("NFKC", stated)).upper()
    return code if 0 < len(code) <= _LONGEST else None
