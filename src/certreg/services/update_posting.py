"""Record a new version of a posting."""

from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from certreg.domain.errors import Conflict, NotPermitted
from certreg.domain.field_titles import titles_of
from certreg.domain.lifecycle import Action, Stage
from certreg.domain.people import Actor
from certreg.domain.policy import SUBMITTING_ROLES, end_of_day, require_role
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.services import cases, intake, mandates, signatures, unlicensed
from certreg.services.intake import Prepared
from certreg.services.neighbours import case_context
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry
from certreg.services.signatures import Signed
from certreg.signing.canonical import differing_fields
from certreg.storage import labels, postings
from certreg.storage.database import Writing


class Change(StrEnum):
    """How two versions differ (notice 3(3)).

    BASE: a base field, or a higher headcount: what was certified no longer holds. FEWER: nothing but a lower
    headcount. OTHER: something outside the base fields.
    """

    NONE = "none"
    FEWER = "fewer"
    OTHER = "other"
    BASE = "base"


def update_posting(
    registry: Registry,
    posting_id: str,
    posting: Posting,
    *,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> PostingRecord:
    """Record what the posting says now; a changed base field suspends its label at once (notice 3(3)).

    A lower headcount alone leaves the label as it is. Nothing changed: no new version. An API key may only
    update what it submitted (`NotPermitted`). `Conflict` if the version is no longer `expected_version`.
    """
    require_role(actor, SUBMITTING_ROLES)
    prepared = intake.prepare(registry, posting, case_context(registry, now, posting_id))
    with registry.db.write() as tx:
        case = cases.lock(tx, posting_id)
        require_owner(case, actor)
        require_version(case, expected_version)
        return record_version(tx, case, prepared, actor=actor, now=now)


def record_version(
    tx: Writing, case: PostingRecord, prepared: Prepared, *, actor: Actor, now: datetime
) -> PostingRecord:
    """Write a version of a locked case, with what follows from the change; the same record if there is none.

    `InvalidInput`, and nothing written, for more people than the mandate on file is for.
    """
    change = kind_of_change(case.posting, prepared.posting)
    if change is Change.NONE:
        return case
    mandates.match(tx, case.id, prepared.posting, now)
    version = case.version + 1
    row = intake.version_row(case.id, version, prepared, actor, now)
    postings.add_version(tx, row, intake.searchable(prepared.posting))
    postings.put_cards(tx, [(case.id, version, prepared.card)])
    signatures.renew(tx, Signed(case.id, prepared.signature, now))
    unlicensed.note(tx, [(case.id, prepared.posting, intake.stated_in(prepared.posting))], now)
    _bring_end_forward(tx, case, prepared.posting)
    action = _action(change, case)
    if action is None:
        return cases.note(tx, "update", case, actor=actor, now=now, told=["posting.updated"])
    reason = _reason(case.posting, prepared.posting) if change is Change.BASE else None
    return cases.move(tx, case, action, actor=actor, now=now, reason=reason)


def kind_of_change(before: Posting, after: Posting) -> Change:
    """The gravest difference between two versions."""
    if before == after:
        return Change.NONE
    if differing_fields(before, after) or _more_people(before.headcount, after.headcount):
        return Change.BASE
    return Change.FEWER if _without_headcount(before) == _without_headcount(after) else Change.OTHER


def require_owner(case: PostingRecord, actor: Actor) -> None:
    """`NotPermitted` for a caller from outside who did not submit the posting."""
    if not actor.is_person and actor.id != case.submitted_by:
        raise NotPermitted(_NOT_YOURS.within(id=case.id))


def require_version(case: PostingRecord, expected: int | None) -> None:
    """`Conflict` if the posting is not at the version that the caller saw."""
    if expected is not None and expected != case.version:
        raise Conflict(_OTHER_VERSION.within(id=case.id, version=case.version, expected=expected))


def _action(change: Change, case: PostingRecord) -> Action | None:
    """A lower headcount only matters to a review under way: its card is of a version that is no longer there."""
    if change is Change.BASE:
        return Action.CHANGE
    if change is Change.FEWER and case.state.stage not in (Stage.ASSESSED, Stage.APPROVED):
        return None
    return Action.REVISE


def _more_people(before: int | None, after: int | None) -> bool:
    """A figure that appears, disappears or grows is not what was certified."""
    if before is None or after is None:
        return before is not after
    return after > before


def _without_headcount(posting: Posting) -> Posting:
    verbatim = {field: words for field, words in posting.verbatim.items() if field != "headcount"}
    return msgspec.structs.replace(posting, headcount=None, verbatim=verbatim)


def _bring_end_forward(tx: Writing, case: PostingRecord, posting: Posting) -> None:
    """A posting that ends sooner takes its label with it; one that ends later does not prolong what was signed."""
    if case.label is None or posting.valid_until is None:
        return
    end = end_of_day(posting.valid_until)
    if end < case.label.expires_at:
        labels.set_expiry(tx, case.label.id, end)


def _reason(before: Posting, after: Posting) -> str:
    fields = list(differing_fields(before, after))
    if _more_people(before.headcount, after.headcount):
        fields.append("headcount")
    # A reason is kept as a person would have written it, in the language of the registry.
    return _CHANGED.format(fields=titles_of(fields).zh)


_CHANGED: Final = "基本信息已变更：{fields}"
_NOT_YOURS: Final = Text(zh="{id} 不是由您提交的", en="{id} was not submitted by you")
_OTHER_VERSION: Final = Text(
    zh="{id} 现为第 {version} 版，您看到的是第 {expected} 版；请重新查看",
    en="{id} is at version {version}, you saw version {expected}; look again",
)
