"""`certreg organisations import`, `imports` and `rollback`: the register from files, as a diff first."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from certreg.cli import session
from certreg.cli.failures import NO, UNREADABLE, terminal_language
from certreg.cli.files import digest, naming
from certreg.cli.progress import Progress
from certreg.cli.register_diff import ShownDiff
from certreg.cli.session import examples
from certreg.cli.terminal import one_line
from certreg.domain.policy import REGISTER_ROLES, SHANGHAI
from certreg.domain.text import Text
from certreg.exchange.reading import Format
from certreg.exchange.register_rows import read_register
from certreg.services import register_import, register_import_log, register_rollback
from certreg.services.register_import import Origin, Prepared, RowDiff, Standing
from certreg.services.register_import_log import ImportRecord
from certreg.services.registry import Registry


@click.command(
    "import",
    epilog=examples(
        "certreg organisations import 机构名册.xlsx",
        "certreg organisations import register.csv --apply --source 2026-11名册 --as re",
        "certreg organisations import register.ndjson --apply --rejects rejects.ndjson --stop-on-rejects --as re",
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "applies", is_flag=True, help="Write it; without this only the diff is printed.")
@click.option("--source", help="Where the file comes from, as the register shows it. [default: its name]")
@click.option(
    "--seen-at",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    help="When the source said so, in Shanghai. [default: now]",
)
@click.option("--valid-from", type=click.DateTime(["%Y-%m-%d"]), help="Day from which it holds. [default: that day]")
@click.option(
    "--format", "form", type=click.Choice(["ndjson", "json", "csv", "xlsx"]), help="Else the content decides."
)
@click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Write rejected rows here (NDJSON).")
@click.option("--stop-on-rejects", is_flag=True, help="Write nothing if any row is rejected.")
@click.option("--again", is_flag=True, help="Apply a file once more that was applied already.")
@click.option("--ndjson", is_flag=True, help="The diff for programs, one row a line.")
@click.option("--reason", help="Why; it goes into the audit record.")
@click.option("--as", "acting", metavar="NAME[:ROLE]", help="Member of staff who acts; needed with --apply.")
@click.pass_context
def import_register(
    ctx: click.Context,
    *,
    file: Path,
    applies: bool,
    source: str | None,
    seen_at: datetime | None,
    valid_from: datetime | None,
    form: Format | None,
    rejects: Path | None,
    stop_on_rejects: bool,
    again: bool,
    ndjson: bool,
    reason: str | None,
    acting: str | None,
) -> None:
    """Compare a file with the register (CSV, XLSX, JSON, NDJSON), and apply it.

    What a row does not state is left as it is; an empty cell or null says that there is none. Rows that cannot be
    taken are rejected with line, field and reason. Exit code 3 when every row was rejected, 1 when some were.
    """
    if applies and acting is None:
        raise click.UsageError("Missing option '--as'.")
    now = session.clock()
    origin = Origin(
        source=source or file.name,
        digest=digest(file),
        seen_at=seen_at.replace(tzinfo=SHANGHAI).astimezone(UTC) if seen_at else now,
        valid_from=valid_from.date() if valid_from else None,
        reason=reason,
    )
    with session.registry() as registry, register_import.preparation(origin, now) as prepared:
        who = session.actor(registry, acting, REGISTER_ROLES) if applies and acting else None
        earlier = register_import_log.applied_before(registry, origin.digest)
        if earlier is not None and not again:
            session.say(_EARLIER.within(id=earlier.id, at=session.local(earlier.applied_at)))
            return
        with naming(file):
            _compare(registry, file, form, prepared, ShownDiff(rejects, diff=not applies, ndjson=ndjson))
        session.say(_COUNTS.within(**{str(kind): count for kind, count in prepared.counts.items()}))
        rejected = prepared.counts[Standing.REJECTED]
        if who is None:
            session.say(_PREVIEW)
        elif rejected and stop_on_rejects:
            session.say(_STOPPED)
        else:
            progress = Progress("organisations written")
            record = register_import.apply(registry, prepared, actor=who, now=session.clock(), progress=progress.at)
            progress.done()
            session.say(_APPLIED.within(id=record.id) if record else _NOTHING)
    if rejected:
        ctx.exit(NO if sum(prepared.counts.values()) > rejected else UNREADABLE)


@click.command("imports", epilog=examples("certreg organisations imports"))
@session.format_option
def list_imports(form: str) -> None:
    """List the imports of the register, the newest first."""
    with session.registry() as registry:
        found = register_import_log.imports(registry)
    if form == "json":
        session.print_json(found)
        return
    session.print_table(_HEADINGS, [_line(record) for record in found])


@click.command(epilog=examples("certreg organisations rollback i7m2p9qzx4t8w1yb --reason 名册有误 --as re"))
@click.argument("import_id", metavar="ID")
@session.reason_option
@session.as_option
@session.yes_option
def rollback(import_id: str, reason: str, acting: str, *, yes: bool) -> None:
    """Restore what an import changed, where nothing changed since; the rest is named."""
    session.confirm(_SURE.within(id=import_id), yes=yes)
    with session.registry() as registry:
        who = session.actor(registry, acting, REGISTER_ROLES)
        done = register_rollback.roll_back(registry, import_id, reason, actor=who, now=session.clock())
    for left in done.left:
        said = _LEFT.within(uscc=left.uscc, fact=left.fact, at=session.local(left.changed_at), source=left.source)
        click.echo(one_line(said.to(terminal_language())))
    session.say(_ROLLED_BACK.within(id=import_id, restored=done.restored, left=len(done.left)))


def _compare(registry: Registry, path: Path, form: Format | None, prepared: Prepared, shown: ShownDiff) -> None:
    progress = Progress("rows")
    with shown.file or nullcontext():
        for count, row in enumerate(_diffs(registry, path, form, prepared), 1):
            shown.show(path, row)
            progress.at(count)
    progress.done()


def _diffs(registry: Registry, path: Path, form: Format | None, prepared: Prepared) -> Iterator[RowDiff]:
    return register_import.compare(registry, read_register(path, form=form), prepared)


def _line(record: ImportRecord) -> tuple[str, ...]:
    counts = " ".join(f"{kind} {count}" for kind, count in record.counts.items())
    back = session.local(record.rolled_back_at)
    return record.id, session.local(record.applied_at), record.applied_by, record.source, counts, back


_HEADINGS: Final = (
    Text(zh="编号", en="id"),
    Text(zh="导入时间", en="applied"),
    Text(zh="经办人", en="by"),
    Text(zh="来源", en="source"),
    Text(zh="行数", en="rows"),
    Text(zh="撤回时间", en="rolled back"),
)
_COUNTS: Final = Text(
    zh="新增 {new}，变更 {changed}，未变 {unchanged}，拒收 {rejected}",
    en="{new} new, {changed} changed, {unchanged} unchanged, {rejected} rejected",
)
_PREVIEW: Final = Text(zh="仅比对，未写入；加 --apply 写入", en="Compared only, nothing written; --apply writes it")
_STOPPED: Final = Text(zh="有拒收的行，未写入", en="Rows were rejected: nothing is written")
_APPLIED: Final = Text(zh="已写入，导入编号 {id}", en="Applied as import {id}")
_NOTHING: Final = Text(zh="没有变化，未写入", en="Nothing changes, nothing is written")
_EARLIER: Final = Text(
    zh="这个文件已于 {at} 导入（{id}），没有变化；仍要再次比对请加 --again",
    en="This file was applied at {at} ({id}): no change. --again compares it nonetheless",
)
_SURE: Final = Text(zh="撤回导入 {id}？", en="Roll back import {id}?")
_LEFT: Final = Text(
    zh="{uscc} {fact}：{at} 已由“{source}”变更，未恢复", en="{uscc} {fact}: changed at {at} by '{source}', not restored"
)
_ROLLED_BACK: Final = Text(
    zh="导入 {id} 已撤回：恢复 {restored} 个机构，{left} 项未恢复",
    en="Import {id} is rolled back: {restored} organisations restored, {left} facts not",
)
