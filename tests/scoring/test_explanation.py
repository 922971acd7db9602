"""Explanations: one form for terminal, API and pages."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from certreg.domain.assessment import Judgement, Outcome
from certreg.domain.posting import Posting
from certreg.scoring.criteria_file import by_id
from certreg.scoring.explanation import Explanation, explain, explanation_schema
from certreg.scoring.scorer import Scorer
from posting_cases import agency_posting, agency_record, bare_posting, context, employer_record, good_posting

PUBLISHED = by_id("cq-premium-2026.1")
SCORER = Scorer(PUBLISHED)
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "explanation.schema.json"


def explained(posting: Posting, judgements: tuple[Judgement, ...] = ()) -> Explanation:
    card = SCORER.score(posting, context(employer_record(), agency_record()), judgements, judged_by="an")
    return explain(card, PUBLISHED, posting)


def test_the_committed_schema_is_current() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json.loads(json.dumps(explanation_schema())), (
        "run scripts/write_explanation_schema.py"
    )


@pytest.mark.parametrize("posting", [good_posting(), agency_posting(), bare_posting()])
def test_json_is_valid_under_the_schema_and_reads_back(posting: Posting) -> None:
    explanation = explained(posting)
    data = msgspec.json.encode(explanation)
    jsonschema.Draft202012Validator(explanation_schema()).validate(json.loads(data))
    assert msgspec.json.decode(data, type=Explanation) == explanation


def test_the_points_of_criteria_add_up() -> None:
    for posting in (good_posting(), agency_posting(), bare_posting()):
        for dimension in explained(posting).dimensions:
            assert sum(c.points or 0 for c in dimension.criteria) == pytest.approx(dimension.exact, abs=0.05)
            assert sum(c.out_of or 0 for c in dimension.criteria) == pytest.approx(100, abs=0.05)
            assert dimension.points == int(dimension.exact)


def test_everything_that_fails_says_what_to_do() -> None:
    explanation = explained(bare_posting())
    parts = [*explanation.gates, *(c for d in explanation.dimensions for c in d.criteria)]
    for part in parts:
        assert part.basis
        assert part.reason.zh
        assert part.reason.en
        if part.outcome in (Outcome.UNMET, Outcome.PARTLY):
            assert part.remedy is not None
        if part.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE):
            assert part.remedy is None


def test_shortfalls_name_what_the_next_level_needs() -> None:
    posting = good_posting()
    open_ = explained(posting)
    assert any("尚无结论" in text.zh for text in open_.shortfalls)
    assert any(text.en == "Truthfulness has 16 points; the level Premium needs 80" for text in open_.shortfalls)
    card = SCORER.score(posting, context(employer_record()))
    closed = explained(posting, tuple(Judgement(c, Outcome.MET, "已核对") for c in card.unknown))
    assert closed.level == "exemplary"
    assert closed.shortfalls == ()
    assert closed.level_title is not None
    assert closed.level_title.zh == "示范"


def test_a_judgement_is_shown_beside_the_proposal() -> None:
    explanation = explained(bare_posting(), (Judgement("C-work-content", Outcome.MET, "附件写明"),))
    part = next(c for d in explanation.dimensions for c in d.criteria if c.id == "C-work-content")
    assert part.judged_by == "an"
    assert part.reason.zh == "附件写明"
    assert part.proposal is not None
    assert part.proposal.outcome == "unmet"
