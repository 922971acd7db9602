"""C-employment-type: full-time, part-time, dispatch and so on (notice 3(1), 用工类型)."""

import re
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.search import TITLE, first
from certreg.domain.assessment import Finding, met
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Met by the field or by words that name the type."""
    del context, params
    if posting.employment_type is not None:
        return _STATED
    span = first(posting, _WORDS, TITLE) or first(posting, _WORDS)
    if span is not None:
        return met(_STATED_IN_TEXT, spans=(span,))
    return _ABSENT.in_channel(posting, "employment_type")


_WORDS: Final = re.compile(
    r"全职(?!妈妈|太太)|兼职|实习(?:生|岗位?)|劳务派遣|劳务外包|正式(?:工|员工|编制)|临时工|小时工|短期工|暑假工|寒假工"
    r"|(?:签订?|签署)[^,。;\n]{0,8}合同|非全日制"
)
_ABSENT: Final = absence(Text(zh="用工类型", en="employment type"))
_STATED: Final = met(Text(zh="已写明用工类型", en="The employment type is stated"))
_STATED_IN_TEXT: Final = Text(zh="文字中写明了用工类型", en="The text names the employment type")
