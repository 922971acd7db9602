"""C-conditions: education, experience and skills asked for (notice 3(1), 招聘条件)."""

import re
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.grading import graded
from certreg.checks.patterns import NUMERALS, fan
from certreg.checks.search import AnyOf, first
from certreg.checks.wording import by_missing
from certreg.domain.assessment import Finding, Span
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """A third each. Asking for none (学历不限, 经验不限) is a statement too."""
    del context, params
    asked = posting.conditions
    missing = (asked.education is None) | (asked.experience is None) << 1 | 1 << 2
    spans: list[Span] = []
    for part in _ANY.that_may_hit(posting):
        if missing >> part & 1:
            span = first(posting, _WORDS[part])
            if span is not None:
                missing ^= 1 << part
                spans.append(span)
    if missing == _ALL:
        return _ABSENT.in_channel(posting, "education", "experience", "work_content")
    share = (len(_PARTS) - missing.bit_count()) / len(_PARTS)
    return graded(share, _REASONS[missing], spans=tuple(spans))


_PARTS: Final = (
    Text(zh="学历", en="education"),
    Text(zh="工作经验", en="experience"),
    Text(zh="技能或能力", en="skills"),
)
_ALL: Final = (1 << len(_PARTS)) - 1
_EDUCATION_WORDS: Final = re.compile(r"(?P<said>学历[^,。;\n]{0,6}|大专|本科|中专|中技|高中|初中|硕士|研究生|博士)")
_EXPERIENCE_WORDS: Final = re.compile(
    fan(NUMERALS, r"[0-9一二两三四五六七八九十]?\s?年(?:及?以上)?[^,。;\n]{0,12}经[验历]")
    + r"|经验[^,。;\n]{0,4}(?:不限|优先|者|均可)|应届|"
    + fan(("无", "不需", "不限", "有"), r"[^,。;\n]{0,8}经验")
)
_SKILL_WORDS: Final = re.compile(
    "熟[悉练]|精通|掌握|能力|责任[心感]|资格证|驾驶?证|驾照|证书|吃苦耐劳|善于|具[备有]|普通话|技能|会[用使操基]|看得?懂|能(?:识|写|适应|上倒班)|相关专业|等专业|专业[优不毕背]"
    "|执照|身体健康|健康证|无?传染|吃苦|勤[快奋劳]|踏实|诚实|肯[学干]|性格[开外]|沟通|认真|细[心致]|耐心|独立完成|管理案例|浓厚的?兴趣|接受(?:[两三]班|倒班|加班|出差)|熟手"
)
_WORDS: Final = (_EDUCATION_WORDS, _EXPERIENCE_WORDS, _SKILL_WORDS)
_ANY: Final = AnyOf(*_WORDS)
_ABSENT: Final = absence(Text(zh="招聘条件", en="conditions asked of applicants"))
_COMPLETE: Final = Text(
    zh="学历、工作经验、技能要求均已写明", en="Education, experience and skills asked for are all stated"
)
_LACKING: Final = Text(zh="招聘条件中未写明：{}", en="Of the conditions asked for, not stated: {}")
_REASONS: Final = by_missing(_COMPLETE, _LACKING, _PARTS)
