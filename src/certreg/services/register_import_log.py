"""The imports of the register that were applied, and whether they were taken back."""

from datetime import date, datetime
from typing import Final

import msgspec

from certreg.domain.errors import NotFound
from certreg.domain.people import Actor, Role
from certreg.domain.text import Text
from certreg.services.registry import Registry
from certreg.storage import register_imports
from certreg.storage.audit import AuditEntry
from certreg.storage.database import Reading
from certreg.storage.statements import Record


class ImportRecord(msgspec.Struct, frozen=True):
    """An import that was applied. `counts` are rows by `Standing`; `digest` is that of the file or request."""

    id: str
    source: str
    digest: str
    seen_at: datetime
    valid_from: date
    started_at: datetime
    applied_at: datetime
    applied_by: str
    applied_role: Role
    reason: str | None
    counts: dict[str, int]
    rolled_back_at: datetime | None = None
    rolled_back_by: str | None = None
    rolled_back_role: Role | None = None
    rollback_reason: str | None = None


def applied_before(registry: Registry, digest: str) -> ImportRecord | None:
    """The import that brought just this file and still stands: to bring it again must not undo what came after it."""
    with registry.db.read() as tx:
        row = register_imports.standing(tx, digest)
    return None if row is None else _record(row)


def imports(registry: Registry, limit: int = 100) -> tuple[ImportRecord, ...]:
    """The newest imports, the newest first."""
    with registry.db.read() as tx:
        return tuple(_record(row) for row in register_imports.newest(tx, limit))


def one(registry: Registry, import_id: str) -> ImportRecord:
    """One import. `NotFound` if there is none."""
    with registry.db.read() as tx:
        return read(tx, import_id)


def read(tx: Reading, import_id: str) -> ImportRecord:
    """The same inside a transaction."""
    row = register_imports.by_id(tx, import_id[:60])
    if row is None:
        raise NotFound(_NONE.within(id=import_id[:60]))
    return _record(row)


def _record(row: Record) -> ImportRecord:
    return ImportRecord(**row)


def entry(action: str, import_id: str, reason: str, actor: Actor, now: datetime) -> AuditEntry:
    """The audit line of an import as a whole; each organisation has its own."""
    return AuditEntry(
        at=now,
        actor=actor.id,
        role=actor.role,
        action=action,
        object_type="register_import",
        object_id=import_id,
        reason=reason,
    )


_NONE: Final = Text(zh="没有编号为 {id} 的导入", en="There is no import {id}")
