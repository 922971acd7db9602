"""Demands on the applicant's person, as text states them: the common part of the checks of discrimination and age.

A kind of demand is a pattern whose matches are candidates, and a judge that reads what stands around a candidate and
says whether it is a demand. A demand is excused where its own sentence cites the law or the safety rule that makes it
necessary (Employment Promotion Law 30; Women's Rights Protection Law 43, 除国家另有规定外).
"""

import re
from collections.abc import Callable
from typing import Final

import msgspec

from certreg.checks.mentions import CLAUSE
from certreg.checks.mentions import after as after_match
from certreg.checks.mentions import before as before_match
from certreg.checks.search import WITH_TITLE, hits
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting

Judge = Callable[[str, re.Match[str]], bool]
"""`(folded text, candidate)`: it is a demand on the applicant."""


class Demand(msgspec.Struct, frozen=True):
    """One kind of demand."""

    candidates: re.Pattern[str]
    judge: Judge

    def find(self, posting: Posting) -> tuple[Span, ...]:
        """Quotations of the candidates that the judge takes for demands and that no cited ground excuses."""
        spans: list[Span] = []
        for field, folded, match in hits(posting, self.candidates, WITH_TITLE):
            if self.judge(folded.text, match) and not grounded(folded.text, *match.span()):
                spans.append(folded.span(field, *match.span()))
                if len(spans) == MOST:
                    break
        return tuple(spans)


def grounded(text: str, start: int, end: int) -> bool:
    """The sentence around these words cites a law or a safety rule."""
    left = _ITEM.split(text[max(0, start - _REACH) : start])[-1]
    right = _ITEM.split(text[end : end + _REACH], maxsplit=1)[0]
    return _GROUND.search(left) is not None or _GROUND.search(right) is not None


def before(text: str, match: re.Match[str], reach: int = 12) -> str:
    """What stands before the candidate in its own clause."""
    return before_match(text, match, reach, CLAUSE)


def after(text: str, match: re.Match[str], reach: int = 12) -> str:
    """What stands behind the candidate in its own clause."""
    return after_match(text, match, reach, CLAUSE)


MOST: Final = 5
"""So many quotations of one kind are enough."""

_REACH: Final = 60
_ITEM: Final = re.compile(r"[。;!?\n]|[0-9一二三四五六七八九十][、.)](?![0-9])")
_CITED: Final = r"《[^》\n]{1,40}(?:法|条例|规定|办法|标准|规程|规范|目录|范围)[^》\n]{0,20}》"
_RULES: Final = (
    f"(?:{_CITED}|法律法规|法规|安全(?:标准|规程|规范|要求)|(?:国家|行业|强制性)标准|GBZ?/?T? ?[0-9]{{3,6}})"
)
_NO_BENEFIT: Final = "(?![^,。;]{0,10}(?:假|休|待遇|福利|保险|社保|缴|工资|加班|五险))"
_GROUND: Final = re.compile(
    f"(?:禁忌(?:劳动|从事)|法律(?:法规)?(?:明确)?(?:规定|禁止)|依法(?:不得|应当)){_NO_BENEFIT}"
    f"|(?:根据|依据|依照|遵照|按照?|因|属于|由于|符合)[^,。;]{{0,8}}{_RULES}{_NO_BENEFIT}"
    rf"|(?<!熟悉)(?<!了解)(?<!掌握)(?<!遵守)(?<!执行){_CITED}(?:第[^,。;]{{1,8}}条)?的?(?:规定|要求|禁止|所列){_NO_BENEFIT}"
)
"""A law or safety rule given as the reason. To know or to keep one (熟悉《…规范》) is no reason."""
