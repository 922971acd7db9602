"""Place, type and title against the text: what contradicts and what does not."""

from typing import Any

import pytest

from certreg.checks import location_consistent, title_consistent, type_consistent
from certreg.domain.assessment import Outcome, Span
from certreg.domain.posting import EmploymentType, Location, Party, Posting
from posting_cases import bare_posting, context


def saying(text: str, **changes: Any) -> Posting:
    return bare_posting(work_content=text, **changes)


def quoted(posting: Posting, spans: tuple[Span, ...]) -> list[str]:
    for span in spans:
        text = posting.text_of(span.field)
        assert text is not None
        assert text[span.start : span.end] == span.quote
    return [span.quote for span in spans]


@pytest.mark.parametrize(
    ("changes", "quote"),
    [
        ({"work_content": "工作地点：深圳市龙岗区宝龙工业区"}, "工作地点：深圳市龙岗区宝龙工业区"),
        ({"work_content": "上班地址：江\u200b北区观音桥步行街"}, "上班地址：江\u200b北区观音桥步行街"),
        ({"work_content": "办公地点在成都。"}, "办公地点在成都"),
        ({"work_content": "公司下月搬迁至四川省成都市武侯区"}, "搬迁至四川省成都市武侯区"),
        ({"title": "测试工程师（贵阳）"}, "贵阳"),
        ({"work_content": "工作地点成都，负责接口联调。"}, "工作地点成都，负责接口联调"),
        ({"work_content": "工厂地址；贵阳市花溪区工业园。"}, "工厂地址；贵阳市花溪区工业园"),
        ({"work_content": "工作地点：日本大阪"}, "工作地点：日本大阪"),
        ({"work_content": "全成都都有门店，按住址安排"}, "全成都都有门店"),
    ],
)
def test_a_place_elsewhere(changes: dict[str, Any], quote: str) -> None:
    posting = bare_posting(location=Location(division="500106"), **changes)
    assert quoted(posting, location_consistent.find(posting)) == [quote]


@pytest.mark.parametrize(
    "changes",
    [
        {"work_content": "工作地点：重庆市沙坪坝区大学城"},
        {"work_content": "工作地点：重庆"},
        {"work_content": "面试地点：成都市武侯区"},
        {"work_content": "公司总部位于北京市海淀区"},
        {"work_content": "工作地点：成都、重庆、贵阳任选"},
        {"work_content": "工作地点：全国就近分配"},
        {"work_content": "工作地点交通便利，靠近地铁"},
        {"work_content": "全重庆均有门店，按住址安排"},
        {"work_content": "客户在日本，办公地点在重庆"},
        {"title": "测试工程师（双休）"},
        {"title": "外贸业务员（阿里巴巴国际站）"},
    ],
)
def test_no_other_place(changes: dict[str, Any]) -> None:
    assert location_consistent.find(bare_posting(location=Location(division="500106"), **changes)) == ()


@pytest.mark.parametrize(
    ("place", "text", "moved"),
    [
        ("成都-高新区", "公司年底搬迁至金牛区", ["搬迁至金牛区"]),
        ("成都-高新区", "公司年底搬到高新区新楼", []),
        ("成都", "公司年底搬迁至金牛区", []),
        ("成都-高新区", "工作地点：武侯区", []),
    ],
)
def test_a_move_out_of_a_development_zone(place: str, text: str, moved: list[str]) -> None:
    posting = saying(text, location=Location(division="510100"), verbatim={"location": place})
    assert quoted(posting, location_consistent.find(posting)) == moved


def test_a_former_division_is_its_successor() -> None:
    posting = saying("工作地点：重庆市渝北区龙溪街道", location=Location(division="500157"))
    assert location_consistent.find(posting) == ()


@pytest.mark.parametrize(
    ("changes", "stated", "quote"),
    [
        ({"title": "兼职客服"}, EmploymentType.FULL_TIME, "兼职"),
        ({"title": "暑假工"}, EmploymentType.FULL_TIME, "暑假工"),
        ({"work_content": "本岗位为兼职，时间自由"}, EmploymentType.FULL_TIME, "兼职"),
        ({"work_content": "工作性质：全职"}, EmploymentType.PART_TIME, "全职"),
        ({"title": "运营实习生"}, EmploymentType.FULL_TIME, "实习生"),
    ],
)
def test_another_type(changes: dict[str, Any], stated: EmploymentType, quote: str) -> None:
    posting = bare_posting(employment_type=stated, **changes)
    assert quoted(posting, type_consistent.find(posting)) == [quote]


@pytest.mark.parametrize(
    ("changes", "stated"),
    [
        ({"title": "客服（全职，兼职勿扰）"}, EmploymentType.FULL_TIME),
        ({"title": "客服（全职/兼职）"}, EmploymentType.FULL_TIME),
        ({"title": "兼职客服"}, EmploymentType.PART_TIME),
        ({"title": "实习生管理专员"}, EmploymentType.FULL_TIME),
        ({"work_content": "有兼职经历者优先"}, EmploymentType.FULL_TIME),
    ],
)
def test_the_same_type(changes: dict[str, Any], stated: EmploymentType) -> None:
    assert type_consistent.find(bare_posting(employment_type=stated, **changes)) == ()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("行政文员", "负责带看房源，促成买卖双方成交，维护业主关系"),
        ("房产经纪人", "通过微信与客户沟通，客户主动咨询，公司投放广告，成单率高"),
        ("仓库管理员", "电子厂急招普工，坐班穿普通工衣，组装插件，两班倒，进厂包住，短期工小时工均可"),
        ("房产客服", "我司业务员提成四成，开单即奖，要求对销售有热情"),
        ("客服专员", "每天电话邀约意向客户，开发新客户，完成销售任务"),
        ("出纳", "招聘岗位：送餐员。工作轻松，不限经验"),
        ("前台接待", "推广寿险、车险和理财产品"),
        ("快递员", "进车间穿工衣，流水线作业，两班倒，生产电子产品"),
        ("保洁", "负责排班与人员调配，督促员工遵守制度，做好员工培训"),
        ("普工", "保安公司直招，长期保安包吃住，写字楼站岗巡逻"),
        ("置业顾问", "服勤于大门警卫岗，夜间巡逻，退伍军人优先"),
        ("普工", "网约车司机，公司提供车辆，滴滴平台派单，每日流水六百"),
        ("营养师", "切配菜肴，烧制三餐，保持厨房清洁"),
        ("人事专员", "学舞蹈，在平台跳舞，点舞另有打赏"),
        ("普工", "做过地推，线下推广经验丰富，会拉新"),
        ("销售助理", "撰写文案和软文，有创意"),
        ("普工", "商品上架陈列，收银，及时补货"),
        ("英语翻译", "承担授课，认真备课，组织课堂讨论"),
        ("保安", "在工地门口打扫卫生，冲洗路面"),
        ("资料员", "房源维护，带看客户，促成买卖双方成交，做房产经纪人"),
        ("保险经纪人", "房源维护，带看客户，促成买卖双方成交，做房产经纪"),
        ("普工", "需骑电动车，骑手另有充电补贴"),
        ("市场公关", "公会招主播，做直播，有颜值、有才艺、会唱歌、能跳舞"),
        ("家具设计", "接待顾客，陈列补货，理货上架，收银防损，整理货架"),
        ("招聘专员", "门岗站岗，夜间巡逻，签劳动合同"),
        ("普工", "招聘职位：房地产销售代表15名"),
        ("客服专员", "挖掘客户需求，对已签单的成交客户回访，敢于挑战高薪"),
        ("行政文员", "负责带\u200b看房\u200b源，促成买卖双\u200b方成交"),
        ("送水工", "在工地门口打扫卫生，做清洁杂工"),
        ("销售助理", "提醒逾期客户还款，说明不良记录的后果"),
        ("店员", "做电话客服，接听客户来电，回答客户的问题"),
        ("客服专员", "在房间里做直播，礼物另有分成"),
        ("汽车销售", "做房产经纪人，带客户看房，维护房源，促成买卖双方成交"),
    ],
)
def test_a_title_of_another_job(title: str, text: str) -> None:
    posting = saying(text, title=title)
    spans = title_consistent.find(posting)
    assert quoted(posting, spans)
    finding = title_consistent.check(posting, context(), title_consistent.Params())
    assert finding.outcome is Outcome.UNMET
    assert finding.spans == spans


@pytest.mark.parametrize(
    ("employer", "title", "text", "another"),
    [
        ("某某房地产经纪有限公司", "电话客服", "无责底薪加提成，月入八千", True),
        ("某某房地产经纪有限公司", "电话客服", "接听热线，登记报修，固定工资", False),
        ("某某房地产经纪有限公司", "工程监理", "做高端房产销售，提成高", True),
        ("某某房地产经纪有限公司", "店面督导", "陪同客户看房，维护房源，提成高", True),
        ("某某房地产经纪有限公司", "客户关系管理", "陪同客户看房，提成高", True),
        ("某某房地产经纪有限公司", "客户经理", "陪同客户看房，提成高", False),
        ("某某房地产经纪有限公司", "置业顾问", "陪同客户看房，维护房源，提成高", False),
        ("某某人寿保险公司", "人事经理", "无责底薪加提成，每月领训练津贴", True),
        ("某某人寿保险公司", "人事专员", "维护招聘渠道，办理劳动合同，提成另计，懂寿险优先", False),
        ("某某贸易有限公司", "电话客服", "无责底薪加提成，月入八千", False),
    ],
)
def test_a_trade_that_pays_by_commission(employer: str, title: str, text: str, *, another: bool) -> None:
    posting = saying(text, title=title, employer=Party(name=employer))
    spans = title_consistent.find(posting)
    assert bool(quoted(posting, spans)) is another
    assert not another or spans[0].field == "employer"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("房产经纪人", "负责带看房源，促成买卖双方成交"),
        ("销售代表", "电话邀约意向客户，开发新客户，完成销售任务"),
        ("行政文员", "负责文件收发、会议安排和来访接待"),
        ("客服专员", "无需开发客户，无需电话销售，负责售后答疑"),
        ("Java开发工程师", "负责房源、楼盘数据系统的开发"),
        ("淘宝客服", "回复旺旺咨询，促成交易，处理退换货"),
        ("保洁经理", "负责排班与人员调配，督促员工遵守制度"),
        ("司机", "招聘岗位：司机、送餐员、保安"),
        ("普工", "有坐岗有站岗，在车间组装手机"),
        ("保安经理", "安排巡逻与门岗，管理警卫"),
        ("厨师", "切配菜肴，掌握炒锅"),
        ("淘宝客服", "引导消费，促成订单，处理退换"),
        ("市场专员", "策划地推，组织线下推广"),
        ("送餐员", "无单时由站长组织地推，拉新另有提成"),
        ("仓库管理员", "收货、上架、补货与盘点"),
        ("催收专员", "提醒逾期客户还款，说明不良记录的后果"),
        ("电商售后", "做在线客服，接听客户来电，回答客户的问题"),
    ],
)
def test_a_title_that_fits(title: str, text: str) -> None:
    posting = saying(text, title=title)
    assert title_consistent.find(posting) == ()
    assert title_consistent.check(posting, context(), title_consistent.Params()).outcome is Outcome.MET
