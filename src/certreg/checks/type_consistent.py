"""A-type-consistent: title and text describe the type of employment of the field (notice 3(1), 用工类型).

Full-time work must not turn out as part-time, temporary or an internship (Labour Contract Law 68 tells part-time
work, 非全日制用工, from the rest), nor the other way round.
"""

import re
from itertools import chain
from types import MappingProxyType
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.around import following, leading
from certreg.checks.context import Context
from certreg.checks.search import TITLE, AnyOf, hits
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import EmploymentType, Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet if title or text call the job another type than the field."""
    del context, params
    if posting.employment_type is None:
        return _ABSENT.in_channel(posting, "employment_type")
    spans = find(posting)
    return unmet(_DIFFERS, spans=spans) if spans else _AGREES


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that make the job another type than the field's; empty where none do, or where both are offered."""
    stated = posting.employment_type
    if stated is None:
        return ()
    if not _ANY.may_hit(posting):
        return ()
    called: list[tuple[str, Span]] = []
    for field, folded, match in chain(hits(posting, _IN_TITLE, TITLE), hits(posting, _IN_TEXT)):
        if _stands(folded.text, match):
            called.append((match["type"], folded.span(field, *match.span("type"))))
    if not called or any(_allowed(word, stated) for word, _ in called):
        return ()
    return (called[0][1],)


def _stands(text: str, match: re.Match[str]) -> bool:
    start, end = match.span("type")
    return not (_OTHER_BEFORE.search(leading(text, start, _REACH)) or _OTHER_AFTER.match(following(text, end, _REACH)))


def _allowed(word: str, stated: EmploymentType) -> bool:
    return stated in _TYPES_OF[word]


_REACH: Final = 6
_TYPES_OF: Final = MappingProxyType(
    {
        "兼职": {EmploymentType.PART_TIME, EmploymentType.TEMPORARY, EmploymentType.INTERN},
        "非全日制": {EmploymentType.PART_TIME, EmploymentType.TEMPORARY},
        "小时工": {EmploymentType.PART_TIME, EmploymentType.TEMPORARY, EmploymentType.DISPATCH},
        "钟点工": {EmploymentType.PART_TIME, EmploymentType.TEMPORARY, EmploymentType.DISPATCH},
        "临时工": {EmploymentType.TEMPORARY, EmploymentType.PART_TIME, EmploymentType.DISPATCH},
        "短期工": {EmploymentType.TEMPORARY, EmploymentType.PART_TIME, EmploymentType.DISPATCH},
        "暑假工": {EmploymentType.TEMPORARY, EmploymentType.PART_TIME, EmploymentType.INTERN},
        "寒假工": {EmploymentType.TEMPORARY, EmploymentType.PART_TIME, EmploymentType.INTERN},
        "实习": {EmploymentType.INTERN, EmploymentType.PART_TIME, EmploymentType.TEMPORARY},
        "实习生": {EmploymentType.INTERN, EmploymentType.PART_TIME, EmploymentType.TEMPORARY},
        "劳务派遣": {EmploymentType.DISPATCH, EmploymentType.TEMPORARY, EmploymentType.CONTRACT},
        "全职": {EmploymentType.FULL_TIME, EmploymentType.CONTRACT, EmploymentType.DISPATCH},
    }
)
"""The types of the field that a word agrees with."""
_WORDS: Final = "|".join(sorted(_TYPES_OF, key=len, reverse=True))
_IN_TITLE: Final = re.compile(f"(?P<type>{_WORDS})")
_IN_TEXT: Final = re.compile(
    r"(?:[本此该这]个?(?:岗位|职位|岗|工作)(?:[为是属]于?)"
    rf"|(?:用工|工作|职位|岗位|招聘)(?:类型|性质|形式|方式)(?:为|是|:)\s?)(?P<type>{_WORDS})"
)
_ANY: Final = AnyOf(_IN_TITLE, _IN_TEXT)
_OTHER_BEFORE: Final = re.compile("非|不是|不招|不收|无|勿|拒绝|谢绝|可以?|含|或|和|/|、|需?有|转正?$")
_OTHER_AFTER: Final = re.compile(
    "勿|请?绕|免|太太|妈妈|不|均可|都可|也可|亦可|或|/|、|经[历验]|管理|主管|转正|期|证明|优先|顾问|招聘|猎头|兼|平台"
)
_ABSENT: Final = absence(Text(zh="用工类型", en="employment type"))
_DIFFERS: Final = Text(
    zh="标题或正文所写用工类型与用工类型栏不一致", en="Title or text call the job another type than the field"
)
_AGREES: Final = met(Text(zh="未见与用工类型栏不一致的说明", en="Nothing contradicts the employment type"))
