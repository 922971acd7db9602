"""`certreg score`: score postings from files, without a database."""

import os
import sys
from contextlib import ExitStack
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

import click
import msgspec

from certreg.checks.context import Context
from certreg.cli.duplicates_run import DuplicatesRun
from certreg.cli.failures import UNREADABLE, terminal_language
from certreg.cli.files import output, readable
from certreg.cli.scoring_run import OutputFormat, ScoringRun, Source
from certreg.config import Settings
from certreg.domain.policy import SHANGHAI, local_day
from certreg.domain.text import Language
from certreg.scoring.choice import choose
from certreg.scoring.explanation import explain as explained
from certreg.scoring.scorer import Scorer

EXAMPLES: Final = """\b
Examples:
  certreg score postings.jsonl.gz
  certreg score postings.csv --profile notice-spreadsheet --rejects refused.ndjson
  certreg score postings.xlsx --format ndjson --out results.ndjson
  certreg score postings.jsonl --explain 17
  certreg score postings.jsonl --explain 17 --format json
  certreg score postings.jsonl --duplicates
  zcat postings.jsonl.gz | certreg score - --limit 1000

\b
Exit codes:
  0  scored; rows that could not be read are counted and shown
  1  the criteria file of --criteria is not sound
  3  no row could be read, or the posting of --explain is not there
"""

_OUT_FILE: Final = click.Path(path_type=Path, dir_okay=False)


@click.command(epilog=EXAMPLES)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--criteria", metavar="ID|PATH", help="Criteria to score by; without it, those in effect today.")
@click.option("--profile", metavar="NAME|PATH", help="Mapping profile; without it, it is recognised by the headings.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "ndjson"]),
    default="table",
    show_default=True,
    help="A summary as table or as JSON, or one result a line.",
)
@click.option("--out", type=_OUT_FILE, help="Write the result there; the file appears when it is complete.")
@click.option("--rejects", type=_OUT_FILE, help="Write the refused rows there, with reasons (NDJSON).")
@click.option("--explain", metavar="ROW|ID", help="Explain one posting: its row, or its identifier at the source.")
@click.option(
    "--duplicates", is_flag=True, help="Compare the rows with each other: near-copies and floods. Reads twice."
)
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many rows.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Score as of that day and not as of today.")
@click.option("--lang", type=click.Choice(["zh-CN", "en"]), help="Language of the words; else the terminal's.")
def command(
    *,
    files: tuple[Path, ...],
    criteria: str | None,
    profile: str | None,
    form: OutputFormat,
    out: Path | None,
    rejects: Path | None,
    explain: str | None,
    duplicates: bool,
    limit: int | None,
    day: datetime | None,
    lang: Language | None,
) -> None:
    """Score the postings of FILE... (NDJSON, JSON, JSON-LD, CSV, XLSX; gzip too; - for standard input).

    Needs no database. Rows that cannot be read are refused one by one and counted by reason; the others go on. What
    only an assessor or the register can tell stays unknown: it earns nothing, and is shown apart.
    """
    clock = datetime.now(UTC)
    now = clock if day is None else datetime.combine(day.date(), time(12), SHANGHAI).astimezone(UTC)
    scorer = Scorer(choose(criteria, local_day(clock)))
    profile_dir = Settings.from_env(os.environ).profile_dir
    with ExitStack() as stack:
        if duplicates:
            # Standard input can be read once: of it, a copy for both times.
            files = tuple(stack.enter_context(readable(file)) for file in files)
        source = Source(files, profile, limit, profile_dir)
        compared = DuplicatesRun.over(source.places()) if duplicates else None
        run = ScoringRun(scorer, Context(now=now), source, lang or terminal_language(), compared)
        if explain is not None:
            _explain(run, explain, form, out)
            return
        lines = stack.enter_context(output(out)) if form == "ndjson" else None
        counting = run.score(lines, rejects)
    run.show(counting, form, out)
    if counting.accepted == 0:
        sys.exit(UNREADABLE)


def _explain(run: ScoringRun, wanted: str, form: OutputFormat, out: Path | None) -> None:
    place, posting = run.source.find(wanted)
    explanation = explained(run.scorer.score(posting, run.context_at(place)), run.scorer.published, posting)
    with output(out) as file:
        if form == "table":
            # rich takes 60 ms to load, which the other formats need not pay.
            from certreg.cli.explanation_report import render

            file.write(render(explanation, posting, run.language, out).encode())
        else:
            indent = 2 if form == "json" else 0
            file.write(msgspec.json.format(msgspec.json.encode(explanation), indent=indent) + b"\n")
