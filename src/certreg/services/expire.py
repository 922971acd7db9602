"""Expire labels whose time is over; the timer's own use case."""

from datetime import datetime
from typing import Final

from certreg.domain.lifecycle import FINAL, Action
from certreg.domain.people import TIMER
from certreg.services import cases
from certreg.services.registry import Registry
from certreg.storage import labels

BATCH: Final = 100


def expire_due(registry: Registry, *, now: datetime) -> int:
    """Expire every live label whose end has come; returns how many. In batches, so that others get their turn."""
    expired = 0
    while True:
        with registry.db.read() as tx:
            due = labels.due(tx, now, BATCH)
        if not due:
            return expired
        expired += _expire(registry, sorted(due), now)


def _expire(registry: Registry, due: list[tuple[str, str]], now: datetime) -> int:
    """Postings are locked in order of id: two timers at once wait for each other and never in a circle."""
    expired = 0
    with registry.db.write() as tx:
        for posting_id, label_id in due:
            case = cases.lock(tx, posting_id)
            label = case.label
            if label is not None and label.id == label_id and label.state not in FINAL and label.expires_at <= now:
                cases.move(tx, case, Action.EXPIRE, actor=TIMER, now=now)
                expired += 1
    return expired
