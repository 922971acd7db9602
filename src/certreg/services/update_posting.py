"""Record a new version of a posting."""

from datetime import datetime

from certreg.domain.people import Actor
from certreg.domain.posting import Posting
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry


def update_posting(
    registry: Registry,
    posting_id: str,
    posting: Posting,
    *,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> PostingRecord:
    """Record what the posting says now; a changed base field suspends its label at once (notice 3(3)).

    A lower headcount alone leaves the label as it is. Nothing changed: no new version. An API key may only
    update what it submitted (`NotPermitted`). `Conflict` if the version is no longer `expected_version`.
    """
    raise NotImplementedError
