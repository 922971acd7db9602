"""Retention: take away evidence whose time is over, and record it."""

from datetime import datetime, timedelta

from certreg.domain.evidence import PURGING_ROLES, RETENTION_DAYS
from certreg.domain.people import Actor
from certreg.domain.policy import require_reason, require_role
from certreg.services import cases
from certreg.services.evidence import EvidenceRecord, evidence_record, store_of, write_audit
from certreg.services.registry import Registry
from certreg.storage import evidence
from certreg.storage.database import Reading


def due(registry: Registry, now: datetime) -> tuple[EvidenceRecord, ...]:
    """Files whose retention is over; those of postings with a running label are kept until it has ended."""
    with registry.db.read() as tx:
        return _due(tx, now)


def purge(registry: Registry, reason: str, *, actor: Actor, now: datetime) -> tuple[EvidenceRecord, ...]:
    """Take away what is due, each file in a transaction of its own. Roles: administrator, registrar."""
    require_role(actor, PURGING_ROLES)
    given = require_reason(reason)
    return tuple(record for record in due(registry, now) if _purge(registry, record, given, actor, now))


def _purge(registry: Registry, record: EvidenceRecord, reason: str, actor: Actor, now: datetime) -> bool:
    store = store_of(registry)
    with registry.db.write() as tx:
        case = cases.lock(tx, record.posting_id)
        evidence.hold_digest(tx, record.digest)
        # Meanwhile a label may have been issued, or someone else purged it.
        still = evidence.older_than(tx, record.kind, record.uploaded_at, only=record.id)
        if not still:
            return False
        evidence.mark_purged(tx, record.id, actor.id, now, reason)
        write_audit(tx, case, "evidence.purge", record.id, actor=actor, now=now, reason=reason)
        # Before the end of the transaction: a file that is said to be gone is gone.
        if not evidence.needed_elsewhere(tx, still[0]):
            store.delete(record.object_name.path)
    return True


def _due(tx: Reading, now: datetime) -> tuple[EvidenceRecord, ...]:
    found = []
    for kind, days in RETENTION_DAYS.items():
        found += [evidence_record(row) for row in evidence.older_than(tx, kind, now - timedelta(days=days))]
    return tuple(found)
