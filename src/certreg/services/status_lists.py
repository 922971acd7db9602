"""Status lists as published, and the one mapping from a label's state to the wire."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from certreg.domain.errors import NotFound
from certreg.domain.lifecycle import LabelState
from certreg.domain.text import Text
from certreg.services.issuer import Issuer, require_issuer
from certreg.services.records import PublishedList
from certreg.services.registry import Registry
from certreg.signing import base64url
from certreg.signing.status_list import MAX_ENTRIES, Status, StatusList, sign_status_list
from certreg.storage import status_lists as stored
from certreg.storage.database import Reading
from certreg.storage.statements import Record

_WIRE: Final[Mapping[LabelState, Status]] = {
    LabelState.VALID: Status.VALID,
    LabelState.SUSPENDED: Status.SUSPENDED,
    LabelState.REVOKED: Status.INVALID,
    LabelState.EXPIRED: Status.INVALID,
    LabelState.SUPERSEDED: Status.INVALID,
}


def wire_status(state: LabelState) -> Status:
    """Two-bit status of a label: 0 valid, 1 invalid, 2 suspended (label profile, "Status")."""
    return _WIRE[state]


def ids(registry: Registry) -> tuple[str, ...]:
    """Every status list there is, for the aggregation endpoint."""
    with registry.db.read() as tx:
        return tuple(stored.ids(tx))


def published(registry: Registry, list_id: str, *, now: datetime) -> PublishedList:
    """The signed status list, current to the last committed change. `NotFound` if there is no such list.

    The token lies in the database, so that every process serves the same bytes. It is signed anew, by whoever is
    asked first, when a label of the list changed, when the token is past half of its `ttl`, or when this process
    has a newer delegation. Raises `KeyUnavailable` when a new token is due and there is no issuer.
    """
    with registry.db.read() as tx:
        if not _is_due(registry, _head(tx, list_id), now):
            return _as_served(registry, list_id, stored.token(tx, list_id), now)
    issuer = require_issuer(registry.issuer, now)
    with registry.db.write() as tx:
        stored.lock(tx, list_id)
        head = _head(tx, list_id)
        if _is_due(registry, head, now):
            stored.put_token(tx, _signed(registry, issuer, tx, list_id, now))
        return _as_served(registry, list_id, stored.token(tx, list_id), now)


def _head(tx: Reading, list_id: str) -> Record:
    head = stored.head(tx, list_id)
    if head is None:
        raise NotFound(_NO_LIST.within(id=list_id[:60]))
    return head


def _is_due(registry: Registry, head: Record, now: datetime) -> bool:
    if head["signed_revision"] != head["revision"]:
        return True
    if now - head["issued_at"] > timedelta(seconds=registry.settings.status_ttl) / 2:
        return True
    return registry.issuer is not None and registry.issuer.delegated_at > head["delegated_at"]


def _signed(registry: Registry, issuer: Issuer, tx: Reading, list_id: str, now: datetime) -> Mapping[str, Any]:
    settings = registry.settings
    lifetime = timedelta(seconds=settings.status_lifetime)
    statuses = ((index, wire_status(state)) for index, state in stored.entries(tx, list_id))
    token = sign_status_list(
        StatusList.of(statuses, MAX_ENTRIES),
        issuer.key,
        uri=f"{settings.base_url}/statuslists/{list_id}",
        delegation=issuer.delegation,
        now=now,
        lifetime=lifetime,
        ttl=timedelta(seconds=settings.status_ttl),
    )
    return {
        "list_id": list_id,
        "revision": _head(tx, list_id)["revision"],
        "issued_at": now,
        "expires_at": now + lifetime,
        "delegated_at": issuer.delegated_at,
        "token": token,
    }


def _as_served(registry: Registry, list_id: str, row: Record | None, now: datetime) -> PublishedList:
    if row is None:
        raise RuntimeError("a token that is not due is there")
    token: str = row["token"]
    age = int((now - row["issued_at"]).total_seconds())
    return PublishedList(
        list_id=list_id,
        token=token,
        etag=base64url.encode(hashlib.sha256(token.encode()).digest()[:12]),
        max_age=max(1, registry.settings.status_ttl - max(0, age)),
        issued_at=row["issued_at"],
        expires_at=row["expires_at"],
    )


_NO_LIST: Final = Text(zh="没有编号为 {id} 的状态列表", en="There is no status list {id}")
