"""G-discrimination, household registration: 户籍 is no condition of hiring and no preference.

Provisions on Online Recruitment Services 15 (since 2021-03-01): no condition of household registration, region or
status that limits the movement of workers. Employment Promotion Law 31 (since 2008-01-01): no discriminating limits for
workers from the countryside in towns; 3 and 26: equal chances. Help with registration (解决户口), papers to bring
(户口本) and 户籍不限 are no conditions.
"""

import re
from typing import Final

from certreg.checks.demands import Demand, after, before
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that make a household registration a condition."""
    return DEMAND.find(posting)


def _condition(text: str, match: re.Match[str]) -> bool:
    left, right = before(text, match), after(text, match)
    if _PAPERS.match(right) or _OPEN.match(right) or _OFFERED.search(left):
        return False
    if _WISHED.match(right) or _LIMITED.search(left) or _NAMED.match(right):
        return True
    return _FARMER.search(left) is not None and not right.strip()


_HOUSEHOLD: Final = re.compile("户口|户籍|京籍|沪籍|渝籍|深户|穗籍")
_PAPERS: Final = re.compile(r"(?:本|簿|证明|所在地|复印|页|原件|迁|申报|办理|指标|登记|转入|挂靠|问题|政策|限制少)")
_OPEN: Final = re.compile(r"(?:,|、|地|年龄|学历)*(?:不限|无限制?|均可|不作要求|不要求|无要求)")
_OFFERED: Final = re.compile(
    r"(?:解决|办理|协助|提供|落|入|转|迁|接收|不限|不论|无论|不分|集体|可入|申请|享受)[^,。;]{0,8}$"
)
_WISHED: Final = re.compile(
    r"(?:的|者|人员|人士|居民|生源|员工|或居住证|及|在本地)*(?:、[^,。;、]{1,10}){0,4}?(?:者)?(?:优先|为佳|最佳|佳|为主|勿扰|勿投|不要|不招|不收|除外|免谈|为宜|优秀者优先)"
)
_LIMITED: Final = re.compile(
    r"(?:(?<!不)限|仅招|只招|只要|须|需|必须|要求|具有|具备|持有?|拥有|或有|招收?|优先考虑)(?:是|为|有|具有|具备|招)?"
    r"(?:本地|本市|本省|本县|当地|[一-龥]{2,6}[省市区县]?|农村|城镇|非农)?(?:常住)?(?:的)?$"
)
_NAMED: Final = re.compile(r"(?:要求|所在)?:\s?(?!不限)(?:限|本地|本市|[一-龥]{2,4}[市省区县])")
_FARMER: Final = re.compile(r"(?:^|[^或和、])(?:非?农业?|城镇)$")
DEMAND: Final = Demand(_HOUSEHOLD, _condition)
