"""`certreg api-keys`: keys of platforms and publishers."""

from datetime import datetime
from typing import Final

import click

from certreg.cli import session
from certreg.cli.session import examples
from certreg.domain.people import Role
from certreg.domain.policy import ADMINISTERING_ROLES, end_of_day
from certreg.domain.text import Text
from certreg.services import api_keys
from certreg.services.records import ApiKeyRecord, Scope


@click.group()
def command() -> None:
    """Make, list and revoke API keys."""


@command.command(
    epilog=examples(
        "certreg api-keys new 渝岗网 --scope postings:write --scope postings:read --as wang",
        "certreg api-keys new 市人社局 --role bureau --scope register --as wang",
        "certreg api-keys new 渝岗网 --scope postings:read --expires 2027-06-30 --as wang",
    )
)
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([s.value for s in Scope]),
    multiple=True,
    required=True,
    help="What the key may do; may be given again.",
)
@click.option(
    "--role",
    type=click.Choice(sorted(role.value for role in api_keys.OUTSIDE)),
    default=Role.PLATFORM.value,
    show_default=True,
    help="Whose key it is.",
)
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="Last day of the key. [default: none]")
@session.as_option
def new(name: str, scopes: tuple[str, ...], role: str, expires: datetime | None, acting: str) -> None:
    """Make a key and print it. It is shown this once; only its SHA-256 is kept."""
    with session.registry() as registry:
        made = api_keys.create(
            registry,
            name,
            {Scope(scope) for scope in scopes},
            role=Role(role),
            expires_at=end_of_day(expires.date()) if expires else None,
            actor=session.actor(registry, acting, ADMINISTERING_ROLES),
            now=session.clock(),
        )
    session.say(_MADE.within(id=made.record.id))
    click.echo(made.secret)


@command.command("list", epilog=examples("certreg api-keys list"))
@session.format_option
def list_(form: str) -> None:
    """List every key, revoked ones too; never their secrets."""
    with session.registry() as registry:
        keys = api_keys.all_keys(registry)
    if form == "json":
        session.print_json(keys)
        return
    session.print_table(_HEADINGS, [_row(key) for key in keys])


@command.command(epilog=examples("certreg api-keys revoke k7m2p9qzx4t8w1yb --reason 密钥泄露 --as wang"))
@click.argument("key_id", metavar="ID")
@session.reason_option
@session.as_option
@session.yes_option
def revoke(key_id: str, reason: str, acting: str, *, yes: bool) -> None:
    """End a key at once, for good."""
    session.confirm(_REVOKE.within(id=key_id), yes=yes)
    with session.registry() as registry:
        who = session.actor(registry, acting, ADMINISTERING_ROLES)
        api_keys.revoke(registry, key_id, reason, actor=who, now=session.clock())
    session.say(_REVOKED.within(id=key_id))


def _row(key: ApiKeyRecord) -> tuple[str, ...]:
    scopes = ", ".join(sorted(key.scopes))
    return key.id, key.name, key.role, scopes, session.local(key.expires_at), session.local(key.revoked_at)


_HEADINGS: Final = (
    Text(zh="编号", en="id"),
    Text(zh="名称", en="name"),
    Text(zh="角色", en="role"),
    Text(zh="权限", en="scopes"),
    Text(zh="到期", en="expires"),
    Text(zh="撤销", en="revoked"),
)
_MADE: Final = Text(
    zh="密钥 {id} 已创建，只显示这一次，请妥善保存：",
    en="Key {id} is made. It is shown this once; keep it safe:",
)
_REVOKE: Final = Text(zh="撤销密钥 {id}？撤销后不能恢复", en="Revoke key {id}? This cannot be undone")
_REVOKED: Final = Text(zh="密钥 {id} 已撤销", en="Key {id} is revoked")
