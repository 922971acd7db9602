"""What a posting may not ask, sell, promise or hide: charges, adverts, hype, private contacts, undisclosed agency."""

from typing import Any

import pytest

from certreg.checks import CHECKS, advert, agency_disclosed, charges, exaggerated, private_contact
from certreg.domain.assessment import Finding
from certreg.domain.posting import Agency, EmploymentType, Party, Posting
from posting_cases import agency_posting, bare_posting, context, good_posting

NAMES = ["charges", "advert", "exaggerated", "private_contact", "agency_disclosed"]
FIND = {
    "charges": charges.find,
    "advert": advert.find,
    "exaggerated": exaggerated.find,
    "private_contact": private_contact.find,
    "agency_disclosed": agency_disclosed.find,
}


def run(name: str, posting: Posting) -> Finding:
    finding: Finding = CHECKS[name].bound({})(posting, context())
    for span in finding.spans:
        text = posting.text_of(span.field)
        assert text is not None
        assert text[span.start : span.end] == span.quote != ""
    return finding


def quotes(name: str, text: str, **changes: Any) -> list[str]:
    return [span.quote for span in FIND[name](bare_posting(work_content=text, **changes))]


@pytest.mark.parametrize("name", NAMES)
def test_a_good_posting_meets_it(name: str) -> None:
    assert run(name, good_posting()).outcome == "met"
    assert FIND[name](good_posting()) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_bare_posting_meets_it(name: str) -> None:
    assert run(name, bare_posting()).outcome == "met"


CHARGES = [
    ("入职需交押金300元，离职时退", "交押金"),
    ("工装费２００元，从首月扣", "工装费２００元"),
    ("进厂体检费自理", "体检费自理"),
    ("健康证自费办理", "健康证自费"),
    ("请自备体检费用", "自备体检"),
    ("入职缴纳服装保证金", "缴纳服装保证金"),
    ("试用期发放工资的70%，满两个月返还30%", "返还30%"),
    ("报到时扣押身份证原件一周", "扣押身份证"),
    ("学费可从工资中扣除", "学费可从工资中扣"),
    ("可办理培训贷，边学边还", "培训贷"),
    ("报名费50元/人，当场交", "报名费50元"),
    ("租车押金1万，随时提车", "押金1万"),
]
NO_CHARGES = [
    "本公司不收押金、服装费、培训费",
    "不会以任何名义向应聘者收取押金300元之类的费用",
    "无押金，无中介费，直接入职",
    "凡收取报名费、体检费的都是骗子，请举报",
    "谨防骗子收取押金500元",
    "入职体检费由公司报销",
    "免收培训费，免费提供工服",
    "负责收取客户押金并开票",
    "负责投标保证金的缴纳与退还",
    "协助家长缴纳学费",
    "加班费按国家规定发放，另有伙食补贴",
    "平时加班费20元/小时，全勤奖200元",
    "不扣押任何证件",
    "面试请携带身份证复印件",
    "客户付定金后安排生产",
    "员工外训学费报销",
    "产品售出后30日内可退还20%货款",
]


@pytest.mark.parametrize(("text", "quote"), CHARGES)
def test_a_charge_is_found(text: str, quote: str) -> None:
    assert quote in quotes("charges", text)
    assert run("charges", bare_posting(work_content=text)).outcome == "unmet"


@pytest.mark.parametrize("text", NO_CHARGES)
def test_a_denied_or_another_s_charge_is_none(text: str) -> None:
    assert quotes("charges", text) == []


def agency_of(**changes: Any) -> Agency:
    return Agency(name="重庆示例人力资源有限公司", **changes)


@pytest.mark.parametrize(
    ("agency", "text", "outcome"),
    [
        (agency_of(seekers_charged=True, fee=50_000), "中介费500元，入职后付", "met"),
        (agency_of(seekers_charged=True, fee=50_000), "中介费800元，入职后付", "unmet"),
        (agency_of(seekers_charged=False), "另收服务费300元", "unmet"),
        (agency_of(seekers_charged=False), "不收取服务费300元之类的费用", "met"),
        (agency_of(seekers_charged=True, fee_text="每人500元，分两次"), "介绍费500元", "met"),
        (agency_of(seekers_charged=True, fee=50_000), "中介费500元，另交押金200元", "unmet"),
        (None, "中介费500元，入职后付", "unmet"),
    ],
)
def test_an_agency_s_fee_is_that_of_its_field(agency: Agency | None, text: str, outcome: str) -> None:
    assert run("charges", bare_posting(agency=agency, work_content=text)).outcome == outcome


ADVERTS = [
    ("火锅品牌面向全国诚招加盟商，免费考察", "诚招加盟商"),
    ("投资3万起，轻松当老板", "投资3万起"),
    ("急用钱？凭身份证即可贷", "急用钱"),
    ("学费全免入学，包就业，签就业协议", "学费全免"),
    ("电动车以租代购，押金低", "以租代购，押金"),
    ("在家刷单，一单一结", "刷单"),
    ("专注外墙工程二十年，以质量求生存，信誉第一，竭诚服务各界朋友，欢迎莅临参观考察指导", "信誉"),
]
NO_ADVERTS = [
    "负责品牌招商加盟，邀约意向加盟商来访洽谈",
    "欢迎加盟我们的团队",
    "负责诚招代理商的渠道拓展",
    "有师傅带，包教包会，计件工资",
    "负责贷款产品的电话销售，熟悉无抵押放款流程",
    "本公司非刷单，正规办公室工作",
    "反欺诈风控：识别刷单行为",
    "公司成立于2008年，是一家行业领先的机械企业，现招聘车工，要求有经验，待遇优厚，负责零件加工",
    "负责校区课程顾问工作，接待家长，安排免费试听",
]


@pytest.mark.parametrize(("text", "quote"), ADVERTS)
def test_an_advert_is_found(text: str, quote: str) -> None:
    assert quote in quotes("advert", text)


@pytest.mark.parametrize("text", NO_ADVERTS)
def test_a_job_near_such_business_is_no_advert(text: str) -> None:
    assert quotes("advert", text) == []


HYPE = [
    ("跟着我们干，轻松月入过万", "轻松月入"),
    ("多劳多得，收入上不封顶", "不封顶"),
    ("综合工资6000-20000元（上不封顶）", "不封顶"),
    ("年薪百万不是梦", "年薪百万"),
    ("升职加薪不是梦", "不是梦"),
    ("保证月入过万", "保证月入过万"),
    ("门店人均月收入1.5万以上", "人均月收入1.5万"),
    ("提成点数全行业最高", "全行业最高"),
    ("面试不严，来就能上班", "面试不严"),
    ("工作轻松又不累", "轻松又不累"),
    ("跟对人，躺赚不是难事", "躺赚"),
    ("欢迎挑战百万年薪的你", "百万年薪"),
    ("年收入可达100万", "年收入可达100万"),
    ("新人月均1.5万，主管月均4万", "月均1.5万"),
    ("优秀员工月工资过2万", "工资过2万"),
    ("技能熟练月均轻松1万以上", "月均轻松1万"),
    ("三年内买房、买车", "买房、买车"),
    ("坐班，环境好，工资高。机会难得", "工资高。机会难得"),
    ("业务主任平均20000-50000元/月", "平均20000-50000元/月"),
    ("提成丰厚，平均一个月一万到两万", "平均一个月一万"),
    ("工作轻松，易上手", "轻松，易上手"),
    ("给你舞台，换你一生美梦", "一生美梦"),
]
NO_HYPE = [
    "底薪4000元，提成不封顶",
    "团队奖励上不封顶",
    "工作氛围轻松，同事友好",
    "年假无上限：满一年加一天",
    "朝九晚五不是梦",
    "公司产品市场占有率全国最高",
    "系统日均处理订单20万笔",
    "平均价格为300万的房源",
    "月薪8000-12000元，13薪",
    "每天处理上万条数据",
    "请勿轻信月入过万之类的广告",
    "不愿付出，却想着月入过万，那是做梦",
    "平台开放，能力无上限",
    "绩效提成（1000~4000上不封顶）",
    "固定底薪+上不封顶高提成",
    "月均工作22天，主管月均4千元",
    "岗位平均年龄28岁，团队轻松愉快",
    "平均每月出差5-10天",
]


@pytest.mark.parametrize(("text", "quote"), HYPE)
def test_hype_is_found(text: str, quote: str) -> None:
    assert quote in quotes("exaggerated", text)


@pytest.mark.parametrize("text", NO_HYPE)
def test_plain_terms_are_no_hype(text: str) -> None:
    assert quotes("exaggerated", text) == []


CONTACTS = [
    ("有意者加微信：abc_12345", "微信：abc_12345"),
    ("详情也可咨询，微X同步", "微X同步"),
    ("联系电话 13912345678 王先生", "13912345678"),
    ("联系电话 １３９１２３４５６７８", "１３９１２３４５６７８"),
    ("简历发〔手机〕", "〔手机〕"),
    ("请联系〔联系人〕", "〔联系人〕"),
    ("有问题可直接电话咨询", "电话咨询"),
    ("有意者请来电了解", "来电了解"),
    ("编辑短信发给我即可", "编辑短信"),
    ("合适请私聊", "私聊"),
    ("报名方式：姓名+年龄发到群里", "姓名+年龄"),
    ("请拨打店长电话报名", "拨打店长电话"),
    ("QQ号：12345678", "QQ号：12345678"),
    ("联系人：李经理", "联系人：李经理"),
    ("电话报名优先安排", "电话报名"),
    ("欢迎有能力者来电咨询", "来电咨询"),
    ("联系方式：*************", "联系方式：*************"),
    ("报名直接打我电话或加同号码微信", "同号码微信"),
    ("有兴趣请直接致电，新手有人带", "直接致电"),
    ("可致电彭主管预约进厂", "致电彭主管"),
    ("请直接联系下方孔主任", "联系下方孔主任"),
    ("有意者投递或致电负责人黄小明", "致电负责人黄小"),
    ("联系人：江林警示信息", "联系人：江"),
    ("如有意向请直接联系下方电话", "联系下方电话"),
    ("报名：姓名和年龄发到微信或短信", "到微信"),
    ("有意者欢迎来电，请不要投简历", "来电，请不要投"),
    ("想买车的师傅请联系我", "请联系我"),
    ("手机后四位请看【138】一栏", "【138】"),
    ("主动电话联系者优先录取", "电话联系"),
    ("到站出来打电话", "出来打电话"),
    ("有意者请来电！陈经理", "请来电！"),
    ("人员较多，打电话可更好地获得面试机会", "打电话"),
    ("联系电话 陈楷 欢迎你", "联系电话 陈楷"),
    ("可以主动联系我，优先安排面试", "主动联系我"),
]
NO_CONTACTS = [
    "欢迎来电或投递简历",
    "通过电话、微信与客户沟通",
    "负责接听客户来电咨询",
    "负责引导用户加微信",
    "简历通过后将电话联系您面试",
    "负责微信公众号运营，熟悉微信小程序",
    "电话客服专员",
    "成功案例：〔联系人〕，入职一年升主管",
    "咨询电话：023-61234567",
    "点击“立即沟通”即可",
    "投递格式：姓名+年龄，发送至邮箱",
    "订单号1391234567800001",
    "岗位职责：接打电话，录入订单",
    "审核后给您电话联系",
    "欢迎来电咨询",
    "有意者可投递简历或电话咨询",
    "岗位职责：打电话，见客户",
    "前台主要负责接待，拨打电话。",
    "纯文职，不需要打电话、营销",
    "联系方式：\n公司名称：渝北某电子商务公司",
    "请联系我们的人事部",
    "负责联系客户经理、项目经理跟进回款",
    "负责联系方案经理",
]


@pytest.mark.parametrize(("text", "quote"), CONTACTS)
def test_a_private_contact_is_found(text: str, quote: str) -> None:
    assert quote in quotes("private_contact", text)


@pytest.mark.parametrize("text", NO_CONTACTS)
def test_office_lines_and_tools_of_work_are_no_private_contact(text: str) -> None:
    assert quotes("private_contact", text) == []


AGENCY = [
    ("本岗位为外包岗位，介意勿投", "为外包"),
    ("需长期驻场，地点在渝北", "驻场"),
    ("入职后外派至某银行总行", "外派至"),
    ("该岗位为某大型国有集团招聘", "该岗位为某大型国有集团招聘"),
    ("用工方式：劳务派遣", "用工方式：劳务派遣"),
    ("代招文员两名", "代招"),
    ("办公地点一般在客户现场", "办公地点一般在客户现场"),
]
NO_AGENCY = [
    "正式合同，非劳务派遣",
    "公司自有项目，不是外包",
    "负责外包人员的日常管理",
    "负责管理驻场供应商",
    "能适应短期驻场和出差",
    "享受外派学习机会",
    "中介勿扰，不接受代招",
]


@pytest.mark.parametrize(("text", "quote"), AGENCY)
def test_undisclosed_agency_is_found(text: str, quote: str) -> None:
    assert quote in quotes("agency_disclosed", text)


@pytest.mark.parametrize("text", NO_AGENCY)
def test_who_employs_for_itself_is_direct(text: str) -> None:
    assert quotes("agency_disclosed", text) == []


@pytest.mark.parametrize(
    ("employer", "title", "text", "found"),
    [
        ("重庆某某劳务派遣有限公司", "普工", "组装电子产品", True),
        ("重庆某某人力资源有限公司", "招聘专员", "负责为客户企业招人", False),
        ("重庆某某企业管理有限公司", "包装工", "流水线包装", True),
        ("重庆某某企业管理有限公司", "出纳", "负责日常收支", False),
        ("重庆某某餐饮企业管理有限公司", "保洁", "门店保洁", False),
        ("重庆某某网络科技有限公司", "前端工程师", "负责网页开发", False),
        ("重庆某某网络科技有限公司", "客服", "本公司主要生产手机配件，普通工衣", True),
        ("重庆某某管理咨询有限公司", "嵌入式工程师", "负责驱动开发", True),
        ("重庆某某投资有限公司", "普工", "穿普通工衣，坐着上班", True),
        ("重庆某某投资管理有限公司", "导购", "在酒店收拾餐具，人走账清", True),
        ("重庆某某投资咨询有限公司", "算法工程师", "研究语义分析", False),
        ("重庆某某实业有限公司", "普工", "带行李到招募中心集合", True),
        ("重庆某某艺术有限公司", "舞蹈演员", "驻场演出，每晚两场", False),
        ("重庆某某科技有限公司", "前端工程师", "外派百度，负责页面", True),
        ("重庆某某软件有限公司", "前端工程师（华润项目）", "负责页面", True),
        ("重庆某某保安服务有限公司", "保安", "在小区值勤", False),
        ("重庆某某电子有限公司", "普工", "工厂直招", False),
    ],
)
def test_the_employer_s_trade_tells_whose_job_it_is(employer: str, title: str, text: str, *, found: bool) -> None:
    posting = bare_posting(title=title, employer=Party(name=employer), work_content=text)
    assert bool(agency_disclosed.find(posting)) is found
    assert run("agency_disclosed", posting).outcome == ("unmet" if found else "met")


def test_an_agency_that_says_so_is_none_of_its_business() -> None:
    assert run("agency_disclosed", agency_posting(work_content="劳务派遣岗位")).outcome == "not_applicable"


def test_dispatch_as_type_of_employment_is_no_direct_posting() -> None:
    typed = bare_posting(employment_type=EmploymentType.DISPATCH)
    assert run("agency_disclosed", typed).outcome == "unmet"
    said = bare_posting(employment_type=EmploymentType.DISPATCH, verbatim={"employment_type": "派遣制"})
    assert [span.quote for span in agency_disclosed.find(said)] == ["派遣制"]


@pytest.mark.parametrize(
    ("name", "text", "quote"),
    [
        ("charges", "体检\u200b费自\u2060理", "体检\u200b费自\u2060理"),
        ("charges", "<p>押金\ufeff５００元</p>", "押金\ufeff５００元"),
        ("exaggerated", "轻\u200b松\u200b月\u200b入过万😀", "轻\u200b松\u200b月\u200b入"),
        ("private_contact", "加\u200b微\u200b信聊", "加\u200b微\u200b信"),
        ("private_contact", "１\u200b３９１２３４５６７８", "１\u200b３９１２３４５６７８"),
        ("agency_disclosed", "\u202e外\u200b包岗\u202c", "外\u200b包岗"),
        ("advert", "诚\u200d招加\u200b盟商", "诚\u200d招加\u200b盟商"),
    ],
)
def test_hidden_characters_hide_nothing(name: str, text: str, quote: str) -> None:
    assert quote in quotes(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("charges", "押金1万" + "、" * 500_000),
        ("charges", "1" * 100_000 + "体检费自理"),
        ("exaggerated", "平均" * 200_000 + "收入上不封顶"),
        ("private_contact", "打电话" * 200_000 + "加微信"),
        ("private_contact", "1" * 1_000_000 + "，13912345678"),
        ("agency_disclosed", "外派" * 300_000 + "外包岗"),
        ("advert", "诚招" * 300_000 + "诚招加盟商"),
        ("advert", "<b>😀</b>" * 50_000 + "诚招加盟商"),
    ],
)
def test_long_hostile_text_hides_nothing(name: str, text: str) -> None:
    finding = run(name, bare_posting(work_content=text))
    assert finding.outcome == "unmet"
    assert len(finding.spans) <= 20
