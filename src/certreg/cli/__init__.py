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
from certreg.cli.failures import SETUP, report
from certreg.domain.errors import CertregError

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "api-keys": ("certreg.cli.api_keys", "Make, list and revoke API keys."),
    "criteria": ("certreg.cli.criteria", "Check, compare, try and publish criteria."),
    "db": ("certreg.cli.db", "Prepare and inspect the database."),
    "demo": ("certreg.cli.demo.command", "Run the main job on the examples, then serve it."),
    "evidence": ("certreg.cli.evidence", "Add, list, show and purge evidence of postings."),
    "export": ("certreg.cli.export", "Write certified postings to a file."),
    "import": ("certreg.cli.import_", "Submit postings or organisations from files."),
    "keys": ("certreg.cli.keys", "Make, list and retire signing keys; delegate."),
    "labels": ("certreg.cli.labels", "Look at labels; suspend, reinstate, revoke, expire them."),
    "mandates": ("certreg.cli.mandates", "Record, list, show and withdraw mandates."),
    "organisations": ("certreg.cli.organisations", "Look at the register of organisations; import it."),
    "postings": ("certreg.cli.postings", "List and show postings; assess, decide, issue, update."),
    "reference": ("certreg.cli.reference", "Make reference tables from postings."),
    "reports": ("certreg.cli.reports", "Write reports to the bureau and its districts."),
    "score": ("certreg.cli.score", "Score postings in files; no database needed."),
    "serve": ("certreg.cli.serve", "Serve pages, API and status lists."),
    "staff": ("certreg.cli.staff", "Add, list and disable members of staff."),
    "verify": ("certreg.cli.verify", "Verify a label; no database needed."),
}
"""Command name to its module, whose `command` it is, and the line shown by `certreg --help`."""

SERVER_PACKAGES: Final = frozenset(
    {"PIL", "alembic", "babel", "jinja2", "litestar", "obstore", "psycopg", "pypdf", "sqlalchemy", "uvicorn"}
)


class _LazyGroup(click.Group):
    """Imports a subcommand's module when the subcommand is asked for, not to list it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


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
    except ModuleNotFoundError as error:
        # The light install scores and verifies; the rest needs the `server` extra.
        if (error.name or "").split(".")[0] not in SERVER_PACKAGES:
            raise
        click.echo(
            f"certreg: this command needs the server packages ({error.name}): pip install 'certreg[server]'", err=True
        )
        sys.exit(SETUP)
    except BrokenPipeError:
        # The reader went away (`certreg score … | head`): quiet, as other filters are.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
