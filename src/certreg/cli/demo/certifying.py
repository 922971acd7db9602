"""One posting's way: submitted, assessed by one person, decided by another, issued."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from certreg.cli.demo.examples import Assessment
from certreg.cli.demo.setting_up import People
from certreg.domain.assessment import Finding, Judgement
from certreg.domain.errors import PolicyRefused
from certreg.domain.posting import Posting
from certreg.exchange.reading import Rejected, Row
from certreg.services.assess import assess
from certreg.services.decide import decide
from certreg.services.import_postings import import_postings
from certreg.services.issue import issue
from certreg.services.lookup import posting as look_up
from certreg.services.neighbours import case_context
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Case:
    """Where one posting ended. `assessment` is what was written about it; `refused` what policy said against that."""

    record: PostingRecord
    assessment: Assessment | None
    refused: PolicyRefused | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of one file: postings in the registry, and the rows that were refused."""

    records: list[PostingRecord]
    refused: list[Rejected]


@dataclass(frozen=True, slots=True)
class Office:
    """The demo's people at work on one registry."""

    registry: Registry
    people: People
    clock: Clock

    def take_in(self, rows: Iterable[Row | Rejected]) -> Intake:
        """Import rows as the platform: each becomes a posting of the registry, or is refused with its problems."""
        refused: list[Rejected] = []
        numbered = _readable(rows, refused)
        records: list[PostingRecord] = []
        for result in import_postings(self.registry, numbered, actor=self.people.platform, now=self.clock()):
            if result.posting_id is None:
                refused.append(Rejected(result.number, result.problems, ""))
            else:
                records.append(look_up(self.registry, result.posting_id))
        return Intake(records, sorted(refused, key=lambda row: row.number))

    def handle(self, record: PostingRecord, assessments: Mapping[str, Assessment]) -> Case:
        """Assess, decide and issue as the written assessment says; without one the posting waits."""
        written = assessments.get(record.posting.provenance.source_id or "")
        if written is None:
            return Case(record, None)
        try:
            self.review(record, written, self._asked_for(record, written))
        except PolicyRefused as refusal:
            return Case(look_up(self.registry, record.id), written, refusal)
        return Case(look_up(self.registry, record.id), written)

    def review(self, record: PostingRecord, written: Assessment, judgements: Sequence[Judgement]) -> None:
        """Assess and decide by two people, and issue what is approved; `PolicyRefused` where policy says no."""
        registry, people = self.registry, self.people
        assess(
            registry,
            record.id,
            written.proposal,
            judgements,
            written.reason,
            actor=people.assessor,
            now=self.clock(),
        )
        decide(registry, record.id, written.decision, written.decision_reason, actor=people.lead, now=self.clock())
        if written.decision == "approve":
            issue(registry, record.id, actor=people.lead, now=self.clock())

    def _asked_for(self, record: PostingRecord, written: Assessment) -> tuple[Judgement, ...]:
        """What the criteria in force leave to an assessor. Where a check found the same, its finding stands."""
        published = self.registry.scorer.published.criteria
        asked = {criterion.id for criterion in published.criteria if criterion.method != "automatic"}
        # Scored anew: by now more postings may be registered, and one of them near this one.
        context = case_context(self.registry, self.clock(), record.id)
        card = self.registry.scorer.score(record.posting, context)
        found = {result.criterion: result.finding for result in card.results}
        return tuple(
            judgement
            for judgement in written.judgements
            if judgement.criterion in asked and not _says_the_same(found.get(judgement.criterion), judgement)
        )


def _says_the_same(finding: Finding | None, judgement: Judgement) -> bool:
    return finding is not None and finding.outcome is judgement.outcome and judgement.score in (None, finding.score)


def _readable(rows: Iterable[Row | Rejected], refused: list[Rejected]) -> Iterator[tuple[int, Posting]]:
    for row in rows:
        if isinstance(row, Row):
            yield row.number, row.posting
        else:
            refused.append(row)
