"""Suspend, reinstate and revoke labels. Expiry is the timer's: `certreg.services.expire`."""

from datetime import datetime

from certreg.domain.people import Actor
from certreg.services.records import LabelRecord
from certreg.services.registry import Registry


def suspend(registry: Registry, label_id: str, reason: str, *, actor: Actor, now: datetime) -> LabelRecord:
    """Suspend a valid label. Roles: assessor, lead, appeals, registrar; `InvalidInput` without a reason."""
    raise NotImplementedError


def reinstate(registry: Registry, label_id: str, reason: str, *, actor: Actor, now: datetime) -> LabelRecord:
    """Make a suspended label valid again. Roles: lead, appeals.

    `PolicyRefused` with every reason that stands against it: the content differs from the certified one, the
    headcount is above it, the label has expired, the posting no longer reaches a level.
    """
    raise NotImplementedError


def revoke(registry: Registry, label_id: str, reason: str, *, actor: Actor, now: datetime) -> LabelRecord:
    """End a label for good. Roles: lead, appeals; `InvalidInput` without a reason."""
    raise NotImplementedError
