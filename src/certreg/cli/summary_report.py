"""The summary of `certreg score` as tables."""

from datetime import date
from pathlib import Path
from typing import Final

from rich.table import Table

from certreg.cli.console import Page
from certreg.cli.duplicates_report import print_duplicates
from certreg.cli.terminal import one_line
from certreg.domain.text import Language, Text
from certreg.scoring.criteria_file import PublishedCriteria
from certreg.scoring.duplicate_groups import DuplicateSummary
from certreg.scoring.summary import Distribution, OutcomeCount, ReasonCount, Summary

_MOST_ROWS: Final = 12


def render(
    summary: Summary,
    published: PublishedCriteria,
    day: date,
    language: Language,
    out: Path | None,
    *,
    duplicates: DuplicateSummary | None = None,
) -> str:
    """The whole report. Colours only where it goes to a terminal."""
    page = Page(language, to_terminal=out is None)
    criteria = published.criteria
    page.line(_UNDER, id=criteria.id, day=day, digest=published.digest)
    page.line(_ROWS, accepted=f"{summary.accepted:,}", refused=f"{summary.refused:,}", all=f"{summary.all:,}")
    if summary.refusals:
        page.table(_reasons(page, _REFUSED, summary.refusals, summary.refused))
    if summary.remarks:
        page.table(_reasons(page, _REMARKED, summary.remarks, summary.all))
    if duplicates is not None:
        page.print()
        print_duplicates(page, duplicates)
    if summary.overall is not None:
        page.table(_dimensions(page, summary, summary.overall, published))
        page.line(_READ_UNKNOWN)
        page.table(_levels(page, summary, published))
        titles = {criterion.id: criterion.title for criterion in criteria.criteria if criterion.check is not None}
        page.table(_most(page, summary, titles, _MOST_UNMET, unknown=False))
        page.table(_most(page, summary, titles, _MOST_UNKNOWN, unknown=True))
        assessors = [criterion.id for criterion in criteria.criteria if criterion.check is None]
        page.print()
        page.line(_FOR_ASSESSORS, ids=", ".join(assessors))
    return page.text()


def _reasons(page: Page, title: Text, reasons: tuple[ReasonCount, ...], whole: int) -> Table:
    table = page.new_table(title, (_FIELD, _REASON, _EXAMPLE), (_COUNT, _SHARE))
    for found in reasons[:_MOST_ROWS]:
        share = _percent(found.rows, whole)
        reason = one_line(page.say(found.reason))
        example = one_line(found.example or "")
        table.add_row(one_line(found.field), reason, example, f"{found.rows:,}", share)
    return table


def _dimensions(page: Page, summary: Summary, overall: Distribution, published: PublishedCriteria) -> Table:
    numbers = (_MIN, _D1, _Q1, _MEDIAN, _Q3, _D9, _MAX, _EARNED, _LOST, _UNKNOWN, _UNDECIDED)
    table = page.new_table(_DISTRIBUTION, (_DIMENSION,), numbers)
    titles = {rule.id: rule.title for rule in published.criteria.dimensions}
    for dimension in summary.dimensions:
        undecided = _percent(dimension.undecided, summary.accepted)
        spread = (*_spread(dimension.points), f"{dimension.lost}", f"{dimension.unknown}", undecided)
        table.add_row(page.say(titles[dimension.id]), *spread)
    table.add_row(page.say(_OVERALL), *_spread(overall), "", "", "")
    return table


def _levels(page: Page, summary: Summary, published: PublishedCriteria) -> Table:
    table = page.new_table(_BY_LEVEL, (_LEVEL,), (_COUNT, _SHARE))
    for rule in reversed(published.criteria.levels):
        count = summary.levels[rule.id]
        table.add_row(page.say(rule.title), f"{count:,}", _percent(count, summary.accepted))
    none = summary.accepted - sum(summary.levels.values())
    table.add_row(page.say(_NO_LEVEL), f"{none:,}", _percent(none, summary.accepted))
    return table


def _most(page: Page, summary: Summary, titles: dict[str, Text], title: Text, *, unknown: bool) -> Table:
    """Of the criteria in `titles`, those that most postings miss, or of which nothing is known."""

    def rows_of(count: OutcomeCount) -> int:
        return count.unknown if unknown else count.unmet + count.partly

    numbers = (_COUNT, _SHARE) if unknown else (_UNMET, _PARTLY, _SHARE)
    table = page.new_table(title, (_CRITERION, _TITLE), numbers)
    checked = (count for count in summary.outcomes if count.id in titles)
    for count in sorted(checked, key=rows_of, reverse=True)[:_MOST_ROWS]:
        if rows_of(count) == 0:
            break
        figures = (f"{count.unknown:,}",) if unknown else (f"{count.unmet:,}", f"{count.partly:,}")
        applicable = summary.accepted - count.not_applicable
        table.add_row(count.id, page.say(titles[count.id]), *figures, _percent(rows_of(count), applicable))
    return table


def _spread(points: Distribution) -> tuple[str, ...]:
    whole = (points.minimum, points.decile1, points.quartile1, points.median, points.quartile3, points.decile9)
    return (*(str(figure) for figure in (*whole, points.maximum)), f"{points.mean}")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else ""


_UNDER: Final = Text(zh="标准 {id}，以 {day} 为准，摘要 {digest}", en="Criteria {id}, as of {day}, digest {digest}")
_ROWS: Final = Text(
    zh="已评分 {accepted} + 未读取 {refused} = 共 {all} 行", en="Scored {accepted} + refused {refused} = {all} rows"
)
_REFUSED: Final = Text(zh="未读取的原因（一行可有多个）", en="Why rows were refused (a row may have several reasons)")
_REMARKED: Final = Text(zh="读取时已处理", en="Settled while reading")
_FIELD: Final = Text(zh="字段", en="field")
_REASON: Final = Text(zh="原因", en="reason")
_EXAMPLE: Final = Text(zh="例", en="example")
_COUNT: Final = Text(zh="条数", en="postings")
_SHARE: Final = Text(zh="占比", en="share")
_DISTRIBUTION: Final = Text(zh="各维度得分分布（百分制）", en="Points of a hundred, by dimension")
_DIMENSION: Final = Text(zh="维度", en="dimension")
_OVERALL: Final = Text(zh="总分", en="Overall")
_MIN: Final = Text(zh="最低", en="min")
_D1: Final = Text(zh="10%", en="10%")
_Q1: Final = Text(zh="25%", en="25%")
_MEDIAN: Final = Text(zh="中位", en="50%")
_Q3: Final = Text(zh="75%", en="75%")
_D9: Final = Text(zh="90%", en="90%")
_MAX: Final = Text(zh="最高", en="max")
_EARNED: Final = Text(zh="平均得分", en="mean")
_LOST: Final = Text(zh="失分", en="lost")
_UNKNOWN: Final = Text(zh="尚无结论", en="unknown")
_UNDECIDED: Final = Text(zh="全部待定", en="all open")
_READ_UNKNOWN: Final = Text(
    zh="平均每条：得分 + 失分 + 尚无结论 = 100。“尚无结论”表示缺少证据或尚未评定，不说明信息不好；"
    "“全部待定”是该维度没有任何结论的占比。",
    en="On average mean + lost + unknown = 100. Unknown means that evidence or an assessor's word is missing and says "
    "nothing against a posting; all open is the share of postings with nothing decided in that dimension.",
)
_BY_LEVEL: Final = Text(zh="等级", en="Levels")
_LEVEL: Final = Text(zh="等级", en="level")
_NO_LEVEL: Final = Text(zh="未达到", en="none")
_CRITERION: Final = Text(zh="标准", en="criterion")
_TITLE: Final = Text(zh="名称", en="title")
_UNMET: Final = Text(zh="不符合", en="not met")
_PARTLY: Final = Text(zh="部分符合", en="partly")
_MOST_UNMET: Final = Text(zh="最常不符合的标准", en="Criteria most often not met")
_MOST_UNKNOWN: Final = Text(
    zh="自动检查后仍最常尚无结论的标准", en="Criteria most often unknown in spite of their check"
)
_FOR_ASSESSORS: Final = Text(
    zh="以下各项只能由评定人员判断，对所适用的每条信息都尚无结论：{ids}",
    en="Only an assessor can judge these, so they are unknown for every posting they concern: {ids}",
)
