"""招聘条件 in one text: the education and the years of experience that it asks for."""

import re
from typing import Final

from certreg.domain.posting import Conditions, Education, Experience
from certreg.notation.education import LEVEL, lowest
from certreg.notation.experience import read_experience
from certreg.notation.unreadable import Unreadable

_NUMBER: Final = r"(?:[0-9]{1,2}|[一二两三四五六七八九十])"
_EDUCATION: Final = re.compile(
    rf"(?P<levels>(?:{LEVEL})(?:[/或、](?:{LEVEL}))*)(?P<asked>(?:(?:及|或|\(含\))?以上|学历|文化程度|学位|毕业|要求)+)|"
    rf"^(?P<first>{LEVEL})(?=[,，。;；、\s]|$)|学历不限|不限学历|无学历要求"
)
_EXPERIENCE: Final = re.compile(
    rf"(?P<years>{_NUMBER}\s*(?:[-~至到]\s*{_NUMBER})?\s*年(?:(?:及|或)?以上)?)[^,，。;；\n]{{0,16}}?经[验历]"
    r"|经验不限|不限经验|无需经验"
)
_PREFERRED: Final = re.compile(r"[^,，。;；\n]{0,6}优先")


def read_conditions(text: str) -> Conditions:
    """The whole text as `other`, with the typed conditions where it names them once and as a requirement.

    What is only preferred (硕士优先) is no requirement. Where a text names several, the first one counts.
    """
    return Conditions(education=_education(text), experience=_experience(text), other=text)


def _education(text: str) -> Education | None:
    for match in _EDUCATION.finditer(text):
        if not _PREFERRED.match(text, match.end()):
            levels = match["levels"] or match["first"]
            return Education.ANY if levels is None else lowest(levels)
    return None


def _experience(text: str) -> Experience | None:
    for match in _EXPERIENCE.finditer(text):
        if not _PREFERRED.match(text, match.end()):
            return Experience() if match["years"] is None else _years(match["years"])
    return None


def _years(words: str) -> Experience | None:
    try:
        return read_experience(words)
    except Unreadable:
        # 70年以上经验: in a running text that is a phrase, not a field filled in wrongly.
        return None
