"""A-plain: no hype (notice 3(1), 真实有效). Promises nobody can check, used as bait.

Bait is income without limit or by the ten thousand, earnings of colleagues held out as one's own, being taken for
sure, easy work that pays well, superlatives of pay. A commission without cap (提成不封顶) is a term and no bait; a
company that calls its product the best speaks of its product.
"""

import re
from typing import Final

import msgspec

from certreg.checks.context import Context
from certreg.checks.mentions import CLAUSE, after, before, mentions
from certreg.checks.patterns import fan
from certreg.checks.search import AnyOf
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet where any text promises what nobody can check."""
    del context, params
    spans = find(posting)
    return unmet(_HYPE, spans=spans) if spans else _PLAIN


def find(posting: Posting) -> tuple[Span, ...]:
    """The words of hype."""
    if not _ANY.may_hit(posting):
        return ()
    return (
        mentions(posting, _PROMISE, _is_no_promise)
        + mentions(posting, _CAP, _is_a_term)
        + mentions(posting, _BEST, _is_not_pay)
        + mentions(posting, _DREAM, _is_no_income)
    )


def _is_no_promise(text: str, match: re.Match[str]) -> bool:
    return _NOT.search(before(text, match, 12, CLAUSE) + match[0]) is not None


def _is_a_term(text: str, match: re.Match[str]) -> bool:
    lead = before(text, match, 16, CLAUSE)
    return _TERM.search(lead) is not None or _CAPPED.match(text, match.end()) is not None


def _is_not_pay(text: str, match: re.Match[str]) -> bool:
    return _PAY.search(before(text, match, 8, CLAUSE) + match[0] + after(text, match, 8, CLAUSE)) is None


def _is_no_income(text: str, match: re.Match[str]) -> bool:
    return _EARNED.search(before(text, match, 12, CLAUSE)) is None


_MANY: Final = r"(?:[过上超破]|[0-9一二两三四五六七八九十几数]{1,3}[-~至到]?[0-9一二两三四五六七八九十]{0,2})万"
_SUM: Final = r"(?:[0-9.]{1,4}\s?万|[1-9][0-9]{4,5}(?![0-9]))"
_PROMISES: Final = (
    fan(("月入", "日入", "月赚"), rf"(?:轻松)?{_MANY}"),
    fan(("月薪", "月收入", "薪资", "工资", "收入", "薪水"), r"(?:轻松|轻轻松松|都|均)?[过上超破]{1,2}万"),
    fan(("月薪", "月收入", "工资", "收入", "薪水"), r"(?:轻松)?(?:[过上超破]|突破|超过)[0-9一二三四五六七八十]{1,2}万"),
    fan(("月均", "每月", "月薪", "一个月"), r"(?:轻松|轻轻松松)(?:[过上超破]万|[0-9]{1,2}万|[1-9][0-9]{4})"),
    fan(("年薪", "年入", "年收入"), "(?:轻松)?(?:[过上超破]|[可高]?达到?)?(?:百万|千万|[1-9]00万)"),
    fan(("百万", "千万", "挑战高"), "年薪"),
    fan(("月均", "平均月薪", "综合月薪"), r"(?:[2-9]|1\.[5-9]|[1-9][0-9]|[0-9.]{1,4}-[2-9][0-9]?)万"),
    fan(("年薪", "年收入"), r"[0-9]{1,3}万?[-~至到—][1-9][0-9]{2}万"),
    fan(("轻松", "轻轻松松"), "(?:[月日年]入|[过上拿赚挣]|无比|高薪|实现)"),
    fan(("高收入", "高薪"), "(?:轻轻松松|轻松)"),
    "过万的收入|过万的工资|轻松又不累|高收入轻|盆满钵满|钱包鼓鼓|腰包鼓鼓|躺赚|稳赚|暴富|财务自由|财富自由|挑战月入",
    fan(("保证月", "稳保", "保你月", "确保月"), "(?:入|薪|收入)?(?:过万|[0-9]{4,6}|[0-9]万)"),
    fan(
        ("人均", "平均", "月均"),
        rf"(?:每人)?(?:每?月|综合)?(?:收入|薪资|工资|薪水|月薪|年薪|年收入|月收入|提成|到手|每月)[^,。;\n0-9万]{{0,8}}{_SUM}",
    ),
    fan(("最高月薪", "最高月收入", "最高工资", "最高收入"), rf"[^,。;\n0-9]{{0,6}}{_SUM}"),
    rf"员工月薪\s?{_SUM}",
    fan(("平均", "月均"), r"\s?[1-9][0-9]{4}\s?[-~]+\s?[1-9][0-9]{4,5}元?/?每?月"),
    fan(
        ("平均一个月", "一个月平均", "平均每个月"),
        r"[^,。;\n0-9万]{0,4}(?:[一二两三四五六七八九十几]{1,3}|[0-9.]{1,4})万",
    ),
    fan(("轻松",), r"[^。;\n]{0,5}(?:易上手|不累|没压力|无压力|没有压力|工资高|钱多|环境好)"),
    "最简单轻松|超级轻松|一生美梦|快速的?积累财富|快速致富",
    "百分百录[取用]|100%录[取用]|百分之百录[取用]|包录[取用]|面试不严|来就录|高价招聘|重价招聘|高价急招|零门槛高薪|无门槛高薪|高薪日结|日结高薪",
    r"拼命干|做满[^,。;\n]{0,6}(?:买车|买房)|买[车房][、和,]?买[车房]|想车想房|三岁小孩|无法比拟的高|有车有房|想不(?:赚|挣)[^,。;\n]{0,4}都难|无极限|一抓一大把|高?暴利|让你赚到钱|工资高[。,!]机会难得",
)
_PROMISE: Final = re.compile("|".join(_PROMISES))
_CAP: Final = re.compile("不封顶|无上限|没有上限|不设上限|没有封顶|无封顶")
_BEST: Final = re.compile(
    fan(("行业", "业内", "全行", "全国", "同行", "市场", "上海", "全城", "圈内"), r"[内中业]{0,2}[^,。;\n]{0,4}?最高")
)
_DREAM: Final = re.compile("不是梦|不再是梦|不是问题|不是难事")
_ANY: Final = AnyOf(_PROMISE, _CAP, _BEST, _DREAM)
_TERM: Final = re.compile(
    "(?:提成|佣金|奖励|奖金|业绩|提点|点数|计件|工时|[年休]假|假期|补贴|分红|名额|人数|规模|底薪|能力|潜力)(?:也|均|都|是|的|\\([0-9~-]{3,12}元?)?[上永]?$"
)
_CAPPED: Final = re.compile("(?:的)?(?:销售|高)?(?:提成|年假)")
_PAY: Final = re.compile("提|薪|佣|奖|工资|收入|待遇|分红|津贴|返点")
_EARNED: Final = re.compile("薪|收入|[月年日]入|万|赚|钱|[车房]")
_NOT: Final = re.compile(
    "却想|做梦|不(?:要|会|是)?(?:轻信|相信|承诺|保证)|拒绝|谨防|警惕|勿[轻听]?信|杜绝|价格|均价|流水|客单|面积|营业额|销售额|项目|系统|用户"
)
_PLAIN: Final = met(Text(zh="用语平实", en="The words are plain"))
_HYPE: Final = Text(zh="用不能核实的夸大承诺招揽求职者", en="Promises that nobody can check are used as bait")
