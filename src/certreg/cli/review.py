"""The steps of a review as commands of `certreg postings`: assess, decide, issue."""

from typing import IO, Final

import click
import msgspec

from certreg.cli import session
from certreg.cli.session import examples
from certreg.domain.assessment import Judgement, Outcome
from certreg.domain.policy import ASSESSING_ROLES, ISSUING_ROLES
from certreg.domain.text import Text
from certreg.services import assess as assessing
from certreg.services import decide as deciding
from certreg.services import issue as issuing
from certreg.services.records import Decision, Proposal

_POSTING: Final = click.argument("posting_id", metavar="POSTING")


@click.command(
    epilog=examples(
        "certreg postings assess p7m2p9qzx4t8w1yb --propose certify --reason 材料齐全 --judgements said.json --as li",
        "certreg postings assess p7m2p9qzx4t8w1yb --propose return --reason 请写明休息日 \\",
        "      --judge C-work-conditions unmet 未写休息日 --as li",
    )
)
@_POSTING
@click.option("--propose", type=click.Choice(["certify", "return", "refuse"]), required=True, help="The outcome.")
@click.option(
    "--judge",
    "said",
    nargs=3,
    multiple=True,
    metavar="CRITERION OUTCOME REASON",
    help="A judgement on one criterion; may be given again.",
)
@click.option(
    "--judgements", type=click.File("rb"), help="JSON array of judgements: criterion, outcome, reason, score."
)
@click.option("--version", type=click.IntRange(1), help="The version that was looked at.")
@session.reason_option
@session.as_option
def assess(
    posting_id: str,
    *,
    propose: Proposal,
    said: tuple[tuple[str, str, str], ...],
    judgements: IO[bytes] | None,
    version: int | None,
    reason: str,
    acting: str,
) -> None:
    """Judge criteria and propose an outcome; someone else decides on it."""
    words = [*_read(judgements), *(_judgement(criterion, outcome, why) for criterion, outcome, why in said)]
    with session.registry() as registry:
        made = assessing.assess(
            registry,
            posting_id,
            propose,
            words,
            reason,
            actor=session.actor(registry, acting, ASSESSING_ROLES),
            now=session.clock(),
            expected_version=version,
        )
    session.say(_ASSESSED.within(id=posting_id, proposal=made.proposal, overall=made.card.overall))


@click.command(
    epilog=examples("certreg postings decide p7m2p9qzx4t8w1yb --decision approve --reason 同意 --as wang:lead")
)
@_POSTING
@click.option("--decision", type=click.Choice(["approve", "return", "refuse"]), required=True, help="The outcome.")
@session.reason_option
@session.as_option
@session.yes_option
def decide(posting_id: str, decision: Decision, reason: str, acting: str, *, yes: bool) -> None:
    """Decide on the pending assessment; never the person who proposed it."""
    if decision == "refuse":
        session.confirm(_REFUSE.within(id=posting_id), yes=yes)
    with session.registry() as registry:
        who = session.actor(registry, acting, ASSESSING_ROLES)
        record = deciding.decide(registry, posting_id, decision, reason, actor=who, now=session.clock())
    session.say(_NOW.within(id=record.id, stage=record.state.stage))


@click.command(epilog=examples("certreg postings issue p7m2p9qzx4t8w1yb --as wang:lead"))
@_POSTING
@session.as_option
def issue(posting_id: str, acting: str) -> None:
    """Issue the label of an approved posting and print the label's id."""
    with session.registry(sign=True) as registry:
        who = session.actor(registry, acting, ISSUING_ROLES)
        label = issuing.issue(registry, posting_id, actor=who, now=session.clock())
    click.echo(label.id)
    session.say(_ISSUED.within(url=label.claims.ref, until=session.local(label.expires_at)))


def _read(file: IO[bytes] | None) -> tuple[Judgement, ...]:
    if file is None:
        return ()
    try:
        return msgspec.json.decode(session.read_bounded(file), type=tuple[Judgement, ...])
    except msgspec.MsgspecError as error:
        session.refuse(_NO_JUDGEMENTS.within(reason=error))


def _judgement(criterion: str, outcome: str, reason: str) -> Judgement:
    if outcome not in set(Outcome):
        known = ", ".join(Outcome)
        raise click.BadParameter(f"{outcome!r} is not one of {known}", param_hint="--judge")
    return Judgement(criterion=criterion, outcome=Outcome(outcome), reason=reason)


_ASSESSED: Final = Text(
    zh="{id}：建议 {proposal}，总分 {overall}；请由另一人决定",
    en="{id}: {proposal} proposed, {overall} points; someone else decides",
)
_REFUSE: Final = Text(zh="拒绝 {id} 的认证？", en="Refuse certification to {id}?")
_NOW: Final = Text(zh="{id}：阶段 {stage}", en="{id}: stage {stage}")
_ISSUED: Final = Text(zh="标签已签发：{url}，有效至 {until}", en="Label issued: {url}, valid until {until}")
_NO_JUDGEMENTS: Final = Text(zh="评定意见文件有误：{reason}", en="The file of judgements is not valid: {reason}")
