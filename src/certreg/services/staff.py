"""Staff of the association and the roles they hold."""

from collections.abc import Collection
from datetime import datetime

from certreg.domain.people import Actor, Role
from certreg.services.records import StaffRecord
from certreg.services.registry import Registry


def add(
    registry: Registry, staff_id: str, name: str, roles: Collection[Role], *, actor: Actor, now: datetime
) -> StaffRecord:
    """Add a member of staff. Role: administrator. `Conflict` if the id is taken.

    On an empty table the first member may be added by anyone at the console (`CONSOLE`), as an administrator.
    """
    raise NotImplementedError


def act_as(registry: Registry, staff_id: str, role: Role | None = None) -> Actor:
    """The member as an actor in one of the roles held; the only role if `role` is not given.

    `NotFound` for an unknown id, `NotPermitted` for a disabled member or a role not held.
    """
    raise NotImplementedError


def disable(registry: Registry, staff_id: str, reason: str, *, actor: Actor, now: datetime) -> StaffRecord:
    """Take every role from a member; the record stays. Role: administrator."""
    raise NotImplementedError


def all_staff(registry: Registry) -> tuple[StaffRecord, ...]:
    """Everyone, disabled members too, by id."""
    raise NotImplementedError
