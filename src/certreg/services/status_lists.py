"""Status lists as published, and the one mapping from a label's state to the wire."""

from datetime import datetime

from certreg.domain.lifecycle import LabelState
from certreg.services.records import PublishedList
from certreg.services.registry import Registry


def wire_status(state: LabelState) -> int:
    """Two-bit status of a label: 0 valid, 1 invalid, 2 suspended (label profile, "Status")."""
    raise NotImplementedError


def ids(registry: Registry) -> tuple[str, ...]:
    """Every status list there is, for the aggregation endpoint."""
    raise NotImplementedError


def published(registry: Registry, list_id: str, *, now: datetime) -> PublishedList:
    """The signed status list, current to the last committed change. `NotFound` if there is no such list.

    Raises `KeyUnavailable` when a new token is due and there is no issuer.
    """
    raise NotImplementedError
