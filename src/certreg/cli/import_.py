"""`certreg import`: submit postings from files, or bring the register of organisations up to date."""

from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Final, Self

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from certreg.cli import session
from certreg.cli.failures import NO, UNREADABLE, terminal_language
from certreg.cli.files import naming
from certreg.cli.session import examples
from certreg.cli.terminal import one_line
from certreg.domain.errors import FieldProblem
from certreg.domain.organisation import Organisation
from certreg.domain.people import Actor
from certreg.domain.policy import REGISTER_ROLES, SUBMITTING_ROLES
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.exchange.reading import Format, Rejected, read_postings
from certreg.exchange.record_files import read_records
from certreg.exchange.rejects import RejectsFile
from certreg.services import organisations
from certreg.services.import_postings import Taken, import_postings
from certreg.services.registry import Registry

SHOWN: Final = 20
"""Refused rows that are also printed; all of them are in the rejects file."""


@click.command(
    epilog=examples(
        "certreg import postings.ndjson --as re",
        "certreg import 招聘信息.xlsx --profile notice-spreadsheet --rejects rejects.ndjson --as re",
        "certreg import postings.csv --dry-run",
        "certreg import --organisations register.ndjson --as re",
    )
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]...")
@click.option("--profile", help="Mapping profile, by name or path. [default: the one that fits]")
@click.option(
    "--format", "form", type=click.Choice(["ndjson", "json", "csv", "xlsx"]), help="Else the content decides."
)
@click.option("--dry-run", is_flag=True, help="Read and check only; nothing is stored.")
@click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Write refused rows here (NDJSON).")
@click.option(
    "--organisations",
    "register",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of the register (JSON or NDJSON) instead of postings.",
)
@click.option("--as", "acting", metavar="NAME[:ROLE]", help="Member of staff who acts; not needed with --dry-run.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    files: tuple[Path, ...],
    profile: str | None,
    form: Format | None,
    dry_run: bool,
    rejects: Path | None,
    register: Path | None,
    acting: str | None,
) -> None:
    """Submit postings from files: NDJSON, JSON, JSON-LD, CSV or XLSX, gzip too.

    New postings are submitted, known ones (same platform and source id) updated, the same ones left alone: an import
    that was interrupted is simply run again. Rows that cannot be read are refused with their number and the reason
    for each field; the others go on. Exit code 3 when every row was refused, 1 when some were.
    """
    if bool(files) == bool(register):
        raise click.UsageError("Name files of postings, or one with --organisations.")
    if acting is None and not dry_run:
        raise click.UsageError("Missing option '--as'.")
    if register is not None:
        _import_register(register, acting, dry_run=dry_run)
        return
    source = _Source(profile, form)
    with RejectsFile(rejects) if rejects else nullcontext() as file, _Tally(file) as tally:
        if dry_run or acting is None:
            for path in files:
                tally.add_many(Taken.NEW for _ in source.rows(path, tally))
        else:
            with session.registry() as registry:
                who = session.actor(registry, acting, SUBMITTING_ROLES)
                for path in files:
                    _submit(registry, source, path, tally, who)
    tally.report(dry_run=dry_run)
    if tally.counts[Taken.REFUSED]:
        ctx.exit(NO if tally.counts.total() > tally.counts[Taken.REFUSED] else UNREADABLE)


class _Source:
    """How the files are to be read."""

    def __init__(self, profile: str | None, form: Format | None) -> None:
        self._profile = profile
        self._format = form

    def rows(self, path: Path, tally: "_Tally") -> Iterator[tuple[int, Posting]]:
        """Numbered postings; what was refused has gone to the tally."""
        settings = session.settings()
        with naming(path):
            found = read_postings(path, profile=self._profile, form=self._format, profile_dir=settings.profile_dir)
            for row in found:
                if row.remarks:
                    tally.remark(path, row.number, row.remarks)
                if isinstance(row, Rejected):
                    tally.refuse(path, row.number, row.problems, row.raw)
                else:
                    yield row.number, row.posting


class _Tally:
    """Counts what became of the rows, shows progress, and keeps what was refused."""

    def __init__(self, rejects: RejectsFile | None) -> None:
        self.counts: Counter[Taken] = Counter()
        self._remarked = 0
        self._rejects = rejects
        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task("")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def add(self, taken: Taken) -> None:
        """One row more."""
        self.counts[taken] += 1
        self._progress.update(self._task, description=_counted(self.counts))

    def add_many(self, rows: Iterator[Taken]) -> None:
        """Each of them."""
        for taken in rows:
            self.add(taken)

    def refuse(self, path: Path, number: int, problems: tuple[FieldProblem, ...], raw: str) -> None:
        """A row that was refused: printed while they are few, and kept."""
        self.add(Taken.REFUSED)
        if self._rejects is not None:
            self._rejects.write(number, problems, raw)
        if self.counts[Taken.REFUSED] <= SHOWN:
            self._say(path, number, problems)

    def remark(self, path: Path, number: int, remarks: tuple[FieldProblem, ...]) -> None:
        """What was settled in reading a row (bounds put right, an unknown column): printed while they are few."""
        self._remarked += 1
        if self._remarked <= SHOWN:
            self._say(path, number, remarks)

    def _say(self, path: Path, number: int, found: tuple[FieldProblem, ...]) -> None:
        said = "; ".join(f"{p.field}: {p.reason.to(terminal_language())}" for p in found)
        line = one_line(f"{path.name}:{number}: {said}")
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def report(self, *, dry_run: bool) -> None:
        """The counts, at the end."""
        if dry_run:
            session.say(_DRY.within(readable=self.counts[Taken.NEW], refused=self.counts[Taken.REFUSED]))
        else:
            session.say(_DONE)
            click.echo(_counted(self.counts), err=True)


def _submit(registry: Registry, source: _Source, path: Path, tally: _Tally, who: Actor) -> None:
    for result in import_postings(registry, source.rows(path, tally), actor=who, now=session.clock()):
        if result.taken is Taken.REFUSED:
            tally.refuse(path, result.number, result.problems, "")
        else:
            tally.add(result.taken)


def _import_register(path: Path, acting: str | None, *, dry_run: bool) -> None:
    found = read_records(path, Organisation)
    changed = 0
    if not dry_run and acting is not None:
        with session.registry() as registry:
            who = session.actor(registry, acting, REGISTER_ROLES)
            changed = organisations.put(registry, found, path.name, actor=who, now=session.clock())
    session.say(_REGISTER.within(count=len(found), changed=changed))


def _counted(counts: Counter[Taken]) -> str:
    language = terminal_language()
    return "  ".join(f"{_WORDS[taken].to(language)} {counts[taken]}" for taken in Taken)


_WORDS: Final = {
    Taken.NEW: Text(zh="新增", en="new"),
    Taken.UPDATED: Text(zh="更新", en="updated"),
    Taken.UNCHANGED: Text(zh="未变", en="unchanged"),
    Taken.REFUSED: Text(zh="拒收", en="refused"),
}
_DONE: Final = Text(zh="导入完成", en="Import done")
_DRY: Final = Text(
    zh="仅检查，未写入：可读 {readable} 条，拒收 {refused} 条",
    en="Checked only, nothing stored: {readable} can be read, {refused} refused",
)
_REGISTER: Final = Text(
    zh="登记册文件有 {count} 个机构，其中 {changed} 个有变化",
    en="{count} organisations in the file, {changed} of them changed in the register",
)
