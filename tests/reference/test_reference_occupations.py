"""Occupation groups of titles."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.errors import CriteriaInvalid
from certreg.reference.occupations import load_occupations, read_occupations
from certreg.resources import resource

TABLE = resource("criteria", "reference", "occupations.csv")


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("Java开发工程师", "software"),
        ("ＪＡＶＡ工程师", "software"),
        ("Google广告投放", "operations"),
        ("嵌入式软件开发工程师", "electronics"),
        ("软件测试工程师", "testing"),
        ("大数据讲师", "education"),
        ("数据开发工程师", "software"),
        ("数据分析师", "data_analysis"),
        ("电商客服主管", "customer_service"),
        ("客服销售", "sales"),
        ("会计/出纳", "accounting"),
        ("出纳（兼行政）", "accounting"),
        ("助理（财务）", "accounting"),
        ("销售培训生", "sales"),
        ("销售专员+双休+入职培训", "sales"),
        ("C++开发工程师", "software"),
        ("C/C++", "software"),
        ("总经理助理", "administration"),
        ("助理", "administration"),
        ("数控车床操作工", "production"),
        ("普\u200b工", "production"),
        ("餐厅服务员", "services"),
        ("双休五险一金", None),
        ("", None),
    ],
)
def test_titles(title: str, group: str | None) -> None:
    assert load_occupations().of_title(title) == group


@given(st.text(max_size=400))
def test_any_text_has_a_known_group_or_none(title: str) -> None:
    occupations = load_occupations()
    group = occupations.of_title(title)
    assert group is None or group in occupations.titles


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\nsales,", "\nSales,"),
        ("\nsales,", "\nsoftware,"),
        (",sales,销售", ",,销售"),
        ("software,软件开发,software development,java ", "software,软件开发,software development,Java "),
        ("software,软件开发,software development,java ", "software,软件开发,software development,java 客服 "),
        ("# as_of: ", "# asof: "),
        ("# as_of: 2026", "# as_of: 26"),
        ("group,zh,en,words,weak,rank", "group,zh,en,words,weak"),
    ],
)
def test_a_defect_of_the_list_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = TABLE.read_text("utf-8")
    assert old in text
    path = tmp_path / "occupations.csv"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CriteriaInvalid):
        read_occupations(path)
