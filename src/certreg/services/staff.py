"""Staff of the association and the roles they hold."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Final

import msgspec

from certreg.domain.errors import Conflict, FieldProblem, InvalidInput, NotFound, NotPermitted
from certreg.domain.people import STAFF_ROLES, Actor, Role
from certreg.domain.policy import ADMINISTERING_ROLES, require_reason, require_role
from certreg.domain.text import Text
from certreg.services.records import StaffRecord
from certreg.services.registry import Registry
from certreg.storage import audit, parties
from certreg.storage.audit import AuditEntry
from certreg.storage.statements import Record

CONSOLE: Final = Actor(id="console", role=Role.ADMINISTRATOR)
"""Whoever can start the program on its own machine; good for nothing but adding the first member."""

_ID: Final = re.compile(r"[a-z][a-z0-9._-]{1,39}")
_MAX_NAME: Final = 100


def add(
    registry: Registry, staff_id: str, name: str, roles: Collection[Role], *, actor: Actor, now: datetime
) -> StaffRecord:
    """Add a member of staff. Role: administrator. `Conflict` if the id is taken.

    On an empty table the first member may be added from the console (`CONSOLE`); it must be an administrator,
    who then adds the others.
    """
    require_role(actor, ADMINISTERING_ROLES)
    problems = _problems(staff_id, name, roles)
    if problems:
        raise InvalidInput(_NOT_ADDED, problems)
    member = StaffRecord(staff_id, name.strip(), frozenset(roles), created_at=now, disabled_at=None)
    with registry.db.write() as tx:
        if actor == CONSOLE:
            _require_first(parties.all_staff(tx), roles)
        if not parties.add_staff(tx, msgspec.structs.asdict(member)):
            raise Conflict(_TAKEN.within(id=staff_id))
        audit.append(tx, [_entry("add", staff_id, ", ".join(sorted(roles)), actor, now)])
    return member


def act_as(
    registry: Registry, staff_id: str, role: Role | None = None, *, among: Collection[Role] = STAFF_ROLES
) -> Actor:
    """The member as an actor in one of the roles held: `role`, or else the only one held that is `among` the given.

    `NotFound` for an unknown id, `NotPermitted` for a disabled member, a role not held, or a choice to be made.
    """
    with registry.db.read() as tx:
        row = parties.staff_member(tx, staff_id)
    if row is None:
        raise NotFound(_NO_MEMBER.within(id=staff_id[:60]))
    if row["disabled_at"] is not None:
        raise NotPermitted(_DISABLED.within(id=staff_id))
    held: frozenset[Role] = row["roles"]
    fitting = held.intersection(among) if role is None else held & {role}
    if not fitting:
        raise NotPermitted(_NOT_HELD.within(id=staff_id, held=", ".join(sorted(held))))
    if len(fitting) > 1:
        raise NotPermitted(_CHOOSE.within(id=staff_id, fitting=", ".join(sorted(fitting))))
    return Actor(staff_id, next(iter(fitting)))


def disable(registry: Registry, staff_id: str, reason: str, *, actor: Actor, now: datetime) -> StaffRecord:
    """Take every role from a member; the record stays. Role: administrator, and not oneself."""
    require_role(actor, ADMINISTERING_ROLES)
    given = require_reason(reason)
    if staff_id == actor.id:
        raise NotPermitted(_ONESELF)
    with registry.db.write() as tx:
        row = parties.staff_member(tx, staff_id)
        if row is None:
            raise NotFound(_NO_MEMBER.within(id=staff_id[:60]))
        if row["disabled_at"] is None:
            parties.disable_staff(tx, staff_id, now)
            audit.append(tx, [_entry("disable", staff_id, given, actor, now)])
            row = {**row, "disabled_at": now}
    return StaffRecord(**row)


def all_staff(registry: Registry) -> tuple[StaffRecord, ...]:
    """Everyone, disabled members too, by id."""
    with registry.db.read() as tx:
        return tuple(StaffRecord(**row) for row in parties.all_staff(tx))


def _require_first(present: list[Record], roles: Collection[Role]) -> None:
    if present:
        raise NotPermitted(_NOT_FIRST)
    if Role.ADMINISTRATOR not in roles:
        raise InvalidInput(_NOT_ADDED, [FieldProblem("roles", "invalid", _FIRST_IS_ADMINISTRATOR)])


def _entry(action: str, staff_id: str, reason: str, actor: Actor, now: datetime) -> AuditEntry:
    return AuditEntry(
        at=now, actor=actor.id, role=actor.role, action=action, object_type="staff", object_id=staff_id, reason=reason
    )


def _problems(staff_id: str, name: str, roles: Collection[Role]) -> list[FieldProblem]:
    problems = []
    if _ID.fullmatch(staff_id) is None or staff_id == CONSOLE.id:
        problems.append(FieldProblem("id", "invalid", _BAD_ID, staff_id[:80]))
    if not 0 < len(name.strip()) <= _MAX_NAME:
        problems.append(FieldProblem("name", "invalid", _BAD_NAME.within(most=_MAX_NAME)))
    if not roles or not STAFF_ROLES.issuperset(roles):
        problems.append(FieldProblem("roles", "invalid", _BAD_ROLES.within(known=", ".join(sorted(STAFF_ROLES)))))
    return problems


_NOT_ADDED: Final = Text(zh="无法添加工作人员", en="The member cannot be added")
_TAKEN: Final = Text(zh="编号 {id} 已有人使用", en="The id {id} is taken")
_NO_MEMBER: Final = Text(zh="没有编号为 {id} 的工作人员", en="There is no member of staff {id}")
_DISABLED: Final = Text(zh="{id} 已停用", en="{id} is disabled")
_NOT_HELD: Final = Text(
    zh="{id} 的角色（{held}）不能进行此操作",
    en="The roles of {id} ({held}) do not allow this",
)
_CHOOSE: Final = Text(zh="请为 {id} 指定一个角色：{fitting}", en="Name one role for {id}: {fitting}")
_ONESELF: Final = Text(zh="不能停用自己", en="Nobody can disable themselves")
_NOT_FIRST: Final = Text(
    zh="已有工作人员，须由管理员添加",
    en="There is staff already; an administrator must add others",
)
_FIRST_IS_ADMINISTRATOR: Final = Text(
    zh="第一位工作人员须为管理员",
    en="The first member must be an administrator",
)
_BAD_ID: Final = Text(
    zh="编号由 2 至 40 个小写字母、数字、点、横线组成，以字母开头",
    en="An id has 2 to 40 small letters, digits, dots or dashes, and begins with a letter",
)
_BAD_NAME: Final = Text(zh="姓名应为 1 至 {most} 字", en="A name has 1 to {most} characters")
_BAD_ROLES: Final = Text(zh="至少需要一个角色，可选：{known}", en="At least one role is needed, of: {known}")
