"""Decide on an assessment: the second pair of eyes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from certreg.domain.assessment import ScoreCard
from certreg.domain.errors import Conflict, PolicyRefused
from certreg.domain.lifecycle import Action, advance
from certreg.domain.people import Actor
from certreg.domain.policy import (
    ASSESSING_ROLES,
    local_day,
    require_level,
    require_reason,
    require_role,
    require_second_person,
)
from certreg.domain.text import Text
from certreg.services import cases, mandates, reading
from certreg.services.eligibility import require_eligible
from certreg.services.records import AssessmentRecord, Decision, PostingRecord
from certreg.services.registry import Registry
from certreg.storage import assessments

_ACTION: Final[Mapping[Decision, Action]] = {
    "approve": Action.APPROVE,
    "return": Action.RETURN,
    "refuse": Action.REFUSE,
}


def decide(
    registry: Registry, posting_id: str, decision: Decision, reason: str, *, actor: Actor, now: datetime
) -> PostingRecord:
    """Decide on the pending assessment of the newest version.

    Roles: assessor, lead; never the person who proposed (`NotPermitted`). Every decision needs a reason
    (`InvalidInput`). `approve` needs a card that reaches a level for exactly this version under the current
    criteria, a publisher and employer against whom nothing stands today, and an agency posting in line with the
    mandates on file (`PolicyRefused` with every reason).
    """
    require_role(actor, ASSESSING_ROLES)
    given = require_reason(reason)
    action = _ACTION[decision]
    with registry.db.write() as tx:
        case = cases.lock(tx, posting_id)
        advance(case.state, action)
        assessment = reading.newest_assessment(tx, case.id)
        require_second_person(assessment.assessor.id, actor)
        require_same_version(assessment, case)
        if decision == "approve":
            require_current_criteria(assessment.card, registry)
            require_level(assessment.card)
            mandates.require_covered(tx, case, now)
            require_eligible(tx, case.id, local_day(now))
        assessments.add_decision(
            tx,
            {
                "assessment_id": assessment.id,
                "decision": decision,
                "reason": given,
                "decided_by": actor.id,
                "decided_role": actor.role,
                "decided_at": now,
            },
        )
        return cases.move(tx, case, action, actor=actor, now=now, reason=given)


def require_same_version(assessment: AssessmentRecord, case: PostingRecord) -> None:
    """`Conflict` if the posting has changed since it was assessed."""
    if assessment.version != case.version:
        raise Conflict(_CHANGED.within(id=case.id, version=case.version, assessed=assessment.version))


def require_current_criteria(card: ScoreCard, registry: Registry) -> None:
    """`PolicyRefused` if the posting was assessed under criteria that are no longer the current ones."""
    current = registry.scorer.published
    if card.criteria_digest != current.digest:
        found = f"{card.criteria_id} {card.criteria_version}"
        raise PolicyRefused(_OLD_CRITERIA.within(found=found, current=current.criteria.id))


_CHANGED: Final = Text(
    zh="{id} 现为第 {version} 版，评定的是第 {assessed} 版；请重新评定",
    en="{id} is at version {version}, but version {assessed} was assessed; assess it again",
)
_OLD_CRITERIA: Final = Text(
    zh="评定所依据的标准 {found} 已不是现行标准（{current}）；请重新评定",
    en="It was assessed under {found}, the current criteria are {current}; assess it again",
)
