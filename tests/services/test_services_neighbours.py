"""Near-copies and floods against what is registered, on both databases."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from casework import ASSESSOR, PLATFORM, REGISTRAR, Casework, posting
from certreg.checks import likeness
from certreg.domain.assessment import CriterionResult, Judgement, Outcome
from certreg.domain.neighbour import Kinship
from certreg.domain.posting import Party, Posting, Provenance
from certreg.exchange.reading import Row, read_postings
from certreg.resources import resource
from certreg.scoring.criteria_file import load_criteria
from certreg.scoring.scorer import Scorer
from certreg.services import signatures
from certreg.services.assess import assess
from certreg.services.import_postings import import_postings
from certreg.services.neighbours import REGISTERED, neighbours_of
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry
from certreg.services.score import rescore
from certreg.services.submit import submit
from certreg.services.update_posting import update_posting
from certreg.storage.likeness_tables import text_band, text_signature
from certreg.storage.postings import find as find_posting

OTHER = Party(name="重庆乙方仿形机械有限公司", uscc="91500112DEM000313L")
DUTIES = posting().work_content or ""
EDITED = DUTIES.replace("班长", "组长")


@pytest.fixture
def registry(registry: Registry) -> Registry:
    """The registry under criteria that ask for no duplicates."""
    criteria = load_criteria(resource("criteria", "cq-premium-2026.2.yaml"))
    return Registry(registry.db, Scorer(criteria), registry.settings, registry.issuer)


@pytest.fixture
def work(registry: Registry, now: datetime) -> Casework:
    return Casework(registry, now)


def copied(**changes: Any) -> Posting:
    return posting(**{"employer": OTHER, "title": "车床操作工", "work_content": EDITED, **changes})


def result(record: PostingRecord) -> CriterionResult:
    assert record.card is not None
    found = record.card.result("T-duplicate")
    assert found is not None
    return found


def alike(one: Posting, other: Posting) -> float:
    parts = [likeness.shingles(likeness.compared_text(content)) for content in (one, other)]
    return likeness.similarity(*parts)


def outcome(record: PostingRecord) -> Outcome:
    return result(record).finding.outcome


def test_the_first_is_alone(work: Casework) -> None:
    assert outcome(work.submitted()) is Outcome.MET


def test_a_copy_under_another_employer_is_unmet_with_a_link(work: Casework) -> None:
    first = work.submitted()
    copy = work.submitted(copied())
    assert outcome(copy) is Outcome.UNMET
    (fact,) = result(copy).finding.facts
    assert fact.source == REGISTERED
    assert first.id in fact.statement.zh
    assert first.id in fact.statement.en


def test_both_see_each_other_and_the_first_keeps_its_outcome(registry: Registry, work: Casework, now: datetime) -> None:
    first = work.submitted()
    later = now + timedelta(hours=1)
    copy = submit(registry, copied(), actor=PLATFORM, now=later)
    again = rescore(registry, first.id, actor=PLATFORM, now=later)
    assert outcome(again) is Outcome.MET
    assert copy.id in result(again).finding.facts[0].statement.zh
    assert outcome(rescore(registry, copy.id, actor=PLATFORM, now=later)) is Outcome.UNMET
    (near,) = neighbours_of(registry, first.id, first.posting)
    assert (near.id, near.kinship, near.earlier) == (copy.id, Kinship.OTHER, False)
    (near,) = neighbours_of(registry, copy.id, copy.posting)
    assert (near.id, near.kinship, near.earlier) == (first.id, Kinship.OTHER, True)
    assert 0.8 <= near.similarity < 1


def test_a_text_taken_over_by_an_update_is_not_older_than_it_is(
    registry: Registry, work: Casework, now: datetime
) -> None:
    """Nobody becomes the first by registering something else before."""
    placeholder = work.submitted(copied(work_content="操作万能铣床加工箱体零件，保养设备，填写交接记录。" * 4))
    first = submit(registry, posting(), actor=PLATFORM, now=now + timedelta(hours=1))
    later = now + timedelta(hours=2)
    taken = update_posting(registry, placeholder.id, copied(), actor=PLATFORM, now=later)
    assert outcome(taken) is Outcome.UNMET
    assert outcome(rescore(registry, first.id, actor=PLATFORM, now=later)) is Outcome.MET


def test_a_new_version_with_the_same_text_keeps_its_time(registry: Registry, work: Casework, now: datetime) -> None:
    first = work.submitted()
    later = now + timedelta(hours=1)
    submit(registry, copied(), actor=PLATFORM, now=later)
    update_posting(registry, first.id, posting(headcount=2), actor=PLATFORM, now=later + timedelta(hours=1))
    (near,) = neighbours_of(registry, first.id, posting(headcount=2))
    assert near.earlier is False


def test_the_same_employer_is_no_copy_until_it_floods(work: Casework) -> None:
    outcomes = [outcome(work.submitted(posting(title=f"车工{number}"))) for number in range(6)]
    assert outcomes == [Outcome.MET] * 4 + [Outcome.PARTLY] * 2


def test_what_has_ended_is_no_flood(registry: Registry, work: Casework, now: datetime) -> None:
    for number in range(5):
        work.submitted(posting(title=f"车工{number}"))
    next_year = posting(title="车工", published_on=None, valid_until=None)
    record = submit(registry, next_year, actor=PLATFORM, now=now + timedelta(days=200))
    assert outcome(record) is Outcome.MET


def test_other_work_is_not_near(work: Casework) -> None:
    work.submitted()
    other = "负责门店收银，核对每日账目；整理货架，检查保质期；接待顾客，处理退换货；" * 2
    assert outcome(work.submitted(copied(work_content=other))) is Outcome.MET


def test_an_assessor_may_judge_otherwise(registry: Registry, work: Casework, now: datetime) -> None:
    work.submitted()
    copy = work.submitted(copied())
    said = [Judgement("T-duplicate", Outcome.MET, "两家为同一车间的两个班组，已核实")]
    made = assess(registry, copy.id, "return", said, "补充材料", actor=ASSESSOR, now=now)
    judged = made.card.result("T-duplicate")
    assert judged is not None
    assert judged.finding.outcome is Outcome.MET
    assert judged.proposal is not None
    assert judged.proposal.outcome is Outcome.UNMET
    assert judged.proposal.facts


def test_rows_of_one_import_see_those_before_them(registry: Registry, now: datetime) -> None:
    rows = [posting(provenance=Provenance(platform="渝岗网", source_id="1"))]
    rows.append(copied(provenance=Provenance(platform="渝岗网", source_id="2")))
    first, second = import_postings(registry, enumerate(rows, 1), actor=REGISTRAR, now=now)
    with registry.db.read() as tx:
        cards = [find_posting(tx, taken.posting_id or "") for taken in (first, second)]
    findings = [card["card"].result("T-duplicate").finding for card in cards if card is not None]
    assert [finding.outcome for finding in findings] == [Outcome.MET, Outcome.UNMET]
    assert first.posting_id is not None
    assert first.posting_id in findings[1].facts[0].statement.zh
    again = list(import_postings(registry, enumerate(rows, 1), actor=REGISTRAR, now=now))
    assert [taken.posting_id for taken in again] == [first.posting_id, second.posting_id]


def test_one_text_has_its_bands_once(registry: Registry, work: Casework) -> None:
    for number in range(3):
        work.submitted(posting(title=f"车工{number}"))
    with registry.db.read() as tx:
        assert tx.connection.execute(select(func.count()).select_from(text_signature)).scalar_one() == 3
        assert tx.connection.execute(select(func.count()).select_from(text_band)).scalar_one() == 16


def test_what_was_there_before_is_signed_afterwards(registry: Registry, work: Casework) -> None:
    first, short = work.submitted(), work.submitted(copied(work_content="看店"))
    with registry.db.write() as tx:
        tx.connection.execute(text_band.delete())
        tx.connection.execute(text_signature.delete())
    assert neighbours_of(registry, short.id, copied()) == ()
    assert signatures.sign_missing(registry.db) == 2
    assert signatures.sign_missing(registry.db) == 0
    assert [near.id for near in neighbours_of(registry, short.id, copied())] == [first.id]


def test_real_postings(registry: Registry, now: datetime, shared_data: Path) -> None:
    """Every claim among real postings holds when the texts are compared in full."""
    found = read_postings(shared_data / "postings" / "chongqing.jsonl.gz")
    rows = [(row.number, row.posting) for row in found if isinstance(row, Row) and row.posting.work_content][:120]
    taken = list(import_postings(registry, rows, actor=REGISTRAR, now=now))
    by_id = {one.posting_id: content for one, (_, content) in zip(taken, rows, strict=True)}
    for posting_id, content in by_id.items():
        assert posting_id is not None
        for near in neighbours_of(registry, posting_id, content):
            assert near.id != posting_id
            assert by_id[near.id] == near.posting
            assert alike(near.posting, content) == near.similarity >= likeness.NEAR
