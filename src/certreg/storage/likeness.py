"""Signatures of work texts: which texts share a band, and which postings have them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import and_, func, select

from certreg.storage.database import Reading, Writing
from certreg.storage.likeness_tables import text_band, text_signature
from certreg.storage.postings import NEWEST_VERSION
from certreg.storage.statements import Record, insert_absent, one, put, records
from certreg.storage.tables import posting, posting_version

NO_TEXT: Final = ""
"""Digest of a text that is too short to be compared."""


def put_signatures(tx: Writing, signatures: Sequence[Mapping[str, Any]]) -> None:
    """Store signatures in place of what the postings had."""
    put(tx, text_signature, signatures)


def put_bands(tx: Writing, bands: Mapping[str, Sequence[int]]) -> None:
    """Store the bands of texts by digest; those that are there stay.

    In order, so that two transactions with the same texts wait for each other and never in a circle.
    """
    rows = sorted((band, digest) for digest, numbers in bands.items() for band in numbers)
    insert_absent(tx, text_band, [{"band": band, "digest": digest} for band, digest in rows])


def signature_of(tx: Reading, posting_id: str) -> Record | None:
    """Digest of a posting's text, and since when."""
    return one(tx, select(text_signature).where(text_signature.c.posting_id == posting_id))


def texts_sharing(tx: Reading, bands: Sequence[int], limit: int) -> list[str]:
    """Digests of texts that share a band with these, the most shared first."""
    shared = func.count()
    query = (
        select(text_band.c.digest)
        .where(text_band.c.band.in_(bands))
        .group_by(text_band.c.digest)
        .order_by(shared.desc(), text_band.c.digest)
        .limit(limit)
    )
    return list(tx.connection.execute(query).scalars())


def postings_with(tx: Reading, digests: Sequence[str], each: int, limit: int) -> list[Record]:
    """Postings that have one of these texts now: `id`, `content`, `digest`, `since`, `submitted_by`, `labels`.

    The earliest of every text come first, then the second of each; at most `each` of one text.
    """
    order = func.row_number().over(
        partition_by=text_signature.c.digest, order_by=(text_signature.c.since, text_signature.c.posting_id)
    )
    ranked = select(text_signature, order.label("place")).where(text_signature.c.digest.in_(digests)).subquery("ranked")
    query = (
        select(
            posting.c.id,
            posting.c.submitted_by,
            posting.c.labels,
            posting_version.c.content,
            ranked.c.digest,
            ranked.c.since,
        )
        .join(ranked, ranked.c.posting_id == posting.c.id)
        .join(posting_version, NEWEST_VERSION)
        .where(ranked.c.place <= each)
        .order_by(ranked.c.place, ranked.c.since, posting.c.id)
        .limit(limit)
    )
    return records(tx.connection.execute(query))


def unsigned(tx: Reading, scheme: str, limit: int) -> list[Record]:
    """Postings whose text has no signature of this scheme: `id`, `content`, `recorded_at` of the newest version."""
    signed = and_(text_signature.c.posting_id == posting.c.id, text_signature.c.scheme == scheme)
    query = (
        select(posting.c.id, posting_version.c.content, posting_version.c.recorded_at)
        .join(posting_version, NEWEST_VERSION)
        .outerjoin(text_signature, signed)
        .where(text_signature.c.posting_id.is_(None))
        .order_by(posting.c.id)
        .limit(limit)
    )
    return records(tx.connection.execute(query))
