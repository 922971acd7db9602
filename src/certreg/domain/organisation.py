"""Organisations of the register: who may publish and who hires."""

from datetime import date
from enum import StrEnum
from typing import Protocol

import msgspec

from certreg.domain.posting import Division, Line

ONLINE_RECRUITMENT = "开展网络招聘服务"
"""The service that a licence must name for its holder to post online (notice 2(4))."""


class OrganisationKind(StrEnum):
    """What an organisation is to the registry; one may be several."""

    EMPLOYER = "employer"
    AGENCY = "agency"
    PLATFORM = "platform"
    BUREAU_DISTRICT = "bureau_district"


class OrganisationStatus(StrEnum):
    """Registration status (登记状态)."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    DEREGISTERED = "deregistered"


class Licence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """人力资源服务许可证; both days inclusive."""

    number: Line
    scope: tuple[Line, ...]
    issued_by: Line | None = None
    valid_from: date
    valid_to: date | None = None

    def covers_online_recruitment(self, day: date) -> bool:
        """In force on that day, with online recruitment in its scope (notice 2(4))."""
        in_force = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return in_force and ONLINE_RECRUITMENT in self.scope


class Violation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One finding against an organisation that an authority made public (违法违规记录, notice 2(1))."""

    what: Line
    decided_by: Line
    decided_on: date


class Organisation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One organisation as the register has it.

    `branch_reported_in`: divisions where an agency from outside reported a branch (notice 1(2)). `activity_divisions`:
    where it works, which has jurisdiction beside the place of registration (notice 4(2)).
    """

    uscc: Line
    name: Line
    kinds: frozenset[OrganisationKind]
    status: OrganisationStatus = OrganisationStatus.ACTIVE
    former_names: tuple[Line, ...] = ()
    division: Division | None = None
    activity_divisions: tuple[Division, ...] = ()
    licence: Licence | None = None
    branch_reported_in: tuple[Division, ...] = ()
    integrity_points: int | None = None
    complaint_phone: Line | None = None
    violations: tuple[Violation, ...] = ()


class Register(Protocol):
    """What checks may ask of the register. A scorer without a register passes None: the answer is `unknown`."""

    def organisation(self, uscc: str) -> Organisation | None:
        """The organisation with this USCC, or None if the register has none."""
