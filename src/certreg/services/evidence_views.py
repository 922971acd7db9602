"""Show evidence to those who may see it. Each view is recorded before anything is shown."""

from datetime import datetime
from typing import Final

from certreg.domain.errors import NotFound, NotPermitted
from certreg.domain.evidence import ASSIGNING_ROLES, IDENTITY_KINDS, VIEWING_ROLES
from certreg.domain.people import Actor
from certreg.domain.policy import require_reason, require_role
from certreg.domain.text import Text
from certreg.evidence.documents import without_camera
from certreg.evidence.pictures import without_metadata
from certreg.evidence.recognise import MediaType
from certreg.services import cases
from certreg.services.evidence import EvidenceRecord, content_of, require_record, write_audit
from certreg.services.registry import Registry
from certreg.storage import evidence, parties
from certreg.storage.database import Reading


def assign(registry: Registry, posting_id: str, staff_id: str, reason: str, *, actor: Actor, now: datetime) -> bool:
    """Let a member of staff see the identity documents of a posting; False if that is so already.

    Role: lead, and never for oneself.
    """
    require_role(actor, ASSIGNING_ROLES)
    given = require_reason(reason)
    if staff_id == actor.id:
        raise NotPermitted(_ONESELF)
    with registry.db.write() as tx:
        case = cases.lock(tx, posting_id)
        member = parties.staff_member(tx, staff_id)
        if member is None or member["disabled_at"] is not None:
            raise NotFound(_NO_MEMBER.within(id=staff_id[:60]))
        row = {"posting_id": case.id, "staff_id": staff_id, "assigned_by": actor.id, "assigned_at": now}
        added = evidence.assign(tx, row)
        if added:
            write_audit(tx, case, "evidence.assign", staff_id, actor=actor, now=now, reason=given)
    return added


def withdraw(registry: Registry, posting_id: str, staff_id: str, reason: str, *, actor: Actor, now: datetime) -> bool:
    """Let a member of staff no longer see the identity documents of a posting; False if they may not anyway.

    Role: lead. What they saw stays recorded.
    """
    require_role(actor, ASSIGNING_ROLES)
    given = require_reason(reason)
    with registry.db.write() as tx:
        case = cases.lock(tx, posting_id)
        withdrawn = evidence.withdraw(tx, case.id, staff_id)
        if withdrawn:
            write_audit(tx, case, "evidence.withdraw", staff_id, actor=actor, now=now, reason=given)
    return withdrawn


def show(
    registry: Registry, evidence_id: str, reason: str, *, actor: Actor, now: datetime
) -> tuple[EvidenceRecord, bytes]:
    """The file as it is shown: pictures without metadata, those in a PDF too.

    Identity documents only to who is assigned. `NotFound` once it is purged.
    """
    require_role(actor, VIEWING_ROLES)
    given = require_reason(reason)
    with registry.db.read() as tx:
        record = require_record(evidence.find(tx, evidence_id), evidence_id)
        if record.purged_at is not None:
            raise NotFound(_PURGED.within(id=record.id))
        _require_assigned(tx, record, actor)
    content = content_of(registry, record)
    with registry.db.write() as tx:
        case = cases.lock(tx, record.posting_id)
        _require_assigned(tx, record, actor)
        seen = {"viewed_by": actor.id, "viewed_role": actor.role, "viewed_at": now, "reason": given}
        evidence.add_view(tx, {"evidence_id": record.id, **seen})
        write_audit(tx, case, "evidence.view", record.id, actor=actor, now=now, reason=given)
    return record, without_camera(content) if record.media_type is MediaType.PDF else without_metadata(content)


def _require_assigned(tx: Reading, record: EvidenceRecord, actor: Actor) -> None:
    if record.kind in IDENTITY_KINDS and not evidence.is_assigned(tx, record.posting_id, actor.id):
        raise NotPermitted(_NOT_ASSIGNED.within(id=actor.id, posting=record.posting_id))


_ONESELF: Final = Text(zh="不能为自己指派", en="Nobody assigns themselves")
_NO_MEMBER: Final = Text(zh="没有在职的工作人员 {id}", en="There is no active member of staff {id}")
_PURGED: Final = Text(zh="证明材料 {id} 已清除", en="The evidence {id} has been purged")
_NOT_ASSIGNED: Final = Text(
    zh="{id} 未被指派查看 {posting} 的身份证件",
    en="{id} is not assigned to the identity documents of {posting}",
)
