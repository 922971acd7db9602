"""Headcount, education, experience, employment type, size, fees, and conditions in one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.posting import Conditions, Education, EmploymentType, Experience
from certreg.notation.company_size import read_company_size
from certreg.notation.conditions import read_conditions
from certreg.notation.education import read_education
from certreg.notation.employment_type import read_employment_type
from certreg.notation.experience import read_experience
from certreg.notation.fees import read_charged, read_fee
from certreg.notation.headcount import read_headcount
from certreg.notation.numerals import read_chinese, read_number
from certreg.notation.unreadable import Unreadable


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("30人", 30),
        ("招1人", 1),
        ("5", 5),
        ("5.0", 5),
        ("招1人 03-24发布", 1),
        ("招聘 12 名", 12),
        ("1,200人", 1200),
        ("2-3人", 3),
        ("约10人", 10),
        ("３人", 3),
        ("三人", 3),
        ("若干", None),
        ("若干人", None),
        ("招若干人", None),
        ("招若干人 04-16发布", None),
        ("多名", None),
        ("10人以上", None),
        ("0", None),
        ("不限", None),
    ],
)
def test_headcount(text: str, count: int | None) -> None:
    assert read_headcount(text) == count


@pytest.mark.parametrize("text", ["", "男2女3", "本科", "1000001", "-3", "3.5人", "九九"])
def test_what_is_no_headcount_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_headcount(text)


@given(st.integers(min_value=1, max_value=1_000_000), st.sampled_from(["{}", "{}人", "招{}人", "招聘{}名"]))
def test_written_headcounts_come_back(count: int, form: str) -> None:
    assert read_headcount(form.format(count)) == count


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("本科", Education.BACHELOR),
        ("统招本科", Education.BACHELOR),
        ("本科及以上", Education.BACHELOR),
        ("全日制本科及以上学历", Education.BACHELOR),
        ("大专", Education.ASSOCIATE),
        ("大专或以上", Education.ASSOCIATE),
        ("中专/中技", Education.VOCATIONAL),
        ("中专/中技及以上", Education.VOCATIONAL),
        ("高中/中专", Education.SENIOR_HIGH),
        ("技校", Education.VOCATIONAL),
        ("初中及以下", Education.ANY),
        ("小学", Education.PRIMARY),
        ("硕士研究生", Education.MASTER),
        ("博士3-5年语言不限", Education.DOCTOR),
        ("博士5-10年普通话 年龄不限", Education.DOCTOR),
        ("博士一年以下语言不限", Education.DOCTOR),
        ("博士经验不限", Education.DOCTOR),
        ("学历不限", Education.ANY),
        ("不限", Education.ANY),
        ("无学历要求", Education.ANY),
        ("应届", None),
        ("无", None),
        ("code:3", None),
        ("3个月", None),
    ],
)
def test_education(text: str, level: Education | None) -> None:
    assert read_education(text) is level


@pytest.mark.parametrize("text", ["招1人", "招若干人", "学历要求", "11-19发布", ""])
def test_what_is_no_education_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_education(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1-2年", 1, 2),
        ("经验3-5年", 3, 5),
        ("5-7年经验", 5, 7),
        ("3-4年工作经验", 3, 4),
        ("3-5年,可接收应届生", 3, 5),
        ("3年及以上", 3, None),
        ("10年以上", 10, None),
        ("10年以上工作经验", 10, None),
        ("经验10年以上", 10, None),
        ("2年经验", 2, None),
        ("3年", 3, None),
        ("3", 3, None),
        ("两年以上相关工作经验", 2, None),
        ("1年以下", 0, 1),
        ("1年以内", 0, 1),
        ("1年以下,可接收应届生", 0, 1),
        ("经验不限", 0, None),
        ("经验不限,可接收应届生", 0, None),
        ("无工作经验", 0, None),
        ("无需经验", 0, None),
        ("不限", 0, None),
        ("有相关工作经验者优先", 0, None),
        ("在校生/应届生", 0, 0),
        ("应届毕业生", 0, 0),
        ("经验在校", 0, 0),
        ("在校/应届", 0, 0),
        ("1-3年初中及以下", 1, 3),
    ],
)
def test_experience(text: str, low: int, high: int | None) -> None:
    assert read_experience(text) == Experience(min_years=low, max_years=high)


@pytest.mark.parametrize("text", ["4天/周", "4天/周6个月", "5天/周 6个月", "实习", "无", "code:1"])
def test_words_without_years_are_kept_without_a_value(text: str) -> None:
    assert read_experience(text) is None


@pytest.mark.parametrize("text", ["本科", "招若干人", "经验要求", "5-3年", "61年", "开发，建立数据模型。" * 40])
def test_what_is_no_experience_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_experience(text)


@given(st.integers(min_value=0, max_value=60), st.integers(min_value=0, max_value=60))
def test_written_years_come_back(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert read_experience(f"{low}-{high}年") == Experience(min_years=low, max_years=high)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("全职", EmploymentType.FULL_TIME),
        ("全日制", EmploymentType.FULL_TIME),
        ("FULL_TIME", EmploymentType.FULL_TIME),
        ("Full-time", EmploymentType.FULL_TIME),
        ("非全日制", EmploymentType.PART_TIME),
        ("兼职", EmploymentType.PART_TIME),
        ("劳务派遣", EmploymentType.DISPATCH),
        ("临时工", EmploymentType.TEMPORARY),
        ("合同制", EmploymentType.CONTRACT),
        ("CONTRACTOR", EmploymentType.CONTRACT),
        ("实习", EmploymentType.INTERN),
        ("全职/兼职", None),
        ("劳务外包", None),
        ("code:2", None),
        ("jobType:5", None),
        ("VOLUNTEER", None),
    ],
)
def test_employment_type(text: str, kind: EmploymentType | None) -> None:
    assert read_employment_type(text) is kind


def test_what_is_no_employment_type_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_employment_type("五险一金")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("10-49人", (10, 49)),
        ("100-499", (100, 499)),
        ("1000人以上", (1000, None)),
        ("10000以上", (10000, None)),
        ("少于50人", (None, 49)),
        ("20人以下", (None, 20)),
        ("50人", (50, 50)),
        ("2000", None),
        ("保密", None),
        ("已上市", None),
        ("1" * 200, None),
    ],
)
def test_company_size(text: str, size: tuple[int | None, int | None] | None) -> None:
    assert read_company_size(text) == size


@pytest.mark.parametrize(
    ("text", "charged"), [("是", True), ("收费", True), ("否", False), ("免费", False), ("不收费", False)]
)
def test_charged(text: str, charged: bool) -> None:  # noqa: FBT001
    assert read_charged(text) is charged


def test_an_answer_that_is_none_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_charged("看情况")


@pytest.mark.parametrize(
    ("text", "fen", "words"),
    [
        ("500元/人", 50_000, None),
        ("¥1,200.50", 120_050, None),
        ("免费", 0, None),
        ("首月工资的20%", None, "首月工资的20%"),
    ],
)
def test_fee(text: str, fen: int | None, words: str | None) -> None:
    assert read_fee(text) == (fen, words)


@pytest.mark.parametrize(
    ("text", "education", "experience"),
    [
        ("大专及以上学历，2年以上相关工作经验，硕士优先", Education.ASSOCIATE, Experience(min_years=2)),
        ("学历不限，能吃苦耐劳", Education.ANY, None),
        ("本科，3-5年Java开发经验", Education.BACHELOR, Experience(min_years=3, max_years=5)),
        ("高中以上文化程度；有经验者优先", Education.SENIOR_HIGH, None),
        ("硕士优先", None, None),
        ("无需经验，公司培训", None, Experience()),
        ("99年以上经验", None, None),
        ("持有C1驾驶证", None, None),
    ],
)
def test_conditions_in_one_text(text: str, education: Education | None, experience: Experience | None) -> None:
    assert read_conditions(text) == Conditions(education=education, experience=experience, other=text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三", 3),
        ("两", 2),
        ("十五", 15),
        ("二十", 20),
        ("八千五百", 8500),
        ("三千五", 3500),
        ("一万二", 12000),
        ("一万二千", 12000),
    ],
)
def test_chinese_numerals(text: str, number: int) -> None:
    assert read_chinese(text) == number


@pytest.mark.parametrize("text", ["", "一一", "十千", "千十百", "万", "12"])
def test_what_is_no_chinese_numeral(text: str) -> None:
    assert read_chinese(text) is None


@pytest.mark.parametrize("text", ["1,20", "1.", ".5", "１２", "1e5", "٣"])
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None
