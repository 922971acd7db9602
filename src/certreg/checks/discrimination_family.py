"""G-discrimination, marriage and children: no condition or preference by marital or childbearing status.

Women's Rights Protection Law 43 (revised, since 2023-01-01): (2) no inquiry into marriage and childbearing beyond basic
facts, (3) no pregnancy test on entry, (4) marriage and childbearing are no condition of hiring. Before that, Employment
Promotion Law 27 (since 2008-01-01) forbade contracts that limit marriage and childbearing. A condition that meets men
alike treats them unequally without bearing on the job (Employment Promotion Law 3 and 26).

Leave, gifts and insurance for marriage and birth, and work with pregnant customers, are no conditions.
"""

import re
from typing import Final

from certreg.checks.demands import Demand, after, before
from certreg.checks.patterns import fan
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that make marriage, children or pregnancy a condition."""
    return DEMAND.find(posting)


def _condition(text: str, match: re.Match[str]) -> bool:
    left, right = before(text, match), after(text, match)
    if _OPEN.match(right) or _OPEN_BEFORE.search(left):
        return False
    if match["status"] is None:
        return True
    if _WISHED.match(right) or _LIMITED.search(left):
        return True
    item = not left.strip(" 、.:)(】0123456789") or left.endswith(("、", ")", " "))
    return item and match["status"] not in _ELSEWHERE and _ENDS.match(right) is not None and not _ASKING.search(left)


_FAMILY: Final = re.compile(
    r"(?P<status>已婚(?:[、/]?已育)?|未婚(?:[、/]?未育)?|已育|未育|单身|离异|婚姻稳定|育有子女|有小孩|有孩子|孕妇|怀孕|孕期|备孕|哺乳期)"
    "|"
    + fan(
        ("无", "暂无", "没有", "近期无"),
        r"(?:近期|短期|[0-9一二两三]年内?)?(?:内)?(?:结婚|婚育|生育|怀孕|备孕|生[子孩]|二胎|要孩子)(?:的)?(?:计划|打算|安排|需求|意[向愿])",
    )
    + "|"
    + fan(("不得", "不准", "不能", "不许"), r"(?:[0-9一二两三]年内?|在职期间|合同期)?内?(?:结婚|怀孕|生育|生[子孩])")
    + r"|夫妻(?:工|档|双方)?(?=优先)"
    r"|[一二两三]年内不(?:结婚|怀孕|生育|要孩子)|妊娠(?:检[测查]|测试|试验)|孕检(?!中心|部|科)|早孕检查|验孕"
    r"|婚[育姻](?:状况|情况)?(?:要求)?:\s?(?:已|未)[婚育]|婚否:\s?(?:已|未)婚"
)
_ELSEWHERE: Final = ("孕妇", "怀孕", "孕期", "备孕", "哺乳期", "单身", "有小孩", "有孩子", "离异")
_WISHED: Final = re.compile(
    r"(?:者|人士|人员|女性|男性|女士|男士|青年|妇女|的|均可|或?已育|或?未育|,|及|和|、)*\s?(?:可?优先|为佳|最佳|为宜|佳|勿扰|勿投|不要|不招|不收|除外|免谈|暂不)"
)
_LIMITED: Final = re.compile(
    r"(?:限|仅招|只招|只要|须|需|必须是?|要求|非|不招|不要|不收|不在|优先)(?:招|为|是|在|考虑)?:?\s?$"
)
_OPEN: Final = re.compile(r"(?:、?(?:已|未|不)?[婚育])?(?:者)?(?:均可|皆可|不限|都可|都行|不论|也可)|未婚|与否|、未婚")
_OPEN_BEFORE: Final = re.compile(r"(?:不限|不论|无论|不管|不分)(?:婚否|是否)?[^,。;(]{0,6}$|如$|[?？]$")
_ENDS: Final = re.compile(r"\s?$")
_ASKING: Final = re.compile("姓名|注明|填写|是否")
DEMAND: Final = Demand(
    _FAMILY,
    _condition,
)
