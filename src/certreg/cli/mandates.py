"""`certreg mandates`: record the mandates of employers to agencies, look at them, note that one was withdrawn."""

from pathlib import Path
from typing import Final

import click

from certreg.cli import session
from certreg.cli.failures import terminal_language
from certreg.cli.session import examples
from certreg.domain.mandate import Mandate
from certreg.domain.money import yuan
from certreg.domain.policy import MANDATE_ROLES
from certreg.domain.text import Text
from certreg.exchange.record_files import read_records
from certreg.services import mandates
from certreg.services.mandates import MandateRecord

_MANDATE: Final = click.argument("mandate_id", metavar="MANDATE")


@click.group()
def command() -> None:
    """Record mandates; list, show and withdraw them."""


@command.command("import", epilog=examples("certreg mandates import examples/mandates.json --as re"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only read the file.")
@session.as_option
def import_(file: Path, acting: str, *, dry_run: bool) -> None:
    """Record the mandates of a file: a JSON array or NDJSON.

    A mandate is known by agency and number; the same file again changes nothing. One whose lines are taken by postings
    is not written anew. The file is taken in whole or not at all.
    """
    found = read_records(file, Mandate)
    changed = 0
    if not dry_run:
        with session.registry() as registry:
            who = session.actor(registry, acting, MANDATE_ROLES)
            changed = mandates.put(registry, found, file.name, actor=who, now=session.clock())
    session.say(_IMPORTED.within(count=len(found), changed=changed))


@command.command("list", epilog=examples("certreg mandates list", "certreg mandates list --of 91500118MA5U000119"))
@click.option("--of", "uscc", help="Credit code of the agency or the employer.")
@click.option("--limit", type=click.IntRange(1, mandates.MAX_LIMIT), default=20, show_default=True)
@click.option("--cursor", help="Where the page before ended, as it was printed.")
@session.format_option
def list_(uscc: str | None, limit: int, cursor: str | None, form: str) -> None:
    """List mandates, the newest first."""
    with session.registry() as registry:
        page = mandates.listed(registry, uscc, cursor=cursor, limit=limit)
    session.print_page(page, form, _HEADINGS, _row)


@command.command(epilog=examples("certreg mandates show m7m2p9qzx4t8w1yb"))
@_MANDATE
@session.format_option
def show(mandate_id: str, form: str) -> None:
    """Show a mandate with its lines, and the posting that took each."""
    with session.registry() as registry:
        record = mandates.one(registry, mandate_id)
    if form == "json":
        session.print_json(record)
        return
    session.print_table(_HEADINGS, [_row(record)])
    click.echo()
    lines = enumerate(zip(record.mandate.lines, record.used_by, strict=True), 1)
    session.print_table(
        _LINES,
        [
            (number, line.position, line.headcount, yuan(line.fee or 0), line.division, used or _FREE)
            for number, (line, used) in lines
        ],
    )


@command.command(epilog=examples("certreg mandates withdraw m7m2p9qzx4t8w1yb --reason 用人单位撤回委托 --as re"))
@_MANDATE
@session.reason_option
@session.as_option
@session.yes_option
def withdraw(mandate_id: str, reason: str, acting: str, *, yes: bool) -> None:
    """Note that an employer took its mandate back. This cannot be undone; record a new mandate instead."""
    session.confirm(_ASK.within(id=mandate_id), yes=yes)
    with session.registry() as registry:
        who = session.actor(registry, acting, MANDATE_ROLES)
        record = mandates.withdraw(registry, mandate_id, reason, actor=who, now=session.clock())
    used = sum(1 for posting in record.used_by if posting is not None)
    session.say(_WITHDRAWN.within(id=record.id, used=used))


def _row(record: MandateRecord) -> tuple[object, ...]:
    mandate = record.mandate
    used = sum(1 for posting in record.used_by if posting is not None)
    state = _TAKEN_BACK if record.withdrawn_at is not None else _USED.within(used=used, lines=len(mandate.lines))
    period = f"{mandate.valid_from} – {mandate.valid_to}"
    return (
        record.id,
        mandate.number,
        mandate.agency_uscc,
        mandate.employer,
        period,
        state.to(terminal_language()),
    )


_HEADINGS: Final = (
    Text(zh="编号", en="id"),
    Text(zh="委托证明", en="number"),
    Text(zh="机构", en="agency"),
    Text(zh="用人主体", en="employer"),
    Text(zh="期限", en="period"),
    Text(zh="状态", en="state"),
)
_LINES: Final = (
    Text(zh="项", en="line"),
    Text(zh="职位", en="position"),
    Text(zh="人数", en="headcount"),
    Text(zh="收费（元）", en="fee (CNY)"),
    Text(zh="行政区划", en="division"),
    Text(zh="用于", en="used by"),
)
_FREE: Final = "-"
_USED: Final = Text(zh="已用 {used}/{lines} 项", en="{used} of {lines} lines used")
_TAKEN_BACK: Final = Text(zh="已撤回", en="withdrawn")
_ASK: Final = Text(zh="撤回委托证明 {id}？撤回后不能恢复", en="Withdraw mandate {id}? This cannot be undone")
_IMPORTED: Final = Text(
    zh="文件有 {count} 份委托证明，其中 {changed} 份为新增或变更",
    en="{count} mandates in the file, {changed} of them new or changed",
)
_WITHDRAWN: Final = Text(zh="{id} 已撤回，{used} 条招聘信息不再有委托", en="{id} withdrawn; {used} postings lose it")
