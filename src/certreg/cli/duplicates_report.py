"""Groups of near-copies and floods as a table."""

from typing import Final

from certreg.cli.console import Page
from certreg.cli.terminal import one_line
from certreg.domain.text import Text
from certreg.scoring.duplicate_groups import DuplicateGroup, DuplicateSummary


def print_duplicates(page: Page, summary: DuplicateSummary) -> None:
    """Counts, and the largest groups with rows of each employer."""
    page.line(_COUNTS, texts=f"{summary.compared_texts:,}")
    page.line(_COPIED, groups=f"{summary.copied_groups:,}", postings=f"{summary.copied_postings:,}")
    page.line(_FLOODS, groups=f"{summary.flood_groups:,}", postings=f"{summary.flood_postings:,}")
    if not summary.groups:
        return
    table = page.new_table(_LARGEST, (_GROUP, _KIND, _EMPLOYER, _TITLE, _ROWS), (_POSTINGS,))
    for group in summary.groups:
        for number, member in enumerate(group.members):
            first = (str(group.id), page.say(_kind(group))) if number == 0 else ("", "")
            employer = one_line(member.employer or "-")
            rows = one_line(", ".join(member.rows))
            table.add_row(*first, employer, one_line(member.title), rows, f"{member.postings:,}")
        more = group.employers - len(group.members)
        if more > 0:
            table.add_row("", "", page.say(_MORE.within(count=more)), "", "", "")
    page.table(table)


def _kind(group: DuplicateGroup) -> Text:
    if group.copied:
        return _COPY_AND_FLOOD if group.flood else _COPY
    return _FLOOD


_COUNTS: Final = Text(zh="比对工作内容 {texts} 种", en="Compared {texts} different work texts")
_COPIED: Final = Text(
    zh="不同用人主体的内容几乎相同：{groups} 组，共 {postings} 条",
    en="Nearly the same text under several employers: {groups} groups, {postings} postings",
)
_FLOODS: Final = Text(
    zh="同一用人主体大量发布同样内容：{groups} 组，共 {postings} 条",
    en="One text many times by one employer: {groups} groups, {postings} postings",
)
_LARGEST: Final = Text(zh="最大的几组", en="The largest groups")
_GROUP: Final = Text(zh="组", en="group")
_KIND: Final = Text(zh="情形", en="kind")
_COPY: Final = Text(zh="照搬", en="copy")
_FLOOD: Final = Text(zh="大量重复", en="flood")
_COPY_AND_FLOOD: Final = Text(zh="照搬、大量重复", en="copy, flood")
_EMPLOYER: Final = Text(zh="用人主体", en="employer")
_TITLE: Final = Text(zh="职位", en="title")
_ROWS: Final = Text(zh="行", en="rows")
_POSTINGS: Final = Text(zh="条数", en="postings")
_MORE: Final = Text(zh="另有 {count} 个用人主体", en="and {count} more employers")
