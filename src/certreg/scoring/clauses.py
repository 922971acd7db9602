"""The clauses of the notice that criteria rest on, and the short names of the laws they cite.

A clause is cited as part and item, with the point of it where an item holds several: `3(1) headcount`. Criteria
files must cite every clause of `REQUIRED`: a criterion nobody can miss for each thing that notice 3(1) and 3(2) ask.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from certreg.domain.criteria import Basis
from certreg.domain.text import Text

NOTICE: Final = "notice"

_OTHER: Final = {
    "1(1)": Text(zh="一（一）网络招聘服务范畴", en="1(1) scope"),
    "1(2)": Text(zh="一（二）准入要求", en="1(2) licensing"),
    "2(3)": Text(zh="二（三）平台公示", en="2(3) platforms verify licences"),
    "3(3)": Text(zh="三（三）信息更新", en="3(3) keeping postings current"),
    "3(4)": Text(zh="三（四）分级管理", en="3(4) quality certification"),
    "4(1)": Text(zh="四（一）内部监督", en="4(1) complaints"),
    "4(3)": Text(zh="四（三）日常巡查", en="4(3) patrol"),
}

REQUIRED: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "3(1) employer": Text(zh="三（一）用人主体", en="3(1) employer"),
        "3(1) headcount": Text(zh="三（一）招聘人数", en="3(1) headcount"),
        "3(1) conditions": Text(zh="三（一）招聘条件", en="3(1) conditions asked"),
        "3(1) employment type": Text(zh="三（一）用工类型", en="3(1) employment type"),
        "3(1) work content": Text(zh="三（一）工作内容", en="3(1) work content"),
        "3(1) work conditions": Text(zh="三（一）工作条件", en="3(1) working conditions"),
        "3(1) location": Text(zh="三（一）工作地点", en="3(1) place of work"),
        "3(1) pay": Text(zh="三（一）劳动报酬", en="3(1) pay"),
        "3(1) agency fees": Text(zh="三（一）求职是否收费、收费标准", en="3(1) fees of an agency"),
        "3(1) lawful parties": Text(zh="三（一）合法主体", en="3(1) lawful parties"),
        "3(1) true and valid": Text(zh="三（一）真实有效", en="3(1) true and valid"),
        "3(1) unauthorised": Text(
            zh="三（一）虚假招聘信息：未取得授权", en="3(1) false posting: published without authorisation"
        ),
        "3(1) incomplete": Text(
            zh="三（一）虚假招聘信息：基础信息不全", en="3(1) false posting: base information incomplete"
        ),
        "3(1) changed": Text(
            zh="三（一）虚假招聘信息：单方面改变基础信息", en="3(1) false posting: base information changed one-sidedly"
        ),
        "3(1) underpaid": Text(
            zh="三（一）虚假招聘信息：实际薪酬低于下限", en="3(1) false posting: actual pay below the lower bound"
        ),
        "3(2) identity documents": Text(
            zh="三（二）营业执照、批准设立文件或身份证件",
            en="3(2) business licence, approval document or identity card",
        ),
        "3(2) brochure": Text(zh="三（二）招聘简章", en="3(2) recruitment brochure"),
        "3(2) poster's authority": Text(
            zh="三（二）经办人员身份证明及委托证明", en="3(2) identity and authority of the person who posts"
        ),
        "3(2) mandate": Text(zh="三（二）用人主体委托证明", en="3(2) the employer's mandate"),
        "3(2) one to one": Text(
            zh="三（二）代招信息与委托证明一一对应", en="3(2) agency postings match the mandate one to one"
        ),
        "3(2) fees": Text(zh="三（二）收费标准核实", en="3(2) fees are verified"),
        "3(2) no flaw": Text(zh="三（二）存在瑕疵的禁止发布", en="3(2) flawed postings are not published"),
    }
)
"""Every point of notice 3(1) and 3(2)."""

LAWS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "employment-promotion-law": Text(zh="就业促进法", en="Employment Promotion Law"),
        "labour-contract-law": Text(zh="劳动合同法", en="Labour Contract Law"),
        "labour-law": Text(zh="劳动法", en="Labour Law"),
        "hr-market-regulation": Text(zh="人力资源市场暂行条例", en="Interim Regulation on the Human Resources Market"),
        "womens-rights-law": Text(zh="妇女权益保障法", en="Law on the Protection of Women's Rights and Interests"),
    }
)

_CLAUSES: Final = {**_OTHER, **REQUIRED}


def known(basis: Basis) -> bool:
    """The clause is one of the notice's, or the law is one of `LAWS`."""
    return basis.clause in _CLAUSES if basis.source == NOTICE else basis.source in LAWS


def cited(basis: Basis) -> Text:
    """The clause as people cite it; whatever is not known is shown as it stands."""
    if basis.source == NOTICE:
        clause = _CLAUSES.get(basis.clause, Text(zh=basis.clause, en=basis.clause))
        return Text(zh=f"渝人社发〔2024〕1 号 {clause.zh}", en=f"notice {clause.en}")
    law = LAWS.get(basis.source, Text(zh=basis.source, en=basis.source))
    return Text(zh=f"《{law.zh}》第 {basis.clause} 条", en=f"{law.en}, art. {basis.clause}")
