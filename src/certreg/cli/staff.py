"""`certreg staff`: members of the association's staff and their roles."""

from typing import Final

import click

from certreg.cli import session
from certreg.cli.session import examples
from certreg.domain.people import STAFF_ROLES, Role
from certreg.domain.policy import ADMINISTERING_ROLES
from certreg.domain.text import Text
from certreg.services import staff

_ROLES: Final = click.Choice(sorted(role.value for role in STAFF_ROLES))


@click.group()
def command() -> None:
    """Add, list and disable members of staff."""


@command.command(
    epilog=examples(
        "certreg staff add wang --name 王敏 --role administrator",
        "certreg staff add li --name 李华 --role assessor --role lead --as wang",
    )
)
@click.argument("staff_id", metavar="ID")
@click.option("--name", required=True, help="Name as it is shown.")
@click.option("--role", "roles", type=_ROLES, multiple=True, required=True, help="A role; may be given again.")
@click.option("--as", "acting", metavar="NAME[:ROLE]", help="Administrator who adds; not needed for the first one.")
def add(staff_id: str, name: str, roles: tuple[str, ...], acting: str | None) -> None:
    """Add a member. The first one must be an administrator and needs nobody's leave."""
    with session.registry() as registry:
        who = session.actor(registry, acting, ADMINISTERING_ROLES) if acting else staff.CONSOLE
        held = {Role(role) for role in roles}
        staff.add(registry, staff_id, name, held, actor=who, now=session.clock())
    session.say(_ADDED.within(id=staff_id, roles=", ".join(sorted(held))))


@command.command("list", epilog=examples("certreg staff list", "certreg staff list --format json"))
@session.format_option
def list_(form: str) -> None:
    """List everyone, disabled members too."""
    with session.registry() as registry:
        everyone = staff.all_staff(registry)
    if form == "json":
        session.print_json(everyone)
        return
    session.print_table(
        _HEADINGS,
        [(m.id, m.name, ", ".join(sorted(m.roles)), session.local(m.disabled_at)) for m in everyone],
    )


@command.command(epilog=examples("certreg staff disable li --reason 离职 --as wang"))
@click.argument("staff_id", metavar="ID")
@session.reason_option
@session.as_option
@session.yes_option
def disable(staff_id: str, reason: str, acting: str, *, yes: bool) -> None:
    """Take every role from a member, for good. What they did stays in the record."""
    session.confirm(_DISABLE.within(id=staff_id), yes=yes)
    with session.registry() as registry:
        who = session.actor(registry, acting, ADMINISTERING_ROLES)
        staff.disable(registry, staff_id, reason, actor=who, now=session.clock())
    session.say(_DISABLED.within(id=staff_id))


_HEADINGS: Final = (
    Text(zh="编号", en="id"),
    Text(zh="姓名", en="name"),
    Text(zh="角色", en="roles"),
    Text(zh="停用时间", en="disabled"),
)
_ADDED: Final = Text(zh="已添加 {id}：{roles}", en="Added {id}: {roles}")
_DISABLE: Final = Text(zh="停用 {id}？停用后不能恢复", en="Disable {id}? This cannot be undone")
_DISABLED: Final = Text(zh="已停用 {id}", en="{id} is disabled")
