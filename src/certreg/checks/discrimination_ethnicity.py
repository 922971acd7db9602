"""G-discrimination, ethnicity: every people has equal rights to work.

Employment Promotion Law 3 and 28 (since 2008-01-01), Regulation on the Human Resources Market 24 (since 2018-10-01).
Article 28 asks for appropriate care for ethnic minorities in hiring, so 少数民族优先 is none; 民族不限 is none either.
"""

import re
from typing import Final

from certreg.checks.demands import Demand, after, before
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that shut out or prefer a people."""
    return DEMAND.find(posting)


def _judged(text: str, match: re.Match[str]) -> bool:
    left, right = before(text, match), after(text, match)
    if match["major"] is not None:
        return bool(_ONLY.search(left) or _PREFERRED.match(right))
    return bool(_NOT.search(left) or _REFUSED.match(right))


_NAMES: Final = (
    "蒙古|蒙|回|藏|维吾尔|维|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土"
    "|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲"
    "|门巴|珞巴|基诺"
)
_ONE: Final = rf"(?:(?:{_NAMES})族|少数民族|维吾尔(?!族))"
_PEOPLES: Final = re.compile(rf"(?P<major>汉族)|{_ONE}(?:[、,/和及或与 ]{{1,2}}{_ONE}){{0,12}}")
_ONLY: Final = re.compile(r"(?:限|仅招|只招|只要|必须是?|须为|需为|要求|民族:?)(?:是|为|招)?:?\s?$")
_PREFERRED: Final = re.compile(r"(?:者|人)?(?:优先|为佳)|(?:的)?(?:才|方)?可(?:应聘|报名)?")
_NOT: Final = re.compile(r"(?:非|不是|不招收?|不要|不收|拒绝|除|暂不招?收?|不接[收受]|谢绝|限制)(?:收|招|接收)?:?\s?$")
_REFUSED: Final = re.compile(
    r"(?:同胞|人员|员工|人|者|等)*(?:勿扰|勿投|不要|不招|不收|除外|免谈|暂不|暂时不|已满|人?员?满|不予|不能|停招|暂停|名额已满|不接)"
)
DEMAND: Final = Demand(_PEOPLES, _judged)
