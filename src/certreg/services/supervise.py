"""Suspend labels whose publisher or employer no longer passes a gate of eligibility (notice 1(2)).

Asked in the transaction that changes a fact, and by a sweep for what only time changes: a licence ends at midnight
in Shanghai without anyone writing anything, and a label may be issued beside a change of facts. Nothing here ever
reinstates: that is for people to decide (`certreg.services.label_life.reinstate`).
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from certreg.domain.eligibility import Hindrance, Stated, hindrances
from certreg.domain.lifecycle import Action, LabelState
from certreg.domain.people import TIMER
from certreg.domain.policy import MAX_REASON, local_day
from certreg.services import cases, eligibility
from certreg.services.registry import Registry
from certreg.storage import publishers, register_history
from certreg.storage.database import Reading, Writing

BATCH: Final = 100
LATE: Final = timedelta(minutes=10)
"""Far longer than a transaction may take."""


class Watch:
    """Asks as often as one likes, and goes through every label only where an answer may have changed.

    Which gates fail depends on the day and on the register. While both stay the same, only labels that came to be
    valid since the last look are new; a transaction that read the register before it changed may come in late by
    as much as `LATE`. One watch belongs to one thread.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._seen: tuple[date, int] | None = None
        self._looked_at: datetime | None = None

    def look(self, *, now: datetime) -> int:
        """Suspend every valid label with a failed gate; returns how many. In batches, so that others get their turn."""
        with self._registry.db.read() as tx:
            seen = (local_day(now), register_history.last(tx))
            since = self._looked_at - LATE if self._looked_at is not None and seen == self._seen else None
            failing = _failing(tx, publishers.stated_under_valid_labels(tx, now, since=since), now)
        suspended = 0
        for start in range(0, len(failing), BATCH):
            with self._registry.db.write() as tx:
                suspended += _suspend(tx, failing[start : start + BATCH], now)
        # Only now: what an error left undone is looked for again.
        self._seen, self._looked_at = seen, now
        return suspended


def supervise(registry: Registry, *, now: datetime) -> int:
    """The same once, through every label."""
    return Watch(registry).look(now=now)


def facts_changed(tx: Writing, usccs: Sequence[str], *, now: datetime) -> int:
    """The same for the labels of organisations whose facts changed in this transaction."""
    return _suspend(tx, _failing(tx, publishers.stated_by(tx, now, usccs), now), now)


def _failing(tx: Reading, stated: Collection[Stated], now: datetime) -> list[str]:
    """Ids of postings with a valid label and a failed gate, in order."""
    register = eligibility.register_of(tx, stated)
    if register is None:
        return []
    day = local_day(now)
    return publishers.with_valid_label(tx, [one for one in stated if hindrances(one, register, day)], now)


def _suspend(tx: Writing, posting_ids: Sequence[str], now: datetime) -> int:
    """Postings are locked in order of id, as everywhere; each is looked at again once it is held."""
    suspended = 0
    for posting_id in posting_ids:
        case = cases.lock(tx, posting_id)
        found = eligibility.against(tx, posting_id, local_day(now))
        if found and case.label is not None and case.label.state is LabelState.VALID and case.label.expires_at > now:
            cases.move(tx, case, Action.SUSPEND, actor=TIMER, now=now, reason=_reason(found))
            suspended += 1
    return suspended


def _reason(found: Sequence[Hindrance]) -> str:
    """As a person would have written it, in the language of the registry."""
    return "；".join(f"{one.gate}：{one.reason.zh}" for one in found)[:MAX_REASON]
