"""Signatures of work texts: written with every version, and afterwards for postings that were there before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from certreg.checks import likeness
from certreg.checks.likeness import Signature
from certreg.domain.posting import Posting
from certreg.storage import likeness as stored
from certreg.storage.database import Database, Writing

BATCH: Final = 500
_NONE: Final = Signature(stored.NO_TEXT, ())


class Signed(msgspec.Struct, frozen=True):
    """A posting's signature, and since when it has this text unless it had it before."""

    posting_id: str
    signature: Signature
    since: datetime


def signature_of(posting: Posting) -> Signature:
    """The signature of its work text; an empty one where the text is too short to be compared."""
    text = likeness.compared_text(posting)
    return likeness.signature(text) if text else _NONE


def write(tx: Writing, signed: Sequence[Signed]) -> None:
    """Store signatures of postings that are new in this transaction."""
    stored.put_signatures(
        tx,
        [
            {
                "posting_id": one.posting_id,
                "digest": one.signature.digest,
                "scheme": likeness.SCHEME,
                "since": one.since,
            }
            for one in signed
        ],
    )
    stored.put_bands(tx, {one.signature.digest: one.signature.bands for one in signed})


def renew(tx: Writing, signed: Signed) -> None:
    """Store the signature of a new version of a locked posting; a text that stayed keeps its time."""
    before = stored.signature_of(tx, signed.posting_id)
    if before is None or before["digest"] != signed.signature.digest:
        write(tx, [signed])


def sign_missing(db: Database) -> int:
    """Write the signatures that are missing, or were made in another way; returns how many. Safe to repeat."""
    count = 0
    while True:
        with db.write() as tx:
            rows = stored.unsigned(tx, likeness.SCHEME, BATCH)
            write(tx, [Signed(row["id"], signature_of(row["content"]), row["recorded_at"]) for row in rows])
        count += len(rows)
        if len(rows) < BATCH:
            return count
