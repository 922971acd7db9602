"""The register of organisations (notice 2(1)): kept up from the bureau's file, asked by checks."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec

from certreg.checks.context import Context
from certreg.domain.errors import NotFound
from certreg.domain.label import DIGEST_PREFIX
from certreg.domain.organisation import Organisation
from certreg.domain.organisation_facts import Provenance, changed_facts, with_former_names
from certreg.domain.people import Actor
from certreg.domain.policy import REGISTER_ROLES, local_day, require_role
from certreg.domain.text import Text, normalise
from certreg.services import supervise
from certreg.services.registry import Registry
from certreg.signing import base64url
from certreg.storage import audit, parties, register_history
from certreg.storage.audit import AuditEntry
from certreg.storage.database import Database, Reading, Writing

BATCH: Final = 500


class RegisterView:
    """What checks ask of the register (`certreg.domain.organisation.Register`); remembers what it was asked.

    Made for one use case and thrown away with it.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[str, Organisation | None] = {}

    def organisation(self, uscc: str) -> Organisation | None:
        """The organisation with this USCC, or None if the register has none."""
        code = normal_code(uscc)
        if code not in self._known:
            with self._db.read() as tx:
                self._known[code] = found(tx, [code]).get(code)
        return self._known[code]


class RegisterRecord(msgspec.Struct, frozen=True):
    """One organisation, the file that it came from and when it last changed."""

    organisation: Organisation
    source: str
    updated_at: datetime


def scoring_context(registry: Registry, now: datetime) -> Context:
    """What checks may know. An empty register is no register: it would say of everyone that there is no such one."""
    with registry.db.read() as tx:
        filled = parties.any_organisation(tx)
    return Context(now, RegisterView(registry.db) if filled else None)


class Change(msgspec.Struct, frozen=True):
    """One record before and after; None on the side where there is none.

    `undoes`: for each fact that a rollback takes back, the line of the history that brought it.
    """

    uscc: str
    before: Organisation | None
    after: Organisation | None
    undoes: Mapping[str, int] = {}


def put(registry: Registry, organisations: Iterable[Organisation], source: str, *, actor: Actor, now: datetime) -> int:
    """Add or replace register records in one transaction; returns how many changed. Role: registrar, administrator.

    Labels whose publisher or employer fails a gate by the new facts are suspended in the same transaction. Names that
    an organisation had before stay with its former names, stated or not.
    """
    require_role(actor, REGISTER_ROLES)
    wanted = {normal_code(organisation.uscc): organisation for organisation in organisations}
    codes = list(wanted)
    provenance = Provenance(source, now, local_day(now))
    changed: list[str] = []
    with registry.db.write() as tx:
        register_history.hold(tx)
        for start in range(0, len(codes), BATCH):
            batch = codes[start : start + BATCH]
            before = found(tx, batch)
            after = {code: with_former_names(before.get(code), wanted[code]) for code in batch}
            changes = [Change(code, before.get(code), after[code]) for code in batch if before.get(code) != after[code]]
            write_changes(tx, changes, provenance, actor=actor, now=now)
            changed += [change.uscc for change in changes]
        supervise.facts_changed(tx, changed, now=now)
    return len(changed)


def write_changes(
    tx: Writing, changes: Sequence[Change], provenance: Provenance, *, actor: Actor, now: datetime
) -> None:
    """Every change of the register goes through here, inside its transaction: records, history, audit.

    The caller holds the register (`register_history.hold`), gives only what changed, and once everything is written
    calls `supervise.facts_changed` with all codes: postings are then locked after organisations, in order of id.
    """
    kept = [(change.uscc, change.after) for change in changes if change.after is not None]
    parties.put_organisations(tx, [_row(code, after, provenance.source, now) for code, after in kept])
    parties.remove_organisations(tx, [change.uscc for change in changes if change.after is None])
    register_history.append(tx, [line for change in changes for line in _lines(change, provenance, now)])
    audit.append(tx, [_entry(change, provenance, actor=actor, now=now) for change in changes])


def organisation(registry: Registry, uscc: str) -> Organisation:
    """One organisation by USCC, spaces and case aside. `NotFound` if the register has none."""
    return record(registry, uscc).organisation


def record(registry: Registry, uscc: str) -> RegisterRecord:
    """The same with its source and time. `NotFound` if the register has none."""
    code = normal_code(uscc)
    with registry.db.read() as tx:
        row = parties.organisations(tx, [code]).get(code)
    if row is None:
        raise NotFound(_NONE.within(uscc=uscc[:40]))
    return RegisterRecord(row["content"], row["source"], row["updated_at"])


def normal_code(uscc: str) -> str:
    """One spelling for each code: normalised, without white space, upper case."""
    return normalise(uscc).replace(" ", "").upper()


def found(tx: Reading, codes: Sequence[str]) -> dict[str, Organisation]:
    """The records of these codes that the register has."""
    return {code: row["content"] for code, row in parties.organisations(tx, codes).items()}


def _row(code: str, organisation: Organisation, source: str, now: datetime) -> dict[str, object]:
    return {"uscc": code, "name": organisation.name, "content": organisation, "source": source, "updated_at": now}


def _lines(change: Change, provenance: Provenance, now: datetime) -> list[dict[str, object]]:
    return [
        {
            **msgspec.structs.asdict(fact),
            "import_id": provenance.import_id,
            "uscc": change.uscc,
            "valid_from": provenance.valid_from,
            "seen_at": provenance.seen_at,
            "recorded_at": now,
            "source": provenance.source,
            "undoes": change.undoes.get(fact.fact),
        }
        for fact in changed_facts(change.before, change.after)
    ]


def _entry(change: Change, provenance: Provenance, *, actor: Actor, now: datetime) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor=actor.id,
        role=actor.role,
        action="put" if change.after else "remove",
        object_type="organisation",
        object_id=change.uscc,
        reason=provenance.source,
        before=_digest(change.before) if change.before else None,
        after=_digest(change.after) if change.after else None,
    )


def _digest(organisation: Organisation) -> str:
    encoded = msgspec.json.encode(organisation, order="deterministic")
    return DIGEST_PREFIX + base64url.encode(hashlib.sha256(encoded).digest())


_NONE: Final = Text(zh="登记册中没有 {uscc}", en="The register has no {uscc}")
