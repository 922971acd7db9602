"""Triggers that refuse to change or delete a row, on both databases."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """What the triggers of PostgreSQL call."""
    if _is_postgresql():
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
        )


def downgrade() -> None:
    """Takes that away again, once no table is guarded."""
    if _is_postgresql():
        op.execute("DROP FUNCTION refuse_change()")


def guard(table: str, same: str = "sequence = NEW.sequence") -> None:
    """Let rows of a table only be added. `same`: which of its rows a NEW one would take the place of."""
    if _is_postgresql():
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
    # INSERT OR REPLACE removes the old row without firing triggers on DELETE.
    taken = sa.exists().select_from(sa.table(table)).where(sa.text(same))
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} {refuse}")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
