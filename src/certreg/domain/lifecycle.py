"""The one state machine: a posting's way to certification and its label's life.

Every caller (page, API, command, timer) moves a posting by `advance`; nobody writes a state.
Label profile, "Lifecycle"; notice 3(3) for `CHANGE`.
"""

from enum import StrEnum
from typing import Final

import msgspec

from certreg.domain.errors import TransitionRefused
from certreg.domain.text import Text


class Stage(StrEnum):
    """Where the posting's case stands."""

    SUBMITTED = "submitted"
    ASSESSED = "assessed"
    APPROVED = "approved"
    CERTIFIED = "certified"
    RETURNED = "returned"
    REFUSED = "refused"
    CLOSED = "closed"


class LabelState(StrEnum):
    """State of the posting's newest label. SUPERSEDED: a re-certified posting got a new one."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


FINAL: Final = frozenset({LabelState.REVOKED, LabelState.EXPIRED, LabelState.SUPERSEDED})


class Action(StrEnum):
    """What can be done to a case.

    CHANGE: a base field changed. REVISE: something else changed, or the publisher asks again; what is certified
    stands. ASSESS: an assessor proposes an outcome.
    """

    CHANGE = "change"
    REVISE = "revise"
    ASSESS = "assess"
    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    ISSUE = "issue"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    EXPIRE = "expire"


class State(msgspec.Struct, frozen=True):
    """`label` is the state of the newest label, None before the first one."""

    stage: Stage
    label: LabelState | None = None

    @property
    def is_certified_now(self) -> bool:
        """Shown as certified, promoted, status 0."""
        return self.stage is Stage.CERTIFIED and self.label is LabelState.VALID


START: Final = State(Stage.SUBMITTED)

_STAGES: Final[dict[Action, dict[Stage, Stage]]] = {
    Action.CHANGE: dict.fromkeys(Stage, Stage.SUBMITTED),
    # A review under way or over starts again: its score card was of what the posting said before.
    Action.REVISE: {stage: stage if stage is Stage.CERTIFIED else Stage.SUBMITTED for stage in Stage},
    Action.ASSESS: {Stage.SUBMITTED: Stage.ASSESSED},
    Action.APPROVE: {Stage.ASSESSED: Stage.APPROVED},
    Action.RETURN: {Stage.ASSESSED: Stage.RETURNED},
    Action.REFUSE: {Stage.ASSESSED: Stage.REFUSED},
    Action.ISSUE: {Stage.APPROVED: Stage.CERTIFIED},
    # The label can be acted on at any stage: a changed posting under review still has a suspended label.
    Action.SUSPEND: {stage: stage for stage in Stage},
    # Reinstating ends a review in progress: the content is the certified one again. A refusal stands.
    Action.REINSTATE: {stage: Stage.CERTIFIED for stage in Stage if stage not in (Stage.REFUSED, Stage.CLOSED)},
    Action.REVOKE: {stage: Stage.CLOSED if stage is Stage.CERTIFIED else stage for stage in Stage},
    Action.EXPIRE: {stage: Stage.CLOSED if stage is Stage.CERTIFIED else stage for stage in Stage},
}

_LIVE: Final = (LabelState.VALID, LabelState.SUSPENDED)
_ANY: Final = (None, *LabelState)

_LABELS: Final[dict[Action, dict[LabelState | None, LabelState | None]]] = {
    Action.CHANGE: {label: LabelState.SUSPENDED if label is LabelState.VALID else label for label in _ANY},
    Action.REVISE: {label: label for label in _ANY},
    Action.ASSESS: {label: label for label in _ANY},
    Action.APPROVE: {label: label for label in _ANY},
    Action.RETURN: {label: label for label in _ANY},
    Action.REFUSE: {label: label for label in _ANY},
    Action.ISSUE: {label: LabelState.VALID for label in _ANY if label is not LabelState.VALID},
    Action.SUSPEND: {LabelState.VALID: LabelState.SUSPENDED},
    Action.REINSTATE: {LabelState.SUSPENDED: LabelState.VALID},
    Action.REVOKE: dict.fromkeys(_LIVE, LabelState.REVOKED),
    Action.EXPIRE: dict.fromkeys(_LIVE, LabelState.EXPIRED),
}


def advance(state: State, action: Action) -> State:
    """The state after `action`, or `TransitionRefused` naming the present state and the action."""
    stage = _STAGES[action].get(state.stage)
    labels = _LABELS[action]
    if stage is None or state.label not in labels:
        raise TransitionRefused(_REFUSED.within(stage=state.stage, label=state.label or "-", action=action))
    return State(stage, labels[state.label])


def allowed(state: State) -> frozenset[Action]:
    """Every action that `advance` would take from here."""
    return frozenset(a for a in Action if state.stage in _STAGES[a] and state.label in _LABELS[a])


_REFUSED: Final = Text(
    zh="招聘信息处于“{stage}”、标签处于“{label}”时，不能执行“{action}”",
    en="A posting at stage '{stage}' with its label '{label}' cannot take the action '{action}'",
)
