"""Files in the store that no record has: a process ended between file and record, and a purge never meets them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from certreg.domain.evidence import PURGING_ROLES
from certreg.domain.label import DIGEST_PREFIX
from certreg.domain.people import Actor
from certreg.domain.policy import require_reason, require_role
from certreg.evidence.store import ObjectName
from certreg.evidence.store_directory import WAITING
from certreg.services.evidence import store_of
from certreg.services.registry import Registry
from certreg.signing import base64url
from certreg.storage import audit, evidence
from certreg.storage.audit import AuditEntry

GRACE: Final = timedelta(days=1)
"""Younger files may belong to someone who is just adding them."""

_BATCH: Final = 500


def strays(registry: Registry, now: datetime) -> Iterator[str]:
    """Paths of such files older than `GRACE`. What is not named as the registry names files is left alone."""
    paths = store_of(registry).written_before(now - GRACE)
    while batch := list(islice(paths, _BATCH)):
        named = {path: name for path in batch if (name := ObjectName.of_path(path)) is not None}
        with registry.db.read() as tx:
            kept = evidence.kept_objects(tx, [name.digest for name in named.values()])
        for path in batch:
            name = named.get(path)
            if _is_half_written(path) if name is None else (name.digest, name.sealed) not in kept:
                yield path


def sweep(registry: Registry, reason: str, *, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Take them away, each recorded in a transaction of its own. Roles: administrator, registrar."""
    require_role(actor, PURGING_ROLES)
    given = require_reason(reason)
    return tuple(path for path in tuple(strays(registry, now)) if _swept(registry, path, given, actor, now))


def _swept(registry: Registry, path: str, reason: str, actor: Actor, now: datetime) -> bool:
    name = ObjectName.of_path(path)
    with registry.db.write() as tx:
        if name is not None:
            evidence.hold_digest(tx, name.digest)
            # Meanwhile someone may have added just this file.
            if (name.digest, name.sealed) in evidence.kept_objects(tx, [name.digest]):
                return False
        line = AuditEntry(
            at=now,
            actor=actor.id,
            role=actor.role,
            action="evidence.sweep",
            object_type="evidence_file",
            object_id=_told(path, name),
            reason=reason,
        )
        audit.append(tx, [line])
        store_of(registry).delete(path)
    return True


def _is_half_written(path: str) -> bool:
    return path.startswith(f"{WAITING}/")


def _told(path: str, name: ObjectName | None) -> str:
    """Its digest, in the form that fits an audit line; half a file has none."""
    return path if name is None else DIGEST_PREFIX + base64url.encode(bytes.fromhex(name.digest))
