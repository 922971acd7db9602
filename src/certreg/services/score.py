"""Score a posting: again, or without storing anything."""

from datetime import datetime

from certreg.domain.assessment import ScoreCard
from certreg.domain.people import Actor
from certreg.domain.policy import SUBMITTING_ROLES, require_role
from certreg.domain.posting import Posting
from certreg.services import cases, reading
from certreg.services.neighbours import case_context
from certreg.services.organisations import scoring_context
from certreg.services.records import AssessmentRecord, PostingRecord
from certreg.services.registry import Registry
from certreg.services.update_posting import require_owner, require_version
from certreg.storage import assessments, postings


def preview(registry: Registry, posting: Posting, *, now: datetime) -> ScoreCard:
    """The score card that the posting would have if it were submitted now, without a look at other postings."""
    return registry.scorer.score(posting, scoring_context(registry, now))


def rescore(registry: Registry, posting_id: str, *, actor: Actor, now: datetime) -> PostingRecord:
    """Score the newest version again under the current criteria and register; standing judgements are kept.

    A card under assessment is not touched: what was proposed on it is decided on it.
    """
    require_role(actor, SUBMITTING_ROLES)
    with registry.db.read() as tx:
        seen = cases.read(tx, posting_id)
        row = assessments.newest(tx, posting_id)
    require_owner(seen, actor)
    if row is not None and row["version"] == seen.version:
        card = score_as_assessed(registry, seen, reading.assessment_record(row), now)
    else:
        card = registry.scorer.score(seen.posting, case_context(registry, now, posting_id))
    with registry.db.write() as tx:
        case = cases.lock(tx, posting_id)
        require_version(case, seen.version)
        postings.put_cards(tx, [(case.id, case.version, card)])
        return cases.note(tx, "rescore", case, actor=actor, now=now, told=["posting.scored"])


def score_as_assessed(
    registry: Registry, case: PostingRecord, assessment: AssessmentRecord, now: datetime
) -> ScoreCard:
    """The card of today with what the assessor said then: checks, register and dates count as they are now."""
    context = case_context(registry, now, case.id)
    return registry.scorer.score(case.posting, context, assessment.judgements, judged_by=assessment.assessor.id)
