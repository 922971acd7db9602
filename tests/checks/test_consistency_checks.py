"""Pay and conditions in the text against the fields: what contradicts and what does not."""

from typing import Any

import pytest

from certreg.checks import (
    education_consistent,
    experience_consistent,
    location_consistent,
    pay_consistent,
    title_consistent,
    type_consistent,
)
from certreg.domain.assessment import Outcome, Span
from certreg.domain.posting import (
    Conditions,
    Education,
    EmploymentType,
    Experience,
    Location,
    Pay,
    PayPeriod,
    Posting,
)
from posting_cases import bare_posting, context

MONTH = PayPeriod.MONTH


def saying(text: str, **changes: Any) -> Posting:
    return bare_posting(work_content=text, **changes)


def quoted(posting: Posting, spans: tuple[Span, ...]) -> list[str]:
    for span in spans:
        text = posting.text_of(span.field)
        assert text is not None
        assert text[span.start : span.end] == span.quote
    return [span.quote for span in spans]


def yuan(low: int, high: int | None, period: PayPeriod = MONTH, **more: Any) -> Pay:
    return Pay(min=low * 100, max=None if high is None else high * 100, period=period, **more)


@pytest.mark.parametrize(
    ("text", "stated", "quote"),
    [
        ("薪酬：综合工资4000-5500元，包住", yuan(6000, 8000), "薪酬：综合工资4000-5500元"),
        ("月薪8千到1万2，五险一金", yuan(6000, 7000), "月薪8千到1万"),
        ("月综合收入：６０００～９０００元／月", yuan(4000, 5000), "月综合收入：６０００～９０００元／月"),
        ("转正后到手5000一6800元", yuan(8000, 12000), "到手5000一6800元"),
        ("月薪5K-7K，双休", yuan(9000, 12000), "月薪5K-7K"),
        ("月\u200b薪50\u200b00-60\u200b00元，双休", yuan(9000, 12000), "月\u200b薪50\u200b00-60\u200b00元"),
        ("年薪30-40万，另有奖金", yuan(6000, 8000), "年薪30-40万"),
        ("日薪600-800元", yuan(4000, 5000), "日薪600-800元"),
        ("月薪9000元以上", yuan(4000, 6000), "月薪9000元以上"),
        ("包吃包住，4500元—5500元/月", yuan(6000, 8000), "4500元—5500元/月"),
        ("综合薪资范围是\n4000-5000元", yuan(5000, 7000), "综合薪资范围是\n4000-5000元"),
        ("工资基本都在3500-6000之间", yuan(4500, 6000), "工资基本都在3500-6000"),
        ("底薪+提成可达4000-20000元", yuan(4000, 8000), "底薪+提成可达4000-20000元"),
        ("月收入4500-5500元", yuan(5000, 6000), "月收入4500-5500元"),
        ("平均收入5000-10000元以上", yuan(3000, 5000), "平均收入5000-10000元以上"),
        ("月收入4500-6000元；夜班月收入4500-5600元；短工月收入4800-5500元", yuan(4500, 8000), "月收入4500-6000元"),
        ("两班倒，2800元/月——4200元/月", yuan(3500, 5500), "2800元/月——4200元/月"),
        ("全职期：3500-6000元/月班次：三班", yuan(4000, 6000), "3500-6000元/月"),
        ("包吃包住：5500-7500，长期招工", yuan(4500, 5500), "包吃包住：5500-7500"),
        ("试用期1个月，转正后综合工资4000-5000元", yuan(6000, 8000), "综合工资4000-5000元"),
    ],
)
def test_pay_that_differs(text: str, stated: Pay, quote: str) -> None:
    posting = saying(text, pay=stated)
    assert quoted(posting, pay_consistent.find(posting)) == [quote]
    finding = pay_consistent.check(posting, context(), pay_consistent.Params())
    assert finding.outcome is Outcome.UNMET


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("底薪3000元，加提成", yuan(8000, 12000)),
        ("无责任底薪4000-5000元+提成+奖金", yuan(8000, 12000)),
        ("综合工资8000-12000元", yuan(8000, 12000)),
        ("综合工资8500-12500元", yuan(8000, 12000)),
        ("试用期工资3000-3500元，转正后另谈", yuan(6000, 8000)),
        ("日薪100-150元", yuan(3000, 3000)),
        ("时薪18-22元", yuan(4500, 6000)),
        ("年薪10-15万", yuan(8000, 12000)),
        ("初级：月薪5000-6000元；中级：月薪6000-8000元；高级：月薪8000-10000元", yuan(5000, 10000)),
        ("综合薪资3000-60003、包食宿", yuan(3000, 6000)),
        ("平均工资8500-9500元", yuan(8000, 12000)),
        ("月薪8000左右", yuan(7000, 9000)),
        ("店长月薪12000-15000元", yuan(5000, 7000)),
        ("工资每月15号发放，注册资金5000万元，员工1000-2000人", yuan(5000, 7000)),
        ("月薪4000-6000新币", yuan(20000, 30000)),
        ("试用期2个月，工资不低于4400元；双休", yuan(5500, 7000)),
        ("试用期2个月，试用期工资不低于4400元", yuan(5500, 7000)),
        ("试用期待遇：包吃包住，月收入4500-5600元", yuan(6000, 8000)),
        ("前三个月平均工资4500元，之后另计", yuan(6000, 8000)),
        ("1-3个月平均4500-6000元", yuan(8000, 12000)),
        ("五年可晋升为业务总监（月均工资30万）", yuan(8000, 16000)),
        ("月综合流水9000元", yuan(4000, 6000)),
        ("在职人员人均8万年薪", yuan(5000, 8000)),
        ("提成收入5-8元/单", yuan(5000, 8000)),
        ("3：工资3000-55004：月休4天", yuan(3000, 5500)),
        ("月薪5000元，绩效1000元，提成2000-3000元", yuan(8000, 9000)),
        ("月固定收入：4600-6000/月+提成", yuan(15001, 20000)),
        ("待遇（1750-5400）培训津贴，另有佣金", yuan(8000, 12000)),
        ("入职第1--3个月普遍工资7K-8K左右", yuan(5000, 12000)),
        ("收入=全公司近10000名同事的平均", yuan(3000, 5000)),
        ("工资5000-8000元以上", yuan(5000, 10000)),
        ("综合工资60000-10000元", yuan(6000, 12000)),
        ("包吃住：4500-6500/月。小时工收入：4500-5200/月", yuan(4500, 6500)),
        ("巡逻岗工资3500元；内保月工资5000元；校园岗月工资3800-4500元", yuan(3300, 5200)),
        ("月薪4000-6000元", Pay(negotiable=True)),
    ],
)
def test_pay_that_agrees_or_is_no_total(text: str, stated: Pay) -> None:
    posting = saying(text, pay=stated)
    assert pay_consistent.find(posting) == ()
    assert pay_consistent.check(posting, context(), pay_consistent.Params()).outcome is Outcome.MET


def test_pay_in_the_title() -> None:
    posting = saying("双休", title="开发工程师(15K-20K)", pay=yuan(8000, 10000))
    assert quoted(posting, pay_consistent.find(posting)) == ["15K-20K"]


@pytest.mark.parametrize(
    ("text", "stated", "quote"),
    [
        ("任职要求：大专及以上学历", Education.ANY, "大专及以上学历"),
        ("1、统招本科学历；2、吃苦耐劳", Education.ASSOCIATE, "本科学历"),
        ("高中或中专以上文化", Education.ASSOCIATE, "高中或中专以上文化"),
        ("学历不限，肯学就行", Education.BACHELOR, "学历不限"),
        ("大\u200b专（含）以\u200b上学历", Education.ANY, "大\u200b专（含）以\u200b上学历"),
        ("学历要求：硕士", Education.BACHELOR, "硕士"),
        ("大专及同等以上学历，会开车", Education.SENIOR_HIGH, "大专及同等以上学历"),
        ("高中（中专）及以上学历", Education.ANY, "高中（中专）及以上学历"),
        ("本科计算机相关专业毕业；熟悉网络", Education.ASSOCIATE, "本科"),
        ("本科 2年以上开发经验", Education.ASSOCIATE, "本科"),
        ("本科或以上学历（会计专业优先）", Education.ASSOCIATE, "本科或以上学历"),
        ("初中及以上学历，优秀的应届生也可以考虑", Education.ANY, "初中及以上学历"),
        ("大专以上学历，可接受应届毕业生", Education.ANY, "大专以上学历"),
        ("本科及以上学历（优秀文科生也可接受）", Education.ASSOCIATE, "本科及以上学历"),
        ("大专以上学历（有经验的中专、高中亦可）", Education.ANY, "大专以上学历"),
    ],
)
def test_education_that_differs(text: str, stated: Education, quote: str) -> None:
    posting = saying(text, conditions=Conditions(education=stated))
    assert quoted(posting, education_consistent.find(posting)) == [quote]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("专科以上学历", Education.ASSOCIATE),
        ("高中以上学历", Education.VOCATIONAL),
        ("大专以上学历优先", Education.ANY),
        ("大专以上学历，能力优秀者可放宽至高中", Education.SENIOR_HIGH),
        ("本科以上学历，硕士优先", Education.BACHELOR),
        ("研究生学历，优秀本科生也行", Education.BACHELOR),
        ("全日制本科2年以上或者大专3年以上工作经验", Education.ASSOCIATE),
        ("中专及大专以上学历", Education.VOCATIONAL),
        ("大专以上，有客服经验可放宽至中专", Education.VOCATIONAL),
        ("高中以上学历，有经验者可放宽要求", Education.ANY),
        ("大专学历每月加100元，本科学历每月加200元", Education.ANY),
        ("负责高中数学课程辅导，面向本科院校招生", Education.ANY),
        ("我们的团队90%为硕士以上学历", Education.ASSOCIATE),
        ("文员要求大专学历，普工要求初中学历", Education.JUNIOR_HIGH),
        ("硕士/博士研究生学历", Education.DOCTOR),
        ("小学以上学历", Education.ANY),
    ],
)
def test_education_that_agrees(text: str, stated: Education) -> None:
    assert education_consistent.find(saying(text, conditions=Conditions(education=stated))) == ()


@pytest.mark.parametrize(
    ("text", "stated", "quote"),
    [
        ("有2年以上相关工作经验", Experience(), "2年以上"),
        ("1.两年以上销售经验", Experience(), "两年以上"),
        ("三年以上开发经验", Experience(min_years=5, max_years=10), "三年以上"),
        ("2年以上同岗位经验", Experience(min_years=1, max_years=2), "2年以上"),
        ("１、３年及以上会计经验", Experience(max_years=0), "３年及以上"),
        ("从事设计工作5年以上，能独立带队", Experience(min_years=1, max_years=3), "5年以上"),
        ("1年以上经验，其中3年\u200b以上管理经验", Experience(min_years=1), "3年\u200b以上"),
        ("8、管理好团队 9.拥有1年以上销售经验", Experience(), "1年以上"),
        ("岗位要求：1、有收银工作经验；2、吃苦耐劳", Experience(), "有收银工作经验"),
        ("要求有汽车抛光经验，男女不限", Experience(), "要求有汽车抛光经验"),
        ("1.须有半年以上足疗经验 2.身体健康", Experience(), "须有半年以上足疗经验"),
    ],
)
def test_experience_that_differs(text: str, stated: Experience, quote: str) -> None:
    posting = saying(text, conditions=Conditions(experience=stated))
    assert quoted(posting, experience_consistent.find(posting)) == [quote]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("2年以上工作经验", Experience(min_years=1, max_years=3)),
        ("3年以上工作经验", Experience(min_years=3, max_years=5)),
        ("有2年以上经验者优先", Experience()),
        ("1年以上相关经验，可接收应届生", Experience()),
        ("公司有20年行业经验", Experience()),
        ("团队成员平均10年以上开发经验", Experience()),
        ("年满18周岁，入职1年以上可晋升", Experience()),
        ("无需经验，带薪培训", Experience()),
        ("航海类专业或三年水上工作经验", Experience(min_years=1)),
        ("有收银工作经验者优先", Experience()),
        ("有收银经验，形象好者优先", Experience()),
        ("有一定的销售经验", Experience()),
        ("有使用数据库的经验", Experience()),
        ("1、有销售工作经验；2、无经验也可培训", Experience()),
        ("有销售工作经验；双休", Experience(min_years=1, max_years=3)),
        ("优先考虑：1、有独立的项目经验；2、会英语", Experience()),
        ("公司有多年行业经验，等你加入", Experience()),
    ],
)
def test_experience_that_agrees(text: str, stated: Experience) -> None:
    assert experience_consistent.find(saying(text, conditions=Conditions(experience=stated))) == ()


@pytest.mark.parametrize(
    "module",
    [
        education_consistent,
        experience_consistent,
        location_consistent,
        pay_consistent,
        title_consistent,
        type_consistent,
    ],
)
def test_a_bare_posting_is_unmet_and_endless_ones_are_read(module: Any) -> None:
    assert module.check(bare_posting(), context(), module.Params()).outcome is Outcome.UNMET
    for text in (
        "1" * 100_000,
        "月薪" * 50_000,
        "大专" * 50_000,
        "工作地点：" * 20_000,
        "3年" * 50_000,
        "有经验" * 50_000,
        "1-" * 50_000,
    ):
        posting = saying(
            text,
            conditions=Conditions(education=Education.ANY, experience=Experience()),
            location=Location(division="500106"),
            pay=yuan(5000, 7000),
            employment_type=EmploymentType.FULL_TIME,
        )
        quoted(posting, module.find(posting))
