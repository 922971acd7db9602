"""Take an import of the register back: what it changed becomes what it was, where nothing changed it since."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from certreg.domain.errors import Conflict
from certreg.domain.organisation import Organisation
from certreg.domain.organisation_facts import RECORD, Provenance, with_facts
from certreg.domain.people import Actor
from certreg.domain.policy import REGISTER_ROLES, local_day, require_reason, require_role
from certreg.domain.text import Text
from certreg.services import supervise
from certreg.services.organisations import BATCH, Change, found, write_changes
from certreg.services.register_import_log import ImportRecord, entry, read
from certreg.services.registry import Registry
from certreg.storage import audit, register_history, register_imports
from certreg.storage.database import Writing
from certreg.storage.statements import Record


class Left(msgspec.Struct, frozen=True):
    """A fact that stays, because something changed it after the import: when, and by which source."""

    uscc: str
    fact: str
    changed_at: datetime
    source: str


class RolledBack(msgspec.Struct, frozen=True):
    """The import, how many organisations are as they were before it, and what could not be restored."""

    record: ImportRecord
    restored: int
    left: tuple[Left, ...]


def roll_back(registry: Registry, import_id: str, reason: str, *, actor: Actor, now: datetime) -> RolledBack:
    """Restore what an import changed, in one transaction. Role: registrar, administrator, bureau.

    `Conflict` for an import that was rolled back already. A change that was itself rolled back does not count as one.
    """
    require_role(actor, REGISTER_ROLES)
    given = require_reason(reason)
    restored, left, after = list[str](), list[Left](), ""
    with registry.db.write() as tx:
        register_history.hold(tx)
        if read(tx, import_id).rolled_back_at is not None:
            raise Conflict(_TWICE.within(id=import_id[:60]))
        provenance = Provenance(f"撤回导入 {import_id}", now, local_day(now))
        while codes := register_history.changed_by(tx, import_id, after, BATCH):
            changes, remaining = _of_batch(tx, import_id, codes)
            write_changes(tx, changes, provenance, actor=actor, now=now)
            restored += [change.uscc for change in changes]
            left += remaining
            after = codes[-1]
        supervise.facts_changed(tx, restored, now=now)
        values = {"rolled_back_at": now, "rolled_back_by": actor.id, "rolled_back_role": actor.role}
        register_imports.amend(tx, import_id, {**values, "rollback_reason": given})
        audit.append(tx, [entry("rollback", import_id, given, actor, now)])
        record = read(tx, import_id)
    return RolledBack(record, len(restored), tuple(left))


def _of_batch(tx: Writing, import_id: str, codes: Sequence[str]) -> tuple[list[Change], list[Left]]:
    lines: dict[str, list[Record]] = {code: [] for code in codes}
    for line in register_history.of_organisations(tx, codes):
        lines[line["uscc"]].append(line)
    present = found(tx, codes)
    changes, left = [], list[Left]()
    for code in codes:
        undone, remaining = _split(import_id, lines[code])
        left += remaining
        before = present.get(code)
        after = _restored(before, undone)
        if before != after:
            changes.append(Change(code, before, after, {line["fact"]: line["sequence"] for line in undone}))
    return changes, left


def _split(import_id: str, lines: Sequence[Record]) -> tuple[list[Record], list[Left]]:
    """The lines of the import that can be taken back, and what stands in the way of the others."""
    cancelled = {line["undoes"] for line in lines} - {None}
    counting = [line for line in lines if line["undoes"] is None and line["sequence"] not in cancelled]
    undone, left = [], []
    for own in (line for line in counting if line["import_id"] == import_id):
        later = [line for line in counting if line["sequence"] > own["sequence"] and _touches(line, own)]
        if later:
            left.append(Left(own["uscc"], own["fact"], later[-1]["recorded_at"], later[-1]["source"]))
        else:
            undone.append(own)
    return undone, left


def _touches(later: Record, own: Record) -> bool:
    """A record as a whole is touched by any change after it, and touches every fact."""
    return RECORD in (own["fact"], later["fact"]) or later["fact"] == own["fact"]


def _restored(before: Organisation | None, undone: Sequence[Record]) -> Organisation | None:
    if before is None or any(line["fact"] == RECORD for line in undone):
        return None
    after = with_facts(before, {line["fact"]: line["before"] for line in undone})
    former = tuple(name for name in after.former_names if name != after.name)
    return msgspec.structs.replace(after, former_names=former)


_TWICE: Final = Text(zh="导入 {id} 已经撤回", en="Import {id} is rolled back already")
