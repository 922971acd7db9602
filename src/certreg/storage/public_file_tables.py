"""The table of files that are made once a day for the public."""

from typing import Final

from sqlalchemy import Column, LargeBinary, String, Table

from certreg.storage.columns import Moment
from certreg.storage.schema import METADATA, SEQUENCE

_SHA256: Final = String(64)

# One row a file, the newest only: in the database, so that every server of one registry gives out the same bytes.
public_file: Final = Table(
    "public_file",
    METADATA,
    Column("name", String(60), primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("records", SEQUENCE, nullable=False),
    Column("size", SEQUENCE, nullable=False),
    Column("sha256", _SHA256, nullable=False),
    Column("packed_size", SEQUENCE, nullable=False),
    Column("packed_sha256", _SHA256, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
