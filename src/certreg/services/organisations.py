"""The register of organisations (notice 2(1)): kept up from the bureau's file, asked by checks."""

from collections.abc import Iterable
from datetime import datetime

from certreg.domain.organisation import Organisation
from certreg.domain.people import Actor
from certreg.services.registry import Registry


def put(registry: Registry, organisations: Iterable[Organisation], source: str, *, actor: Actor, now: datetime) -> int:
    """Add or replace register records in one transaction; returns how many changed. Role: registrar, administrator."""
    raise NotImplementedError


def organisation(registry: Registry, uscc: str) -> Organisation:
    """One organisation by USCC, spaces and case aside. `NotFound` if the register has none."""
    raise NotImplementedError
