"""The `certreg` command.

Each subcommand lives in its own module and is imported only when it is called, so that `score` and `verify`
start without a server package.
"""

import importlib
import os
import sys
from typing import Final

import click

from certreg import __version__
from certreg.cli.failures import report
from certreg.domain.errors import CertregError

COMMANDS: Final[dict[str, str]] = {
    "criteria": "certreg.cli.criteria",
    "db": "certreg.cli.db",
    "demo": "certreg.cli.demo",
    "export": "certreg.cli.export",
    "import": "certreg.cli.import_",
    "keys": "certreg.cli.keys",
    "score": "certreg.cli.score",
    "serve": "certreg.cli.serve",
    "verify": "certreg.cli.verify",
}
"""Command name to the module whose `command` it is."""


class _LazyGroup(click.Group):
    """Imports a subcommand's module when the subcommand is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = importlib.import_module(module).command
        return command


EXIT_CODES: Final = """\b
Exit codes:
  0  done, or the answer is yes
  1  the answer is no (a label fails, criteria are not valid)
  2  the call is wrong (unknown option, missing argument)
  3  the input cannot be read
  4  refused by rule, state or role
  5  configuration, key or database problem
"""


@click.command(
    cls=_LazyGroup,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="certreg")
def certreg() -> None:
    """Certify, label and verify premium job postings.

    Scoring and verifying need no database and no server.
    """


def main() -> None:
    """Entry point: runs the command and turns named errors into messages and exit codes."""
    try:
        certreg.main(standalone_mode=True)
    except CertregError as error:
        sys.exit(report(error))
    except BrokenPipeError:
        # The reader went away (`certreg score … | head`): quiet, as other filters are.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
