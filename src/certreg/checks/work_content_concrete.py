"""C-work-content: what the person will do, as several concrete duties (notice 3(1), 工作内容)."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.duties import HEADING, duties
from certreg.checks.grading import graded
from certreg.checks.search import hits, texts
from certreg.domain.assessment import Finding, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Full points from `duties` concrete duties on."""

    duties: Annotated[int, Meta(ge=1, le=20)] = 3


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """In proportion to the concrete duties found; demands on the applicant and catch-alls do not count."""
    del context
    for field, folded in texts(posting, _PLACES):
        headings = (match for _, _, match in hits(posting, HEADING, (field,)))
        found = duties(folded.text, headings, params.duties)
        if found:
            spans = tuple(folded.span(field, piece.start, piece.end) for piece in found)
            return graded(len(found) / params.duties, _reason(len(found), params.duties), spans=spans)
    if posting.work_content is None:
        return _ABSENT.in_channel(posting, "work_content")
    return _NOTHING_CONCRETE


def _reason(found: int, wanted: int) -> Text:
    if found >= wanted:
        return _SEVERAL
    return _FEW.within(found=found, wanted=wanted)


_PLACES: Final = ("work_content", "conditions")
_ABSENT: Final = absence(Text(zh="工作内容", en="work content"))
_NOTHING_CONCRETE: Final = unmet(
    Text(
        zh="未见具体职责：文字中没有说明这个人要做什么",
        en="No concrete duty: the text does not say what the person does",
    )
)
_SEVERAL: Final = Text(zh="写明了多项具体职责", en="Several concrete duties are stated")
_FEW: Final = Text(
    zh="只见 {found} 项具体职责，应至少写明 {wanted} 项",
    en="{found} concrete duties found; at least {wanted} are asked for",
)
