"""C-validity: until when the posting stands (notice 3(3): invalid postings are taken down)."""

import re
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.search import first
from certreg.domain.assessment import Finding, met
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Met by an end date in the field, or by one in the text. Whether it is past is A-current's question."""
    del context, params
    if posting.valid_until is not None:
        return _STATED
    span = first(posting, _END_IN_TEXT)
    if span is not None:
        return met(_STATED_IN_TEXT, spans=(span,))
    return _ABSENT.in_channel(posting, "valid_until")


_END_IN_TEXT: Final = re.compile(
    r"(?:有效期[至到]?|截[止至](?:日期|时间)?|报名时间[^,。;\n]{0,20}[至到-])\s{0,3}[:至到]?\s{0,3}"
    r"(?:20[0-9]{2}\s?[年./-]\s?)?[0-9]{1,2}\s?[月./-]\s?[0-9]{1,2}"
)
_ABSENT: Final = absence(Text(zh="有效期限", en="end date"))
_STATED: Final = met(Text(zh="已写明有效期限", en="The end date is stated"))
_STATED_IN_TEXT: Final = Text(zh="正文写明了截止日期", en="The text states the end date")
