"""G-minors: nobody under sixteen is invited to apply.

Labour Law 15 (since 1995-01-01): no hiring under sixteen; units of the arts, of sport and of special crafts may, by the
rules of the state, which an assessor sees from documents. Sixteen itself is lawful: 16-45岁 passes, and so does the
promise not to hire below (不招未满16周岁).
"""

import re
from typing import Final

import msgspec

from certreg.checks.age import AGES, bounds
from certreg.checks.context import Context
from certreg.checks.demands import Demand
from certreg.checks.patterns import one_of
from certreg.checks.search import AnyOf
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet by an age bound below sixteen, or by words that invite those below it."""
    del context, params
    spans = find(posting)
    return unmet(_OPEN, spans=spans) if spans else _CLOSED


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that open the job to under-sixteens."""
    if not _SPOKEN_OF.may_hit(posting):
        return ()
    ages = (
        bound for bound in bounds(posting) if (bound.low if bound.low is not None else bound.high or _LAWFUL) < _LAWFUL
    )
    return (*(bound.span for bound in ages), *_INVITED.find(posting))


_LAWFUL: Final = 16
_UNDER: Final = one_of(
    (
        *("未满16周岁", "未满16岁", "不满16周岁", "不满16岁", "未满十六周岁", "未满十六岁", "不满十六周岁"),
        *("16岁以下", "16周岁以下", "十六岁以下", "十六周岁以下", "在读初中生", "初中在校生", "初中生", "小学生"),
    )
)
_INVITATION: Final = re.compile(
    rf"(?:{_UNDER})(?:者|的)?(?:也|均|都|亦|皆)?(?:可以?|能|欢迎)(?:来|前来)?(?:报名|来|应聘|入职|上班|做工?|打工|投递|工作)"
)
_INVITED: Final = Demand(_INVITATION, lambda _text, _match: True)
_SPOKEN_OF: Final = AnyOf(AGES, _INVITATION)
_OPEN: Final = Text(zh="招聘对象包含未满十六周岁的未成年人", en="The posting is open to people under sixteen")
_CLOSED: Final = met(Text(zh="未见招用未满十六周岁未成年人", en="Nobody under sixteen is invited"))
