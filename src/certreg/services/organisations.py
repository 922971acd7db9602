"""The register of organisations (notice 2(1)): kept up from the bureau's file, asked by checks."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from certreg.checks.context import Context
from certreg.domain.errors import NotFound
from certreg.domain.label import DIGEST_PREFIX
from certreg.domain.organisation import Organisation
from certreg.domain.people import Actor
from certreg.domain.policy import REGISTER_ROLES, require_role
from certreg.domain.text import Text, normalise
from certreg.services import supervise
from certreg.services.registry import Registry
from certreg.signing import base64url
from certreg.storage import audit, parties
from certreg.storage.audit import AuditEntry
from certreg.storage.database import Database, Reading

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
                self._known[code] = _found(tx, [code]).get(code)
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


def put(registry: Registry, organisations: Iterable[Organisation], source: str, *, actor: Actor, now: datetime) -> int:
    """Add or replace register records in one transaction; returns how many changed. Role: registrar, administrator.

    Labels whose publisher or employer fails a gate by the new facts are suspended in the same transaction.
    """
    require_role(actor, REGISTER_ROLES)
    wanted = {normal_code(organisation.uscc): organisation for organisation in organisations}
    codes = list(wanted)
    changed: list[str] = []
    with registry.db.write() as tx:
        for start in range(0, len(codes), BATCH):
            batch = codes[start : start + BATCH]
            before = _found(tx, batch)
            new = [code for code in batch if before.get(code) != wanted[code]]
            parties.put_organisations(tx, [_row(code, wanted[code], source, now) for code in new])
            audit.append(
                tx, [_entry(code, before.get(code), wanted[code], source, actor=actor, now=now) for code in new]
            )
            changed += new
        supervise.facts_changed(tx, changed, now=now)
    return len(changed)


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


def _found(tx: Reading, codes: Sequence[str]) -> dict[str, Organisation]:
    return {code: row["content"] for code, row in parties.organisations(tx, codes).items()}


def _row(code: str, organisation: Organisation, source: str, now: datetime) -> dict[str, object]:
    return {"uscc": code, "name": organisation.name, "content": organisation, "source": source, "updated_at": now}


def _entry(
    code: str, before: Organisation | None, after: Organisation, source: str, *, actor: Actor, now: datetime
) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor=actor.id,
        role=actor.role,
        action="put",
        object_type="organisation",
        object_id=code,
        reason=source,
        before=_digest(before) if before else None,
        after=_digest(after),
    )


def _digest(organisation: Organisation) -> str:
    encoded = msgspec.json.encode(organisation, order="deterministic")
    return DIGEST_PREFIX + base64url.encode(hashlib.sha256(encoded).digest())


_NONE: Final = Text(zh="登记册中没有 {uscc}", en="The register has no {uscc}")
