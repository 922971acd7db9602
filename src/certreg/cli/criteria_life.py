"""`certreg criteria diff` and `publish`: what a new set changes, and making it unchangeable."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import click
import msgspec

from certreg.cli.failures import terminal_language
from certreg.cli.files import replacing
from certreg.cli.terminal import one_line
from certreg.domain.errors import CriteriaInvalid, FieldProblem
from certreg.domain.policy import local_day
from certreg.domain.text import Language, Text
from certreg.scoring.choice import choose
from certreg.scoring.comparison import KIND_WORDS, Change, Comparison, CriterionNamed, compare
from certreg.scoring.criteria_file import load_criteria
from certreg.scoring.lint import lint
from certreg.scoring.register import REGISTER, Published, entered, read_register

LANGUAGE: Final = click.option(
    "--lang", type=click.Choice(["zh-CN", "en"]), help="Language of the words; else the terminal's."
)

DIFF_EXAMPLES: Final = """\b
Examples:
  certreg criteria diff cq-premium-2026.1 cq-premium-2026.2
  certreg criteria diff cq-premium-2026.2 drafts/cq-premium-2027.1.yaml --format json
"""


@click.command(epilog=DIFF_EXAMPLES)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANGUAGE
def diff(before: str, after: str, form: str, lang: Language | None) -> None:
    """Show what criteria B change in A (ids or paths).

    Criteria added, removed and retired; words, weights, checks, parameters, methods and thresholds that changed.
    """
    today = local_day(datetime.now(UTC))
    found = compare(choose(before, today), choose(after, today))
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        _print(found, lang or terminal_language())


PUBLISH_EXAMPLES: Final = """\b
Examples:
  certreg criteria publish criteria/cq-premium-2026.2.yaml

\b
Exit codes:
  0  published, or was published with the same content before
  1  the file is not sound; every problem was printed
  4  other content was published under this id
"""


@click.command(epilog=PUBLISH_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication; without it, today.")
@LANGUAGE
def publish(file: Path, day: datetime | None, lang: Language | None) -> None:
    """Enter a criteria file in the register beside it, with its digest: from then on it never changes.

    The file must be sound and named after its id.
    """
    language = lang or terminal_language()
    loaded = load_criteria(file)
    criteria = loaded.criteria
    problems = list(lint(criteria))
    if file.stem != criteria.id:
        problems.append(FieldProblem("id", "file_name", _FILE_NAME.within(name=f"{criteria.id}.yaml"), criteria.id))
    if problems:
        raise CriteriaInvalid(_NOT_SOUND.within(path=file), problems)
    on = day.date() if day is not None else local_day(datetime.now(UTC))
    line = Published(id=criteria.id, version=criteria.version, digest=loaded.digest, published=on)
    content = entered(line, read_register(file.parent))
    if content is None:
        click.echo(_ALREADY.within(id=criteria.id, digest=loaded.digest).to(language))
        return
    with replacing(file.parent / REGISTER) as register:
        register.write(content)
    click.echo(_PUBLISHED.within(id=criteria.id, digest=loaded.digest, day=criteria.effective).to(language))
    _warn(criteria.effective, on, language)


def _warn(effective: date, on: date, language: Language) -> None:
    if effective < on:
        click.echo(_BACKWARDS.within(day=effective).to(language), err=True)


def _print(found: Comparison, language: Language) -> None:
    click.secho(f"{found.before.id} → {found.after.id}", bold=True)
    click.echo(f"  {found.before.digest}\n  {found.after.digest}")
    for heading, named in ((_ADDED, found.added), (_REMOVED, found.removed), (_RETIRED, found.retired)):
        _print_named(heading, named, language)
    if found.frame:
        click.secho(f"\n{_FRAME.to(language)}", bold=True)
        _print_changes(found.frame, language)
    if found.changed:
        click.secho(f"\n{_CHANGED.within(n=len(found.changed)).to(language)}", bold=True)
    for item in found.changed:
        kinds = "、" if language == "zh-CN" else ", "
        said = kinds.join(KIND_WORDS[kind].to(language) for kind in item.kinds)
        click.echo(f"  {item.id}  {item.title.to(language)}  [{said}]")
        _print_changes(item.changes, language)


def _print_named(heading: Text, named: tuple[CriterionNamed, ...], language: Language) -> None:
    if named:
        click.secho(f"\n{heading.within(n=len(named)).to(language)}", bold=True)
    for item in named:
        click.echo(f"  {item.id}  {item.title.to(language)}")


def _print_changes(changes: tuple[Change, ...], language: Language) -> None:
    other = ".en" if language == "zh-CN" else ".zh"
    for change in changes:
        # The sentence in the other language changed with it; JSON has both.
        if not change.member.endswith(other):
            click.echo(f"      {change.member}: {_shown(change.before)} → {_shown(change.after)}")


def _shown(value: object) -> str:
    if value is None:
        return "—"
    return one_line(value if isinstance(value, str) else msgspec.json.encode(value).decode())


_FILE_NAME: Final = Text(zh="文件名应为 {name}", en="The file must be named {name}")
_NOT_SOUND: Final = Text(zh="认证标准文件 {path} 有误，不能公布", en="The criteria file {path} is not sound")
_ALREADY: Final = Text(zh="{id} 已经公布，内容未变：{digest}", en="{id} is published already, unchanged: {digest}")
_PUBLISHED: Final = Text(
    zh="已公布 {id}，摘要 {digest}，自 {day} 起施行；此后不得改动",
    en="Published {id} with the digest {digest}, in effect from {day}; it never changes from now on",
)
_BACKWARDS: Final = Text(
    zh="注意：施行日期 {day} 早于公布日期", en="Note: it is in effect from {day}, before it was published"
)
_ADDED: Final = Text(zh="新增 {n} 项", en="Added: {n}")
_REMOVED: Final = Text(zh="删除 {n} 项", en="Removed: {n}")
_RETIRED: Final = Text(zh="到期停用 {n} 项", en="Retired by date: {n}")
_FRAME: Final = Text(zh="总则", en="The set as a whole")
_CHANGED: Final = Text(zh="有改动 {n} 项", en="Changed: {n}")
