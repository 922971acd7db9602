"""Place, type and title against the text: what contradicts and what does not."""

from typing import Any

import pytest

from certreg.checks import location_consistent, title_consistent, type_consistent
from certreg.domain.assessment import Outcome, Span
from certreg.domain.posting import EmploymentType, Location, Posting
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
        {"title": "测试工程师（双休）"},
        {"title": "外贸业务员（阿里巴巴国际站）"},
    ],
)
def test_no_other_place(changes: dict[str, Any]) -> None:
    assert location_consistent.find(bare_posting(location=Location(division="500106"), **changes)) == ()


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
        ("客服专员", "每天电话邀约意向客户，开发新客户，完成销售任务"),
        ("出纳", "招聘岗位：送餐员。工作轻松，不限经验"),
        ("前台接待", "推广寿险、车险和理财产品"),
        ("快递员", "进车间穿工衣，流水线作业，两班倒，生产电子产品"),
        ("保洁", "负责排班与人员调配，督促员工遵守制度，做好员工培训"),
        ("行政文员", "负责带\u200b看房\u200b源，促成买卖双\u200b方成交"),
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
    ],
)
def test_a_title_that_fits(title: str, text: str) -> None:
    posting = saying(text, title=title)
    assert title_consistent.find(posting) == ()
    assert title_consistent.check(posting, context(), title_consistent.Params()).outcome is Outcome.MET
