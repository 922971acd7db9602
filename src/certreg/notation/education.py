"""学历要求: 本科, 大专及以上, 学历不限, 统招本科, 中专/中技."""

import functools
import re
from typing import Final

from certreg.domain.posting import Education
from certreg.domain.text import Text
from certreg.notation.unreadable import Unreadable, words_of

_LEVELS: Final = {
    "博士研究生": Education.DOCTOR,
    "博士后": Education.DOCTOR,
    "博士": Education.DOCTOR,
    "硕士研究生": Education.MASTER,
    "硕士": Education.MASTER,
    "研究生": Education.MASTER,
    "MBA/EMBA": Education.MASTER,
    "MBA": Education.MASTER,
    "EMBA": Education.MASTER,
    "大学本科": Education.BACHELOR,
    "本科": Education.BACHELOR,
    "学士": Education.BACHELOR,
    "大学专科": Education.ASSOCIATE,
    "大专": Education.ASSOCIATE,
    "专科": Education.ASSOCIATE,
    "高职": Education.ASSOCIATE,
    "中等职业教育": Education.VOCATIONAL,
    "中专": Education.VOCATIONAL,
    "中技": Education.VOCATIONAL,
    "中职": Education.VOCATIONAL,
    "职高": Education.VOCATIONAL,
    "技校": Education.VOCATIONAL,
    "高中": Education.SENIOR_HIGH,
    "初中": Education.JUNIOR_HIGH,
    "小学": Education.PRIMARY,
}
_ORDER: Final = tuple(Education)
LEVEL: Final = "|".join(map(re.escape, _LEVELS))
"""Alternatives of an expression that finds the name of a level; longer names come first."""
_ASKED: Final = re.compile(
    rf"(?:学历)?(?:要求)?[::]?(?:全日制|统招|国家承认|正规)*(?P<levels>(?:{LEVEL})(?:(?:毕业)?(?:[/、,或和至]|-)(?:{LEVEL}))*)(?:学历|学位|毕业)?"
    r"(?P<up>\(?(?:及|或|含|\(含\))?以上\)?|起)?(?:学历|毕业|水平)?(?P<down>及?以下)?"
    # One channel runs the conditions together: 博士5-10年普通话 年龄不限.
    r"(?:(?:经验不限|\d+-\d+年|\d+年以[上下]|一年以下)(?:\s*(?:语言不限|普通话|英语|年龄不限))*)?"
)
_ANY: Final = re.compile(
    r"(?:学历)?(?:要求)?(?:不限|无要求|没有要求|不作要求|无限制)(?:学历)?|无学历(?:要求|限制)|任意|不限制?"
)
_NO_LEVEL: Final = re.compile(r"无|-|/|暂无|未填写|其他|其它|应届生?|在校生?|在校/应届|code:\d+|\d{1,2}个月")


@functools.lru_cache(maxsize=4_096)
def read_education(text: str) -> Education | None:
    """The lowest education asked for; of several (中专/高中) the lower. 初中及以下 bars nobody: ANY.

    None where the words name no level, though they are known: 应届, 无, an opaque `code:3`, or the months of an
    internship that some channels put here. `Unreadable` for anything else.
    """
    words = words_of(text)
    if asked := _ASKED.fullmatch(words):
        if asked["down"] and not asked["up"]:
            return Education.ANY
        return lowest(asked["levels"])
    if _ANY.fullmatch(words):
        return Education.ANY
    if _NO_LEVEL.fullmatch(words):
        return None
    raise Unreadable("education_unreadable", _REASON)


def lowest(levels: str) -> Education:
    """The lowest of the levels that a text made up of them names."""
    return min((_LEVELS[name] for name in re.findall(LEVEL, levels)), key=_ORDER.index)


_REASON: Final = Text(
    zh="看不懂学历要求；请写“不限”“高中”“大专”“本科及以上”等",
    en="Not a level of education; write 不限, 高中, 大专, 本科及以上 or the like",
)
