"""G-discrimination, religion: belief or unbelief is no condition of hiring.

Employment Promotion Law 3 (since 2008-01-01), Regulation on the Human Resources Market 24 (since 2018-10-01). Belief in
a trade or a method (对技术有信仰) is none, nor is a promise to treat all beliefs alike.
"""

import re
from typing import Final

from certreg.checks.demands import Demand, after, before
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that make a belief a condition."""
    return DEMAND.find(posting)


def _condition(text: str, match: re.Match[str]) -> bool:
    left, right = before(text, match), after(text, match)
    if _ALIKE.search(left) or _OPEN.match(right):
        return False
    return match["none"] is not None or bool(_WISHED.match(right) or _LIMITED.search(left))


_BELIEF: Final = re.compile(
    r"(?P<none>无(?:任何)?宗教信仰|没有(?:任何)?宗教信仰|不信(?:奉|仰)?(?:宗教|教)|不得?信教|非信教|非教徒|不得信仰宗教|无神论者?)"
    r"|信(?:奉|仰)?(?:佛教?|基督教?|天主教?|伊斯兰教?|道教|宗教)|信教|宗教信仰|有信仰"
    r"|基督徒|佛教徒|天主教徒|穆斯林|教徒"
)
_WISHED: Final = re.compile(r"(?:的|者|人士|人员|群体)*(?:优先|为佳|勿扰|勿投|不要|不招|不收|除外|免谈|不予)")
_LIMITED: Final = re.compile(r"(?:限|仅招|只招|只要|须|必须是?|要求|不招|不要|不收|谢绝|不得有|不能有)(?:为|是|有)?$")
_ALIKE: Final = re.compile(r"(?:不限|不论|无论|不分|不因|不问|尊重|平等|种族|性别)[^。;]{0,10}$")
_OPEN: Final = re.compile(r"(?:均可|皆可|不限|都可|自由)")
DEMAND: Final = Demand(
    _BELIEF,
    _condition,
)
