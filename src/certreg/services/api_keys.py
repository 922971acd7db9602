"""API keys: 256 random bits, shown once, stored as SHA-256."""

from collections.abc import Collection
from datetime import datetime

from certreg.domain.people import Actor, Role
from certreg.services.records import ApiKeyRecord, NewApiKey, Scope
from certreg.services.registry import Registry


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
    """Make a key for a platform or publisher. Role: administrator."""
    raise NotImplementedError


def authenticate(registry: Registry, presented: str, *, now: datetime) -> ApiKeyRecord | None:
    """The key's record, or None if it is unknown, expired or revoked: the caller is told no more than that."""
    raise NotImplementedError


def revoke(registry: Registry, key_id: str, reason: str, *, actor: Actor, now: datetime) -> ApiKeyRecord:
    """End a key at once. Role: administrator."""
    raise NotImplementedError


def all_keys(registry: Registry) -> tuple[ApiKeyRecord, ...]:
    """Every key, revoked ones too, the oldest first."""
    raise NotImplementedError
