"""G-discrimination, sex: no limit to a sex and no preference for one.

Employment Promotion Law 27 (in force since 2008-01-01): no woman is refused for her sex. Women's Rights Protection Law
43(1) (revised, since 2023-01-01): no limit to men, no preference for men. Regulation on the Human Resources Market 24
(since 2018-10-01): no discrimination by sex in a posting, which covers limits to women as well.

A reader takes 男女不限 for no limit, and so two sexes each with its own words (男18-40岁，女18-45岁).
"""

import re
from typing import Final, Literal

from certreg.checks.demands import after, before, grounded
from certreg.checks.patterns import one_of
from certreg.checks.search import WITH_TITLE, AnyOf, texts
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting

Limit = Literal["none", "required", "preferred"]


def sex_limit(posting: Posting) -> tuple[Limit, tuple[Span, ...]]:
    """Whether a sex is required or preferred, with the words that say so. A requirement outweighs a preference."""
    if not _SPOKEN_OF.may_hit(posting):
        return "none", ()
    asked: dict[str, list[Span]] = {"男": [], "女": []}
    preferred: list[Span] = []
    measured: set[str] = set()
    either = False
    for field, folded in texts(posting, WITH_TITLE):
        text = folded.text
        either = either or _EITHER.search(text) is not None
        for match in CANDIDATES.finditer(text):
            said = _said(text, match, title=field == "title")
            if said == "height":
                measured.add(match["sex"])
            if said not in {"asked", "preferred"}:
                continue
            found = preferred if said == "preferred" else asked[match["sex"]]
            if len(found) < _MOST and not grounded(text, *match.span()):
                found.append(folded.span(field, *match.span()))
    men, women = asked.values()
    both = either or ((men or "男" in measured) and (women or "女" in measured))
    if (men or women) and not both:
        return "required", tuple(men or women)
    return ("preferred", tuple(preferred)) if preferred else ("none", ())


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that limit or prefer a sex."""
    return sex_limit(posting)[1]


def _said(text: str, match: re.Match[str], *, title: bool) -> str | None:
    """`preferred`, `asked` (this sex is what is asked for), `height` (a height for it), or None."""
    left, right = before(text, match), after(text, match)
    if match["sex"] is None:
        return "preferred" if _PREFERRED_AFTER.match(right) or _INVITED_BEFORE.search(left) else None
    if _TOGETHER_BEFORE.search(left) or _TOGETHER_AFTER.match(right):
        return None
    if _HEIGHT_BEFORE.search(left) or (_HEIGHT_AFTER.match(right) and not _LIMITED_BEFORE.search(left)):
        return "height"
    if _PREFERRED_AFTER.match(right) or _PREFERRED_BEFORE.search(left):
        return "preferred"
    if match["noun"]:
        asked = title or _HIRED_BEFORE.search(left) is not None
    else:
        asked = _stands_alone(text, match, title=title) or _hired(text, match, left)
    return "asked" if asked or _REFUSED_AFTER.match(right) or _LIMITED_BEFORE.search(left) else None


def _hired(text: str, match: re.Match[str], left: str) -> bool:
    """招女生，…: a sex is what is hired."""
    return _HIRED_BEFORE.search(left) is not None and _ITEM_ENDS.match(text, match.end()) is not None


def _stands_alone(text: str, match: re.Match[str], *, title: bool) -> bool:
    """An item that is nothing but the sex: 1、女性，…; 18周岁以上女，…; 前台(女)."""
    left = text[max(0, match.start() - _NEAR) : match.start()].rstrip()
    if _ITEM_ENDS.match(text, match.end()) is None:
        return False
    if title:
        return _TITLE_ITEM_BEGINS.search(left) is not None
    return not left or _ITEM_BEGINS.search(left) is not None


_MOST: Final = 5
_NEAR: Final = 10
_PEOPLE: Final = one_of(("性", "士", "生", "孩", "孩子", "同志", "同胞", "青年", "员工", "职工", "性员工"))
_WORKERS: Final = one_of(
    (
        *(
            "工",
            "普工",
            "电焊工",
            "焊工",
            "技工",
            "操作员",
            "服务员",
            "文员",
            "助理",
            "秘书",
            "主播",
            "客服",
            "前台",
            "技师",
            "技术员",
            "保安",
            "司机",
            "学徒",
        ),
        *("收银员", "收银", "导购", "销售", "营业员", "店员", "保洁", "教练", "老师", "会计", "出纳", "经理", "模特"),
        *(
            "操作工",
            "演员",
            "护士",
            "业务员",
            "顾问",
            "管家",
            "厨师",
            "接待",
            "跟单",
            "内勤",
            "按摩师",
            "美容师",
            "讲解员",
        ),
        *("安检员", "质检", "师傅", "搬运工", "保镖", "足疗师", "养生师", "员"),
    )
)
CANDIDATES: Final = re.compile(
    f"(?P<sex>男|女)(?:{_PEOPLE})?(?P<noun>(?:{_WORKERS})(?!作|装|宿|厕))?|宝妈|全职妈妈",
)
_SPOKEN_OF: Final = AnyOf(CANDIDATES)
_EITHER: Final = re.compile(
    r"男[性士生]?[、,/ 或和]?\s?女[性士生]?(?:员工|普工)?"
    r"(?:都?不[限拘]|均可|[皆都][可要招行]|兼[招收]|各|不分|技师|普工|工)"
    r"|性别[:]?\s?(?:要求)?[:]?\s?(?:不限|无限|均可)|不限(?:制)?(?:男女|性别)|不分男女"
    r"|无性别(?:要求|限制)"
)
_TOGETHER_BEFORE: Final = re.compile(
    r"男[性士生]?\s?[、,/和与及或跟&]?\s?$|女[性士生]?\s?[、,/和与及或跟&]?\s?$|[子妇儿美处少仙孙闺婚母靓俊帅]$|[*]{2}$"
)
_TOGETHER_AFTER: Final = re.compile(
    r"\s?[、/和与及或跟&]?\s?[男女](?!士优|性优|生优)|(?:均|都|皆)[可要招行]|不限|亦可|也可|朋友|友"
)
_PREFERRED_AFTER: Final = re.compile(
    r"(?:[(][^()]{0,8}[)])?[^,。;男女]{0,6}?(?:优先|为主|为佳|最佳|为宜|优选|首选|更佳|尤佳)|佳(?!丽)"
    r"|有[^,。;男女]{0,12}经[验历](?:者|的)?优先"
)
_PREFERRED_BEFORE: Final = re.compile(r"(?:优先(?:考虑|录用|录取|招聘?)?|最好是?|倾向于?|偏好)\s?$")
_HEIGHT_BEFORE: Final = re.compile("身高[^,。;、]{0,16}$")
_HEIGHT_AFTER: Final = re.compile(r"\s?:?\s?(?:净?身高|1[.米m][4-9]|1[4-9][0-9])")
_REFUSED_AFTER: Final = re.compile(r"(?:勿扰|勿投|勿进|勿来|免谈|不要|不招|不收|暂不|除外|已满|请绕)")
_LIMITED_BEFORE: Final = re.compile(
    r"(?:限|仅|只招|只要|只收|只限|仅招|仅收|必须是?|须为|需为|专招|不招|不要|不收)(?:招?聘?收?)?\s?$"
    r"|(?:只|仅|专)招聘?[^,。;]{1,10}的$"
    r"|性别\s?(?:要求)?[:】\])]?\s?(?:要求)?(?:为|限)?\s?$|要求(?:为|是|:)?\s?$"
)
_HIRED_BEFORE: Final = re.compile(
    r"(?:招聘?|聘|急招|诚聘|急聘|招收|招募|需要|寻找?|缺)(?:大量|若干|多名|几名|[0-9一二两三四五六七八九十]{1,4}[名个位人])?\s?[:]?\s?$"
)
_INVITED_BEFORE: Final = re.compile(r"(?:欢迎|优先(?:考虑)?|招|诚邀|适合)[^,。;]{0,4}$")
_ITEM_ENDS: Final = re.compile(
    r"\s{0,2}(?:[,;。)\]】*!\n]|$|[:、.]?\s?(?:1[5-9][0-9]|[0-9]{1,2})(?:cm|CM|以上|[-~—–―一至到、.,:岁周名人个位]|$)|[:]|、?年龄|净?身高|学历|高中|初中|大专|本科|中专|[1-9]?名)"
)
_ITEM_BEGINS: Final = re.compile(
    r"[,;。:!\n、.()\[\]【】/*●★\-—]$|(?:^|[^0-9])[0-9]{1,2}$|岁(?:以[上下内])?(?:的|之间|左右)?$|以[上下内]$|之间$|(?:学历|健康|身体健康)$"
)
_TITLE_ITEM_BEGINS: Final = re.compile(r"^$|[(\[【\-/,:、 ]$")
