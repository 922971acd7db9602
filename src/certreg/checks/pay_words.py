"""The words by which postings say what pay is made of."""

import re
from typing import Final

from certreg.checks.patterns import one_of
from certreg.checks.search import hits
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting

_BASE: Final = (
    *(
        "底薪",
        "基本工资",
        "岗位工资",
        "固定工资",
        "固定薪",
        "基础工资",
        "基础薪",
        "保底",
        "标准工资",
        "月固定",
        "基薪",
        "固薪",
    ),
    *("无责薪", "无责任薪", "税前固定", "计时工资"),
)
BASE: Final = re.compile(one_of(_BASE))
"""The part that is paid in any case."""

_AMOUNT_BEHIND: Final = re.compile(r"[^,。;0-9]{0,8}(?:[0-9]{3,6}|[0-9.]{1,5}\s?[kK千万])")
_AMOUNT_AHEAD: Final = re.compile(r"[0-9]{3,6}元?(?:/月)?的?(?:无责任?)?$")
_AHEAD: Final = 16


def base_figure(posting: Posting) -> Span | None:
    """The base part with its amount, which stands behind it (底薪3000) or before it (3000元底薪)."""
    for field, folded, match in hits(posting, BASE):
        amount = _AMOUNT_BEHIND.match(folded.text, match.end())
        if amount is not None:
            return folded.span(field, match.start(), amount.end())
        amount = _AMOUNT_AHEAD.search(folded.text[max(0, match.start() - _AHEAD) : match.start()])
        if amount is not None:
            return folded.span(field, match.start() - len(amount[0]), match.end())
    return None


COMMISSION: Final = re.compile("提成|佣金|提点|分红|计件|业绩奖|开单奖|抽成|分佣")
"""Pay that hangs on results alone."""

BONUS: Final = re.compile(r"绩效|奖金|津贴|补贴|补助|全勤奖|年终奖|加班费|双薪|工龄|奖励|1[0-9]\s?薪|2[0-9]\s?薪")
"""Additions to the base."""

ANY_PART: Final = re.compile(f"{BASE.pattern}|{COMMISSION.pattern}|{BONUS.pattern}")
"""Any part of pay."""
