"""Score a posting again."""

from datetime import datetime

from certreg.domain.people import Actor
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry


def rescore(registry: Registry, posting_id: str, *, actor: Actor, now: datetime) -> PostingRecord:
    """Score the newest version again under the current criteria and register; standing judgements are kept."""
    raise NotImplementedError
