"""What a label proves: verified offline, and failing under the right name once something is not as certified.

Everything a verifier needs is written to the demo's folder, so that the same can be tried with `certreg verify`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from certreg.cli.demo.certifying import Case, Office
from certreg.cli.demo.directory import DemoDirectory
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.domain.verification import VerificationFailure
from certreg.exchange.native import encode_posting
from certreg.services import status_lists
from certreg.services.label_life import revoke
from certreg.services.records import LabelRecord
from certreg.services.update_posting import update_posting
from certreg.signing.anchor import Anchor, AnchorFile
from certreg.verify import VerifiedLabel, verify_label

ENOUGH_TO_SPARE: Final = 4
"""Certified postings from which three can be changed and revoked, and one is left to look at."""

REVOKED_BECAUSE: Final = "演示：用人单位来函，岗位已取消。"


@dataclass(frozen=True, slots=True)
class Proof:
    """One attempt to verify: what was tried on which posting, and the verified label or the named failure."""

    tried: Text
    label: LabelRecord
    answer: VerifiedLabel | VerificationFailure

    @property
    def code(self) -> str:
        """`valid`, or the failure's name."""
        return self.answer.code if isinstance(self.answer, VerificationFailure) else "valid"


@dataclass(frozen=True, slots=True)
class Prover:
    """A verifier that has only what is published: label, posting, status list, and the bureau's key."""

    office: Office
    anchor: Anchor
    directory: DemoDirectory

    def proofs(self, certified: list[tuple[Case, LabelRecord]]) -> Iterator[Proof]:
        """Verify the first label and tamper with its posting; then change and revoke at the other end of the list."""
        first, label = certified[0]
        posting = first.record.posting
        self._write(label, posting)
        yield self._verify(_AS_ISSUED, label, posting)
        yield self._verify(_TAMPERED, label, with_more_pay(posting))
        if len(certified) >= ENOUGH_TO_SPARE:
            yield self._fewer(*certified[-3])
            yield self._changed(*certified[-2])
            yield self._revoked(*certified[-1])

    def _fewer(self, case: Case, label: LabelRecord) -> Proof:
        """Notice 3(3): the headcount is to be kept up, and may go down freely."""
        record = case.record
        office = self.office
        fewer = msgspec.structs.replace(record.posting, headcount=1)
        update_posting(office.registry, record.id, fewer, actor=office.people.platform, now=office.clock())
        return self._verify(_FEWER, label, fewer)

    def _changed(self, case: Case, label: LabelRecord) -> Proof:
        record = case.record
        office = self.office
        raised = with_more_pay(record.posting)
        update_posting(office.registry, record.id, raised, actor=office.people.platform, now=office.clock())
        return self._verify(_CHANGED, label, record.posting)

    def _revoked(self, case: Case, label: LabelRecord) -> Proof:
        office = self.office
        revoke(office.registry, label.id, REVOKED_BECAUSE, actor=office.people.lead, now=office.clock())
        return self._verify(_REVOKED, label, case.record.posting)

    def _verify(self, tried: Text, label: LabelRecord, posting: Posting) -> Proof:
        now = self.office.clock()
        status = status_lists.published(self.office.registry, label.list_id, now=now).token
        try:
            answer = verify_label(label.token, anchor=self.anchor, status=status, posting=posting, now=now)
        except VerificationFailure as failure:
            return Proof(tried, label, failure)
        return Proof(tried, label, answer)

    def _write(self, label: LabelRecord, posting: Posting) -> None:
        now = self.office.clock()
        status = status_lists.published(self.office.registry, label.list_id, now=now).token
        pinned = AnchorFile(keys=tuple(key.jwk() for key in self.anchor.keys), entity=self.anchor.entity)
        self.directory.write("label.jwt", label.token + "\n")
        self.directory.write("status-list.jwt", status + "\n")
        self.directory.write("bureau.jwk.json", msgspec.json.encode(pinned).decode() + "\n")
        self.directory.write("posting.json", encode_posting(posting).decode() + "\n")
        self.directory.write("tampered.json", encode_posting(with_more_pay(posting)).decode() + "\n")


def with_more_pay(posting: Posting) -> Posting:
    """The same posting promising half as much again: the change that tempts most."""
    if posting.pay is None or posting.pay.max is None:
        return msgspec.structs.replace(posting, title=posting.title + "（高薪）")
    pay = msgspec.structs.replace(posting.pay, max=posting.pay.max * 3 // 2)
    return msgspec.structs.replace(posting, pay=pay)


_AS_ISSUED: Final = Text(zh="原样核验", en="the label as issued, the posting as certified")
_TAMPERED: Final = Text(zh="展示的薪酬上限被调高", en="a displayed posting with its pay raised")
_FEWER: Final = Text(zh="发布机构调低了招聘人数", en="the publisher lowered the headcount")
_CHANGED: Final = Text(zh="发布机构修改了薪酬", en="the publisher changed the pay afterwards")
_REVOKED: Final = Text(zh="标签已被撤销", en="a label revoked by the lead")
