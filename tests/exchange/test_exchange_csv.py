"""CSV under the headings of the notice: encodings, quotes, headings, and what is refused."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from certreg.domain.errors import InvalidInput, NotFound
from certreg.domain.posting import (
    Agency,
    Conditions,
    Education,
    EmploymentType,
    Experience,
    Location,
    Party,
    Pay,
    PayPeriod,
)
from certreg.exchange.reading import Rejected, Row, read_postings

HEADINGS = (
    "岗位名称,用人主体,统一社会信用代码,招聘人数,招聘条件,用工类型,工作内容,工作条件,工作地点,详细地址,劳动报酬,"
    "代招机构,求职是否收费,收费标准,有效期,应聘方式"
)
FULL = (
    '数控操作工,重庆某某机械有限公司,91500000MA5U0000XX,招12人,"大专及以上学历，1年以上相关工作经验",全日制,'
    '"操作数控车床，首件自检",五险一金、两班倒,重庆市沙坪坝区,大学城南路1号,5000-8000元/月,某某人力资源公司,是,500元/人,'
    "2026年12月31日,本平台投递"
)


def read(path: Path, content: str | bytes, **options: object) -> list[Row | Rejected]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_postings(path, **options))  # type: ignore[arg-type]  # options differ from test to test


def row(found: Row | Rejected) -> Row:
    assert isinstance(found, Row), found
    return found


def rejected(found: Row | Rejected) -> Rejected:
    assert isinstance(found, Rejected), found
    return found


def test_the_headings_of_the_notice_are_read(tmp_path: Path) -> None:
    posting = row(read(tmp_path / "a.csv", f"{HEADINGS}\n{FULL}\n")[0]).posting
    assert posting.title == "数控操作工"
    assert posting.employer == Party(name="重庆某某机械有限公司", uscc="91500000MA5U0000XX")
    assert posting.headcount == 12
    assert posting.conditions == Conditions(
        education=Education.ASSOCIATE,
        experience=Experience(min_years=1),
        other="大专及以上学历，1年以上相关工作经验",
    )
    assert posting.employment_type is EmploymentType.FULL_TIME
    assert posting.work_content == "操作数控车床，首件自检"
    assert posting.work_conditions == "工作条件：五险一金、两班倒"
    assert posting.location == Location(division="500106", address="大学城南路1号")
    assert posting.pay == Pay(min=500_000, max=800_000, period=PayPeriod.MONTH)
    assert posting.agency == Agency(name="某某人力资源公司", seekers_charged=True, fee=50_000)
    assert posting.valid_until == date(2026, 12, 31)
    assert posting.apply == "本平台投递"
    assert posting.verbatim["pay"] == "5000-8000元/月"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encodings_delimiters_and_line_ends(tmp_path: Path, encoding: str, delimiter: str, ending: str) -> None:
    lines = [delimiter.join(("职位名称", "公司名称", "薪资待遇")), delimiter.join(("厨师", "某餐厅", "6-8千"))]
    found = read(tmp_path / "a.csv", (ending.join(lines) + ending).encode(encoding))
    posting = row(found[0]).posting
    assert (posting.title, posting.employer, posting.pay) == (
        "厨师",
        Party(name="某餐厅"),
        Pay(min=600_000, max=800_000, period=PayPeriod.MONTH),
    )


def test_gzip_is_read_whatever_the_name(tmp_path: Path) -> None:
    assert row(read(tmp_path / "a.csv", gzip.compress("岗位名称\n厨师\n".encode()))[0]).posting.title == "厨师"


def test_headings_may_carry_marks_and_remarks(tmp_path: Path) -> None:
    content = "招聘信息汇总表\n填表单位：某公司,\n\n*岗 位 名 称*,招聘人数（人）,用人单位名称\n厨师,2,某餐厅\n"
    found = row(read(tmp_path / "a.csv", content)[0])
    assert found.number == 5
    assert found.posting.headcount == 2
    assert found.posting.employer == Party(name="某餐厅")


@pytest.mark.parametrize(
    ("heading", "cell", "pay"),
    [
        ("劳动报酬（元/月）", "5000-8000", Pay(min=500_000, max=800_000, period=PayPeriod.MONTH)),
        ("年薪（万元）", "15-20", Pay(min=15_000_000, max=20_000_000, period=PayPeriod.YEAR)),
        ("年薪", "15-20万", Pay(min=15_000_000, max=20_000_000, period=PayPeriod.YEAR)),
        ("日薪", "200", Pay(min=20_000, max=20_000, period=PayPeriod.DAY)),
        ("时薪（元）", "25", Pay(min=2_500, max=2_500, period=PayPeriod.HOUR)),
        ("月薪", "面议", Pay(negotiable=True)),
        ("月薪（元）", "5000-8000元/月", Pay(min=500_000, max=800_000, period=PayPeriod.MONTH)),
    ],
)
def test_a_unit_in_the_heading_holds_for_bare_figures(tmp_path: Path, heading: str, cell: str, pay: Pay) -> None:
    assert row(read(tmp_path / "a.csv", f"岗位名称,{heading}\n厨师,{cell}\n")[0]).posting.pay == pay


@pytest.mark.parametrize(
    ("low", "high", "pay"),
    [
        ("5000", "8000", Pay(min=500_000, max=800_000, period=PayPeriod.MONTH)),
        ("5000", "", Pay(min=500_000, period=PayPeriod.MONTH)),
        ("", "8000", Pay(max=800_000, period=PayPeriod.MONTH)),
    ],
)
def test_bounds_in_two_columns(tmp_path: Path, low: str, high: str, pay: Pay) -> None:
    found = read(tmp_path / "a.csv", f"岗位名称,最低工资,最高工资\n厨师,{low},{high}\n")
    assert row(found[0]).posting.pay == pay


def test_places_without_a_city_lie_in_chongqing(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", "岗位名称,工作地点\n厨师,江北区观音桥9号\n厨师,成都市武侯区\n")
    assert [row(r).posting.location.division for r in found] == ["500105", "510107"]


def test_quoted_line_ends_count_as_physical_lines(tmp_path: Path) -> None:
    content = '岗位名称,工作内容,招聘人数\n厨师,"一、炒菜\n二、""洗""碗\n",两\n服务员,上菜,好多\n司机,送货,1\n'
    first, second, third = read(tmp_path / "a.csv", content)
    assert row(first).number == 2
    assert row(first).posting.work_content == '一、炒菜\n二、"洗"碗'
    assert row(first).posting.headcount == 2
    assert rejected(second).number == 5
    assert second.raw == "服务员,上菜,好多\n"
    assert row(third).number == 6


def test_each_wrong_field_of_a_row_is_named_by_its_heading(tmp_path: Path) -> None:
    content = "岗位名称,劳动报酬,招聘人数,有效期,学历要求\n,很多,好多,2026-02-30,高\n"
    found = rejected(read(tmp_path / "a.csv", content)[0])
    assert {(p.field, p.code) for p in found.problems} == {
        ("岗位名称", "missing"),
        ("劳动报酬", "pay_unreadable"),
        ("招聘人数", "headcount_unreadable"),
        ("有效期", "date_not_in_calendar"),
        ("学历要求", "education_unreadable"),
    }
    assert all(p.reason.zh and p.reason.en for p in found.problems)


def test_a_charge_needs_an_agency_that_charges(tmp_path: Path) -> None:
    content = "岗位名称,代招机构,求职是否收费,收费标准\n厨师,,是,\n厨师,,否,\n厨师,,,500元\n厨师,某机构,否,免费\n"
    first, second, third, fourth = read(tmp_path / "a.csv", content)
    assert [(p.field, p.code) for p in rejected(first).problems] == [("求职是否收费", "agency_missing")]
    assert row(second).posting.agency is None
    assert [(p.field, p.code) for p in rejected(third).problems] == [("收费标准", "agency_missing")]
    assert row(fourth).posting.agency == Agency(name="某机构", seekers_charged=False, fee=0)


def test_bounds_put_right_and_unknown_columns_are_remarked(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", "岗位名称,劳动报酬,吉祥物,备注\n厨师,8000-5000元/月,熊猫,无\n厨师,6000,,\n")
    assert [(r.field, r.code) for r in found[0].remarks] == [
        ("row 1: 吉祥物", "unknown_heading"),
        ("劳动报酬", "bounds_swapped"),
    ]
    assert found[1].remarks == ()


def test_a_broken_quote_costs_one_row(tmp_path: Path) -> None:
    content = '岗位名称,招聘人数\n"厨师,2\n服务员,3\n"司机"x,4\n店员,5\n'
    found = read(tmp_path / "a.csv", content)
    assert [(r.number, isinstance(r, Row)) for r in found] == [(2, False), (3, True), (4, False), (5, True)]
    assert rejected(found[0]).problems[0].code == rejected(found[2]).problems[0].code == "not_csv"


def test_a_broken_byte_costs_one_row(tmp_path: Path) -> None:
    content = "岗位名称,招聘人数\n厨师,2\n".encode() + b"\xff\xfe\xfd,3\n" + "司机,4\n".encode()
    found = read(tmp_path / "a.csv", content)
    assert [isinstance(r, Row) for r in found] == [True, False, True]
    assert rejected(found[1]).problems[0].code == "wrong_encoding"


def test_nul_bytes_cost_their_row(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", "岗位名称\n厨\0师\n司机\n")
    assert rejected(found[0]).problems[0].code == "nul_byte"
    assert row(found[1]).posting.title == "司机"


def test_more_cells_than_headings_cost_their_row(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", "岗位名称,招聘人数\n厨师,2,3\n司机,4,,\n店员\n")
    assert [isinstance(r, Row) for r in found] == [False, True, True]
    assert rejected(found[0]).problems[0].code == "too_many_cells"


def test_an_overlong_line_costs_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.exchange.streams.MAX_LINE_BYTES", 100)
    found = read(tmp_path / "a.csv", "岗位名称,工作内容\n厨师," + "x" * 500 + "\n司机,送货\n")
    assert rejected(found[0]).problems[0].code == "line_too_long"
    assert row(found[1]).posting.title == "司机"
    assert row(found[1]).number == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"a,b,c\n1,2,3\n", "headings_unknown"),
        ("岗位名称\n".encode(), "no_rows"),
        ("岗位名称,职位名称\n厨师,厨师\n".encode(), "heading_twice"),
        ("岗位名称,招聘人数,招聘人数\n厨师,1,2\n".encode(), "heading_twice"),
        (("岗位名称" + ",x" * 300 + "\n厨师\n").encode(), "too_many_columns"),
        ("岗位名称\n厨师\n".encode("utf-16"), "wrong_encoding"),
    ],
)
def test_files_that_cannot_be_used_are_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path / "a.csv", content, form="csv")
    assert [p.code for p in caught.value.problems] == [code]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        list(read_postings(tmp_path / "none.csv"))
    assert caught.value.problems[0].code == "file_unreadable"


def test_an_unknown_profile_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="notice-spreadsheet"):
        read(tmp_path / "a.csv", "岗位名称\n厨师\n", profile="no-such")
