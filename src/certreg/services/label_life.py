"""Suspend, reinstate and revoke labels. Expiry is the timer's: `certreg.services.expire`."""

from datetime import datetime
from typing import Final

from certreg.domain.errors import PolicyRefused, TransitionRefused
from certreg.domain.lifecycle import Action, advance
from certreg.domain.people import Actor
from certreg.domain.policy import (
    REINSTATING_ROLES,
    REVOKING_ROLES,
    SUSPENDING_ROLES,
    local_day,
    require_level,
    require_reason,
    require_role,
)
from certreg.domain.text import Text
from certreg.services import cases, eligibility, reading
from certreg.services.issue import require_unchanged
from certreg.services.records import LabelRecord, PostingRecord
from certreg.services.registry import Registry
from certreg.services.score import score_as_assessed
from certreg.signing.canonical import field_digests


def suspend(registry: Registry, label_id: str, reason: str, *, actor: Actor, now: datetime) -> LabelRecord:
    """Suspend a valid label. Roles: assessor, lead, appeals, registrar; `InvalidInput` without a reason."""
    require_role(actor, SUSPENDING_ROLES)
    return _act(registry, label_id, Action.SUSPEND, reason, actor=actor, now=now)


def revoke(registry: Registry, label_id: str, reason: str, *, actor: Actor, now: datetime) -> LabelRecord:
    """End a label for good. Roles: lead, appeals; `InvalidInput` without a reason."""
    require_role(actor, REVOKING_ROLES)
    return _act(registry, label_id, Action.REVOKE, reason, actor=actor, now=now)


def reinstate(registry: Registry, label_id: str, reason: str, *, actor: Actor, now: datetime) -> LabelRecord:
    """Make a suspended label valid again. Role: lead.

    `PolicyRefused` with the reasons that stand against it: the content differs from the certified one, the
    headcount is above it, the label has expired, publisher or employer fails a gate; or else the posting no longer
    reaches a level.
    """
    require_role(actor, REINSTATING_ROLES)
    given = require_reason(reason)
    with registry.db.read() as tx:
        seen = cases.read(tx, cases.posting_of(tx, label_id))
        assessment = reading.assessment_of_label(tx, label_id)
        ineligible = eligibility.against(tx, seen.id, local_day(now))
    label = _newest(seen, label_id)
    advance(seen.state, Action.REINSTATE)
    against = [*_against(seen, label, now), *(one.reason for one in ineligible)]
    if against:
        raise PolicyRefused(_NOT_REINSTATED, against)
    require_level(score_as_assessed(registry, seen, assessment, now))
    with registry.db.write() as tx:
        case = cases.lock(tx, seen.id)
        require_unchanged(seen, case)
        eligibility.require_eligible(tx, case.id, local_day(now))
        moved = cases.move(tx, case, Action.REINSTATE, actor=actor, now=now, reason=given)
    return _newest(moved, label_id)


def _act(registry: Registry, label_id: str, action: Action, reason: str, *, actor: Actor, now: datetime) -> LabelRecord:
    given = require_reason(reason)
    with registry.db.write() as tx:
        case = cases.lock(tx, cases.posting_of(tx, label_id))
        _newest(case, label_id)
        moved = cases.move(tx, case, action, actor=actor, now=now, reason=given)
    return _newest(moved, label_id)


def _newest(case: PostingRecord, label_id: str) -> LabelRecord:
    """The label, or `TransitionRefused` if a newer one has replaced it."""
    if case.label is None or case.label.id != label_id:
        raise TransitionRefused(_NOT_NEWEST.within(id=label_id, newest=case.label.id if case.label else "-"))
    return case.label


def _against(case: PostingRecord, label: LabelRecord, now: datetime) -> list[Text]:
    """What stands against showing the label beside the posting as it is now."""
    certified = label.claims.posting
    against = []
    if case.digest != certified.digest:
        present = field_digests(case.posting)
        names = sorted({*present, *certified.fields})
        differing = [name for name in names if present.get(name) != certified.fields.get(name)]
        against.append(_DIFFERS.within(fields=", ".join(differing)))
    present_figure, figure = case.posting.headcount, certified.headcount
    if figure is not None and (present_figure is None or present_figure > figure):
        against.append(_HEADCOUNT.within(certified=certified.headcount))
    if now >= label.expires_at:
        against.append(_EXPIRED.within(at=label.expires_at.isoformat()))
    return against


_NOT_REINSTATED: Final = Text(zh="标签不能恢复", en="The label cannot be reinstated")
_DIFFERS: Final = Text(
    zh="现在的内容与认证内容不一致：{fields}", en="The content differs from the certified one: {fields}"
)
_HEADCOUNT: Final = Text(
    zh="招聘人数须写明且不超过认证的 {certified} 人", en="The headcount must be at most the certified {certified}"
)
_EXPIRED: Final = Text(zh="标签已于 {at} 到期", en="The label expired at {at}")
_NOT_NEWEST: Final = Text(zh="标签 {id} 已被 {newest} 取代", en="Label {id} was replaced by {newest}")
