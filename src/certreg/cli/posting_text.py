"""A posting with its review and its history, as text on a terminal."""

from collections.abc import Sequence
from typing import Final

import click

from certreg.cli import session
from certreg.cli.failures import terminal_language
from certreg.cli.terminal import one_line
from certreg.domain.assessment import ScoreCard
from certreg.domain.eligibility import Hindrance
from certreg.domain.neighbour import Kinship
from certreg.domain.text import Text
from certreg.scoring.criteria_file import published
from certreg.services.mandates import MandateStanding
from certreg.services.neighbours import Near
from certreg.services.records import AssessmentRecord, PostingRecord, TimelineEntry


def print_posting(
    record: PostingRecord,
    assessment: AssessmentRecord | None,
    timeline: Sequence[TimelineEntry],
    *,
    near: Sequence[Near],
    mandate: MandateStanding | None,
    against: Sequence[Hindrance],
) -> None:
    """Summary, mandate, what stands against it, points, open criteria, assessment, near-copies, history."""
    posting = record.posting
    _line(_POSTING, f"{record.id} {posting.title}")
    _line(_EMPLOYER, posting.employer.name if posting.employer else "-")
    if posting.agency is not None:
        _line(_AGENCY, posting.agency.name)
    if mandate is not None:
        _print_mandate(mandate)
    for hindrance in against:
        _line(_AGAINST, f"{hindrance.gate} {hindrance.code}: {hindrance.reason.to(terminal_language())}")
    _line(_STATE, f"{record.state.stage} / {record.state.label or '-'}")
    _line(_VERSION, f"{record.version}  {record.digest}")
    _line(_SUBMITTED, f"{session.local(record.created_at)}  {record.submitted_by}")
    if record.label is not None:
        _line(_LABEL, f"{record.label.id}  {session.local(record.label.expires_at)}")
    if record.evidence:
        _line(_EVIDENCE, ", ".join(f"{kind} {count}" for kind, count in record.evidence.items()))
    if record.card is not None:
        _print_card(record.card)
    if assessment is not None:
        _print_assessment(assessment)
    if near:
        click.echo()
        _line(_NEAR, str(len(near)))
        session.print_table((_ID, _SAME, _KINSHIP, _SINCE, _TITLE, _EMPLOYER), [_near(one) for one in near])
    click.echo()
    session.print_table(
        (_AT, _WHO, _ROLE, _WHAT, _WHY),
        [(session.local(e.at), e.actor.id, e.actor.role, e.action, e.reason) for e in timeline],
    )


def _print_mandate(mandate: MandateStanding) -> None:
    line = "-" if mandate.number is None else f"{mandate.number} #{mandate.line}  {mandate.mandate_id}"
    _line(_MANDATE, one_line(line))
    for problem in mandate.problems:
        click.echo(one_line(f"  ! {problem.to(terminal_language())}"))


def _print_card(card: ScoreCard) -> None:
    points = "  ".join(f"{dimension.dimension} {dimension.points}" for dimension in card.dimensions)
    _line(_POINTS, f"{points}  overall {card.overall}  {card.level or '-'}  ({card.criteria_id})")
    if card.failed_gates:
        _line(_GATES, ", ".join(card.failed_gates))
        _print_remedies(card)
    if card.unknown:
        _line(_UNKNOWN, ", ".join(card.unknown))


def _print_remedies(card: ScoreCard) -> None:
    """What each failed gate found, and what the publisher has to do, in the words of the criteria."""
    criteria = published()[card.criteria_id].criteria
    for gate in card.failed_gates:
        criterion, result = criteria.criterion(gate), card.result(gate)
        if criterion is not None and result is not None:
            reason, remedy = (text.to(terminal_language()) for text in (result.finding.reason, criterion.remedy))
            click.echo(one_line(f"  ! {gate}: {reason} → {remedy}"))


def _print_assessment(assessment: AssessmentRecord) -> None:
    by = f"{assessment.assessor.id}, {session.local(assessment.assessed_at)}"
    _line(_PROPOSED, f"{assessment.proposal}: {assessment.reason} ({by}, v{assessment.version})")
    if assessment.decided_by is not None:
        decided = f"{assessment.decided_by.id}, {session.local(assessment.decided_at)}"
        _line(_DECIDED, f"{assessment.decision}: {assessment.decision_reason} ({decided})")


def _near(near: Near) -> tuple[object, ...]:
    employer = near.posting.employer
    order = "" if near.earlier is None else " <" if near.earlier else " >"
    since = session.local(near.since) + order
    name = employer.name if employer is not None else None
    same = f"{int(100 * near.similarity)}%"
    return near.id, same, _KINSHIPS[near.kinship].to(terminal_language()), since, near.posting.title, name


def _line(name: Text, value: str) -> None:
    click.echo(f"{name.to(terminal_language())}: {one_line(value)}")


_EVIDENCE: Final = Text(zh="证明材料", en="evidence")
_POSTING: Final = Text(zh="招聘信息", en="posting")
_EMPLOYER: Final = Text(zh="用人主体", en="employer")
_AGENCY: Final = Text(zh="人力资源服务机构", en="agency")
_AGAINST: Final = Text(zh="不具备条件", en="against")
_MANDATE: Final = Text(zh="委托证明", en="mandate")
_STATE: Final = Text(zh="阶段 / 标签", en="stage / label")
_VERSION: Final = Text(zh="版本", en="version")
_SUBMITTED: Final = Text(zh="提交", en="submitted")
_LABEL: Final = Text(zh="标签", en="label")
_POINTS: Final = Text(zh="得分", en="points")
_GATES: Final = Text(zh="未通过的否决项", en="failed gates")
_UNKNOWN: Final = Text(zh="尚无结论", en="unknown")
_PROPOSED: Final = Text(zh="评定意见", en="proposed")
_DECIDED: Final = Text(zh="决定", en="decided")
_NEAR: Final = Text(zh="内容几乎相同的招聘信息", en="postings with nearly the same text")
_ID: Final = Text(zh="编号", en="id")
_SAME: Final = Text(zh="相同", en="same")
_KINSHIP: Final = Text(zh="用人主体关系", en="employers")
_SINCE: Final = Text(zh="内容始于（< 在先，> 在后）", en="text since (< earlier, > later)")
_TITLE: Final = Text(zh="职位", en="title")
_KINSHIPS: Final = {
    Kinship.SAME: Text(zh="同一单位", en="the same"),
    Kinship.AKIN: Text(zh="名称相近", en="similar name"),
    Kinship.OTHER: Text(zh="不同单位", en="another"),
    Kinship.UNNAMED: Text(zh="未写明", en="not named"),
}
_AT: Final = Text(zh="时间", en="at")
_WHO: Final = Text(zh="操作人", en="who")
_ROLE: Final = Text(zh="角色", en="role")
_WHAT: Final = Text(zh="操作", en="what")
_WHY: Final = Text(zh="理由", en="why")
