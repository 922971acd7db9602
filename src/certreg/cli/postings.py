"""`certreg postings`: list and show postings, record what they say now; the review is in `certreg.cli.review`."""

from typing import IO, Final

import click

from certreg.cli import session
from certreg.cli.posting_text import print_posting
from certreg.cli.review import assess, decide, issue
from certreg.cli.session import examples
from certreg.domain.criteria import Level
from certreg.domain.lifecycle import LabelState, Stage
from certreg.domain.policy import SUBMITTING_ROLES
from certreg.domain.text import Text
from certreg.exchange.native import decode_posting
from certreg.services import lookup, mandates
from certreg.services.eligibility import standing_against
from certreg.services.lookup import SearchQuery
from certreg.services.neighbours import neighbours_of
from certreg.services.records import Listed
from certreg.services.resubmit import resubmit as resubmit_case
from certreg.services.score import rescore as rescore_case
from certreg.services.update_posting import update_posting

_POSTING: Final = click.argument("posting_id", metavar="POSTING")
_VERSION: Final = click.option("--version", type=click.IntRange(1), help="The version that was changed.")


@click.group()
def command() -> None:
    """List and show postings; assess, decide, issue, update."""


@command.command(
    "list",
    epilog=examples(
        "certreg postings list --stage submitted", "certreg postings list --text 车工 --division 5001 --public"
    ),
)
@click.option("--text", help="Words that stand in title, employer or publisher.")
@click.option("--division", help="GB/T 2260 code; covers what lies below it.")
@click.option("--stage", type=click.Choice([s.value for s in Stage]), help="Where the case stands.")
@click.option("--level", type=click.Choice([s.value for s in Level]), help="Level of the newest label.")
@click.option("--label", type=click.Choice([s.value for s in LabelState]), help="State of the newest label.")
@click.option("--public", is_flag=True, help="Only postings that ever had a label.")
@click.option("--limit", type=click.IntRange(1, lookup.MAX_LIMIT), default=20, show_default=True)
@click.option("--cursor", help="Where the page before ended, as it was printed.")
@session.format_option
def list_(
    *,
    text: str | None,
    division: str | None,
    stage: str | None,
    level: str | None,
    label: str | None,
    public: bool,
    limit: int,
    cursor: str | None,
    form: str,
) -> None:
    """List postings, the newest first."""
    query = SearchQuery(
        text=text,
        division=division,
        level=Level(level) if level else None,
        label=LabelState(label) if label else None,
        stage=Stage(stage) if stage else None,
        public=public,
    )
    with session.registry() as registry:
        page = lookup.search(registry, query, cursor=cursor, limit=limit, now=session.clock())
    session.print_page(page, form, _HEADINGS, _row)


@command.command(epilog=examples("certreg postings show p7m2p9qzx4t8w1yb"))
@_POSTING
@session.format_option
def show(posting_id: str, form: str) -> None:
    """Show a posting with its score, what stands against it, its assessment, near-copies, and what was done to it."""
    with session.registry() as registry:
        record = lookup.posting(registry, posting_id)
        assessment = lookup.assessment(registry, posting_id)
        timeline = lookup.timeline(registry, posting_id)
        near = neighbours_of(registry, posting_id, record.posting)
        mandate = mandates.standing(registry, record, session.clock())
        against = standing_against(registry, posting_id, now=session.clock())
    if form == "json":
        shown = {"posting": record, "assessment": assessment, "timeline": timeline, "neighbours": near}
        session.print_json({**shown, "mandate": mandate, "against": against})
    else:
        print_posting(record, assessment, timeline, near=near, mandate=mandate, against=against)


@command.command(epilog=examples("certreg postings update p7m2p9qzx4t8w1yb changed.json --as re"))
@_POSTING
@click.argument("file", type=click.File("rb"))
@_VERSION
@session.as_option
def update(posting_id: str, file: IO[bytes], version: int | None, acting: str) -> None:
    """Record what a posting says now, from a file in the native JSON format (- for standard input).

    A changed base field suspends its label at once.
    """
    content = decode_posting(session.read_bounded(file))
    with session.registry() as registry:
        who = session.actor(registry, acting, SUBMITTING_ROLES)
        record = update_posting(registry, posting_id, content, actor=who, now=session.clock(), expected_version=version)
    session.say(_RECORDED.within(id=record.id, version=record.version, stage=record.state.stage))


@command.command(epilog=examples("certreg postings rescore p7m2p9qzx4t8w1yb --as re"))
@_POSTING
@session.as_option
def rescore(posting_id: str, acting: str) -> None:
    """Score a posting again under today's criteria and register."""
    with session.registry() as registry:
        who = session.actor(registry, acting, SUBMITTING_ROLES)
        record = rescore_case(registry, posting_id, actor=who, now=session.clock())
    if record.card is not None:
        session.say(_SCORED.within(id=record.id, overall=record.card.overall, level=record.card.level or "-"))


@command.command(epilog=examples("certreg postings resubmit p7m2p9qzx4t8w1yb --as re"))
@_POSTING
@session.as_option
def resubmit(posting_id: str, acting: str) -> None:
    """Ask for another review of a posting as it is: after a return, a refusal, or the end of its label."""
    with session.registry() as registry:
        who = session.actor(registry, acting, SUBMITTING_ROLES)
        record = resubmit_case(registry, posting_id, actor=who, now=session.clock())
    session.say(_RECORDED.within(id=record.id, version=record.version, stage=record.state.stage))


for _step in (assess, decide, issue):
    command.add_command(_step)


def _row(item: Listed) -> tuple[object, ...]:
    employer = item.posting.employer.name if item.posting.employer else None
    return item.id, item.state.stage, item.state.label, session.local(item.updated_at), item.posting.title, employer


_HEADINGS: Final = (
    Text(zh="编号", en="id"),
    Text(zh="阶段", en="stage"),
    Text(zh="标签", en="label"),
    Text(zh="更新", en="updated"),
    Text(zh="职位", en="title"),
    Text(zh="用人主体", en="employer"),
)
_RECORDED: Final = Text(
    zh="{id}：第 {version} 版，阶段 {stage}",
    en="{id}: version {version}, stage {stage}",
)
_SCORED: Final = Text(zh="{id}：{overall} 分，等级 {level}", en="{id}: {overall} points, level {level}")
