"""What commands on the registry share: opening it, who acts, asking before what cannot be undone, output."""

import os
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, Final, NoReturn

import click
import msgspec

from certreg.cli.failures import terminal_language
from certreg.cli.terminal import one_line
from certreg.config import Settings
from certreg.domain.errors import InvalidInput
from certreg.domain.people import Actor, Role
from certreg.domain.policy import SHANGHAI
from certreg.domain.text import Text
from certreg.services import staff
from certreg.services.records import Item, Page
from certreg.services.registry import Registry, open_registry

MAX_FILE: Final = 4 * 2**20

as_option: Final = click.option(
    "--as", "acting", required=True, metavar="NAME[:ROLE]", help="Member of staff who acts, and in which role."
)
reason_option: Final = click.option("--reason", required=True, help="Why; it goes into the audit record.")
yes_option: Final = click.option("--yes", is_flag=True, help="Do not ask.")
format_option: Final = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


def clock() -> datetime:
    """The moment at which a command acts."""
    return datetime.now(UTC)


def settings() -> Settings:
    """The settings of the environment."""
    return Settings.from_env(os.environ)


@contextmanager
def registry(*, sign: bool = False) -> Iterator[Registry]:
    """The registry of the environment, closed at the end."""
    opened = open_registry(settings(), now=clock(), sign=sign)
    try:
        yield opened
    finally:
        opened.db.close()


def actor(opened: Registry, acting: str, roles: Collection[Role]) -> Actor:
    """The member of staff named by `--as`. Without a role, the one held that may do this."""
    name, _, role = acting.partition(":")
    if not role:
        return staff.act_as(opened, name, among=roles)
    if role not in set(Role):
        raise click.BadParameter(f"{role!r} is not one of {', '.join(sorted(Role))}", param_hint="--as")
    return staff.act_as(opened, name, Role(role))


def confirm(question: Text, *, yes: bool) -> None:
    """Ask before something that cannot be taken back; leaves with exit code 1 on no."""
    if not yes:
        click.confirm(question.to(terminal_language()), abort=True, err=True)


def say(text: Text) -> None:
    """A message beside the result."""
    click.echo(text.to(terminal_language()), err=True)


def print_json(value: object) -> None:
    """The result for programs."""
    click.echo(msgspec.json.format(msgspec.json.encode(value)).decode())


def print_table(headings: Sequence[Text], rows: Sequence[Sequence[object]]) -> None:
    """The result for people; columns as wide as their widest cell on a terminal."""
    lines = [[heading.to(terminal_language()) for heading in headings]]
    lines += [[one_line("-" if cell is None else str(cell)) for cell in row] for row in rows]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(headings))]
    for line in lines:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def print_page(page: Page[Item], form: str, headings: Sequence[Text], row: Callable[[Item], Sequence[object]]) -> None:
    """One page of a list in the form asked for, and how to ask for the next."""
    if form == "json":
        print_json(page)
        return
    print_table(headings, [row(item) for item in page.items])
    if page.next_cursor is not None:
        say(_MORE.within(cursor=page.next_cursor))


def local(moment: datetime | None) -> str:
    """A moment as people of the registry read it: Asia/Shanghai, to the minute."""
    return "-" if moment is None else f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def read_bounded(file: IO[bytes]) -> bytes:
    """The content of a small file; `InvalidInput` for one beyond `MAX_FILE`."""
    content = file.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        refuse(_TOO_LARGE.within(limit=MAX_FILE))
    return content


def refuse(detail: Text) -> NoReturn:
    """Stop because a file or an argument cannot be read."""
    raise InvalidInput(detail)


def examples(*calls: str) -> str:
    """The `Examples:` block at the end of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {call}" for call in calls)


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two (Unicode Standard Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


_MORE: Final = Text(zh="下一页：--cursor {cursor}", en="Next page: --cursor {cursor}")
_TOO_LARGE: Final = Text(zh="文件超过 {limit} 字节", en="The file has more than {limit} bytes")
