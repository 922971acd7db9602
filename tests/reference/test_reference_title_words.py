"""The words that tell kinds of work apart, and the weighing behind them."""

from datetime import date
from pathlib import Path

import pytest

from certreg.domain.errors import CriteriaInvalid
from certreg.reference.occupations import load_occupations
from certreg.reference.title_word_counts import TitleWordCounts
from certreg.reference.title_words import (
    COLUMNS,
    KINDS,
    PLACE,
    STRONG,
    TitleWords,
    Word,
    kind_name,
    kind_of,
    load_title_words,
    read_title_words,
)
from certreg.resources import resource

TABLE = resource("criteria", "reference", "title_words.csv")
SELLING = "负责开发客户;完成销售目标"
FILING = "负责整理档案;登记往来文件"


def weights(**tenths: int) -> tuple[int, ...]:
    return tuple(tenths.get(kind, 0) for kind in KINDS)


def test_the_shipped_table_is_whole_and_small() -> None:
    table = load_title_words()
    assert table.as_of == date(2026, 11, 24)
    assert table.source
    assert len(table.words) > 1_000
    assert all(word.employers >= 20 and len(word.word) <= 20 for word in table.words)
    assert TABLE.stat().st_size < 300_000


def test_every_group_has_a_kind_and_every_kind_a_name() -> None:
    kinds = {kind_of(group) for group in load_occupations().titles}
    assert kinds == set(KINDS)
    assert all(kind_name(kind).zh and kind_name(kind).en for kind in KINDS)
    assert kind_of("testing") == kind_of("software") != kind_of("production")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("整理档案，收发文件，接听转接电话", "administration"),
        ("备课授课，布置作业，与家长沟通学生情况", "education"),
        ("编制会计凭证，核对往来账款，纳税申报", "accounting"),
        ("数据库设计，前端页面开发，编写代码", "technology"),
    ],
)
def test_the_shipped_words_speak_for_the_kind(text: str, kind: str) -> None:
    table = load_title_words()
    sums = table.sums(table.find(text))
    assert KINDS[sums.index(max(sums))] == kind


def test_words_are_found_once_the_longest_first() -> None:
    table = TitleWords(
        [Word("客户", 20, weights(sales=10)), Word("客户服务", 20, weights(customer_service=12, sales=-3))],
        source="test",
        as_of=date(2026, 1, 1),
    )
    found = table.find("客户服务和客户、客户")
    assert found == {1: (0, 4), 0: (5, 7)}
    sums = table.sums(found)
    assert (sums[PLACE["sales"]], sums[PLACE["customer_service"]]) == (7, 12)
    assert table.strong[PLACE["sales"]] == {0}


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("客户,0" + "," * 8 + ",12" + "," * 7, "line"),
        ("客户,20" + "," * 8 + ",8" + "," * 7, "line"),
        ("客户,20" + "," * 8 + ",1.2" + "," * 7, "line"),
        ("客户,20" + "," * 8 + ",-0" + "," * 7, "line"),
        ("客,20" + "," * 8 + ",12" + "," * 7, "line"),
        ("客户,20,12", "line"),
    ],
)
def test_a_defect_of_a_row_is_named(tmp_path: Path, row: str, place: str) -> None:
    path = tmp_path / "title_words.csv"
    path.write_text(f"# source: test\n# as_of: 2026-01-01\n{','.join(COLUMNS)}\n{row}\n", "utf-8")
    with pytest.raises(CriteriaInvalid) as caught:
        read_title_words(path)
    assert all(problem.field.startswith(place) for problem in caught.value.problems)


def test_a_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "title_words.csv"
    cells = [{"sales": "12", "making": "-7"}.get(kind, "") for kind in KINDS]
    path.write_text(f"# source: test\n# as_of: 2026-01-01\n{','.join(COLUMNS)}\n客户,20,{','.join(cells)}\n", "utf-8")
    assert read_title_words(path).words == (Word("客户", 20, weights(sales=12, making=-7)),)


def test_a_word_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "title_words.csv"
    lines = TABLE.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", "utf-8")
    with pytest.raises(CriteriaInvalid):
        read_title_words(path)


def counted(texts: dict[str, str], employers: int = 30) -> TitleWordCounts:
    counts = TitleWordCounts()
    for kind, text in texts.items():
        for number in range(employers):
            assert counts.add("甲网", f"{kind}公司{number}", kind, text)
    return counts


FOUR = {
    "sales": SELLING,
    "administration": FILING,
    "education": "负责备课授课;批改作业",
    "design": "负责绘制图稿;版面设计",
}


def test_words_of_one_kind_weigh_for_it_and_common_ones_nothing() -> None:
    words = {word.word: word for word in counted(FOUR).words(20)}
    assert words["客户"].weights[PLACE["sales"]] >= STRONG
    assert words["客户"].weights[PLACE["education"]] < 0
    assert words["客户"].employers == 30
    assert "负责" not in words
    assert "开发客户" not in words, "a shorter word within says as much"


def test_too_few_employers_make_no_word() -> None:
    assert counted(FOUR, employers=19).words(20) == []


def test_clauses_about_pay_give_no_words() -> None:
    texts = {
        kind: f"{text};工资按{kind[0]}月发放{'丰厚奖金' if kind == 'sales' else ''}" for kind, text in FOUR.items()
    }
    words = {word.word for word in counted(texts).words(20)}
    assert "客户" in words
    assert not any("奖金" in word or "丰厚" in word for word in words)


def test_the_same_text_under_titles_of_two_kinds_is_left_out() -> None:
    counts = counted(FOUR)
    for number in range(30):
        assert not counts.add("甲网", f"sales公司{number}", "administration", SELLING)
    assert "客户" not in {word.word for word in counts.words(20)}


def test_what_all_kinds_of_a_platform_say_weighs_nothing() -> None:
    texts = {kind: f"{text};配合团队协作" for kind, text in FOUR.items()}
    assert not any("团队" in word.word for word in counted(texts).words(20))
