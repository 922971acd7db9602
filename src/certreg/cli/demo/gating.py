"""Every gate met twice: by a posting that fails it, with the words to mend it, and by the same posting mended.

The words are those that its publisher gets: the hindrances and the standing to mandates of the API's answer, the
explanation of the score, the refusal of a submission. Nothing here knows which gate an example is for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from certreg.cli.demo.certifying import Office
from certreg.cli.demo.examples import Assessment
from certreg.cli.demo.gate_examples import GateExamples
from certreg.cli.demo.registering import bring_in
from certreg.domain.assessment import Judgement, Outcome
from certreg.domain.errors import PolicyRefused
from certreg.domain.evidence import KIND_TITLES
from certreg.domain.field_titles import titles_of
from certreg.domain.lifecycle import Stage
from certreg.domain.organisation_facts import FACT_TITLES
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.exchange.reading import Rejected, Row
from certreg.scoring.explanation import explain
from certreg.services import evidence, mandates
from certreg.services.eligibility import standing_against
from certreg.services.lookup import posting as look_up
from certreg.services.neighbours import case_context
from certreg.services.records import PostingRecord
from certreg.services.resubmit import resubmit
from certreg.signing.canonical import differing_fields

MANDATE_GATE: Final = "G-mandate"


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """A gate that fails; `code` tells apart the reasons of one gate, `words` say what to do about it."""

    gate: str
    code: str
    words: Text


@dataclass(frozen=True, slots=True)
class Walk:
    """One posting through the gates: as first submitted, what failed then, what was done, and where it ended."""

    posting: Posting
    failed: tuple[Shortcoming, ...]
    done: tuple[Text, ...]
    record: PostingRecord
    refused: PolicyRefused | None

    def passed(self, gate: str) -> bool:
        """The gate is met now, and so are all others: the posting has its label."""
        result = self.record.card.result(gate) if self.record.card is not None else None
        return self.record.state.is_certified_now and result is not None and result.finding.outcome is Outcome.MET


@dataclass(frozen=True, slots=True)
class GateTour:
    """The office at work on the examples of the gates."""

    office: Office
    examples: GateExamples

    def walks(self) -> list[Walk]:
        """Submit all and turn them down, let everybody mend what is theirs, submit all again and certify them."""
        postings = {_key(posting): posting for posting in self.examples.postings()}
        records, refused = self._submitted(postings.values())
        failed = {key: _refused(row) for key, row in refused.items()}
        failed |= {key: self._turned_down(record) for key, record in records.items()}
        done = self._mended(postings, records)
        again, _ = self._submitted(map(self.examples.mended, postings.values()))
        return [self._certified(posting, failed[key], done[key], again[key]) for key, posting in postings.items()]

    def _submitted(self, postings: Iterable[Posting]) -> tuple[dict[str, PostingRecord], dict[str, Rejected]]:
        """Sent in by the platform: what the registry took in, and what it refused."""
        rows = [Row(number, posting) for number, posting in enumerate(postings, 1)]
        keys = {row.number: _key(row.posting) for row in rows}
        intake = self.office.take_in(rows)
        return {_key(r.posting): r for r in intake.records}, {keys[row.number]: row for row in intake.refused}

    def _turned_down(self, record: PostingRecord) -> tuple[Shortcoming, ...]:
        """Why the posting cannot be certified: whoever tries is refused, and it goes back to its publisher."""
        known = tuple(self._standing(record))
        unmet = {one.gate: one.words.zh for one in known} | dict(self.examples.case(record.posting).unmet)
        judgements = self._judgements(record, unmet)
        try:
            self.office.review(record, _CERTIFY, judgements)
        except PolicyRefused:
            self.office.review(record, _RETURN, judgements)
        return known + tuple(self._explained(record.id, {one.gate for one in known}))

    def _standing(self, record: PostingRecord) -> Iterator[Shortcoming]:
        """What the register and the mandates on file have against it."""
        registry, now = self.office.registry, self.office.clock()
        for hindrance in standing_against(registry, record.id, now=now):
            yield Shortcoming(hindrance.gate, hindrance.code, hindrance.reason)
        standing = mandates.standing(registry, record, now)
        for problem in standing.problems if standing is not None else ():
            yield Shortcoming(MANDATE_GATE, "", problem)

    def _explained(self, posting_id: str, known: set[str]) -> Iterator[Shortcoming]:
        """The other gates that its explanation shows as not met."""
        record = look_up(self.office.registry, posting_id)
        if record.card is not None:
            for gate in explain(record.card, self.office.registry.scorer.published, record.posting).gates:
                if gate.outcome is Outcome.UNMET and gate.remedy is not None and gate.id not in known:
                    quoted = f"「{gate.spans[0].quote}」" if gate.spans else ""
                    reason = _unfinished(gate.reason, quoted)
                    yield Shortcoming(gate.id, "", _EXPLAINED.within(reason=reason, remedy=gate.remedy))

    def _judgements(self, record: PostingRecord, unmet: Mapping[str, str]) -> tuple[Judgement, ...]:
        """What the checks leave open, judged by the assessor's notes."""
        found, met = [], self.examples.judgements(record.posting)
        for name in self._open(record):
            if name in unmet:
                found.append(Judgement(name, Outcome.UNMET, unmet[name]))
            elif name in met:
                found.append(Judgement(name, Outcome.MET, met[name]))
        return tuple(found)

    def _open(self, record: PostingRecord) -> tuple[str, ...]:
        """The card of one that was returned still has the judgements and the register of then."""
        registry, card = self.office.registry, record.card
        if card is None or record.state.stage is Stage.RETURNED:
            card = registry.scorer.score(record.posting, case_context(registry, self.office.clock(), record.id))
        return card.unknown

    def _mended(
        self, postings: Mapping[str, Posting], records: Mapping[str, PostingRecord]
    ) -> dict[str, tuple[Text, ...]]:
        """Bureau, employers and publishers do what is theirs; returns what was done about each posting."""
        office, cases = self.office, self.examples.cases
        corrected = {diff.uscc: diff.changes for diff in bring_in(office, self.examples, cases.corrected)}
        filed, source = self.examples.mandates(), self.examples.source(cases.mandates)
        mandates.put(office.registry, filed, source, actor=office.people.registrar, now=office.clock())
        done = {}
        for key, posting in postings.items():
            parties = {party.uscc for party in (posting.employer, posting.agency) if party is not None}
            steps = [_corrected(change.fact) for code in parties for change in corrected.get(code, ())]
            steps += [_FILED.within(number=m.number) for m in filed if {m.employer_uscc, m.agency_uscc} <= parties]
            steps += self._handed_in(records[key]) if key in records else []
            done[key] = (*steps, *_rewritten(posting, self.examples.mended(posting)))
        return done

    def _handed_in(self, record: PostingRecord) -> Iterator[Text]:
        office = self.office
        for kind, name in self.examples.case(record.posting).evidence.items():
            content = self.examples.path(name).read_bytes()
            sender = office.people.platform
            evidence.add(office.registry, record.id, kind, content, name=name, actor=sender, now=office.clock())
            yield _HANDED_IN.within(kind=KIND_TITLES[kind], name=name)

    def _certified(
        self, posting: Posting, failed: tuple[Shortcoming, ...], done: tuple[Text, ...], record: PostingRecord
    ) -> Walk:
        """One that says the same as before is put up for another review; then two people look at it, as ever."""
        office, refused = self.office, None
        judgements = self._judgements(record, {})
        if record.state.stage is Stage.RETURNED:
            record = resubmit(office.registry, record.id, actor=office.people.platform, now=office.clock())
        try:
            office.review(record, _CERTIFY, judgements)
        except PolicyRefused as refusal:
            refused = refusal
        return Walk(posting, failed, done, look_up(office.registry, record.id), refused)


def _key(posting: Posting) -> str:
    return posting.provenance.source_id or posting.title


def _refused(row: Rejected) -> tuple[Shortcoming, ...]:
    """Refused when it was submitted: only a mandate on file does that to a posting that can be read."""
    return tuple(Shortcoming(MANDATE_GATE, problem.code, problem.reason) for problem in row.problems)


def _unfinished(sentence: Text, quoted: str) -> Text:
    """Without its full stop and with the words that it is about, so that another sentence may follow."""
    return Text(zh=sentence.zh.rstrip("。") + quoted, en=f"{sentence.en.rstrip('。.')} {quoted}".rstrip())


def _corrected(fact: str) -> Text:
    return _CORRECTED.within(fact=FACT_TITLES[fact])


def _rewritten(before: Posting, after: Posting) -> list[Text]:
    fields = list(differing_fields(before, after))
    fields += ["headcount"] if before.headcount != after.headcount else []
    return [_REWRITTEN.within(fields=titles_of(fields))] if fields else []


_CERTIFY: Final = Assessment(
    proposal="certify",
    reason="材料齐全，各项核实属实，建议认证。",
    decision="approve",
    decision_reason="意见与证据相符，同意认证。",
)
_RETURN: Final = Assessment(
    proposal="return",
    reason="有否决项未通过，退回发布者补正；须补正的内容见各项说明。",
    decision="return",
    decision_reason="同意退回，补正后可重新提交。",
)
_EXPLAINED: Final = Text(zh="{reason}。{remedy}", en="{reason}. {remedy}")
_CORRECTED: Final = Text(zh="主管部门更新了登记信息：{fact}", en="the bureau brought the register up to date: {fact}")
_FILED: Final = Text(zh="登记了委托证明 {number}", en="mandate {number} was put on file")
_HANDED_IN: Final = Text(zh="补交了{kind}（{name}）", en="{kind} was handed in ({name})")
_REWRITTEN: Final = Text(zh="发布者修改了{fields}", en="the publisher rewrote {fields}")
