"""The scorer: gates, levels, judgements, and criteria that come and go."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.checks.context import Context
from certreg.domain.assessment import Judgement, Outcome, ScoreCard
from certreg.domain.criteria import Dimension
from certreg.domain.errors import InvalidInput
from certreg.domain.posting import Posting
from certreg.scoring.criteria_file import PublishedCriteria, by_id
from certreg.scoring.scorer import Scorer
from posting_cases import agency_posting, agency_record, bare_posting, context, employer_record, good_posting

PUBLISHED = by_id("cq-premium-2026.1")
SCORER = Scorer(PUBLISHED)
REGISTER = (employer_record(), agency_record())


def judged_met(card: ScoreCard) -> list[Judgement]:
    return [Judgement(criterion, Outcome.MET, "已核对材料") for criterion in card.unknown]


@pytest.mark.parametrize("posting", [good_posting(), agency_posting()], ids=["direct", "agency"])
def test_a_good_posting_judged_by_an_assessor_is_exemplary(posting: Posting) -> None:
    proposed = SCORER.score(posting, context(*REGISTER))
    assert proposed.level is None
    assert proposed.failed_gates == ()
    card = SCORER.score(posting, context(*REGISTER), judged_met(proposed), judged_by="an")
    assert (card.level, card.overall, card.unknown) == ("exemplary", 100, ())
    assert card.criteria_digest == PUBLISHED.digest
    judged = card.result("G-advert")
    assert judged is not None
    assert judged.judged_by == "an"
    assert judged.proposal is not None
    assert judged.proposal.outcome == "unknown"


def test_a_fair_posting_is_premium() -> None:
    posting = good_posting(work_conditions="周末双休，五险一金", apply="有意者联系我们")
    card = SCORER.score(posting, context(*REGISTER))
    said = judged_met(card)
    said = [
        j if j.criterion != "T-callback" else Judgement(j.criterion, Outcome.PARTLY, "仅电话确认", 0.6) for j in said
    ]
    judged = SCORER.score(posting, context(*REGISTER), said)
    assert judged.level == "premium"
    assert [judged.points(dimension) for dimension in Dimension] == [92, 100, 88]
    assert judged.overall == 93


def test_unknown_counts_as_nothing_and_bars_every_level() -> None:
    card = SCORER.score(good_posting(), context(*REGISTER))
    assert card.points(Dimension.TRUTHFULNESS) == 16
    assert card.dimensions[0].unknown_share == 0.84
    said = judged_met(card)[:-1]
    assert SCORER.score(good_posting(), context(*REGISTER), said).level is None


def test_a_failed_gate_bars_every_level_whatever_the_points() -> None:
    card = SCORER.score(good_posting(), context(*REGISTER))
    said = [
        Judgement(j.criterion, Outcome.UNMET, "限招男性") if j.criterion == "G-discrimination" else j
        for j in judged_met(card)
    ]
    judged = SCORER.score(good_posting(), context(*REGISTER), said)
    assert (judged.level, judged.overall, judged.failed_gates) == (None, 100, ("G-discrimination",))


def test_a_gate_has_no_half_way() -> None:
    card = SCORER.score(good_posting(), context(*REGISTER))
    said = [
        Judgement(j.criterion, Outcome.PARTLY, "缺一份", 0.9) if j.criterion == "G-evidence" else j
        for j in judged_met(card)
    ]
    assert SCORER.score(good_posting(), context(*REGISTER), said).failed_gates == ("G-evidence",)


def test_what_does_not_apply_is_left_out_of_the_mean() -> None:
    card = SCORER.score(good_posting(), context(*REGISTER))
    fees = card.result("C-fees")
    assert fees is not None
    assert fees.finding.outcome == "not_applicable"
    assert card.points(Dimension.COMPLETENESS) == 100


@pytest.mark.parametrize(
    ("judgement", "code"),
    [
        (Judgement("X-none", Outcome.MET, "好"), "unknown_criterion"),
        (Judgement("A-current", Outcome.MET, "好"), "automatic"),
        (Judgement("A-title", Outcome.MET, " "), "blank"),
        (Judgement("A-title", Outcome.PARTLY, "好"), "out_of_range"),
        (Judgement("A-title", Outcome.PARTLY, "好", 1.0), "out_of_range"),
        (Judgement("A-title", Outcome.MET, "好", 0.5), "contradicts"),
        (Judgement("G-mandate", Outcome.MET, "好"), "not_applicable"),
    ],
)
def test_a_judgement_that_may_not_be_said_is_refused(judgement: Judgement, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        SCORER.score(good_posting(), context(), [Judgement("A-age", Outcome.MET, "好"), judgement])
    assert [problem.code for problem in refused.value.problems] == [code]
    assert refused.value.problems[0].field.startswith("judgements[1].")


def test_two_judgements_on_one_criterion_are_refused() -> None:
    with pytest.raises(InvalidInput):
        SCORER.score(good_posting(), context(), [Judgement("A-age", Outcome.MET, "好")] * 2)


def test_a_judgement_overrides_a_check_and_keeps_its_proposal() -> None:
    posting = good_posting(work_content="操作机器")
    card = SCORER.score(posting, context(), [Judgement("C-work-content", Outcome.MET, "附件写明了职责")])
    result = card.result("C-work-content")
    assert result is not None
    assert result.proposal is not None
    assert (result.finding.outcome, result.proposal.outcome) == ("met", "partly")


def changed(criterion_id: str, **changes: Any) -> Scorer:
    criteria = msgspec.structs.replace(
        PUBLISHED.criteria,
        criteria=tuple(
            msgspec.structs.replace(part, **changes) if part.id == criterion_id else part
            for part in PUBLISHED.criteria.criteria
        ),
    )
    return Scorer(PublishedCriteria(criteria, PUBLISHED.digest, b""))


@pytest.mark.parametrize(
    ("day", "in_force"),
    [(date(2026, 12, 31), False), (date(2027, 1, 1), True), (date(2027, 5, 31), True), (date(2027, 6, 1), False)],
)
def test_a_criterion_counts_from_its_future_day_until_it_is_obsolete(day: date, *, in_force: bool) -> None:
    scorer = changed("C-apply", future=date(2027, 1, 1), obsolete=date(2027, 6, 1))
    noon = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    card = scorer.score(bare_posting(), Context(noon))
    assert (card.result("C-apply") is not None) is in_force
    judgement = Judgement("C-apply", Outcome.MET, "好")
    if not in_force:
        with pytest.raises(InvalidInput):
            scorer.score(bare_posting(), Context(noon), [judgement])


OUTCOMES = st.sampled_from([Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE, Outcome.PARTLY])


@st.composite
def judgements(draw: st.DrawFn) -> list[Judgement]:
    ids = [
        criterion.id
        for criterion in PUBLISHED.criteria.criteria
        if criterion.method != "automatic" and criterion.applies_when in ("always", "direct")
    ]
    chosen = draw(st.lists(st.sampled_from(ids), unique=True))
    said = []
    for criterion in chosen:
        outcome = draw(OUTCOMES)
        score = draw(st.integers(1, 999)) / 1000 if outcome is Outcome.PARTLY else None
        said.append(Judgement(criterion, outcome, "理由", score))
    return said


@given(judgements(), st.data())
def test_a_criterion_met_instead_of_not_never_lowers_anything(said: list[Judgement], data: st.DataObject) -> None:
    before = SCORER.score(good_posting(), context(*REGISTER), said)
    assert all(0 <= score.points <= 100 for score in before.dimensions)
    missed = [j for j in said if j.outcome in (Outcome.UNMET, Outcome.PARTLY, Outcome.UNKNOWN)]
    if not missed:
        return
    better = data.draw(st.sampled_from(missed))
    after = SCORER.score(
        good_posting(),
        context(*REGISTER),
        [Judgement(j.criterion, Outcome.MET, "理由") if j is better else j for j in said],
    )
    assert after.overall >= before.overall
    assert all(a.points >= b.points for a, b in zip(after.dimensions, before.dimensions, strict=True))
    assert set(after.unknown) <= set(before.unknown)
    assert set(after.failed_gates) <= set(before.failed_gates)


@given(judgements())
def test_a_level_means_gates_met_thresholds_held_and_nothing_unknown(said: list[Judgement]) -> None:
    card = SCORER.score(good_posting(), context(*REGISTER), said)
    if card.level is None:
        return
    rule = next(rule for rule in PUBLISHED.criteria.levels if rule.id is card.level)
    assert card.unknown == ()
    assert card.failed_gates == ()
    assert card.overall >= rule.overall
    assert all(score.points >= rule.each_dimension for score in card.dimensions)


def test_scoring_is_repeatable_and_shared_between_postings() -> None:
    first, second = good_posting(), bare_posting()
    cards = [SCORER.score(posting, context()) for posting in (first, second, first)]
    assert cards[0] == cards[2]
    assert cards[0] != cards[1]


def test_several_postings_at_once_get_the_cards_that_each_gets_alone() -> None:
    postings = [good_posting(), bare_posting(), agency_posting(), good_posting(title="男普工", work_content="限男性")]
    for scorer in (SCORER, Scorer(by_id("cq-premium-2026.2"))):
        cases = [(posting, context(*REGISTER)) for posting in postings * 3]
        assert scorer.score_all(cases) == [scorer.score(*case) for case in cases]
    assert SCORER.score_all([]) == []


def test_several_postings_of_days_with_different_criteria_in_force() -> None:
    scorer = changed("C-apply", future=date(2026, 12, 1))
    moments = [datetime(2026, month, 24, tzinfo=UTC) for month in (11, 12, 11)]
    cases = [(good_posting(), Context(moment, context(*REGISTER).register)) for moment in moments]
    cards = scorer.score_all(cases)
    assert cards == [scorer.score(*case) for case in cases]
    assert [card.result("C-apply") is None for card in cards] == [True, False, True]
