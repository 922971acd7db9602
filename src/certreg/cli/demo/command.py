"""`certreg demo`: the main job on the shipped examples or on a file of one's own."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from certreg.cli.failures import terminal_language

EXAMPLES: Final = """\b
Examples:
  certreg demo
  certreg demo --no-serve
  certreg demo --data jobs.xlsx --dir .demo-jobs
"""


@click.command(epilog=EXAMPLES)
@click.pass_context
@click.option("--serve/--no-serve", default=True, show_default=True, help="Serve the registry when all is done.")
@click.option(
    "--data",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Run on this file of postings instead of the examples.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=500,
    show_default=True,
    help="With --data: how many postings go into the registry; all are scored.",
)
@click.option(
    "--dir",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".demo"),
    show_default=True,
    help="The demo's own folder; each run replaces what an earlier one made there.",
)
def command(context: click.Context, *, serve: bool, data: Path | None, limit: int, folder: Path) -> None:
    """Run the main job on the examples, then serve it.

    Makes a registry with DEMO KEYS in its own folder, imports postings, scores and certifies them through the
    services that everyone uses, verifies a label offline, shows what makes a label fail, and serves the pages.
    """
    from certreg.cli.demo.directory import demo_directory
    from certreg.cli.demo.running import run, show_addresses
    from certreg.cli.demo.showing import Screen

    screen = Screen(terminal_language())
    with demo_directory(folder) as directory:
        chosen = run(directory, screen, environ=os.environ, clock=_now, data=data, limit=limit)
        if serve:
            from certreg.cli.serve import command as serve_command

            show_addresses(chosen["CERTREG_BASE_URL"], directory, screen)
            # The server reads its settings from the environment, as always.
            os.environ.update(chosen)
            context.invoke(serve_command, host=None, port=None, workers=1)


def _now() -> datetime:
    return datetime.now(UTC)
