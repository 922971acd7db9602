"""`certreg criteria dry-run`: who would gain or lose the label under other criteria, and why."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import click
import msgspec

from certreg.checks.context import Context
from certreg.cli.criteria_life import LANGUAGE
from certreg.cli.dry_run_report import render
from certreg.cli.failures import terminal_language
from certreg.cli.files import output
from certreg.cli.progress import Progress
from certreg.cli.scoring_run import Source
from certreg.config import Settings
from certreg.domain.assessment import Judgement
from certreg.domain.policy import SHANGHAI, local_day
from certreg.domain.posting import Posting
from certreg.domain.text import Language
from certreg.exchange.reading import Row
from certreg.scoring.choice import choose
from certreg.scoring.dry_run import Counts, Effect, OpenAs, Trial, Tried
from certreg.scoring.scorer import Scorer

EXAMPLES: Final = """\b
Examples:
  certreg criteria dry-run cq-premium-2026.2 --registry
  certreg criteria dry-run cq-premium-2026.2 --against cq-premium-2026.1 postings.jsonl.gz
  certreg criteria dry-run drafts/next.yaml postings.csv --format ndjson --out changed.ndjson
"""
_OUT: Final = click.Path(path_type=Path, dir_okay=False)


class _Case(NamedTuple):
    name: str
    posting: Posting
    judgements: tuple[Judgement, ...] = ()
    assessor: str = "assessor"


@click.command("dry-run", epilog=EXAMPLES)
@click.argument("after", metavar="B")
@click.argument("files", nargs=-1, metavar="[FILE...]", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--against", metavar="A", help="Compare with these criteria; without it, those in effect today.")
@click.option("--registry", "registered", is_flag=True, help="Try it on the postings of the registry.")
@click.option(
    "--unknown",
    type=click.Choice(["unmet", "met"]),
    help="How what nobody has judged counts. For files: met (the label is within reach); for the registry: unmet.",
)
@click.option("--profile", metavar="NAME|PATH", help="Mapping profile of the files.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="As of that day and not of today.")
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many postings.")
@click.option(
    "--list", "shown", type=click.IntRange(min=0), default=50, show_default=True, help="Postings shown in the table."
)
@click.option("--format", "form", type=click.Choice(["table", "json", "ndjson"]), default="table", show_default=True)
@click.option("--out", type=_OUT, help="Write the result there; the file appears when it is complete.")
@LANGUAGE
def dry_run(
    *,
    after: str,
    files: tuple[Path, ...],
    against: str | None,
    registered: bool,
    unknown: OpenAs | None,
    profile: str | None,
    day: datetime | None,
    limit: int | None,
    shown: int,
    form: str,
    out: Path | None,
    lang: Language | None,
) -> None:
    """Try criteria B on FILE... or on the registry: who would gain or lose the label, and by which criteria.

    Nothing is written. In the registry the judgements that stand are kept where B leaves a criterion to an assessor.
    Files carry no judgements, so there the question is who could still get the label.
    """
    if registered == bool(files):
        raise click.UsageError("name files, or --registry")
    clock = datetime.now(UTC)
    now = clock if day is None else datetime.combine(day.date(), time(12), SHANGHAI).astimezone(UTC)
    scorers = (Scorer(choose(against, local_day(clock))), Scorer(choose(after, local_day(clock))))
    source = Source(files, profile, limit, Settings.from_env(os.environ).profile_dir)
    with ExitStack() as stack:
        context, cases = _registry_cases(stack, now, limit) if registered else (Context(now=now), _file_cases(source))
        trial = Trial(*scorers, context, unknown=unknown or ("unmet" if registered else "met"))
        result = _Result(trial, form, shown, out, lang or terminal_language())
        result.write(cases, stack.enter_context(output(out)))


@dataclass(frozen=True)
class _Result:
    trial: Trial
    form: str
    shown: int
    out: Path | None
    language: Language

    def write(self, cases: Iterator[_Case], file: BinaryIO) -> None:
        """A line a posting, or everything at the end."""
        counts = Counts()
        changed: list[Tried] = []
        for tried in _run(self.trial, cases, counts):
            if self.form == "ndjson":
                file.write(msgspec.json.encode(tried) + b"\n")
            elif self.form == "json" or len(changed) < self.shown:
                changed.append(tried)
        if self.form == "json":
            document = msgspec.json.encode(_document(self.trial, counts, changed))
            file.write(msgspec.json.format(document, indent=2) + b"\n")
        elif self.form == "table":
            file.write(render(self.trial, counts, changed, self.language, self.out).encode())


def _run(trial: Trial, cases: Iterator[_Case], counts: Counts) -> Iterator[Tried]:
    """The postings whose label changes; all are counted."""
    progress = Progress("postings")
    for case in cases:
        tried = trial.run(case.name, case.posting, case.judgements, judged_by=case.assessor)
        counts.add(tried)
        if tried.effect is not Effect.SAME:
            yield tried
        progress.at(counts.postings)
    progress.done()


def _file_cases(source: Source) -> Iterator[_Case]:
    several = len(source.files) > 1
    for file, item in source.rows():
        if isinstance(item, Row):
            named = item.posting.provenance.source_id or str(item.number)
            yield _Case(f"{file}:{named}" if several else named, item.posting)


def _registry_cases(stack: ExitStack, now: datetime, limit: int | None) -> tuple[Context, Iterator[_Case]]:
    # The server packages are imported only where a registry is asked for: files need none of them.
    from itertools import islice

    from certreg.cli.session import registry
    from certreg.services.organisations import scoring_context
    from certreg.services.standing import standing

    opened = stack.enter_context(registry())
    cases = (_Case(item.id, item.posting, item.judgements, item.assessor) for item in standing(opened))
    return scoring_context(opened, now), islice(cases, limit)


def _document(trial: Trial, counts: Counts, changed: list[Tried]) -> dict[str, object]:
    sets = (trial.before.published, trial.after.published)
    return {
        "before": {"id": sets[0].criteria.id, "digest": sets[0].digest},
        "after": {"id": sets[1].criteria.id, "digest": sets[1].digest},
        "unknown_counts_as": trial.unknown,
        "postings": counts.postings,
        "effects": {str(effect): counts.effects[effect] for effect in Effect},
        "criteria": {str(effect): dict(found.most_common()) for effect, found in counts.criteria.items()},
        "changed": changed,
    }
