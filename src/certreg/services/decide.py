"""Decide on an assessment: the second pair of eyes."""

from datetime import datetime

from certreg.domain.people import Actor
from certreg.services.records import Decision, PostingRecord
from certreg.services.registry import Registry


def decide(
    registry: Registry, posting_id: str, decision: Decision, reason: str, *, actor: Actor, now: datetime
) -> PostingRecord:
    """Decide on the pending assessment of the newest version.

    Roles: assessor, lead; never the person who proposed (`NotPermitted`). `approve` needs a card that reaches a
    level for exactly this version under the current criteria (`PolicyRefused`); `return` and `refuse` need a
    reason (`InvalidInput`).
    """
    raise NotImplementedError
