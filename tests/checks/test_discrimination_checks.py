"""No discrimination by kind, bounds on age, no minors: as a careful reader would read."""

import re
from datetime import date

import pytest

from certreg.checks import CHECKS
from certreg.checks.age import age_limits, bounds
from certreg.checks.discrimination import RULES, kinds
from certreg.checks.discrimination_sex import sex_limit
from certreg.checks.minors import find as open_to_minors
from certreg.domain.posting import Conditions, Pay, Posting
from posting_cases import bare_posting, context, good_posting


def said(text: str) -> Posting:
    return bare_posting(work_content=text)


def found(text: str) -> set[str]:
    return set(kinds(said(text)))


def assert_quoted(posting: Posting) -> None:
    for spans in kinds(posting).values():
        for span in spans:
            text = posting.text_of(span.field)
            assert text is not None
            assert text[span.start : span.end] == span.quote


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("任职要求：1、女性，会用收银系统；2、能上晚班", "required"),
        ("招聘条件：男，能搬动三十公斤货物", "required"),
        ("限女性，站立接待", "required"),
        ("性别：男；学历：高中", "required"),
        ("性别要求 女 ，有耐心", "required"),
        ("急招女服务员三名", "required"),
        ("招女生，年龄不限", "required"),
        ("20岁以上男性，懂电路", "required"),
        ("夜间分拣岗，女士勿扰", "required"),
        ("前台一名（女），普通话流利", "required"),
        ("有驾照，男士优先", "preferred"),
        ("优先考虑女性，三班倒", "preferred"),
        ("男女不限，女生优先", "preferred"),
        ("晚班客服，宝妈优先", "preferred"),
        ("男，18-45岁，身高170cm以上", "required"),
        ("男生，女生均可", "none"),
        ("净身高女生165CM以上、男生175CM以上", "none"),
        ("身高：女1.55米以上", "none"),
        ("男，18-50岁，男身高1.7以上，女身高1.55以上", "none"),
        ("男女不限，身体健康", "none"),
        ("性别不限，吃苦耐劳", "none"),
        ("男性、女性均可", "none"),
        ("1、男18-40岁，女18-45岁", "none"),
        ("男170cm以上，女160cm以上", "none"),
        ("负责女装店铺陈列，接待男女宾客", "none"),
        ("福利：女员工生理假，男员工陪产假，子女教育补贴", "none"),
        ("车间女生较多，氛围好", "none"),
        ("有女朋友的也欢迎带来一起上班", "none"),
        ("三八妇女节，女神节礼品", "none"),
    ],
)
def test_a_sex_is_required_or_preferred_or_none(text: str, limit: str) -> None:
    assert sex_limit(said(text))[0] == limit


@pytest.mark.parametrize(
    ("title", "limit"),
    [
        ("女收银员", "required"),
        ("前台（女）", "required"),
        ("女装导购", "none"),
        ("男装设计师", "none"),
        ("普工男女不限", "none"),
    ],
)
def test_a_sex_in_the_title(title: str, limit: str) -> None:
    assert sex_limit(bare_posting(title=title))[0] == limit


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ethnicity", "身体健康，维吾尔族、藏族勿扰"),
        ("ethnicity", "限汉族，能吃苦"),
        ("ethnicity", "不招回族"),
        ("religion", "品行好，无宗教信仰"),
        ("religion", "信佛者优先"),
        ("household", "有驾照，本市户口优先"),
        ("household", "须具有本地户籍"),
        ("household", "外地户口勿投"),
        ("origin_region", "踏实肯干，外地人优先"),
        ("origin_region", "仅限本地人"),
        ("origin_region", "河南籍勿扰"),
        ("marital_or_childbearing", "细心，已婚已育优先"),
        ("marital_or_childbearing", "1、未婚，能住宿舍"),
        ("marital_or_childbearing", "两年内无生育计划"),
        ("marital_or_childbearing", "入职须做妊娠检测"),
        ("appearance_or_height", "形象好，气质佳"),
        ("appearance_or_height", "五官端正，口齿清楚"),
        ("appearance_or_height", "身高165cm以上"),
        ("appearance_or_height", "女生1.6米以上，体重50公斤以下"),
        ("appearance_or_height", "染发者勿扰"),
        ("health_carrier", "身体健康，无传染性疾病"),
        ("health_carrier", "乙肝携带者勿投"),
        ("health_carrier", "有传染病者，暂时不能录用"),
        ("health_carrier", "入职体检要求肝功能正常"),
    ],
)
def test_each_kind_is_found_and_quoted(kind: str, text: str) -> None:
    posting = said(text)
    assert kind in kinds(posting)
    assert_quoted(posting)


@pytest.mark.parametrize(
    "text",
    [
        "民族不限，性别不限，户籍不限，身高不限",
        "少数民族优先，依法给予照顾",
        "打造民族品牌，教授民族舞",
        "对技术有信仰，尊重宗教信仰",
        "可协助办理广州户口，提供集体户口",
        "面试请带身份证、户口本",
        "熟悉当地市场，有本地客户资源者优先",
        "同事多是外地人，公司就是家",
        "项目以河北为主，定居成都的优先",
        "婚假、产假、结婚礼金、生育保险",
        "提供单身公寓，已婚员工可申请外宿补贴",
        "已婚未婚均可",
        "负责孕妇课程的讲解",
        "维护公司良好形象，负责品牌形象设计",
        "仪容仪表整洁，无明显纹身",
        "仪器仪表维修，皮肤护理",
        "我们不看颜值，只看能力",
        "高颜值团队，俊男美女多",
        "传染病科护士，传染病防治",
        "乙肝病毒检测试剂研发",
        "不查乙肝，不歧视任何人",
        "每年组织一次免费体检",
        "反对因民族、宗教信仰、婚姻状况而区别对待",
    ],
)
def test_what_is_no_condition(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "根据《女职工劳动保护特别规定》附录，井下岗位仅限男性",
        "按照《公共场所卫生管理条例》要求，无传染病",
        "因属于法律规定的禁忌劳动范围，限男性",
        "依据《专职消防员招录标准》的规定，身高162cm以上",
    ],
)
def test_a_cited_ground_excuses(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "消防员，身高170cm以上",
        "熟悉《建筑施工安全规范》，男性优先",
        "享受国家法律规定的休假待遇，身高170cm以上",
        "按《劳动法》缴纳社保。限男性",
    ],
)
def test_a_trade_or_a_law_about_something_else_excuses_nothing(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("限\u200b男\u200d性", "sex"),
        ("女\u2060性优\ufeff先", "sex"),
        ("性别\uff1a女\uff0c会开车", "sex"),
        ("身高\uff11\uff16\uff15\uff23\uff2d以上", "appearance_or_height"),
        ("五\u200b官\u200b端\u200b正", "appearance_or_height"),
        ("形象好!!!气质佳~~", "appearance_or_height"),
        ("无\u202e传染\u202c病", "health_carrier"),
        ("【要求】*女性*,有经验", "sex"),
        ("😀女性优先😀", "sex"),
    ],
)
def test_disguise_hides_nothing(text: str, kind: str) -> None:
    posting = said(text)
    assert kind in kinds(posting)
    assert_quoted(posting)


def test_every_text_is_read() -> None:
    words = "限男性"
    for posting in (
        bare_posting(work_conditions=words),
        bare_posting(conditions=Conditions(other=words)),
        bare_posting(apply=words),
        bare_posting(pay=Pay(composition=words)),
    ):
        assert set(kinds(posting)) == {"sex"}


def test_the_gate_names_the_kinds_and_the_law_of_the_day() -> None:
    check = CHECKS["discrimination"].bound({})
    posting = said("女性优先，形象好，已婚已育优先")
    finding = check(posting, context())
    assert finding.outcome == "unmet"
    assert finding.reason.zh == "含有关于性别、婚育状况、相貌身高的限制或者优先条件"
    assert "sex, marital or childbearing status, looks or height" in finding.reason.en
    assert {fact.source for fact in finding.facts} == {"人力资源市场暂行条例", "妇女权益保障法", "就业促进法"}
    assert all(fact.names_its_source for fact in finding.facts)
    assert any(fact.statement.en.endswith("(in force since 2023-01-01)") for fact in finding.facts)
    earlier = Posting(title="x", work_content="女性优先，已婚已育优先", published_on=date(2017, 5, 1))
    assert {fact.source for fact in check(earlier, context()).facts} == {"就业促进法"}
    assert check(good_posting(), context()).outcome == "met"


def test_kinds_can_be_left_to_the_assessor() -> None:
    check = CHECKS["discrimination"].bound({"kinds": ["sex"]})
    assert check(said("形象好"), context()).outcome == "met"
    assert check(said("限男性"), context()).outcome == "unmet"


def test_every_kind_has_its_law() -> None:
    assert all(rule.laws for rule in RULES.values())


@pytest.mark.parametrize(
    "text",
    [
        "年龄18-45周岁",
        "招工要求：16一45岁",
        "年龄：20～50岁之间",
        "年满18周岁",
        "18周岁以上，男女不限",
        "35岁以下",
        "年龄不超过四十岁",
        "三十五周岁以内",
        "90后优先",
        "欢迎95后",
        "年龄40左右",
        "45岁以上勿扰",
        "年\u200b龄\u200b：\uff11\uff18\uff0d\uff13\uff15岁",
        "〖年龄〗\n20\n-35岁",
    ],
)
def test_an_age_bound_is_one(text: str) -> None:
    posting = said(text)
    spans = age_limits(posting)
    assert spans
    for span in spans:
        assert re.search("[0-9０-９一二三四五]", span.quote)
        assert (posting.work_content or "")[span.start : span.end] == span.quote


@pytest.mark.parametrize(
    "text",
    [
        "年龄不限，经验不限",
        "团队平均年龄28岁，氛围好",
        "我们大部分是90后",
        "90后团队，扁平管理",
        "员工平均25岁以下的青年团队",
        "负责3-6岁儿童的英语课",
        "儿童节为员工14岁以下子女发礼物",
        "照护60岁以上老人",
        "最年轻的经理22岁，入司两年",
        "合同3-5年，驾龄10年以上",
        "年轻有活力的团队",
    ],
)
def test_other_ages_are_no_bound(text: str) -> None:
    assert age_limits(said(text)) == ()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("年龄18-45周岁", (18, 45)),
        ("35岁以下", (None, 35)),
        ("25岁以下勿扰", (25, None)),
        ("45岁以上勿投", (None, 45)),
        ("年满十八周岁", (18, None)),
        ("未满16周岁一律不招", (16, None)),
        ("年龄不超过50岁", (None, 50)),
    ],
)
def test_the_ends_of_a_bound(text: str, ends: tuple[int | None, int | None]) -> None:
    (bound,) = bounds(said(text))
    assert (bound.low, bound.high) == ends


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("经验不限", 1.0),
        ("年满18周岁", 0.9),
        ("年满16周岁即可", 0.9),
        ("年龄25岁以上", 0.5),
        ("18-35岁", 0.0),
        ("90后优先", 0.0),
        ("根据《保安服务管理条例》的规定，年龄18-60岁", 1.0),
    ],
)
def test_an_age_bound_costs_points(text: str, score: float) -> None:
    assert CHECKS["age"].bound({})(said(text), context()).score == score


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("年龄15-35岁", True),
        ("年满14周岁即可报名", True),
        ("13周岁以上，年龄13-20", True),
        ("年龄12岁以上均可", True),
        ("初中生也可报名，日结", True),
        ("未满16岁也可以来", True),
        ("16-45岁", False),
        ("不招未满16周岁", False),
        ("严禁使用童工", False),
        ("为6-15岁学员授课", False),
        ("年龄18-30岁", False),
    ],
)
def test_open_to_minors(text: str, *, is_open: bool) -> None:
    assert bool(open_to_minors(said(text))) is is_open
    assert CHECKS["minors"].bound({})(said(text), context()).outcome == ("unmet" if is_open else "met")


@pytest.mark.parametrize(
    "piece", ["男", "女性优先", "0123456789", "18-", "身高", "形象", "岁", "已婚", "藏族、", "优先", "<b>女</b>\u200b"]
)
def test_a_long_text_is_read_to_its_end(piece: str) -> None:
    posting = said(piece * (200_000 // len(piece)) + "。五官端正。年龄18-35岁")
    kinds(posting)
    age_limits(posting)
    open_to_minors(posting)
