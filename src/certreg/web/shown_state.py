"""How a label stands, in the public's words: every surface (badge, page, JSON, feed) asks here."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from certreg.domain.lifecycle import LabelState
from certreg.services.records import LabelRecord


class ShownState(StrEnum):
    """A label's state as the public sees it (interface design, "The label").

    DIFFERS and UNKNOWN are never in the record: the first comes from comparing a displayed text, the second
    from a label whose keys or delegation cannot be vouched for at the moment.
    """

    VALID = "valid"
    DIFFERS = "differs"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


_SHOWN: Final = {
    LabelState.VALID: ShownState.VALID,
    LabelState.SUSPENDED: ShownState.SUSPENDED,
    LabelState.REVOKED: ShownState.REVOKED,
    LabelState.EXPIRED: ShownState.EXPIRED,
    LabelState.SUPERSEDED: ShownState.SUPERSEDED,
}


def shown_state(label: LabelRecord, now: datetime) -> ShownState:
    """The state to show at a moment, from the one status record."""
    return _SHOWN[label.state_at(now)]
