"""Near-copies and floods among the rows of one run."""

from pathlib import Path

import pytest

from certreg.checks import likeness
from certreg.domain.neighbour import Kinship
from certreg.domain.posting import Party, Posting
from certreg.exchange.reading import Row, read_postings
from certreg.scoring.duplicate_groups import Groups
from certreg.scoring.duplicates import Place, RunNeighbours, TextIndex

DUTIES = (
    "操作数控车床，按工艺卡加工轴类零件；首件自检并填写首件记录；更换刀片、修改刀补；加工异常时停机并通知班长；"
    "下班前清理机床和工位，交接未完成的工件。"
)


def said(name: str | None, text: str | None = DUTIES, title: str = "车工") -> Posting:
    return Posting(title=title, employer=Party(name=name) if name else None, work_content=text)


def indexed(*postings: Posting) -> TextIndex:
    index = TextIndex("scored files")
    for row, posting in enumerate(postings, 1):
        index.add(posting, Place(row))
    return index


def test_a_copy_is_seen_from_both_sides() -> None:
    first, copy = said("重庆甲方机械厂"), said("成都乙方机械厂", DUTIES.replace("班长", "组长"), "操作工")
    index = indexed(first, copy)
    for row, (posting, other) in enumerate([(first, copy), (copy, first)], 1):
        (near,) = RunNeighbours(index, Place(row)).near(posting).nearest
        assert (near.ref, near.title, near.kinship, near.earlier) == (str(3 - row), other.title, Kinship.OTHER, None)
        assert likeness.NEAR <= near.similarity < 1


def test_a_posting_is_not_near_itself() -> None:
    posting = said("重庆甲方机械厂")
    found = indexed(posting).neighbourhood(posting, Place(1))
    assert (found.comparable, found.same_employer, found.nearest) == (True, 0, ())


@pytest.mark.parametrize("text", [DUTIES, None])
def test_a_flood_is_counted_with_or_without_a_text(text: str | None) -> None:
    posting = said("重庆甲方机械厂", text)
    index = indexed(*[posting] * 7, said("重庆甲方机械厂", text and text[::-1], "铣工"))
    found = index.neighbourhood(posting, Place(4))
    assert found.same_employer == 6
    assert found.comparable is (text is not None)
    (group,) = Groups(index, 5).summary(10).groups
    assert (group.postings, group.flood, group.copied) == (7, True, False)
    assert group.members[0].rows == ("1", "2", "3")


def test_employers_without_a_name_are_neither_copy_nor_flood() -> None:
    index = indexed(*[said("某知名公司")] * 6, said(None))
    summary = Groups(index, 5).summary(10)
    assert (summary.copied_groups, summary.flood_groups) == (0, 0)


def test_groups_count_each_posting_once() -> None:
    copies = [said(f"{name}方机械厂") for name in ("重庆甲", "成都乙", "武汉丙")]
    index = indexed(*copies, *copies, said("北京丁方机械厂", DUTIES[::-1]))
    groups = Groups(index, 5)
    summary = groups.summary(10)
    assert (summary.compared_texts, summary.copied_groups, summary.copied_postings) == (2, 1, 6)
    number = index.number(copies[0])
    assert number is not None
    group = groups.of(number)
    assert group is not None
    assert (group.employers, group.copied, group.flood) == (3, True, False)


def test_a_posting_that_was_not_added_has_nothing_near() -> None:
    assert not indexed(said("重庆甲方机械厂")).neighbourhood(said("重庆甲方机械厂", "其他" * 50), Place(9)).comparable


def test_claims_on_real_postings_are_exact(shared_data: Path) -> None:
    rows = [
        row
        for row in read_postings(shared_data / "postings" / "sample-with-raw.jsonl.gz")
        if isinstance(row, Row) and row.posting.work_content
    ]
    postings = {str(row.number): row.posting for row in rows}
    index = TextIndex("sample")
    for row in rows:
        index.add(row.posting, Place(row.number))
    copies = 0
    for row in rows:
        parts = likeness.shingles(likeness.compared_text(row.posting))
        for near in index.neighbourhood(row.posting, Place(row.number)).nearest:
            assert near.ref != str(row.number)
            if parts:
                other = likeness.shingles(likeness.compared_text(postings[near.ref]))
                assert likeness.similarity(parts, other) == near.similarity >= likeness.NEAR
            copies += near.kinship is Kinship.OTHER
    assert copies > 0
