"""Expire labels whose time is over; the timer's own use case."""

from datetime import datetime

from certreg.services.registry import Registry


def expire_due(registry: Registry, *, now: datetime) -> int:
    """Expire every live label whose end has come; returns how many."""
    raise NotImplementedError
