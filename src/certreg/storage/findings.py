"""Rows of unlicensed publishers met in submissions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select, tuple_

from certreg.storage.database import Reading, Writing
from certreg.storage.finding_tables import unlicensed_finding
from certreg.storage.statements import Record, put, records

_BATCH: Final = 500
_KEY: Final = (unlicensed_finding.c.posting_id, unlicensed_finding.c.publisher_uscc)


def of_postings(tx: Reading, posting_ids: Sequence[str]) -> dict[tuple[str, str], Record]:
    """By posting and publisher."""
    query = select(unlicensed_finding).where(unlicensed_finding.c.posting_id.in_(posting_ids))
    return {(row["posting_id"], row["publisher_uscc"]): row for row in records(tx.connection.execute(query))}


def put_findings(tx: Writing, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert findings, in place of those of the same posting and publisher."""
    put(tx, unlicensed_finding, rows)


def every(tx: Reading) -> Iterator[Record]:
    """All of them by posting and publisher, read in batches."""
    after = ("", "")
    while True:
        query = select(unlicensed_finding).where(tuple_(*_KEY) > after).order_by(*_KEY).limit(_BATCH)
        rows = records(tx.connection.execute(query))
        yield from rows
        if len(rows) < _BATCH:
            return
        after = (rows[-1]["posting_id"], rows[-1]["publisher_uscc"])
