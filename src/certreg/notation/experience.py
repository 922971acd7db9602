"""经验要求: 3-5年, 经验不限, 1年以下, 5年及以上, 在校/应届, 2年经验."""

import functools
import re
from typing import Final

from certreg.domain.posting import Experience
from certreg.domain.text import Text
from certreg.notation.education import LEVEL
from certreg.notation.numerals import read_number
from certreg.notation.unreadable import Unreadable, words_of

LONGEST: Final = 60
_NUMBER: Final = r"[0-9]{1,2}(?:\.0)?|[一二两三四五六七八九十]{1,3}"
_HEAD: Final = r"(?:具有|具备|有|需|要求)?(?:工作|相关工作|相关|从业)?(?:经验|年限)?(?:要求)?[::]?\s*"
_TAIL: Final = (
    r"(?:(?:的|相关|同岗位|同行业)*(?:工作|从业)?(?:经验|经历))?(?:,可接收应届生)?(?:优先)?"
    # Some channels run experience and education together: 1-3年初中及以下.
    rf"(?:(?:{LEVEL}|学历不限)(?:及以[上下])?)?"
)
_RANGE: Final = re.compile(rf"{_HEAD}(?P<low>{_NUMBER})\s*年?\s*[-~至到]\s*(?P<high>{_NUMBER})\s*年?{_TAIL}")
_LEAST: Final = re.compile(rf"{_HEAD}(?:至少|不少于|满)?(?P<low>{_NUMBER})\s*年?(?:\(?(?:及|或|含)?以上\)?|起)?{_TAIL}")
_MOST: Final = re.compile(rf"{_HEAD}(?P<high>{_NUMBER})\s*年(?:\(?(?:及|或|含)?以[下内]\)?){_TAIL}")
_NONE_ASKED: Final = re.compile(
    r"(?:工作)?(?:经验|年限)?(?:不限|无要求|不作要求|没有要求)(?:,可接收应届生)?"
    r"|(?:无|无需|不需要?|不要求)(?:工作|相关)?经验(?:要求)?|不限工作经验"
    r"|有?(?:相关|同岗位|同行业)?(?:工作|从业)?经[验历]者?优先(?:考虑)?"
)
_GRADUATES: Final = re.compile(r"(?:经验)?(?:在校|在读|应届)(?:毕业)?生?(?:/(?:在校|应届)(?:毕业)?生?)?")
_NO_YEARS: Final = re.compile(r"无|-|/|暂无|未填写|实习生?|见习|code:\d+|\d天/周\s*(?:\d{1,2}个月)?|\d{1,2}个月")


@functools.lru_cache(maxsize=8_192)
def read_experience(text: str) -> Experience | None:
    """Years asked for. 经验不限 and 无需经验 ask for none; 在校/应届 is for people without any (0 to 0).

    A single figure (2年经验) is a lower bound. None where the words state no years: an internship's days a week, an
    opaque `code:2`. `Unreadable` for anything else, also for more than 60 years or bounds the wrong way round.
    """
    words = words_of(text).replace("，", ",")
    if _NONE_ASKED.fullmatch(words):
        return Experience()
    if _GRADUATES.fullmatch(words):
        return Experience(max_years=0)
    if _NO_YEARS.fullmatch(words):
        return None
    stated = _MOST.fullmatch(words) or _RANGE.fullmatch(words) or _LEAST.fullmatch(words)
    if stated is None:
        raise Unreadable("experience_unreadable", _REASON)
    years = {bound: int(read_number(figure) or 0) for bound, figure in stated.groupdict().items()}
    low, high = years.get("low", 0), years.get("high")
    if low > LONGEST or (high is not None and not low <= high <= LONGEST):
        raise Unreadable("experience_out_of_range", _RANGE_REASON)
    return Experience(min_years=low, max_years=high)


_REASON: Final = Text(
    zh="看不懂工作经验要求；请写“不限”“3-5年”“1年以上”等",
    en="Not years of experience; write 不限, 3-5年, 1年以上 or the like",
)
_RANGE_REASON: Final = Text(
    zh="工作经验年限有误：下限不能高于上限，且不超过60年",
    en="Years of experience are out of range: lower bound above the upper one, or more than 60",
)
