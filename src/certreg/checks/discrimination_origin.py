"""G-discrimination, region of origin: where somebody comes from is no condition of hiring and no preference.

Provisions on Online Recruitment Services 15 (since 2021-03-01); Employment Promotion Law 3, 26 and 31 (since
2008-01-01); Rules on Employment Services and Employment Management 20 (since 2008-01-01). To know the place (熟悉当地),
to live near by or to speak the dialect is a matter of the work.
"""

import re
from typing import Final

from certreg.checks.demands import Demand, after, before
from certreg.checks.patterns import one_of
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that prefer or refuse people of a region."""
    return DEMAND.find(posting)


def _condition(text: str, match: re.Match[str]) -> bool:
    left, right = before(text, match), after(text, match)
    if _OPEN.match(right) or _OF_OTHERS.search(left) or (match["people"] is None and match["near"] is None):
        return False
    return bool(_WISHED.match(right) or _LIMITED.search(left))


_REGIONS: Final = (
    "北京|天津|上海|重庆|河北|河南|云南|辽宁|黑龙江|湖南|安徽|山东|新疆|江苏|浙江|江西|湖北|广西|甘肃|山西|内蒙古|陕西|吉林|福建"
    "|贵州|广东|青海|西藏|四川|宁夏|海南|东北|潮汕|温州|珠海|深圳|广州|成都|杭州|武汉|西安|苏州|南京|外来|农村|城镇|江浙|北方|南方|闽南"
)
_NEAR: Final = one_of(("本地", "外地", "本市", "本省", "本县", "外省", "外市", "当地"))
_ORIGIN: Final = re.compile(
    rf"(?:(?P<near>{_NEAR})|{_REGIONS})(?:省|市|区)?(?P<people>籍贯?|人(?!脉|才|力|员?流|民|口|均|文|气|社|事|际|工)(?:员|士)?|生源|居民|户|者|老乡)?"
)
_OPEN: Final = re.compile(r"(?:,|、|或|和)?(?:外地|本地)?[^,。;]{0,3}?(?:不限|均可|皆可|都可)")
_WISHED: Final = re.compile(r"(?:的|者|员工|或者?退伍军人)*(?:优先|为佳|最佳|勿扰|勿投|不要|不招|不收|除外|免谈|谢绝)")
_LIMITED: Final = re.compile(r"(?:仅限|只限|(?<!不)限|仅招|只招|只要|只收|必须是?|不招|不要|不收|拒绝|谢绝)(?:招)?$")
_OF_OTHERS: Final = re.compile(
    r"(?:客户|经验|熟悉|了解|驻|定居|工作地点|办公地|居住|家住|住|负责|渠道|资源|服务|市场)[^,。;]{0,6}$"
)
DEMAND: Final = Demand(_ORIGIN, _condition)
