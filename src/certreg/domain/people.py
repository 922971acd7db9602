"""Who acts: a person or a machine, in the role held at that moment."""

from enum import StrEnum

import msgspec


class Role(StrEnum):
    """Roles of the association's staff, of outside callers and of the registry's own timers."""

    ASSESSOR = "assessor"
    LEAD = "lead"
    APPEALS = "appeals"
    REGISTRAR = "registrar"
    KEYHOLDER = "keyholder"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    PUBLISHER = "publisher"
    PLATFORM = "platform"
    BUREAU = "bureau"
    TIMER = "timer"


STAFF_ROLES = frozenset(
    {
        Role.ASSESSOR,
        Role.LEAD,
        Role.APPEALS,
        Role.REGISTRAR,
        Role.KEYHOLDER,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)


class Actor(msgspec.Struct, frozen=True):
    """Someone doing one thing in one role; both go into the audit record."""

    id: str
    role: Role

    @property
    def is_person(self) -> bool:
        """Only people decide; timers and API keys never do."""
        return self.role in STAFF_ROLES


TIMER = Actor(id="timer", role=Role.TIMER)
