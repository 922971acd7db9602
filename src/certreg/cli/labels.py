"""`certreg labels`: look at labels, suspend, reinstate, revoke, expire them."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final

import click

from certreg.cli import session
from certreg.cli.failures import terminal_language
from certreg.cli.session import examples
from certreg.domain.people import Role
from certreg.domain.policy import REINSTATING_ROLES, REVOKING_ROLES, SUSPENDING_ROLES
from certreg.domain.text import Text
from certreg.services import label_life, lookup
from certreg.services.expire import expire_due
from certreg.services.records import LabelRecord
from certreg.services.supervise import supervise as suspend_ineligible

_LABEL: Final = click.argument("label_id", metavar="LABEL")


@click.group()
def command() -> None:
    """Look at labels; suspend, reinstate, revoke and expire them."""


@command.command(
    epilog=examples("certreg labels show l4t8w1yb7m2p9qzx", "certreg labels show l4t8w1yb7m2p9qzx --format jwt")
)
@_LABEL
@click.option("--format", "form", type=click.Choice(["text", "json", "jwt"]), default="text", show_default=True)
def show(label_id: str, form: str) -> None:
    """Show a label: its state, what it says, or its token."""
    with session.registry() as registry:
        label = lookup.label(registry, label_id)
    if form == "jwt":
        click.echo(label.token)
    elif form == "json":
        session.print_json(label)
    else:
        _print(label, session.clock())


@command.command(epilog=examples("certreg labels suspend l4t8w1yb7m2p9qzx --reason 收到投诉，待核实 --as li"))
@_LABEL
@session.reason_option
@session.as_option
def suspend(label_id: str, reason: str, acting: str) -> None:
    """Suspend a valid label until it is reinstated or revoked."""
    _act(label_life.suspend, SUSPENDING_ROLES, label_id, reason, acting)


@command.command(epilog=examples("certreg labels reinstate l4t8w1yb7m2p9qzx --reason 投诉不成立 --as li:lead"))
@_LABEL
@session.reason_option
@session.as_option
def reinstate(label_id: str, reason: str, acting: str) -> None:
    """Make a suspended label valid again, if content and score still allow it."""
    _act(label_life.reinstate, REINSTATING_ROLES, label_id, reason, acting)


@command.command(epilog=examples("certreg labels revoke l4t8w1yb7m2p9qzx --reason 虚假招聘查实 --as li:lead"))
@_LABEL
@session.reason_option
@session.as_option
@session.yes_option
def revoke(label_id: str, reason: str, acting: str, *, yes: bool) -> None:
    """End a label for good."""
    session.confirm(_REVOKE.within(id=label_id), yes=yes)
    _act(label_life.revoke, REVOKING_ROLES, label_id, reason, acting)


@command.command(epilog=examples("certreg labels expire"))
def expire() -> None:
    """Expire every label whose time is over, as the server's timer does."""
    with session.registry() as registry:
        count = expire_due(registry, now=session.clock())
    session.say(_EXPIRED.within(count=count))


@command.command(epilog=examples("certreg labels supervise"))
def supervise() -> None:
    """Suspend every label whose publisher or employer fails a gate now, as the server's timer does."""
    with session.registry() as registry:
        count = suspend_ineligible(registry, now=session.clock())
    session.say(_SUSPENDED.within(count=count))


def _act(
    use_case: Callable[..., LabelRecord], roles: Collection[Role], label_id: str, reason: str, acting: str
) -> None:
    now = session.clock()
    with session.registry() as registry:
        who = session.actor(registry, acting, roles)
        label = use_case(registry, label_id, reason, actor=who, now=now)
    _print(label, now)


def _print(label: LabelRecord, now: datetime) -> None:
    claims = label.claims
    session.print_table(
        (Text(zh="标签", en="label"), Text(zh=label.id, en=label.id)),
        [
            (_say("状态", "state"), label.state_at(now)),
            (_say("自", "since"), session.local(label.since)),
            (_say("理由", "reason"), label.reason),
            (_say("招聘信息", "posting"), f"{label.posting_id} {claims.posting.title}"),
            (_say("用人主体", "employer"), claims.posting.employer.name),
            (_say("等级", "level"), f"{claims.result.level} ({claims.result.overall})"),
            (_say("标准", "criteria"), f"{claims.criteria.id} {claims.criteria.version}"),
            (_say("签发", "issued"), session.local(label.issued_at)),
            (_say("有效至", "expires"), session.local(label.expires_at)),
            (_say("状态列表", "status list"), f"{label.list_id} / {label.idx}"),
        ],
    )


def _say(zh: str, en: str) -> str:
    return Text(zh=zh, en=en).to(terminal_language())


_REVOKE: Final = Text(zh="撤销标签 {id}？撤销后不能恢复", en="Revoke label {id}? This cannot be undone")
_EXPIRED: Final = Text(zh="已到期 {count} 个标签", en="{count} labels expired")
_SUSPENDED: Final = Text(
    zh="已暂停 {count} 个标签，发布者或用人主体不再具备认证条件",
    en="{count} labels suspended, whose publisher or employer may no longer be certified",
)
