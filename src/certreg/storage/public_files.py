"""Files that are made once a day for the public: what is known of each, and its gzip form."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from certreg.storage.database import Reading, Writing
from certreg.storage.public_file_tables import public_file
from certreg.storage.statements import Record, one, put


def describe(tx: Reading, name: str) -> Record | None:
    """Everything but the content."""
    known = (column for column in public_file.c if column is not public_file.c.packed)
    return one(tx, select(*known).where(public_file.c.name == name))


def packed(tx: Reading, name: str, sha256: str) -> bytes | None:
    """The gzip form of these bytes; None if they are no longer the newest."""
    query = select(public_file.c.packed).where(public_file.c.name == name, public_file.c.sha256 == sha256)
    content: bytes | None = tx.connection.execute(query).scalar_one_or_none()
    return content


def put_file(tx: Writing, row: Mapping[str, Any]) -> None:
    """In place of the one made before."""
    put(tx, public_file, [row])
