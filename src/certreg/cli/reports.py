"""`certreg reports`: what the registry reports to the bureau and its districts."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import click
import msgspec

from certreg.cli import session
from certreg.cli.files import output
from certreg.cli.session import examples
from certreg.domain.division_code import is_division_code
from certreg.domain.text import Text
from certreg.exchange.spreadsheet import csv_bytes
from certreg.services.unlicensed import Finding, report


@click.group()
def command() -> None:
    """Write reports to the bureau and its districts."""


@command.command(
    epilog=examples(
        "certreg reports unlicensed --out unlicensed.csv",
        "certreg reports unlicensed --district 500118 --format json --out yongchuan.json",
    )
)
@click.option("--district", metavar="CODE", help="Only what this division, or one below it, deals with (GB/T 2260).")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of standard output.")
def unlicensed(district: str | None, form: str, out: Path | None) -> None:
    """Write agencies met in submissions without a licence that holds, with the districts that deal with them.

    A file is put in place complete or not at all.
    """
    if district is not None and not is_division_code(district):
        raise click.BadParameter("a division code has 2, 4 or 6 digits", param_hint="--district")
    with session.registry() as registry, output(out) as file:
        count = (_csv if form == "csv" else _json)(report(registry, district), file)
    session.say(_DONE.within(count=count))


def _json(found: Iterable[Finding], file: BinaryIO) -> int:
    count = 0
    for count, one in enumerate(found, start=1):
        file.write((b"[\n" if count == 1 else b",\n") + msgspec.json.encode(one))
    file.write(b"\n]\n" if count else b"[]\n")
    return count


def _csv(found: Iterable[Finding], file: BinaryIO) -> int:
    # The first line has the headings.
    return sum(1 for line in csv_bytes(Finding.__struct_fields__, map(_row, found)) if file.write(line)) - 1


def _row(one: Finding) -> Iterator[object]:
    """Several values of one cell stand beside each other, parted by `;`."""
    for value in msgspec.to_builtins(one).values():
        yield ";".join(value) if isinstance(value, (list, tuple)) else value


_DONE: Final = Text(zh="已写出 {count} 条无许可线索", en="{count} findings of unlicensed publishers written")
