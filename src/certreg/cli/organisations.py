"""`certreg organisations`: look at the register; import into it and take imports back (`register_import`)."""

from typing import Final

import click

from certreg.cli import register_import, session
from certreg.cli.failures import terminal_language
from certreg.cli.session import examples
from certreg.domain.text import Text
from certreg.services import organisations, register_file


@click.group()
def command() -> None:
    """Look at the register of organisations, and bring it up to date."""


command.add_command(register_import.import_register)
command.add_command(register_import.list_imports)
command.add_command(register_import.rollback)


@command.command(epilog=examples("certreg organisations show 91500118MA5U000119"))
@click.argument("uscc")
@session.format_option
def show(uscc: str, form: str) -> None:
    """Show the organisation with this unified social credit code."""
    with session.registry() as registry:
        found = organisations.organisation(registry, uscc)
    if form == "json":
        session.print_json(found)
        return
    language = terminal_language()
    licence = found.licence
    until = (licence.valid_to or "-") if licence else "-"
    session.print_table(
        (Text(zh="统一社会信用代码", en="uscc"), Text(zh=found.uscc, en=found.uscc)),
        [
            (_NAME.to(language), found.name),
            (_KINDS.to(language), ", ".join(sorted(found.kinds))),
            (_STATUS.to(language), found.status),
            (_LICENCE.to(language), f"{licence.number} ({until})" if licence else None),
            (_DIVISION.to(language), found.division),
        ],
    )


@command.command(epilog=examples("certreg organisations publish"))
def publish() -> None:
    """Make the public file of the whole register anew: /organisations.csv, with its SHA-256.

    `certreg serve` makes it once a day by itself.
    """
    with session.registry() as registry:
        made = register_file.publish(registry, now=session.clock())
    session.say(_PUBLISHED.within(count=made.records))
    click.echo(f"{made.sha256}  {made.name}")


_PUBLISHED: Final = Text(zh="名录已生成，共 {count} 家机构", en="the file has {count} organisations")
_NAME: Final = Text(zh="名称", en="name")
_KINDS: Final = Text(zh="类别", en="kinds")
_STATUS: Final = Text(zh="登记状态", en="status")
_LICENCE: Final = Text(zh="人力资源服务许可证", en="licence")
_DIVISION: Final = Text(zh="行政区划", en="division")
