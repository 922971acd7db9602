"""C-work-conditions: hours, rest days, insurance, meals or lodging, probation (notice 3(1), 工作条件).

Each counts. Measured against careful reading of 240 postings (rest days leaves out annual leave, which the readers
left out too); figures are in docs/criteria.md.
"""

import re
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.grading import graded
from certreg.checks.patterns import DIGITS, NUMERALS, fan
from certreg.checks.search import AnyOf, hits
from certreg.checks.wording import by_missing
from certreg.domain.assessment import Finding, Span
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Full points from `topics` of the five topics on."""

    topics: Annotated[int, Meta(ge=1, le=5)] = 5


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """In proportion to the topics that any text states."""
    del context
    spans: list[Span] = []
    missing = _ALL
    for topic in _WORDS.that_may_hit(posting):
        span = stated(posting, TOPICS[topic][1])
        if span is not None:
            missing ^= 1 << topic
            spans.append(span)
    if not spans:
        return _ABSENT.in_channel(posting, "work_conditions")
    return graded(len(spans) / params.topics, _REASONS[missing], spans=tuple(spans))


def stated(posting: Posting, pattern: re.Pattern[str]) -> Span | None:
    """The first words on a topic that do not speak of the interview (面试时间：9:00-17:00)."""
    for field, folded, match in hits(posting, pattern):
        if "面试" not in folded.text[max(0, match.start() - _BEFORE) : match.start()]:
            return folded.span(field, *match.span())
    return None


_BEFORE: Final = 12
_N: Final = f"[{NUMERALS}]"
_CLOCK: Final = (
    r"[0-9]?[:点时][0-9]{0,2}半?分?(?:上班)?\s{0,3}[-~—–―─至到]{1,3}\s{0,3}"
    r"(?:次日|第二天|凌晨|下午|晚上?|傍晚|早上?)?[0-9]{1,2}[:点时半](?:[0-5][0-9]分?|半)?"
)
_HOURS: Final = re.compile(
    "|".join(
        (
            "朝[七八九十]晚[四五六七八九]|弹性(?:工作|上下?班|时间|工时|打卡|办公)|长白班|常白班|坐班|时间自由|自由安排时间",
            fan("两二三四", "班(?:[倒轮]|制)"),
            fan("早中晚夜轮倒", "班(?!补[助贴]|津贴|费)"),
            "两班",
            fan(
                ("每天", "每日", "一天", "日均", "工作", "上班", "时长", "全天"),
                rf"[^,。;{NUMERALS}]{{0,4}}{_N}{{1,3}}(?:\.5)?(?:[-~—至到]{_N}{{1,2}})?(?:个?多?半?小时|个半?钟)",
            ),
            fan(NUMERALS, rf"{_N}?个?小时(?:工作|上班|制|左右|/天|每天|一天|,)"),
            fan("5五八", "天[8八]小时"),
            fan(DIGITS, _CLOCK),
            fan(
                ("早", "上午"),
                rf"上?{_N}{{1,2}}(?:[:点时][0-9]{{0,2}}半?)?\s{{0,3}}[-~—–到至,]{{0,2}}(?:下午|晚上?){_N}{{1,2}}",
            ),
            r"工作时间:[^。;\n薪资元]{0,15}[0-9](?![、)]|\.[^0-9])",
        )
    )
)
_REST: Final = re.compile(
    "|".join(
        (
            "双休|单休|大小[周休]|固定休|公休|寒暑假|周末(?:休|两天)|节假日(?:正常)?(?:休|放假)|法定(?!节?假?日?(?:加班)?(?:[三3][薪倍]|加班))(?:节?假|休|的?节)",
            "国家(?:规定)?的?(?:法定)?节?假|休息?[一二两三四五六七八0-9]{1,2}天",
            fan("月周轮调", "休"),
            fan("做上工", "[一二三四五六1-6]天?休[一二12]"),
            fan("一二两三四五六七八" + DIGITS, "天休"),
            fan("四五", "班三运转"),
            fan("456四五六", "天(?:[8八]小时|工作制|制|班)"),
            fan(("周一", "星期一"), "[-~—–至到](?:周|星期)?[五六日天]"),
        )
    )
)
_INSURANCE: Final = re.compile(
    "|".join(
        (
            fan("三四五六七", "险"),
            "五金(?!厂|件|模|加工)|社保|社会保险|公积金|养老.{0,6}(?:医疗|工伤|失业)|保险齐全",
            fan(
                ("意外", "商业", "雇主责任", "补充医疗", "工伤", "医疗", "团体", "商务医疗", "人身"),
                "保?险(?!公司|产品|销售|顾问|行业)",
            ),
            fan(("购买", "缴纳", "办理", "享受", "交纳"), "[^。;,、]{0,10}保险"),
        )
    )
)
_BOARD: Final = re.compile(
    "|".join(
        (
            fan("包管", "[三两]?[吃住餐食午晚早]"),
            fan(
                ("提供", "免费", "有"),
                "[^。;,]{0,6}(?:[食住]宿|宿舍|[三二两一早午晚中]餐|工作餐|员工餐|餐)",
            ),
            fan("食住", "宿"),
            fan("餐饭伙房", "补"),
            fan(("供",), "[一两三早午晚]餐"),
            fan("午中晚早三", "餐"),
            fan(("住房", "租房", "伙食", "用餐", "就餐", "购房", "房租"), "(?:补|津)"),
            "餐[费饮贴]|宿舍|工作餐|食堂(?!用)|吃住|安家费|公寓",
        )
    )
)
_PROBATION: Final = re.compile("试用期(?!员工|沟通|管理)|见习期|实习期(?!可)|试用[一二三四五六1-6]个?月")
TOPICS: Final = (
    (Text(zh="工作时间", en="hours"), _HOURS),
    (Text(zh="休息日", en="rest days"), _REST),
    (Text(zh="社会保险", en="insurance"), _INSURANCE),
    (Text(zh="食宿", en="meals or lodging"), _BOARD),
    (Text(zh="试用期", en="probation"), _PROBATION),
)
_ALL: Final = (1 << len(TOPICS)) - 1
_WORDS: Final = AnyOf(*(pattern for _, pattern in TOPICS))
_ABSENT: Final = absence(Text(zh="工作条件", en="working conditions"))
_COMPLETE: Final = Text(
    zh="工作时间、休息日、社会保险、食宿、试用期均已写明",
    en="Hours, rest days, insurance, meals or lodging, and probation are all stated",
)
_LACKING: Final = Text(zh="工作条件中未写明：{}", en="Of the working conditions, not stated: {}")
_REASONS: Final = by_missing(_COMPLETE, _LACKING, tuple(topic for topic, _ in TOPICS))
