"""Assessing and deciding: two people, one version, a level, a reason."""

from datetime import datetime
from typing import cast

import msgspec
import pytest

from casework import (
    ADMINISTRATOR,
    ASSESSOR,
    LEAD,
    PLATFORM,
    SECOND,
    Casework,
    judgements,
    posting,
)
from certreg.domain.assessment import Judgement, Outcome
from certreg.domain.errors import Conflict, InvalidInput, NotFound, NotPermitted, PolicyRefused, TransitionRefused
from certreg.domain.lifecycle import Stage
from certreg.domain.people import TIMER, Actor, Role
from certreg.scoring.scorer import Scorer
from certreg.services import lookup
from certreg.services.assess import assess
from certreg.services.decide import decide
from certreg.services.issue import issue
from certreg.services.records import Decision, PostingRecord, Proposal
from certreg.services.registry import Registry
from certreg.services.score import rescore
from certreg.services.update_posting import update_posting


def test_an_assessment_keeps_judgements_card_and_reason(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.submitted()
    said = judgements(registry, record.posting, now)
    made = assess(registry, record.id, "certify", said, " 材料齐全 ", actor=ASSESSOR, now=now)
    assert (made.version, made.proposal, made.reason, made.assessor) == (1, "certify", "材料齐全", ASSESSOR)
    assert made.judgements == said
    assert made.card.level is not None
    assert made.decision is None
    assert lookup.assessment(registry, record.id) == made
    after = lookup.posting(registry, record.id)
    assert after.state.stage is Stage.ASSESSED
    assert after.card == made.card
    judged = made.card.result(said[0].criterion)
    assert judged is not None
    assert judged.judged_by == ASSESSOR.id


def test_certification_cannot_be_proposed_without_a_level(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.submitted()
    with pytest.raises(PolicyRefused) as refusal:
        assess(registry, record.id, "certify", (), "材料齐全", actor=ASSESSOR, now=now)
    assert any("T-evidence" in reason.en for reason in refusal.value.reasons)
    assert lookup.posting(registry, record.id).state.stage is Stage.SUBMITTED
    assess(registry, record.id, "return", (), "请补充材料", actor=ASSESSOR, now=now)


@pytest.mark.parametrize("role", [PLATFORM, ADMINISTRATOR, TIMER, Actor("au", Role.AUDITOR)], ids=str)
def test_only_assessors_and_leads_review(registry: Registry, work: Casework, now: datetime, role: Actor) -> None:
    record = work.submitted()
    with pytest.raises(NotPermitted):
        assess(registry, record.id, "return", (), "理由", actor=role, now=now)
    with pytest.raises(NotPermitted):
        decide(registry, record.id, "return", "理由", actor=role, now=now)


@pytest.mark.parametrize("proposal", ["certify", "return", "refuse"])
def test_every_proposal_needs_a_reason(registry: Registry, work: Casework, now: datetime, proposal: str) -> None:
    record = work.submitted()
    with pytest.raises(InvalidInput):
        assess(registry, record.id, cast("Proposal", proposal), (), "  ", actor=ASSESSOR, now=now)


def test_an_automatic_criterion_cannot_be_overridden(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.submitted()
    said = [Judgement(criterion="C-headcount", outcome=Outcome.MET, reason="我说了算")]
    with pytest.raises(InvalidInput):
        assess(registry, record.id, "return", said, "理由", actor=ASSESSOR, now=now)


def test_a_version_not_looked_at_cannot_be_assessed(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.submitted()
    update_posting(registry, record.id, posting(headcount=5), actor=PLATFORM, now=now)
    with pytest.raises(Conflict):
        assess(registry, record.id, "return", (), "理由", actor=ASSESSOR, now=now, expected_version=1)


def test_it_is_assessed_once_at_a_time(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.assessed()
    with pytest.raises(TransitionRefused):
        work.assess(record)
    with pytest.raises(NotFound):
        assess(registry, "p0", "return", (), "理由", actor=ASSESSOR, now=now)


@pytest.mark.parametrize("decision", ["approve", "return", "refuse"])
def test_whoever_proposed_cannot_decide(registry: Registry, work: Casework, now: datetime, decision: str) -> None:
    record = work.assessed()
    same_person = Actor(ASSESSOR.id, Role.LEAD)
    with pytest.raises(NotPermitted):
        decide(registry, record.id, cast("Decision", decision), "同意", actor=same_person, now=now)
    assert lookup.posting(registry, record.id).state.stage is Stage.ASSESSED


@pytest.mark.parametrize(
    ("decision", "stage"),
    [("approve", Stage.APPROVED), ("return", Stage.RETURNED), ("refuse", Stage.REFUSED)],
)
def test_a_second_person_decides(
    registry: Registry, work: Casework, now: datetime, decision: Decision, stage: Stage
) -> None:
    record = work.assessed()
    with pytest.raises(InvalidInput):
        decide(registry, record.id, decision, "", actor=SECOND, now=now)
    after = decide(registry, record.id, decision, "核对无误", actor=SECOND, now=now)
    assert after.state.stage is stage
    kept = lookup.assessment(registry, record.id)
    assert kept is not None
    assert (kept.decision, kept.decision_reason, kept.decided_by, kept.decided_at) == (
        decision,
        "核对无误",
        SECOND,
        now,
    )
    with pytest.raises(TransitionRefused):
        decide(registry, record.id, decision, "再来一次", actor=LEAD, now=now)


def test_a_return_cannot_be_turned_into_an_approval_without_a_level(
    registry: Registry, work: Casework, now: datetime
) -> None:
    record = work.submitted()
    assess(registry, record.id, "return", (), "请补充材料", actor=ASSESSOR, now=now)
    with pytest.raises(PolicyRefused):
        decide(registry, record.id, "approve", "同意", actor=LEAD, now=now)
    assert lookup.assessment(registry, record.id) is not None


def test_criteria_that_changed_meanwhile_ask_for_another_assessment(
    registry: Registry, work: Casework, now: datetime
) -> None:
    waiting, approved = work.assessed(), work.approved()
    published = msgspec.structs.replace(registry.scorer.published, digest="sha-256:" + "A" * 43)
    newer = Registry(registry.db, Scorer(published), registry.settings, registry.issuer)
    with pytest.raises(PolicyRefused, match="assess it again"):
        decide(newer, waiting.id, "approve", "同意", actor=LEAD, now=now)
    with pytest.raises(PolicyRefused, match="assess it again"):
        issue(newer, approved.id, actor=LEAD, now=now)


def test_rescoring_keeps_what_the_assessor_said(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.assessed()
    before = lookup.posting(registry, record.id)
    after = rescore(registry, record.id, actor=LEAD, now=now)
    assert after.state == before.state
    assert after.card == before.card
    fresh: PostingRecord = rescore(registry, work.submitted().id, actor=LEAD, now=now)
    assert fresh.card is not None
    assert fresh.card.level is None
