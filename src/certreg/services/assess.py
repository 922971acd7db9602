"""Assess a posting: judge criteria and propose an outcome."""

from collections.abc import Sequence
from datetime import datetime

from certreg.domain.assessment import Judgement
from certreg.domain.lifecycle import Action, advance
from certreg.domain.people import Actor
from certreg.domain.policy import ASSESSING_ROLES, require_level, require_reason, require_role
from certreg.services import cases, reading
from certreg.services.identifiers import new_id
from certreg.services.neighbours import case_context
from certreg.services.records import AssessmentRecord, Proposal
from certreg.services.registry import Registry
from certreg.services.update_posting import require_version
from certreg.storage import assessments, postings


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

    Roles: assessor, lead. `certify` is refused (`PolicyRefused`) while the card reaches no level. Every proposal
    needs a reason (`InvalidInput`). `Conflict` if the version is no longer `expected_version`.
    """
    require_role(actor, ASSESSING_ROLES)
    given = require_reason(reason)
    with registry.db.read() as tx:
        seen = cases.read(tx, posting_id)
    require_version(seen, expected_version)
    advance(seen.state, Action.ASSESS)
    context = case_context(registry, now, posting_id)
    card = registry.scorer.score(seen.posting, context, judgements, judged_by=actor.id)
    if proposal == "certify":
        require_level(card)
    with registry.db.write() as tx:
        case = cases.lock(tx, posting_id)
        require_version(case, seen.version)
        assessment_id = new_id("a")
        assessments.add(
            tx,
            {
                "id": assessment_id,
                "posting_id": case.id,
                "version": case.version,
                "proposal": proposal,
                "judgements": tuple(judgements),
                "card": card,
                "reason": given,
                "assessor": actor.id,
                "assessor_role": actor.role,
                "assessed_at": now,
            },
        )
        postings.put_cards(tx, [(case.id, case.version, card)])
        cases.move(tx, case, Action.ASSESS, actor=actor, now=now, reason=given)
        return reading.newest_assessment(tx, case.id)
