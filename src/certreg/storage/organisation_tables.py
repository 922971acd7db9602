"""Tables by which organisations are found."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from certreg.domain.organisation import OrganisationStatus
from certreg.storage.columns import Word
from certreg.storage.schema import METADATA

_USCC: Final = String(40)

# Without a row id SQLite keeps these rows in the order of their key, in which lists go through them.
organisation_search: Final = Table(
    "organisation_search",
    METADATA,
    Column("uscc", _USCC, ForeignKey("organisation.uscc", ondelete="CASCADE"), primary_key=True),
    # Names, former names, code and licence number, folded (`domain.organisation_words`), a line each.
    Column("text", Text, nullable=False),
    # Licence number as it is compared; null for who holds none.
    Column("licence", Text, nullable=True),
    Column("division", String(6), nullable=True),
    # ` agency employer `: each between spaces.
    Column("kinds", String(60), nullable=False),
    Column("status", Word(OrganisationStatus), nullable=False),
    # With the code, so that a list in the order of codes never goes through all of them for one number.
    Index(None, "licence", "uscc"),
    Index(None, "division", "uscc"),
    sqlite_with_rowid=False,
)

# Pairs of a name that an organisation gave up stay (the registry's account may not delete): they lead to a row whose
# `text` then says no.
organisation_pair: Final = Table(
    "organisation_pair",
    METADATA,
    Column("pair", String(8), primary_key=True),
    Column("uscc", _USCC, primary_key=True),
    sqlite_with_rowid=False,
)
