"""C-conditions: education, experience and skills asked for (notice 3(1), 招聘条件)."""

import re
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.grading import graded
from certreg.checks.patterns import NUMERALS, fan
from certreg.checks.search import first
from certreg.checks.wording import listed
from certreg.domain.assessment import Finding, Span
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """A third each. Asking for none (学历不限, 经验不限) is a statement too."""
    del context, params
    asked = posting.conditions
    spans: list[Span] = []
    missing: list[Text] = []
    for part, stated, pattern in (
        (_EDUCATION, asked.education is not None, _EDUCATION_WORDS),
        (_EXPERIENCE, asked.experience is not None, _EXPERIENCE_WORDS),
        (_SKILLS, False, _SKILL_WORDS),
    ):
        if stated:
            continue
        span = first(posting, pattern)
        if span is None:
            missing.append(part)
        else:
            spans.append(span)
    if len(missing) == _PARTS:
        return _ABSENT.in_channel(posting, "education", "experience", "work_content")
    share = (_PARTS - len(missing)) / _PARTS
    return graded(share, listed(_COMPLETE, _LACKING, tuple(missing)), spans=tuple(spans))


_PARTS: Final = 3
_EDUCATION: Final = Text(zh="学历", en="education")
_EXPERIENCE: Final = Text(zh="工作经验", en="experience")
_SKILLS: Final = Text(zh="技能或能力", en="skills")
_EDUCATION_WORDS: Final = re.compile(r"(?P<said>学历[^,。;\n]{0,6}|大专|本科|中专|中技|高中|初中|硕士|研究生|博士)")
_EXPERIENCE_WORDS: Final = re.compile(
    fan(NUMERALS, r"[0-9一二两三四五六七八九十]?\s?年(?:及?以上)?[^,。;\n]{0,12}经[验历]")
    + r"|经验[^,。;\n]{0,4}(?:不限|优先|者|均可)|应届|"
    + fan(("无", "不需", "不限", "有"), r"[^,。;\n]{0,8}经验")
)
_SKILL_WORDS: Final = re.compile(
    r"熟[悉练]|精通|掌握|了解|能力|责任[心感]|资格证|驾驶?证|驾照|证书|吃苦耐劳|善于|具[备有]|普通话|技能|会[用使操]|身体健康|专业"
)
_ABSENT: Final = absence(Text(zh="招聘条件", en="conditions asked of applicants"))
_COMPLETE: Final = Text(
    zh="学历、工作经验、技能要求均已写明", en="Education, experience and skills asked for are all stated"
)
_LACKING: Final = Text(zh="招聘条件中未写明：{}", en="Of the conditions asked for, not stated: {}")
