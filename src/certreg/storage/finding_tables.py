"""Unlicensed publishers met in submissions (notice 1(3))."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from certreg.storage.columns import Json, Moment
from certreg.storage.schema import ID, METADATA

_WORDS: Final = Json[tuple[str, ...]](tuple[str, ...])

unlicensed_finding: Final = Table(
    "unlicensed_finding",
    METADATA,
    Column("posting_id", ID, ForeignKey("posting.id"), primary_key=True),
    # As the register spells it; empty where the posting states none.
    Column("publisher_uscc", String(40), primary_key=True),
    Column("publisher_name", Text, nullable=False),
    # Codes of `certreg.domain.licensing.Obstacle`, and the same in the words of the registry.
    Column("obstacles", _WORDS, nullable=False),
    Column("reasons", _WORDS, nullable=False),
    Column("registered_in", String(6), nullable=True),
    Column("active_in", _WORDS, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("seen", Integer, nullable=False),
)
