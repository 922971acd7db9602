"""Submit a posting."""

from datetime import datetime

from certreg.domain.people import Actor
from certreg.domain.posting import Posting
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry


def submit(
    registry: Registry, posting: Posting, *, actor: Actor, now: datetime, idempotency_key: str | None = None
) -> PostingRecord:
    """Store a new posting, scored, at stage SUBMITTED.

    The same idempotency key with the same posting gives the first answer again; with another posting it is a
    `Conflict`. Keys are remembered for each actor apart. Without a key, the same `provenance.platform` and
    `provenance.source_id` from the same actor with the same content also give the first answer; with other content
    they are a `Conflict` (send an update).
    """
    raise NotImplementedError
