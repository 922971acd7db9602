"""GB/T 2260: codes, periods, and the names people use."""

from datetime import date
from pathlib import Path

import pytest

from certreg.domain.errors import CriteriaInvalid
from certreg.reference.division import DivisionLevel
from certreg.reference.divisions import Divisions, load_divisions, read_divisions
from certreg.reference.place_names import usual_name

BEFORE = date(2025, 12, 31)
AFTER = date(2026, 11, 24)


@pytest.fixture(scope="module")
def divisions() -> Divisions:
    return load_divisions()


def test_the_table_is_whole(divisions: Divisions) -> None:
    levels = [division.level for division in divisions]
    assert levels.count(DivisionLevel.PROVINCE) == 34
    assert levels.count(DivisionLevel.CITY) == 333
    assert levels.count(DivisionLevel.COUNTY) == 2_847 + 5
    assert divisions.source
    assert divisions.as_of == date(2026, 9, 11)


def test_chongqing_of_today_has_one_province_and_37_counties(divisions: Divisions) -> None:
    in_force = [d for d in divisions if divisions.contains("500000", d.code) and d.in_force(AFTER)]
    assert [d.level for d in in_force].count(DivisionLevel.PROVINCE) == 1
    assert [d.level for d in in_force].count(DivisionLevel.COUNTY) == 37


@pytest.mark.parametrize("code", ["500105", "500112"])
def test_districts_abolished_in_2026_are_known_and_point_to_what_they_became(divisions: Divisions, code: str) -> None:
    assert divisions.by_code(code) is not None
    assert divisions.by_code(code, date(2026, 1, 24)) is not None
    assert divisions.by_code(code, date(2026, 1, 25)) is None
    assert "500157" in [successor.code for successor in divisions.successors(code)]


def test_the_new_district_begins_where_the_old_ones_end(divisions: Divisions) -> None:
    assert divisions.by_code("500157", BEFORE) is None
    assert divisions.by_code("500157", date(2026, 1, 25)) is not None
    assert divisions.successors("500157") == ()


def test_part_of_yubei_went_to_beibei(divisions: Divisions) -> None:
    assert [d.name for d in divisions.successors("500112")] == ["两江新区", "北碚区"]


def test_unknown_codes_are_none(divisions: Divisions) -> None:
    assert divisions.by_code("999999") is None
    assert divisions.full_name("999999") is None
    assert divisions.successors("999999") == ()


@pytest.mark.parametrize(
    ("outer", "inner", "answer"),
    [
        ("500000", "500112", True),
        ("330200", "330212", True),
        ("330000", "330212", True),
        ("330212", "330212", True),
        ("330212", "330200", False),
        ("500000", "510100", False),
        ("500157", "500112", False),
    ],
)
def test_containment_goes_by_code(divisions: Divisions, outer: str, inner: str, answer: bool) -> None:  # noqa: FBT001
    assert divisions.contains(outer, inner) is answer


def test_names_run_from_the_province_down(divisions: Divisions) -> None:
    assert divisions.full_name("330212") == "浙江省宁波市鄞州区"
    assert divisions.full_name("500106") == "重庆市沙坪坝区"
    assert divisions.full_name("429004") == "湖北省仙桃市"


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("重庆-渝北区-大竹林", "500112", "大竹林"),
        ("重庆-江北区-观音桥", "500105", "观音桥"),
        ("重庆渝北", "500112", ""),
        ("重庆两江新区照母山", "500157", "照母山"),
        ("重庆市市辖区渝中区解放碑", "500103", "解放碑"),
        ("重庆市石柱县", "500240", ""),
        ("重庆-开县", "500234", ""),
        ("重庆-忠县", "500233", ""),
        ("重庆-万盛", "500000", "万盛"),
        ("浙江省宁波", "330200", ""),
        ("上海·虹口·北外滩", "310109", "北外滩"),
        ("和田地区", "653200", ""),
        ("新疆和田", "653200", ""),
        ("上海上海浦东新区", "310115", ""),
        ("深圳深圳宝安", "440306", ""),
        ("广州-黄埔-广东省广州市黄埔区", "440112", ""),
        ("深圳-龙华新区-龙华天虹", "440309", "龙华天虹"),
        ("苏州-苏州工业园区-独墅湖", "320500", "苏州工业园区-独墅湖"),
        ("苏州-昆山", "320583", ""),
        ("昆山", "320583", ""),
        ("长沙长沙市岳麓区", "430104", ""),
        ("长沙-长沙县", "430121", ""),
        ("吉林", "220000", ""),
        ("吉林吉林市", "220200", ""),
        ("青岛市北区", "370203", ""),
        ("济南市中区", "370103", ""),
        ("济南市历下区", "370102", ""),
        ("郑州·管城·商都路", "410104", "商都路"),
        ("西安·碑林·太乙路", "610103", "太乙路"),
        ("成都-新津县", "510118", ""),
        ("红河州", "532500", ""),
        ("仙桃", "429004", ""),
        ("湖北省武汉东湖新技术产业开发区", "420100", "东湖新技术产业开发区"),
        ("重庆江北机场", "500000", "江北机场"),
        ("中国重庆", "500000", ""),
        ("办公地点在重庆市渝中区", "500103", ""),
        ("香港", "810000", ""),
    ],
)
def test_places_are_found_in_location_strings(divisions: Divisions, text: str, code: str, rest: str) -> None:
    located = divisions.locate(text)
    assert located is not None
    assert (located.division.code, located.rest) == (code, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "阿联酋",
        "异地招聘",
        "朝阳区",
        "江北区",
        "江北",
        "南山",
        "成都路12号",
        "北京大厦",
        "呼和",
        "高普路136号",
    ],
)
def test_what_names_no_division_or_several_finds_none(divisions: Divisions, text: str) -> None:
    assert divisions.find(text) is None


def test_an_ambiguous_name_is_settled_by_where_the_text_lies(divisions: Divisions) -> None:
    chongqing, ningbo = divisions.by_code("500000"), divisions.by_code("330200")
    in_chongqing = divisions.locate("江北区观音桥", within=chongqing)
    in_ningbo = divisions.locate("江北区庄桥", within=ningbo)
    assert in_chongqing is not None
    assert in_chongqing.division.code == "500105"
    assert in_ningbo is not None
    assert in_ningbo.division.code == "330205"


def test_a_division_that_did_not_exist_yet_is_not_meant(divisions: Divisions) -> None:
    located = divisions.locate("重庆-两江新区", BEFORE)
    assert located is not None
    assert (located.division.code, located.rest) == ("500000", "两江新区")
    assert divisions.find("重庆-两江新区", AFTER) == divisions.by_code("500157")


def test_old_names_are_understood_after_their_end(divisions: Divisions) -> None:
    assert divisions.find("重庆-渝北区", AFTER) == divisions.by_code("500112")


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("重庆市", "重庆"),
        ("渝北区", "渝北"),
        ("浦东新区", "浦东"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("恩施土家族苗族自治州", "恩施"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("东乡族自治县", "东乡"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("管城回族区", "管城"),
        ("碑林区", "碑林"),
        ("神农架林区", "神农架"),
        ("香港特别行政区", "香港"),
        ("忠县", None),
        ("城区", None),
    ],
)
def test_names_are_shortened_as_people_do(name: str, usual: str | None) -> None:
    assert usual_name(name) == usual


def test_a_broken_table_is_refused_with_its_lines(tmp_path: Path) -> None:
    table = tmp_path / "divisions.csv"
    table.write_text(
        "# source: nowhere\n# as_of: 2026-01-01\n"
        "code,name,level,valid_from,valid_to,successors\n"
        "500000,重庆市,province,,,\n"
        "500000,重庆市,province,,,\n"
        "500100,沙坪坝区,county,,,\n"
        "500106,沙坪坝区,county,2026,2025,\n"
        "500107,九龙坡区,county,,,500999\n"
        "510104,锦江区,county,,,\n",
        encoding="utf-8",
    )
    with pytest.raises(CriteriaInvalid) as caught:
        read_divisions(table)
    assert [p.field for p in caught.value.problems] == ["line 5", "line 6", "line 7", "500107", "510104"]


def test_a_table_without_source_and_date_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "divisions.csv"
    table.write_text("code,name,level,valid_from,valid_to,successors\n500000,重庆市,province,,,\n", encoding="utf-8")
    with pytest.raises(CriteriaInvalid):
        read_divisions(table)


def test_every_full_name_is_found_again(divisions: Divisions) -> None:
    for division in divisions:
        assert divisions.find(divisions.full_name(division.code) or "") == division
