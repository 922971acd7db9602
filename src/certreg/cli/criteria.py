"""`certreg criteria`: prove a criteria file sound, list the published ones, show one; what changes them is beside."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import click

from certreg.cli.criteria_dry_run import dry_run
from certreg.cli.criteria_life import diff, publish
from certreg.cli.failures import NO, terminal_language
from certreg.domain.criteria import Criteria, Criterion
from certreg.domain.errors import CriteriaInvalid, FieldProblem
from certreg.domain.policy import local_day
from certreg.domain.text import Language, Text
from certreg.scoring.clauses import cited
from certreg.scoring.criteria_file import (
    PublishedCriteria,
    by_id,
    current,
    drafts,
    load_criteria,
    publication,
    published,
)
from certreg.scoring.lint import lint
from certreg.scoring.plan import APPLICABILITY
from certreg.scoring.register import changed, read_register

_LANGUAGE: Final = click.option(
    "--lang", type=click.Choice(["zh-CN", "en"]), help="Language of the words; else the terminal's."
)


@click.group()
def command() -> None:
    """Check, compare, try and publish criteria files."""


command.add_command(diff)
command.add_command(publish)
command.add_command(dry_run)


CHECK_EXAMPLES: Final = """\b
Examples:
  certreg criteria check criteria/cq-premium-2026.2.yaml
  certreg criteria check drafts/*.yaml

\b
Exit codes:
  0  every file is sound
  1  at least one is not; every problem was printed
"""


@command.command(epilog=CHECK_EXAMPLES)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@_LANGUAGE
def check(files: tuple[Path, ...], lang: Language | None) -> None:
    """Prove criteria files sound.

    Every level can be reached, every check exists with valid parameters, weights sum, both languages are there,
    every point of notice 3(1) and 3(2) is covered, days are in order, and a file that is published was not changed
    since: `published.json` beside it has its digest.
    """
    language = lang or terminal_language()
    sound = True
    for file in files:
        try:
            loaded = load_criteria(file)
            register = read_register(file.parent)
            problems = lint(loaded.criteria)
            moved = changed(loaded.criteria.id, loaded.digest, register)
            problems = problems if moved is None else (*problems, moved)
        except CriteriaInvalid as error:
            problems = error.problems or (FieldProblem("file", error.code, error.detail),)
        else:
            if not problems:
                state = "" if loaded.criteria.id in register else _DRAFT.to(language)
                click.echo(f"{file}: OK {loaded.criteria.id} {loaded.digest}{state}")
                continue
        sound = False
        _print_problems(file, problems, language)
    if not sound:
        sys.exit(NO)


LIST_EXAMPLES: Final = """\b
Examples:
  certreg criteria list
"""


@command.command("list", epilog=LIST_EXAMPLES)
@_LANGUAGE
def list_(lang: Language | None) -> None:
    """List the published criteria, those in effect marked, and the drafts."""
    language = lang or terminal_language()
    today = local_day(datetime.now(UTC))
    for item in published().values():
        criteria = item.criteria
        state = _standing(item, today)
        until = "" if criteria.retired is None else str(criteria.retired)
        click.echo(f"{criteria.id}  {criteria.effective}..{until}  {state.to(language)}  {criteria.title.to(language)}")
        click.echo(f"  {item.digest}  {publication()[criteria.id].published}")
    for item in drafts().values():
        click.echo(f"{item.criteria.id}  {_UNPUBLISHED.to(language)}  {item.criteria.title.to(language)}")


def _standing(item: PublishedCriteria, today: date) -> Text:
    """Whether new labels are issued by these criteria, or else why not."""
    criteria = item.criteria
    if criteria.effective > today or (criteria.retired is not None and criteria.retired <= today):
        return _NOT_IN_EFFECT
    now = current(today).criteria
    return _IN_EFFECT if now.id == criteria.id else _SUPERSEDED.within(id=now.id, day=now.effective)


SHOW_EXAMPLES: Final = """\b
Examples:
  certreg criteria show cq-premium-2026.2
  certreg criteria show cq-premium-2026.2 --lang en
"""


@command.command(epilog=SHOW_EXAMPLES)
@click.argument("criteria_id", metavar="ID")
@_LANGUAGE
def show(criteria_id: str, lang: Language | None) -> None:
    """Show one criteria file in words."""
    language = lang or terminal_language()
    item = drafts().get(criteria_id) or by_id(criteria_id)
    criteria = item.criteria
    click.secho(criteria.title.to(language), bold=True)
    click.echo(f"{criteria.id}  {item.digest}")
    click.echo(_FRAME.within(effective=criteria.effective, days=criteria.validity_days).to(language))
    for rule in criteria.levels:
        thresholds = _LEVEL.zh if language == "zh-CN" else _LEVEL.en
        click.echo(thresholds.format(level=rule.title.to(language), each=rule.each_dimension, overall=rule.overall))
    _print_group(criteria, None, _GATES.to(language), language)
    for dimension in criteria.dimensions:
        heading = f"{dimension.title.to(language)} ({dimension.weight:g})"
        _print_group(criteria, dimension.id, heading, language)


def _print_group(criteria: Criteria, dimension: str | None, heading: str, language: Language) -> None:
    click.echo()
    click.secho(heading, bold=True)
    for criterion in criteria.criteria:
        if criterion.dimension == dimension:
            _print_criterion(criterion, language)


def _print_criterion(criterion: Criterion, language: Language) -> None:
    weight = "" if criterion.weight is None else f"  {criterion.weight:g}"
    click.echo(f"  {criterion.id}  {criterion.title.to(language)}{weight}  [{METHODS[criterion.method].to(language)}]")
    if criterion.applies_when != "always":
        click.echo(f"      {APPLICABILITY[criterion.applies_when][1].to(language)}")
    click.echo(f"      {criterion.requirement.to(language)}")
    separator = "；" if language == "zh-CN" else "; "
    click.echo("      " + separator.join(cited(basis).to(language) for basis in criterion.basis))


def _print_problems(file: Path, problems: tuple[FieldProblem, ...], language: Language) -> None:
    for problem in problems:
        value = "" if problem.value is None else f" ({problem.value})"
        click.echo(f"{file}: {problem.field}: {problem.reason.to(language)}{value} [{problem.code}]")


METHODS: Final = {
    "automatic": Text(zh="自动", en="automatic"),
    "assessor": Text(zh="评定人员", en="assessor"),
    "both": Text(zh="自动检查，评定人员确认", en="check, confirmed by an assessor"),
}
"""Methods as people call them."""

_DRAFT: Final = Text(zh="（草案，尚未公布）", en=" (draft, not published)")
_UNPUBLISHED: Final = Text(zh="草案，尚未公布", en="draft, not published")
_IN_EFFECT: Final = Text(zh="现行", en="in effect")
_NOT_IN_EFFECT: Final = Text(zh="未生效或已废止", en="not in effect")
_SUPERSEDED: Final = Text(
    zh="自 {day} 起由 {id} 取代，已发标签仍有效", en="superseded by {id} from {day}; labels issued by it still stand"
)
_FRAME: Final = Text(
    zh="自 {effective} 起施行，标签最长有效 {days} 天", en="In effect from {effective}; labels last at most {days} days"
)
_LEVEL: Final = Text(
    zh="{level}：各维度不低于 {each} 分，总分不低于 {overall} 分，全部否决项通过，没有尚无结论的项",
    en="{level}: each dimension at least {each}, overall at least {overall}, all gates passed, nothing unknown",
)
_GATES: Final = Text(zh="否决项", en="Gates")
