"""What the words of a text add up to, against the title."""

import pytest

from certreg.checks import title_consistent
from certreg.checks.folding import fold
from certreg.checks.words_of_work import spoken
from certreg.domain.assessment import Outcome
from posting_cases import bare_posting, context

SELLING = (
    "负责搜集新客户的资料，向客户介绍产品，与客户沟通并了解需求，维护老客户，开拓市场，洽谈合作，促成订单，达成指标"
)
SELLING_MORE = f"{SELLING}，开发新客户，代理房产、贷款、证券与基金，拜访老客户，完成销售任务，对销售有欲望"
ANSWERING = "接听客户来电，受理客户投诉与咨询，解答疑问，在线回复，记录客户信息，口齿清晰，打字速度快，回访客户"
FILING = "整理并归档文件，收发快递，安排会议，接听转接电话，采购办公用品，登记考勤"
CARING = "为顾客提供皮肤护理与美容服务，保持环境整洁，学习产品知识和专业技术，按摩，接待顾客"


@pytest.mark.parametrize(
    ("title", "text", "own", "other"),
    [
        ("行政文员", SELLING, "administration", "sales"),
        ("人事专员", SELLING, "human_resources", "sales"),
        ("平面设计师", SELLING, "design", "sales"),
        ("前台文员", ANSWERING, "administration", "customer_service"),
        ("营养师", CARING, "medical", "services"),
        ("法语翻译", SELLING, "language", "sales"),
        ("采购员", SELLING, "logistics", "sales"),
        ("酒店服务员", SELLING, "services", "sales"),
        ("售前/售后服务", SELLING_MORE, "customer_service", "sales"),
        ("销售代表", CARING, "sales", "services"),
    ],
)
def test_words_speak_for_another_kind(title: str, text: str, own: str, other: str) -> None:
    folded = fold(text)
    found = spoken(title, "work_content", folded)
    assert found is not None
    assert (found.own, found.other) == (own, other)
    assert 1 <= len(found.spans) <= 4
    assert all(text[span.start : span.end] == span.quote for span in found.spans)
    assert list(found.spans) == sorted(found.spans, key=lambda span: span.start)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("行政文员", FILING),
        ("销售代表", SELLING),
        ("客服专员", ANSWERING),
        ("文员/销售", SELLING),
        ("业务文员", SELLING),
        ("管培生", SELLING),
        ("行政实习生", SELLING),
        ("数据分析师", SELLING),
        ("某某", SELLING),
        ("行政文员", "客户"),
        ("行政文员", ""),
        ("送餐员", SELLING),
        ("快递员", SELLING),
        ("美容师", SELLING),
        ("收银员", SELLING),
        ("售后技术支持", SELLING),
        ("行政文员", FILING + "。" + SELLING[:20]),
    ],
)
def test_words_that_do_not_speak_against_the_title(title: str, text: str) -> None:
    assert spoken(title, "work_content", fold(text)) is None


def test_what_follows_the_board_s_own_categories_does_not_count() -> None:
    assert spoken("行政文员", "work_content", fold(f"{FILING}。职能类别：{SELLING}")) is None
    assert spoken("行政文员", "work_content", fold("，" * 900 + SELLING)) is None


def test_the_reason_names_both_kinds_and_quotes_the_words() -> None:
    posting = bare_posting(title="平面设计师", work_content=SELLING)
    finding = title_consistent.check(posting, context(), title_consistent.Params())
    assert finding.outcome is Outcome.UNMET
    assert finding.reason is not None
    assert "设计" in finding.reason.zh
    assert "销售" in finding.reason.zh
    assert "design" in finding.reason.en
    assert "sales" in finding.reason.en
    assert finding.spans
    assert all(span.quote in finding.reason.zh and span.quote in finding.reason.en for span in finding.spans)
