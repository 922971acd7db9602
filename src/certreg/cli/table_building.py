"""What the commands that make reference tables from postings have in common."""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from certreg.cli.files import output
from certreg.cli.scoring_run import Source
from certreg.config import Settings
from certreg.domain.policy import local_day

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_ARGUMENTS: Final = (
    click.argument(
        "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, allow_dash=True)
    ),
    click.option(
        "--out",
        required=True,
        type=click.Path(path_type=Path, dir_okay=False),
        help="The table; - for standard output.",
    ),
    click.option(
        "--source",
        default="",
        metavar="TEXT",
        help="What the postings are, for the table's header; else the file names.",
    ),
)
_OPTIONS: Final = (
    click.option(
        "--profile", metavar="NAME|PATH", help="Mapping profile; without it, it is recognised by the headings."
    ),
    click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The table's date; else today."),
    click.option("--lang", type=click.Choice(["zh-CN", "en"]), help="Language of the words; else the terminal's."),
)


def arguments(command: Decorated) -> Decorated:
    """FILE..., --out and --source, which come first."""
    return _with(_ARGUMENTS, command)


def options(command: Decorated) -> Decorated:
    """--profile, --day and --lang, which come last."""
    return _with(_OPTIONS, command)


def postings_of(files: tuple[Path, ...], profile: str | None) -> Source:
    """The rows to count."""
    return Source(files, profile, None, Settings.from_env(os.environ).profile_dir)


def made_on(day: datetime | None) -> date:
    """The table's date."""
    return local_day(datetime.now(UTC)) if day is None else day.date()


def source_named(source: str, files: tuple[Path, ...]) -> str:
    """What the header says of the postings, on one line."""
    return " ".join((source or "、".join(file.name for file in files)).split())


def write(out: Path, lines: Iterable[str]) -> None:
    """The table, whole or not at all."""
    with output(out) as file:
        for line in lines:
            file.write(line.encode() + b"\n")


def _with(parts: tuple[Callable[[Decorated], Decorated], ...], command: Decorated) -> Decorated:
    for part in reversed(parts):
        command = part(command)
    return command
