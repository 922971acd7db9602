"""Search of the register: folded names and numbers of organisations, and the pairs of characters that lead to them.

Fills both tables for organisations that are there, from their JSON as it is stored. Texts are folded as the program
folds what it is asked for: kept and asked forms must agree.
"""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from certreg.domain.organisation_words import BETWEEN, folded, pairs

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None

BATCH = 500

SEARCH = sa.table(
    "organisation_search",
    *(sa.column(name) for name in ("uscc", "text", "licence", "division", "kinds", "status")),
)
PAIR = sa.table("organisation_pair", sa.column("pair"), sa.column("uscc"))


def upgrade() -> None:
    op.create_table(
        "organisation_search",
        sa.Column("uscc", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("division", sa.String(length=6), nullable=True),
        sa.Column("kinds", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["uscc"],
            ["organisation.uscc"],
            name=op.f("fk_organisation_search_uscc_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("uscc", name=op.f("pk_organisation_search")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_organisation_search_licence_uscc"), "organisation_search", ["licence", "uscc"], unique=False
    )
    op.create_index(
        op.f("ix_organisation_search_division_uscc"), "organisation_search", ["division", "uscc"], unique=False
    )
    op.create_table(
        "organisation_pair",
        sa.Column("pair", sa.String(length=8), nullable=False),
        sa.Column("uscc", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("pair", "uscc", name=op.f("pk_organisation_pair")),
        sqlite_with_rowid=False,
    )
    for rows in _stored(op.get_bind()):
        op.bulk_insert(SEARCH, rows)
        op.bulk_insert(PAIR, [{"pair": pair, "uscc": row["uscc"]} for row in rows for pair in pairs(row["text"])])


def downgrade() -> None:
    op.drop_table("organisation_pair")
    op.drop_table("organisation_search")


def _stored(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """What is searched of each organisation, in batches by code."""
    organisation = sa.table("organisation", sa.column("uscc"), sa.column("content"))
    after = ""
    while True:
        query = sa.select(organisation).where(organisation.c.uscc > after).order_by(organisation.c.uscc).limit(BATCH)
        found = connection.execute(query).all()
        if not found:
            return
        yield [_entry(uscc, json.loads(content)) for uscc, content in found]
        after = found[-1][0]


def _entry(uscc: str, content: dict[str, Any]) -> dict[str, Any]:
    licence = folded((content.get("licence") or {}).get("number", ""))
    texts = (content["name"], *content.get("former_names", ()), uscc, licence)
    return {
        "uscc": uscc,
        "text": BETWEEN.join(dict.fromkeys(form for text in texts if (form := folded(text)))),
        "licence": licence or None,
        "division": content.get("division"),
        "kinds": f" {' '.join(sorted(content['kinds']))} ",
        "status": content.get("status", "active"),
    }
