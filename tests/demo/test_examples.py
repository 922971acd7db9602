"""The examples: what they claim holds, and nothing in them goes stale or points at a real organisation."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import yaml
from stdnum.cn import uscc

from certreg.checks.context import Context
from certreg.cli.demo.examples import Assessment, Examples, moved, shipped
from certreg.domain.assessment import Judgement, Outcome, ScoreCard
from certreg.domain.criteria import Level
from certreg.domain.organisation import Organisation, OrganisationKind, OrganisationStatus
from certreg.domain.policy import local_day
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.exchange.reading import Rejected, Row
from certreg.scoring.criteria_file import current
from certreg.scoring.scorer import Scorer

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LATER = [timedelta(0), timedelta(days=40), timedelta(days=500)]


class Defect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is wrong with one bad example."""

    wrong: Text
    unmet: tuple[str, ...]


class _Register:
    def __init__(self, organisations: tuple[Organisation, ...]) -> None:
        self._by_code = {organisation.uscc: organisation for organisation in organisations}

    def organisation(self, code: str) -> Organisation | None:
        return self._by_code.get(code)


def _defects() -> Mapping[str, Defect]:
    return msgspec.convert(yaml.safe_load((EXAMPLES / "defects.yaml").read_text(encoding="utf-8")), dict[str, Defect])


def _postings(examples: Examples) -> dict[str, Posting]:
    rows = [row for name in examples.manifest.postings for row in examples.rows(name)]
    return {str(row.posting.provenance.source_id): row.posting for row in rows if isinstance(row, Row)}


def _cards(now: datetime) -> dict[str, ScoreCard]:
    """Every example scored at `now`, with the judgements that the criteria leave to an assessor."""
    examples = shipped(local_day(now))
    published = current(local_day(now))
    scorer = Scorer(published)
    context = Context(now=now, register=_Register(examples.organisations()))
    written = examples.assessments()
    cards = {}
    for source_id, posting in _postings(examples).items():
        judgements = _left_to_people(written[source_id], scorer)
        cards[source_id] = scorer.score(posting, context, judgements)
    return cards


def _left_to_people(assessment: Assessment, scorer: Scorer) -> list[Judgement]:
    asked = {c.id for c in scorer.published.criteria.criteria if c.method != "automatic"}
    return [judgement for judgement in assessment.judgements if judgement.criterion in asked]


def test_there_is_enough_of_everything(now: datetime) -> None:
    examples = shipped(local_day(now))
    postings = _postings(examples)
    assert len(postings) >= 60
    assert len({posting.employer.name for posting in postings.values() if posting.employer}) >= 12
    assert len({posting.location.division for posting in postings.values()}) >= 12
    assert {posting.employment_type for posting in postings.values()} >= {
        "full_time",
        "part_time",
        "intern",
        "dispatch",
    }
    organisations = examples.organisations()
    assert len(organisations) >= 12
    # No bureau publishes postings.
    publishing = set(OrganisationKind) - {OrganisationKind.BUREAU_DISTRICT}
    assert {kind for organisation in organisations for kind in organisation.kinds} == publishing
    assert any(organisation.status is OrganisationStatus.DEREGISTERED for organisation in organisations)


@pytest.mark.parametrize("passed", LATER, ids=lambda passed: f"{passed.days} days later")
def test_good_ones_reach_a_level_whenever_the_demo_runs(now: datetime, passed: timedelta) -> None:
    good = {name: card for name, card in _cards(now + passed).items() if name.startswith("good-")}
    without = {name: (card.failed_gates, card.unknown, card.overall) for name, card in good.items() if not card.level}
    assert not without
    assert len(good) >= 20
    levels = [card.level for card in good.values()]
    assert levels.count(Level.EXEMPLARY) >= 5
    assert levels.count(Level.PREMIUM) >= 5


@pytest.mark.parametrize("passed", LATER, ids=lambda passed: f"{passed.days} days later")
def test_bad_ones_fail_where_they_say(now: datetime, passed: timedelta) -> None:
    cards = _cards(now + passed)
    wrong = {}
    for source_id, defect in _defects().items():
        outcomes = {result.criterion: result.finding.outcome for result in cards[source_id].results}
        held = [name for name in defect.unmet if outcomes[name] not in (Outcome.UNMET, Outcome.PARTLY)]
        if held:
            wrong[source_id] = held
    assert not wrong


def test_every_bad_one_is_named_and_every_name_exists(now: datetime) -> None:
    examples = shipped(local_day(now))
    postings = _postings(examples)
    assert {name for name in postings if name.startswith("bad-")} == set(_defects())
    assert set(postings) == set(examples.assessments())
    assert all(name.startswith(("good-", "bad-")) for name in postings)


def test_judgements_are_reasons_and_not_one_sentence_for_all(now: datetime) -> None:
    written = shipped(local_day(now)).assessments()
    criteria = {criterion.id for criterion in current(local_day(now)).criteria.criteria}
    reasons = [judgement.reason for assessment in written.values() for judgement in assessment.judgements]
    assert {judgement.criterion for a in written.values() for judgement in a.judgements} <= criteria
    assert min(map(len, reasons)) >= 10
    assert len(set(reasons)) > 0.8 * len(reasons)


def test_uscc_of_the_examples_are_invented_and_right(now: datetime) -> None:
    for organisation in shipped(local_day(now)).organisations():
        assert uscc.is_valid(organisation.uscc), organisation.name
        assert organisation.uscc[8:].startswith("DEM"), organisation.name


def test_unreadable_rows_are_refused_with_a_reason_for_each_field(now: datetime) -> None:
    examples = shipped(local_day(now))
    refused = [row for name in examples.manifest.postings for row in examples.rows(name) if isinstance(row, Rejected)]
    assert len(refused) >= 6
    assert all(row.problems and row.number > 0 for row in refused)


def test_dates_move_in_fields_and_in_sentences() -> None:
    posting = Posting(
        title="2026-11-20 起招",
        published_on=date(2026, 11, 12),
        work_content="面试 2026-12-31，电话 023-2026-11-20，标准 GB 2026-11、2027届",
    )
    later = moved(posting, 42)
    assert later.title == "2027-01-01 起招"
    assert later.published_on == date(2026, 12, 24)
    assert later.work_content == "面试 2027-02-11，电话 023-2026-11-20，标准 GB 2026-11、2027届"
    assert moved(later, -42) == posting


def test_no_example_publishes_in_the_future(now: datetime) -> None:
    today = local_day(now)
    assert all(p.published_on is None or p.published_on <= today for p in _postings(shipped(today)).values())
