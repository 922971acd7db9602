"""Mandates, and which posting took which of their lines."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from certreg.domain.mandate import Mandate
from certreg.storage.columns import Json, Moment
from certreg.storage.schema import ID, METADATA

mandate: Final = Table(
    "mandate",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("number", Text, nullable=False),
    Column("agency_uscc", String(40), nullable=False),
    Column("employer_uscc", String(40), nullable=False),
    Column("content", Json[Mandate](Mandate), nullable=False),
    Column("source", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("withdrawn_at", Moment, nullable=True),
    UniqueConstraint("agency_uscc", "number"),
    Index(None, "agency_uscc", "employer_uscc"),
    Index(None, "recorded_at", "id"),
)

mandate_use: Final = Table(
    "mandate_use",
    METADATA,
    Column("mandate_id", ID, ForeignKey("mandate.id"), primary_key=True),
    # Which line, counted from 1.
    Column("line", Integer, primary_key=True),
    # Taken before the posting is written, so that one that is refused leaves nothing; empty once it is given back.
    Column(
        "posting_id", ID, ForeignKey("posting.id", deferrable=True, initially="DEFERRED"), nullable=True, unique=True
    ),
    Column("since", Moment, nullable=False),
)
