"""Issue a label in three moves: policy, candidate, real key (label profile, "Lifecycle")."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from certreg.domain.assessment import ScoreCard
from certreg.domain.criteria import Dimension, Level
from certreg.domain.errors import Conflict, PolicyRefused
from certreg.domain.label import (
    CriteriaClaim,
    LabelClaims,
    ResultClaim,
    StatusClaim,
    StatusListClaim,
)
from certreg.domain.lifecycle import Action, advance
from certreg.domain.people import Actor
from certreg.domain.policy import (
    ISSUING_ROLES,
    label_expiry,
    local_day,
    require_certifiable,
    require_level,
    require_role,
)
from certreg.domain.text import Text
from certreg.services import cases, mandates, reading
from certreg.services.decide import require_current_criteria, require_same_version
from certreg.services.eligibility import require_eligible
from certreg.services.identifiers import new_id
from certreg.services.issuer import Issuer, require_issuer
from certreg.services.records import AssessmentRecord, LabelRecord, PostingRecord
from certreg.services.registry import Registry
from certreg.services.score import score_as_assessed
from certreg.signing.content import certified_content
from certreg.signing.delegation import mark_type
from certreg.signing.rehearsal import rehearse
from certreg.signing.trust_mark import sign_label
from certreg.storage import status_lists
from certreg.verify import verify_label


def issue(registry: Registry, posting_id: str, *, actor: Actor, now: datetime) -> LabelRecord:
    """Issue the label of an approved posting; once only for each assessment.

    Roles: assessor, lead, keyholder. `KeyUnavailable` without issuer or with a delegation that no longer holds;
    `PolicyRefused` when the content cannot carry a label, its last day is past, it no longer reaches the level that
    was approved, or the mandate on file does not cover it; `TransitionRefused` unless the posting is approved;
    `Conflict` if it changes meanwhile.
    """
    require_role(actor, ISSUING_ROLES)
    issuer = require_issuer(registry.issuer, now)
    seen, assessment = _approved(registry, posting_id)
    # First move: policy.
    require_same_version(assessment, seen)
    require_certifiable(seen.posting, now)
    require_current_criteria(assessment.card, registry)
    _require_standing(registry, seen, assessment, now)
    with registry.db.write() as tx:
        case = cases.lock(tx, posting_id)
        advance(case.state, Action.ISSUE)
        require_unchanged(seen, case)
        require_eligible(tx, case.id, local_day(now))
        mandates.require_covered(tx, case, now)
        label_id = new_id("l")
        place = status_lists.take_index(tx, now)
        claims = _claims(registry, issuer, case, assessment.card, label_id=label_id, place=place, now=now)
        # Second move: a candidate under a throw-away key, through the verifier that everyone else uses.
        rehearsal = rehearse(claims, issuer.bureau, now)
        verify_label(rehearsal.token, anchor=rehearsal.anchor, status=rehearsal.status, posting=case.posting, now=now)
        # Third move: the real key, once, in the transaction that stores what it signed.
        token = sign_label(claims, issuer.key)
        label = _columns(case, assessment, claims, token, now)
        moved = cases.move(tx, case, Action.ISSUE, actor=actor, now=now, new_label=label)
    if moved.label is None:
        raise RuntimeError("the label just written is not there")
    return moved.label


def require_unchanged(seen: PostingRecord, case: PostingRecord) -> None:
    """`Conflict` if the posting is no longer what the decision was prepared on."""
    if (seen.version, seen.state) != (case.version, case.state):
        raise Conflict(_CHANGED.within(id=case.id))


def _approved(registry: Registry, posting_id: str) -> tuple[PostingRecord, AssessmentRecord]:
    with registry.db.read() as tx:
        seen = cases.read(tx, posting_id)
        advance(seen.state, Action.ISSUE)
        return seen, reading.newest_assessment(tx, posting_id)


def _require_standing(registry: Registry, seen: PostingRecord, assessment: AssessmentRecord, now: datetime) -> None:
    """What was approved must still hold today: a licence may have lapsed since, or a deadline passed."""
    card = score_as_assessed(registry, seen, assessment, now)
    require_level(card)
    ladder = list(Level)
    approved = assessment.card.level
    if approved is not None and card.level is not None and ladder.index(card.level) < ladder.index(approved):
        raise PolicyRefused(_LOWER.within(approved=approved, reached=card.level))


def _claims(
    registry: Registry,
    issuer: Issuer,
    case: PostingRecord,
    card: ScoreCard,
    *,
    label_id: str,
    place: tuple[str, int],
    now: datetime,
) -> LabelClaims:
    base = registry.settings.base_url
    list_id, index = place
    expires = label_expiry(case.posting, now, registry.scorer.published.criteria.validity_days)
    return LabelClaims(
        iss=base,
        sub=f"{base}/postings/{case.id}",
        trust_mark_type=mark_type(issuer.bureau),
        iat=int(now.timestamp()),
        # A label that outlived its delegation would stop verifying before it says so.
        exp=int(min(expires, issuer.delegated_until).timestamp()),
        jti=label_id,
        ref=f"{base}/labels/{label_id}",
        logo_uri=f"{base}/labels/{label_id}/badge.svg",
        delegation=issuer.delegation,
        status=StatusClaim(status_list=StatusListClaim(idx=index, uri=f"{base}/statuslists/{list_id}")),
        posting=certified_content(case.posting),
        criteria=CriteriaClaim(id=card.criteria_id, version=card.criteria_version, digest=card.criteria_digest),
        result=_result_claim(card),
    )


def _result_claim(card: ScoreCard) -> ResultClaim:
    if card.level is None:
        raise RuntimeError("policy lets no card without a level come here")
    return ResultClaim(
        level=card.level,
        truthfulness=card.points(Dimension.TRUTHFULNESS),
        accuracy=card.points(Dimension.ACCURACY),
        completeness=card.points(Dimension.COMPLETENESS),
        overall=card.overall,
    )


def _columns(
    case: PostingRecord, assessment: AssessmentRecord, claims: LabelClaims, token: str, now: datetime
) -> Mapping[str, Any]:
    return {
        "id": claims.jti,
        "posting_id": case.id,
        "assessment_id": assessment.id,
        "token": token,
        "claims": claims,
        "level": claims.result.level,
        "list_id": claims.status.status_list.uri.rpartition("/")[2],
        "idx": claims.status.status_list.idx,
        "issued_at": now,
        "expires_at": datetime.fromtimestamp(claims.exp, now.tzinfo),
    }


_CHANGED: Final = Text(zh="{id} 刚刚发生变化，请重新查看", en="{id} has just changed; look again")
_LOWER: Final = Text(
    zh="批准时达到的等级是 {approved}，现在只达到 {reached}；请重新评定",
    en="It was approved at level {approved} and reaches only {reached} now; assess it again",
)
