"""Completeness: substance, not presence; and left out told apart from not carried by the channel."""

from typing import Any

import pytest

from certreg.checks import CHECKS
from certreg.domain.assessment import Finding
from certreg.domain.posting import Agency, Conditions, Education, Location, Party, Pay, PayPeriod, Posting
from posting_cases import agency_posting, bare_posting, context, good_posting, lacking


def run(name: str, posting: Posting) -> Finding:
    finding = CHECKS[name].bound({})(posting, context())
    for span in finding.spans:
        text = posting.text_of(span.field)
        assert text is not None
        assert text[span.start : span.end] == span.quote
    return finding


COMPLETENESS = [
    "employer_named",
    "headcount_stated",
    "conditions_stated",
    "employment_type_stated",
    "work_content_concrete",
    "work_conditions_stated",
    "address_to_street",
    "pay_stated",
    "validity_stated",
    "apply_way_stated",
]


@pytest.mark.parametrize("name", COMPLETENESS)
def test_a_posting_that_states_everything_meets_it(name: str) -> None:
    assert run(name, good_posting()).outcome == "met"


@pytest.mark.parametrize("name", COMPLETENESS)
def test_what_the_employer_left_out_is_unmet(name: str) -> None:
    assert run(name, bare_posting()).outcome == "unmet"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("employer_named", ["employer"]),
        ("headcount_stated", ["headcount"]),
        ("conditions_stated", ["education", "experience", "work_content"]),
        ("employment_type_stated", ["employment_type"]),
        ("work_content_concrete", ["work_content"]),
        ("work_conditions_stated", ["work_conditions"]),
        ("address_to_street", ["address"]),
        ("pay_stated", ["pay"]),
        ("validity_stated", ["valid_until"]),
        ("apply_way_stated", ["apply"]),
    ],
)
def test_what_the_channel_has_no_place_for_is_unknown(name: str, fields: list[str]) -> None:
    assert run(name, bare_posting(provenance=lacking(*fields))).outcome == "unknown"


@pytest.mark.parametrize(
    ("name", "text", "quote"),
    [
        ("headcount_stated", "招聘人数：５人，要求如下", "招聘人数：５人"),
        ("employment_type_stated", "本岗位为全职，签订劳动合同", "全职"),
        ("validity_stated", "截止日期：2027年05月06日", "截止日期：2027年05月06"),
        ("apply_way_stated", "请将简历发送至hr@example.com", "简历发送至hr@example.com"),
        ("address_to_street", "工作地点：重庆市渝中区中山四路36号，近地铁", "重庆市渝中区中山四路36号"),
    ],
)
def test_the_text_may_say_what_the_channel_has_no_place_for(name: str, text: str, quote: str) -> None:
    channel = lacking("headcount", "employment_type", "valid_until", "apply", "address")
    finding = run(name, bare_posting(work_content=text, provenance=channel))
    assert finding.outcome == "met"
    assert [span.quote for span in finding.spans] == [quote]


@pytest.mark.parametrize("said", ["若干", "若干人", "招若干人", "人数不限"])
def test_several_is_no_headcount(said: str) -> None:
    finding = run("headcount_stated", bare_posting(verbatim={"headcount": said}))
    assert finding.outcome == "unmet"
    assert finding.spans[0].quote == said


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("重庆山城精密机械有限公司", "met"),
        ("兰亭集势（北京）科技有限公司", "met"),
        ("渝北区龙溪街道第一小学", "met"),
        ("金蝶", "partly"),
        ("某知名企业", "unmet"),
        ("北京****科技有限公司", "unmet"),
        ("XX公司", "unmet"),
        ("大型国企集团", "unmet"),
    ],
)
def test_the_employer_is_named_in_full(name: str, outcome: str) -> None:
    assert run("employer_named", bare_posting(employer=Party(name=name))).outcome == outcome


def test_negotiable_pay_is_unmet() -> None:
    posting = bare_posting(pay=Pay(negotiable=True), verbatim={"pay": "薪资面议"})
    finding = run("pay_stated", posting)
    assert finding.outcome == "unmet"
    assert finding.spans[0].quote == "薪资面议"


@pytest.mark.parametrize(
    ("pay", "score"),
    [
        (Pay(min=1, max=2, period=PayPeriod.MONTH, composition="底薪加提成"), 1.0),
        (Pay(min=1, max=2, period=PayPeriod.MONTH, months=13), 1.0),
        (Pay(min=1, max=2, period=PayPeriod.MONTH), 0.7),
        (Pay(min=1, max=2), 0.5),
        (Pay(min=1, period=PayPeriod.MONTH), 0.5),
    ],
)
def test_pay_counts_figures_period_and_composition(pay: Pay, score: float) -> None:
    assert run("pay_stated", bare_posting(pay=pay)).score == score


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("岗位职责：1、负责客户接待；2、整理合同资料；3、录入销售数据；4、完成领导交办的其他工作", 1.0),
        ("岗位职责：负责收银，整理货架，盘点库存", 1.0),
        ("工作内容：1、负责公司产品的销售；2、完成上级安排的其他任务", 0.333),
        ("岗位要求：1、大专以上学历；2、熟悉办公软件；3、有责任心", 0.0),
        ("完成领导交办的工作", 0.0),
        ("职位要求：1、负责整理经营数据；2、跟踪报表问题；3、提出改进方案。任职要求：1、本科以上学历", 1.0),
        ("工作内容：本科以上学历；三年以上经验。岗位要求：从事嵌入式开发；参与方案评审；负责排查故障", 1.0),
        ("岗位要求：1、从事财务工作三年以上经验；2、参与过大型项目；3、有责任心", 0.0),
    ],
)
def test_duties_count_and_demands_do_not(text: str, score: float) -> None:
    assert run("work_content_concrete", bare_posting(work_content=text)).score == score


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("朝九晚五，周末双休，五险一金，包吃住，试用期两个月", 1.0),
        ("８小时工作制；月休４天；缴纳社保；餐补300元", 0.8),
        ("面试时间：9:00-17:00", 0.0),
        ("负责保险产品销售，客户为五金厂", 0.0),
        ("编写测试用例", 0.0),
        ("对试用期员工进行沟通", 0.0),
    ],
)
def test_each_working_condition_counts(text: str, score: float) -> None:
    assert run("work_conditions_stated", bare_posting(work_conditions=text)).score == score


@pytest.mark.parametrize("hours", ["8:00-17:00", "9点至18点", "8:30-次日7:30", "9点到5点半"])
def test_hours_are_quoted_to_their_end(hours: str) -> None:
    spans = run("work_conditions_stated", bare_posting(work_conditions=f"{hours}，双休")).spans
    assert hours in {span.quote for span in spans}


@pytest.mark.parametrize(
    ("location", "score"),
    [
        (Location(division="500103", address="重庆市渝中区中山四路36号"), 1.0),
        (Location(division="500103", address="解放碑步行街"), 1.0),
        (Location(division="500103", address="国际创新大厦A座"), 0.7),
        (Location(division="500103", address="坂田街道"), 0.3),
        (Location(division="500103"), 0.3),
        (Location(division="500000"), 0.0),
    ],
)
def test_the_place_of_work_is_stated_to_the_street(location: Location, score: float) -> None:
    assert run("address_to_street", bare_posting(location=location)).score == score


def test_an_area_named_like_a_street_is_no_address() -> None:
    posting = bare_posting(location=Location(division="310105"), verbatim={"location": "上海·长宁·天山路"})
    assert run("address_to_street", posting).outcome == "partly"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("电话 023-61234567", "met"),
        ("通过本平台投递简历", "met"),
        ("到两江新区金开大道68号现场报名", "met"),
        ("加微信 abc12345 详聊", "unmet"),
        ("王经理 13800138000", "unmet"),
        ("〔手机〕", "unmet"),
        ("有意者请联系我们", "partly"),
    ],
)
def test_a_private_contact_is_no_official_way_to_apply(text: str, outcome: str) -> None:
    assert run("apply_way_stated", bare_posting(apply=text)).outcome == outcome


@pytest.mark.parametrize(
    ("conditions", "score"),
    [
        (Conditions(education=Education.ANY, other="无需经验，会开叉车，有驾驶证"), 1.0),
        (Conditions(education=Education.BACHELOR), 0.333),
        (Conditions(other="熟练使用办公软件，大专以上，３年以上工作经验"), 1.0),
    ],
)
def test_conditions_are_education_experience_and_skills(conditions: Conditions, score: float) -> None:
    assert run("conditions_stated", bare_posting(conditions=conditions)).score == score


@pytest.mark.parametrize(
    ("agency", "outcome"),
    [
        (Agency(name="某人力", seekers_charged=False), "met"),
        (Agency(name="某人力", seekers_charged=True, fee=20_000), "met"),
        (Agency(name="某人力", seekers_charged=True, fee_text="首月工资的 10%"), "met"),
        (Agency(name="某人力", seekers_charged=True), "partly"),
        (Agency(name="某人力"), "unmet"),
        (None, "not_applicable"),
    ],
)
def test_an_agency_states_its_fees(agency: Agency | None, outcome: str) -> None:
    assert run("fees_stated", bare_posting(agency=agency)).outcome == outcome


def test_an_agency_may_say_in_the_text_that_it_is_free() -> None:
    posting = bare_posting(agency=Agency(name="某人力"), work_content="本公司不收取任何费用")
    assert run("fees_stated", posting).outcome == "met"
    assert run("fees_stated", agency_posting()).outcome == "met"


def test_params_are_bound_and_checked(any_bad_params: dict[str, Any]) -> None:
    import msgspec  # noqa: PLC0415 - only here

    with pytest.raises(msgspec.ValidationError):
        CHECKS["work_conditions_stated"].bound(any_bad_params)


@pytest.fixture(params=[{"topics": 0}, {"topics": 6}, {"topics": "five"}, {"unknown": 1}])
def any_bad_params(request: pytest.FixtureRequest) -> dict[str, Any]:
    params: dict[str, Any] = request.param
    return params
