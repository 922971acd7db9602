"""G-discrimination, carriers of disease: nobody is refused for carrying an infectious disease.

Employment Promotion Law 30 (since 2008-01-01): an employer may not refuse someone as a carrier of an infectious
disease; until confirmed as cured or no longer infectious, carriers stay out of work from which laws, administrative
regulations and the health authority bar them. Rules on Employment Services and Employment Management 19 (since
2008-01-01): no hepatitis B serology as a standard of the medical examination. A posting that cites the regulation for
its kind of work (food, public places, drinking water) is excused.
"""

import re
from typing import Final

from certreg.checks.demands import Demand, after, before
from certreg.checks.patterns import fan
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that shut out carriers of disease."""
    return DEMAND.find(posting)


def _shut_out(text: str, match: re.Match[str]) -> bool:
    left, right = before(text, match), after(text, match)
    if _OF_WORK.match(right) or _WELCOME.match(right) or _WELCOME_BEFORE.search(left):
        return False
    return match["test"] is not None or bool(
        _FREE_OF.search(left) or _REFUSED.match(text[match.end() : match.end() + 24])
    )


_DISEASE: Final = re.compile(
    r"传染(?:性|类)?(?:的)?(?:疾?病|病菌|疾患)|乙型?肝炎?(?:病毒)?(?:携带者?)?|大三阳|小三阳|艾滋病?|甲肝|丙肝|肝炎|病原携带者?|病毒携带者?"
    r"|(?P<test>(?:"
    + fan(("肝功能?", "乙肝两对半", "两对半", "表面抗原"), r"(?:检查|化验)?(?:要求|须|需|必须)?(?:正常|合格|阴性)")
    + r"))"
)
_FREE_OF: Final = re.compile(
    r"(?:无|没有|没|未患|非|不得?(?:患|有|能有|可有)|未(?:感染|携带)|不携带|排除|拒绝|不招收?|不要|不收)[^,。;]{0,10}$"
)
_REFUSED: Final = re.compile(
    r"[^,。;]{0,8}(?:勿扰|勿投|不要|不招|不收|不予|不能录|不能入|暂不|暂时不|除外|不录|免谈|阴性|不得(?:从事|应聘|录)|不合格|拒绝)"
    r"|[^,。;]{0,8},?\s?(?:暂时?)?(?:不[能予]?[录收招]|请?勿)"
)
_OF_WORK: Final = re.compile(
    r"(?:科|医院|防[治控]|学|报告|管理|预防|检测|诊断|疫苗|药|研究|监测|治疗|患者|领域|知识|试剂|项目)"
)
_WELCOME: Final = re.compile(r"[^,。;]{0,6}(?:不限|均可|也可|可以|皆可|可入职|可录|可应聘|不歧视|不查|也要|都可)")
_WELCOME_BEFORE: Final = re.compile(r"(?:不查|不检查?|不体检|不歧视|免检|不做|不限|不拒绝?)[^,。;0-9)]{0,4}$")
DEMAND: Final = Demand(
    _DISEASE,
    _shut_out,
)
