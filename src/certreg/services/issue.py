"""Issue a label in three moves: policy, candidate, real key (label profile, "Lifecycle")."""

from datetime import datetime

from certreg.domain.people import Actor
from certreg.services.records import LabelRecord
from certreg.services.registry import Registry


def issue(registry: Registry, posting_id: str, *, actor: Actor, now: datetime) -> LabelRecord:
    """Issue the label of an approved posting; once only for each assessment.

    Roles: assessor, lead, keyholder. `KeyUnavailable` without issuer or with a delegation that no longer holds;
    `PolicyRefused` when the content cannot carry a label or its last day is past; `TransitionRefused` unless the
    posting is approved.
    """
    raise NotImplementedError
