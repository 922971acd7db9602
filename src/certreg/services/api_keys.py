"""API keys: 256 random bits, shown once, stored as SHA-256."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Final

import msgspec

from certreg.domain.errors import FieldProblem, InvalidInput, NotFound
from certreg.domain.people import Actor, Role
from certreg.domain.policy import ADMINISTERING_ROLES, require_reason, require_role
from certreg.domain.text import Text
from certreg.services.identifiers import new_id
from certreg.services.records import ApiKeyRecord, NewApiKey, Scope
from certreg.services.registry import Registry
from certreg.storage import audit, parties
from certreg.storage.audit import AuditEntry
from certreg.storage.statements import Record

OUTSIDE: Final = frozenset({Role.PLATFORM, Role.PUBLISHER, Role.BUREAU})
MARK: Final = "certreg_"
"""Lets scanners of leaked secrets recognise a key."""

_BYTES: Final = 32
_MAX_CHARS: Final = 100
_MAX_NAME: Final = 100


def create(
    registry: Registry,
    name: str,
    scopes: Collection[Scope],
    *,
    role: Role = Role.PLATFORM,
    expires_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> NewApiKey:
    """Make a key for a platform, a publisher or the bureau. Role: administrator.

    `InvalidInput` for a blank name, no scope, a role that is not an outside one, an end that is past, or the register
    for anyone but the bureau.
    """
    require_role(actor, ADMINISTERING_ROLES)
    problems = _problems(name, scopes, role, expires_at, now)
    if problems:
        raise InvalidInput(_NOT_MADE, problems)
    secret = MARK + secrets.token_urlsafe(_BYTES)
    record = ApiKeyRecord(
        id=new_id("k"),
        name=name.strip(),
        role=role,
        scopes=frozenset(scopes),
        created_at=now,
        created_by=actor.id,
        expires_at=expires_at,
        revoked_at=None,
    )
    with registry.db.write() as tx:
        parties.add_key(tx, {**msgspec.structs.asdict(record), "digest": _digest(secret)})
        audit.append(tx, [_entry("create", record.id, actor, now, None)])
    return NewApiKey(secret, record)


def authenticate(registry: Registry, presented: str, *, now: datetime) -> ApiKeyRecord | None:
    """The key's record, or None if it is unknown, expired or revoked: the caller is told no more than that."""
    if len(presented) > _MAX_CHARS:
        return None
    digest = _digest(presented)
    with registry.db.read() as tx:
        row = parties.key_by_digest(tx, digest)
    # The index compares digests, not secrets; a timing of it tells nothing about a key of 256 random bits.
    if row is None or not hmac.compare_digest(row["digest"], digest):
        return None
    expired = row["expires_at"] is not None and now >= row["expires_at"]
    return None if expired or row["revoked_at"] is not None else _record(row)


def revoke(registry: Registry, key_id: str, reason: str, *, actor: Actor, now: datetime) -> ApiKeyRecord:
    """End a key at once. Role: administrator. `NotFound` if there is none; one already revoked stays as it is."""
    require_role(actor, ADMINISTERING_ROLES)
    given = require_reason(reason)
    with registry.db.write() as tx:
        row = parties.key(tx, key_id)
        if row is None:
            raise NotFound(_NO_KEY.within(id=key_id[:60]))
        if row["revoked_at"] is None:
            parties.revoke_key(tx, key_id, now)
            audit.append(tx, [_entry("revoke", key_id, actor, now, given)])
            row = {**row, "revoked_at": now}
    return _record(row)


def all_keys(registry: Registry) -> tuple[ApiKeyRecord, ...]:
    """Every key, revoked ones too, the oldest first."""
    with registry.db.read() as tx:
        return tuple(_record(row) for row in parties.all_keys(tx))


def _record(row: Record) -> ApiKeyRecord:
    columns = {name: row[name] for name in ApiKeyRecord.__struct_fields__}
    return ApiKeyRecord(**{**columns, "scopes": frozenset(Scope(scope) for scope in row["scopes"])})


def _digest(secret: str) -> str:
    # One pass of SHA-256 is enough: 256 random bits cannot be guessed, unlike a password.
    return hashlib.sha256(secret.encode()).hexdigest()


def _entry(action: str, key_id: str, actor: Actor, now: datetime, reason: str | None) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor=actor.id,
        role=actor.role,
        action=action,
        object_type="api_key",
        object_id=key_id,
        reason=reason,
    )


def _problems(
    name: str, scopes: Collection[Scope], role: Role, expires_at: datetime | None, now: datetime
) -> list[FieldProblem]:
    problems = []
    if not 0 < len(name.strip()) <= _MAX_NAME:
        problems.append(FieldProblem("name", "invalid", _NAME.within(most=_MAX_NAME)))
    if not scopes:
        problems.append(FieldProblem("scopes", "missing", _SCOPES))
    if role not in OUTSIDE:
        problems.append(FieldProblem("role", "invalid", _ROLE.within(known=", ".join(sorted(OUTSIDE))), role))
    elif Scope.REGISTER in scopes and role is not Role.BUREAU:
        problems.append(FieldProblem("scopes", "not_for_role", _BUREAU_ONLY, role))
    if expires_at is not None and expires_at <= now:
        problems.append(FieldProblem("expires_at", "past", _PAST, expires_at.isoformat()))
    return problems


_NOT_MADE: Final = Text(zh="无法创建密钥", en="The key cannot be made")
_NAME: Final = Text(zh="名称应为 1 至 {most} 字", en="A name has 1 to {most} characters")
_SCOPES: Final = Text(zh="至少需要一项权限", en="At least one scope is needed")
_ROLE: Final = Text(zh="角色应为：{known}", en="The role is one of {known}")
_BUREAU_ONLY: Final = Text(
    zh="登记册权限只给人社局（角色 bureau）", en="Only the bureau (role `bureau`) gets the register"
)
_PAST: Final = Text(zh="到期时间已过", en="The end is in the past")
_NO_KEY: Final = Text(zh="没有编号为 {id} 的密钥", en="There is no key {id}")
