"""Mandates on file: recorded, withdrawn, and matched one to one with agency postings (notice 3(2)).

Where the registry has no mandate between an agency and an employer it says nothing: an assessor sees the document.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

import msgspec

from certreg.domain.errors import Conflict, FieldProblem, InvalidInput, NotFound, PolicyRefused
from certreg.domain.mandate import Mandate, MandateLine
from certreg.domain.people import Actor
from certreg.domain.policy import MANDATE_ROLES, local_day, require_reason, require_role
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.services import cursors
from certreg.services.identifiers import new_id
from certreg.services.organisations import normal_code
from certreg.services.records import Page, PostingRecord
from certreg.services.registry import Registry
from certreg.storage import audit, mandates
from certreg.storage.audit import AuditEntry
from certreg.storage.database import Reading, Writing
from certreg.storage.statements import Record

MAX_LIMIT: Final = 200


class MandateRecord(msgspec.Struct, frozen=True):
    """A mandate as recorded; `used_by` has the posting that took each line, None where it is free."""

    id: str
    mandate: Mandate
    source: str
    recorded_at: datetime
    withdrawn_at: datetime | None
    used_by: tuple[str | None, ...]


class MandateStanding(msgspec.Struct, frozen=True, omit_defaults=True):
    """How an agency posting stands to the mandates on file: the line it took, and everything that does not agree."""

    mandate_id: str | None = None
    number: str | None = None
    line: int | None = None
    problems: tuple[Text, ...] = ()


class _Offer(msgspec.Struct, frozen=True):
    """One line that might be the posting's."""

    row: Record
    number: int
    line: MandateLine

    @property
    def name(self) -> Text:
        return _LINE.within(number=self.row["content"].number, line=self.number, position=self.line.position)

    def told(self, problem: Text) -> Text:
        return Text(zh=f"{self.name.zh}：{problem.zh}", en=f"{self.name.en}: {problem.en}")


def put(registry: Registry, found: Sequence[Mandate], source: str, *, actor: Actor, now: datetime) -> int:
    """Record mandates in one transaction; returns how many were new or changed. Role: registrar, assessor, lead.

    A mandate is known by agency and number. One whose lines are taken cannot be written anew (`Conflict`).
    """
    require_role(actor, MANDATE_ROLES)
    with registry.db.write() as tx:
        return sum(_put(tx, mandate, source, actor=actor, now=now) for mandate in found)


def withdraw(registry: Registry, mandate_id: str, reason: str, *, actor: Actor, now: datetime) -> MandateRecord:
    """Note that an employer took its mandate back; its postings keep their lines, and say that they are not covered."""
    require_role(actor, MANDATE_ROLES)
    given = require_reason(reason)
    with registry.db.write() as tx:
        row = _require(tx, mandate_id)
        if row["withdrawn_at"] is not None:
            raise Conflict(_ALREADY.within(id=mandate_id))
        mandates.withdraw(tx, mandate_id, now)
        audit.append(tx, [_entry("withdraw", mandate_id, given, actor=actor, now=now)])
        return _records(tx, [_require(tx, mandate_id)])[0]


def one(registry: Registry, mandate_id: str) -> MandateRecord:
    """One mandate. `NotFound` if there is none."""
    with registry.db.read() as tx:
        return _records(tx, [_require(tx, mandate_id)])[0]


def listed(registry: Registry, uscc: str | None, *, cursor: str | None, limit: int) -> Page[MandateRecord]:
    """Mandates from or to an organisation, or all, the newest first."""
    after = None if cursor is None else cursors.read(cursor)
    with registry.db.read() as tx:
        rows = mandates.listed(tx, None if uscc is None else normal_code(uscc), after, limit + 1)
        found = _records(tx, rows[:limit])
    more = len(rows) > limit
    return Page(found, cursors.write((found[-1].recorded_at, found[-1].id)) if more else None)


def standing(registry: Registry, record: PostingRecord, now: datetime) -> MandateStanding | None:
    """How a posting stands to the mandates on file today; None where there are none to stand to."""
    with registry.db.read() as tx:
        return _standing(tx, record.id, record.posting, local_day(now))


def require_covered(tx: Writing, record: PostingRecord, now: datetime) -> None:
    """Take the posting's line if it came free or on file since; `PolicyRefused` with every reason why there is none."""
    try:
        match(tx, record.id, record.posting, now)
    except InvalidInput as error:
        raise PolicyRefused(_NOT_COVERED, [error.detail]) from error
    found = _standing(tx, record.id, record.posting, local_day(now))
    if found is not None and found.problems:
        raise PolicyRefused(_NOT_COVERED, found.problems)


def match(tx: Writing, posting_id: str, posting: Posting, now: datetime) -> None:
    """Take the line that is the posting's, in place of the one that it had; the posting may be written after it.

    `InvalidInput`, and nothing written, where its position has no line for so many people: the line is named. Where
    no line agrees the posting takes none, and `standing` says why.
    """
    day = local_day(now)
    offers = [offer for offer in _offers(_between(tx, posting), posting) if not _outside(offer, day)]
    _require_enough(offers, posting)
    mandates.release(tx, posting_id)
    for offer in offers:
        if not offer.line.mismatches(posting) and mandates.take(tx, offer.row["id"], offer.number, posting_id, now):
            return


def _require_enough(offers: Sequence[_Offer], posting: Posting) -> None:
    if not offers:
        return
    widest = max(offers, key=lambda offer: offer.line.headcount)
    if (posting.headcount or 0) > widest.line.headcount:
        detail = widest.told(widest.line.mismatches(posting)[0])
        raise InvalidInput(detail, [FieldProblem("headcount", "over_mandate", detail, str(posting.headcount))])


def _put(tx: Writing, mandate: Mandate, source: str, *, actor: Actor, now: datetime) -> bool:
    agency, employer = normal_code(mandate.agency_uscc), normal_code(mandate.employer_uscc)
    before = mandates.by_number(tx, agency, mandate.number)
    if before is not None and before["content"] == mandate:
        return False
    row = {
        "number": mandate.number,
        "agency_uscc": agency,
        "employer_uscc": employer,
        "content": mandate,
        "source": source,
        "recorded_at": now,
    }
    if before is None:
        mandate_id = new_id("m")
        mandates.add(tx, {"id": mandate_id, **row})
    else:
        mandate_id = before["id"]
        if mandates.uses(tx, [mandate_id]):
            raise Conflict(_IN_USE.within(number=mandate.number, agency=agency))
        mandates.replace(tx, mandate_id, row)
    audit.append(tx, [_entry("put", mandate_id, source, actor=actor, now=now)])
    return True


def _standing(tx: Reading, posting_id: str, posting: Posting, day: date) -> MandateStanding | None:
    rows = _between(tx, posting)
    if not rows:
        return None
    use = mandates.use_of(tx, posting_id)
    taken = None if use is None else next((row for row in rows if row["id"] == use["mandate_id"]), None)
    if use is not None and taken is not None:
        offer = _Offer(taken, use["line"], taken["content"].lines[use["line"] - 1])
        problems = (*_outside(offer, day), *map(offer.told, offer.line.mismatches(posting)))
        return MandateStanding(taken["id"], taken["content"].number, use["line"], problems)
    return MandateStanding(problems=tuple(_why_none(tx, rows, posting, day)))


def _why_none(tx: Reading, rows: Sequence[Record], posting: Posting, day: date) -> Iterator[Text]:
    offers = list(_offers(rows, posting))
    if not offers:
        numbers = ", ".join(row["content"].number for row in rows)
        yield _NO_LINE.within(numbers=numbers, title=posting.title)
    uses = mandates.uses(tx, [row["id"] for row in rows])
    for offer in offers:
        used = uses.get((offer.row["id"], offer.number))
        if used is not None:
            yield offer.told(_TAKEN.within(posting=used))
        yield from _outside(offer, day)
        yield from map(offer.told, offer.line.mismatches(posting))


def _between(tx: Reading, posting: Posting) -> list[Record]:
    agency, employer = posting.agency, posting.employer
    if agency is None or agency.uscc is None or employer is None or employer.uscc is None:
        return []
    return mandates.between(tx, normal_code(agency.uscc), normal_code(employer.uscc))


def _offers(rows: Sequence[Record], posting: Posting) -> Iterator[_Offer]:
    """The lines for the posting's position."""
    for row in rows:
        for number, line in enumerate(row["content"].lines, 1):
            if line.is_for(posting):
                yield _Offer(row, number, line)


def _outside(offer: _Offer, day: date) -> tuple[Text, ...]:
    """Why the mandate as a whole does not hold on that day."""
    if offer.row["withdrawn_at"] is not None:
        return (_WITHDRAWN.within(number=offer.row["content"].number),)
    problem = offer.row["content"].period_problem(day)
    return () if problem is None else (problem,)


def _require(tx: Reading, mandate_id: str) -> Record:
    row = mandates.by_id(tx, mandate_id)
    if row is None:
        raise NotFound(_NONE.within(id=mandate_id[:40]))
    return row


def _records(tx: Reading, rows: Sequence[Record]) -> tuple[MandateRecord, ...]:
    uses = mandates.uses(tx, [row["id"] for row in rows])
    return tuple(
        MandateRecord(
            row["id"],
            row["content"],
            row["source"],
            row["recorded_at"],
            row["withdrawn_at"],
            tuple(uses.get((row["id"], number)) for number in range(1, len(row["content"].lines) + 1)),
        )
        for row in rows
    )


def _entry(action: str, mandate_id: str, reason: str, *, actor: Actor, now: datetime) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor=actor.id,
        role=actor.role,
        action=action,
        object_type="mandate",
        object_id=mandate_id,
        reason=reason,
    )


_LINE: Final = Text(zh="委托证明 {number} 第 {line} 项（{position}）", en="Mandate {number}, line {line} ({position})")
_TAKEN: Final = Text(
    zh="已用于 {posting}；一项委托只对应一条招聘信息，请由用人主体另行委托",
    en="taken by {posting}: one line is for one posting, have the employer mandate another",
)
_NO_LINE: Final = Text(
    zh="委托证明 {numbers} 没有“{title}”一项；请核对岗位名称，或由用人主体补充委托",
    en="Mandate {numbers} has no line for '{title}': look at the title, or have the employer mandate it",
)
_WITHDRAWN: Final = Text(
    zh="委托证明 {number} 已撤回；请由用人主体重新委托，登记后再提交",
    en="Mandate {number} is withdrawn: have the employer mandate anew and put it on file, then ask again",
)
_NOT_COVERED: Final = Text(
    zh="代招信息与登记的委托证明不符", en="The agency posting is not in line with the mandates on file"
)
_IN_USE: Final = Text(
    zh="机构 {agency} 的委托证明 {number} 已有招聘信息使用，不能改写；请以新编号登记",
    en="Mandate {number} of {agency} is used by postings and cannot be written anew; record it under another number",
)
_ALREADY: Final = Text(zh="委托证明 {id} 已经撤回", en="Mandate {id} is withdrawn already")
_NONE: Final = Text(zh="没有委托证明 {id}", en="There is no mandate {id}")
