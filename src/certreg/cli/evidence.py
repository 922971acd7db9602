"""`certreg evidence`: files that show what a posting says (notice 3(2))."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

import click

from certreg.cli import session
from certreg.cli.failures import terminal_language
from certreg.cli.session import examples
from certreg.domain.errors import ConfigurationInvalid
from certreg.domain.evidence import (
    ADDING_ROLES,
    ASSIGNING_ROLES,
    PURGING_ROLES,
    VIEWING_ROLES,
    EvidenceKind,
    due_from,
)
from certreg.domain.people import Actor
from certreg.domain.text import Text
from certreg.services import evidence, evidence_purge, evidence_sweep, evidence_views
from certreg.services.evidence import EvidenceRecord
from certreg.services.registry import Registry

_POSTING: Final = click.argument("posting_id", metavar="POSTING")
_LOOKING: Final = ADDING_ROLES | VIEWING_ROLES


def _viewer(command: Callable[..., None]) -> Callable[..., None]:
    """Which member of staff may see the identity documents of which posting, by whom and why."""
    named = _POSTING(click.argument("staff_id", metavar="MEMBER")(command))
    return session.reason_option(session.as_option(named))


def _applied(command: Callable[..., None]) -> Callable[..., None]:
    """What is taken away is listed first; `_responsible` asks for the rest."""
    with_member = click.option("--as", "acting", metavar="NAME[:ROLE]", help="Member of staff who acts.")(command)
    with_reason = click.option("--reason", help="Why; it goes into the audit record.")(with_member)
    return click.option("--apply", "applied", is_flag=True, help="Do it; without this only list what is due.")(
        with_reason
    )


def _responsible(registry: Registry, reason: str | None, acting: str | None) -> tuple[str, Actor]:
    """Why, and who."""
    if reason is None or acting is None:
        raise click.UsageError("--apply needs --reason and --as.")
    return reason, session.actor(registry, acting, PURGING_ROLES)


@click.group()
def command() -> None:
    """Add, list, show and purge evidence of postings.

    Files lie in CERTREG_EVIDENCE_STORE. Identity documents are encrypted by the key of `certreg keys new-evidence-key`.
    """


@command.command(epilog=examples("certreg evidence add p7m2p9qzx4t8w1yb business_licence scan.pdf --as liu"))
@_POSTING
@click.argument("kind", type=click.Choice([kind.value for kind in EvidenceKind]))
@click.argument("file", type=click.File("rb"))
@session.as_option
def add(posting_id: str, kind: str, file: IO[bytes], acting: str) -> None:
    """Keep a PDF, JPEG or PNG as evidence of KIND, and print its number (- for standard input)."""
    with session.registry() as registry:
        who = session.actor(registry, acting, ADDING_ROLES)
        # One byte more than is taken tells that there is too much, however much it is.
        content = file.read(registry.settings.evidence_max_bytes + 1)
        name = Path(file.name).name if isinstance(file.name, str) else ""
        record = evidence.add(
            registry, posting_id, EvidenceKind(kind), content, name=name, actor=who, now=session.clock()
        )
    click.echo(record.id)


@command.command("list", epilog=examples("certreg evidence list p7m2p9qzx4t8w1yb --as li"))
@_POSTING
@session.as_option
@session.format_option
def list_(posting_id: str, acting: str, form: str) -> None:
    """List the evidence of a posting, purged files too; nothing of their content is shown."""
    with session.registry() as registry:
        who = session.actor(registry, acting, _LOOKING)
        found = evidence.listed(registry, posting_id, actor=who)
    _print(found, form)


@command.command(epilog=examples("certreg evidence assign p7m2p9qzx4t8w1yb an --reason 核对经办人身份 --as li"))
@_viewer
def assign(posting_id: str, staff_id: str, reason: str, acting: str) -> None:
    """Let a member of staff see the identity documents of a posting; a lead does, and not for themselves."""
    with session.registry() as registry:
        who = session.actor(registry, acting, ASSIGNING_ROLES)
        evidence_views.assign(registry, posting_id, staff_id, reason, actor=who, now=session.clock())
    session.say(_ASSIGNED.within(staff=staff_id, posting=posting_id))


@command.command(epilog=examples("certreg evidence withdraw p7m2p9qzx4t8w1yb an --reason 案件已转出 --as li"))
@_viewer
def withdraw(posting_id: str, staff_id: str, reason: str, acting: str) -> None:
    """Let a member of staff no longer see the identity documents of a posting. What they saw stays recorded."""
    with session.registry() as registry:
        who = session.actor(registry, acting, ASSIGNING_ROLES)
        done = evidence_views.withdraw(registry, posting_id, staff_id, reason, actor=who, now=session.clock())
    session.say((_WITHDRAWN if done else _NOT_ASSIGNED).within(staff=staff_id, posting=posting_id))


@command.command(epilog=examples("certreg evidence show e3k9… --out licence.pdf --reason 核对名称 --as an"))
@click.argument("evidence_id", metavar="EVIDENCE")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="New file to write it to, mode 0600.")
@session.reason_option
@session.as_option
def show(evidence_id: str, out: Path, reason: str, acting: str) -> None:
    """Write a file out to look at; the view is recorded. Pictures come without place, camera and comments."""
    with session.registry() as registry:
        who = session.actor(registry, acting, VIEWING_ROLES)
        if out.exists():
            raise ConfigurationInvalid(_EXISTS.within(path=out))
        record, content = evidence_views.show(registry, evidence_id, reason, actor=who, now=session.clock())
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ConfigurationInvalid(_NOT_WRITTEN.within(path=out, reason=error.strerror)) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    session.say(_SHOWN.within(kind=record.kind, media_type=record.media_type, path=out))


@command.command(
    epilog=examples("certreg evidence purge", "certreg evidence purge --apply --reason 保存期满 --as wang")
)
@_applied
@session.format_option
def purge(*, applied: bool, reason: str | None, acting: str | None, form: str) -> None:
    """Take away files whose retention is over. Files of a posting whose label runs are kept until it ends."""
    with session.registry() as registry:
        if applied:
            why, who = _responsible(registry, reason, acting)
            found = evidence_purge.purge(registry, why, actor=who, now=session.clock())
        else:
            found = evidence_purge.due(registry, session.clock())
    _print(found, form)
    session.say((_PURGED if applied else _DUE).within(count=len(found)))


@command.command(
    epilog=examples("certreg evidence sweep", "certreg evidence sweep --apply --reason 无记录的文件 --as wang")
)
@_applied
def sweep(*, applied: bool, reason: str | None, acting: str | None) -> None:
    """Take away files without a record, a day old or more: what a process left that ended half way.

    Never in a store that another registry uses too: its files have no record here.
    """
    with session.registry() as registry:
        if applied:
            why, who = _responsible(registry, reason, acting)
            found = evidence_sweep.sweep(registry, why, actor=who, now=session.clock())
        else:
            found = tuple(evidence_sweep.strays(registry, session.clock()))
    for path in found:
        click.echo(path)
    session.say((_SWEPT if applied else _STRAYS).within(count=len(found)))


def _print(found: tuple[EvidenceRecord, ...], form: str) -> None:
    if form == "json":
        session.print_json(found)
    else:
        session.print_table(_HEADINGS, [_row(record) for record in found])


def _row(record: EvidenceRecord) -> tuple[object, ...]:
    due = session.local(due_from(record.kind, record.uploaded_at))
    state = _GONE.within(at=session.local(record.purged_at)).to(terminal_language()) if record.purged_at else due
    uploaded = f"{session.local(record.uploaded_at)} {record.uploaded_by}"
    return record.id, record.posting_id, record.kind, record.media_type, record.size, uploaded, state, record.name


_HEADINGS: Final = (
    Text(zh="编号", en="id"),
    Text(zh="招聘信息", en="posting"),
    Text(zh="种类", en="kind"),
    Text(zh="类型", en="type"),
    Text(zh="字节", en="bytes"),
    Text(zh="提交", en="uploaded"),
    Text(zh="保存至", en="kept until"),
    Text(zh="文件名", en="name"),
)
_ASSIGNED: Final = Text(
    zh="{staff} 可以查看 {posting} 的身份证件", en="{staff} may see the identity documents of {posting}"
)
_WITHDRAWN: Final = Text(
    zh="{staff} 不再可以查看 {posting} 的身份证件", en="{staff} may no longer see the identity documents of {posting}"
)
_NOT_ASSIGNED: Final = Text(
    zh="{staff} 本来就未被指派查看 {posting}", en="{staff} was not assigned to {posting}: nothing to withdraw"
)
_SWEPT: Final = Text(zh="已清除 {count} 个无记录的文件", en="{count} files without a record taken away")
_STRAYS: Final = Text(
    zh="{count} 个文件没有记录；清除请加 --apply", en="{count} files have no record; --apply takes them away"
)
_SHOWN: Final = Text(zh="{kind}（{media_type}）已写入 {path}", en="{kind} ({media_type}) is in {path}")
_EXISTS: Final = Text(zh="{path} 已存在，请另选文件名", en="{path} exists; choose another name")
_NOT_WRITTEN: Final = Text(zh="不能写入 {path}：{reason}", en="Cannot write {path}: {reason}")
_PURGED: Final = Text(zh="已清除 {count} 个文件", en="{count} files purged")
_DUE: Final = Text(zh="{count} 个文件保存期已满；清除请加 --apply", en="{count} files are due; --apply purges them")
_GONE: Final = Text(zh="已清除 {at}", en="purged {at}")
