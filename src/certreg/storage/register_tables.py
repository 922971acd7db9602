"""Tables of the register's history: which fact became what, when and whence; and the imports that brought it."""

from typing import Any, Final

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table, Text

from certreg.domain.people import Role
from certreg.storage.columns import Json, Moment, Word
from certreg.storage.schema import DIGEST, ID, METADATA, SEQUENCE

register_import: Final = Table(
    "register_import",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("source", Text, nullable=False),
    Column("digest", DIGEST, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("applied_at", Moment, nullable=False),
    Column("applied_by", ID, nullable=False),
    Column("applied_role", Word(Role), nullable=False),
    Column("reason", Text, nullable=True),
    Column("counts", Json[dict[str, int]](dict[str, int]), nullable=False),
    Column("rolled_back_at", Moment, nullable=True),
    Column("rolled_back_by", ID, nullable=True),
    Column("rolled_back_role", Word(Role), nullable=True),
    Column("rollback_reason", Text, nullable=True),
    Index(None, "digest"),
    Index(None, "applied_at", "id"),
)

organisation_change: Final = Table(
    "organisation_change",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=True),
    Column("import_id", ID, ForeignKey("register_import.id"), nullable=True),
    Column("uscc", String(40), nullable=False),
    Column("fact", String(40), nullable=False),
    Column("before", Json[Any](Any), nullable=True),
    Column("after", Json[Any](Any), nullable=True),
    Column("valid_from", Date, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("source", Text, nullable=False),
    # The line that a rollback took back with this one: the two cancel out.
    Column("undoes", SEQUENCE, nullable=True),
    Index(None, "uscc", "sequence"),
    Index(None, "import_id", "uscc"),
    sqlite_autoincrement=True,
)
