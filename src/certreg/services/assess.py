"""Assess a posting: judge criteria and propose an outcome."""

from collections.abc import Sequence
from datetime import datetime

from certreg.domain.assessment import Judgement
from certreg.domain.people import Actor
from certreg.services.records import AssessmentRecord, Proposal
from certreg.services.registry import Registry


def assess(
    registry: Registry,
    posting_id: str,
    proposal: Proposal,
    judgements: Sequence[Judgement],
    reason: str,
    *,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> AssessmentRecord:
    """Store an assessor's judgements, the score card that follows from them, and the proposal.

    Roles: assessor, lead. `certify` is refused (`PolicyRefused`) while the card reaches no level; `return` and
    `refuse` need a reason (`InvalidInput`). `Conflict` if the version is no longer `expected_version`.
    """
    raise NotImplementedError
