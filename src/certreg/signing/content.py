"""The posting inside a label: what is certified of it, and whether what is displayed is still that."""

from collections.abc import Mapping
from typing import Final

from certreg.domain.errors import InvalidInput, PolicyRefused
from certreg.domain.field_titles import titles_of
from certreg.domain.label import PartyClaim, PostingClaim
from certreg.domain.posting import Party, Posting
from certreg.domain.text import Text
from certreg.domain.verification import ContentMismatch
from certreg.signing import canonical


def certified_content(posting: Posting) -> PostingClaim:
    """The `posting` claim: what a label made now would certify.

    `PolicyRefused` without an employer: there would be nobody to answer for the posting. `InvalidInput` for a
    posting without canonical form.
    """
    employer, publisher = posting.employer, posting.publisher
    if employer is None or publisher is None:
        raise PolicyRefused(_NO_EMPLOYER)
    return PostingClaim(
        title=posting.title,
        publisher=_party(publisher),
        employer=_party(employer),
        platform=posting.provenance.platform,
        url=posting.provenance.url,
        headcount=posting.headcount,
        digest=canonical.posting_digest(posting),
        canon=canonical.VERSION,
        fields=canonical.field_digests(posting),
    )


def require_same(certified: PostingClaim, displayed: Posting) -> None:
    """`ContentMismatch`, naming the base fields that differ, unless `displayed` is what was certified.

    Notice 3(3) wants the headcount kept current: it may go down, a figure above the certified one may not stand.
    """
    try:
        same = canonical.posting_digest(displayed) == certified.digest
        differing = [] if same else _differing(certified.fields, canonical.field_digests(displayed))
    except InvalidInput as error:
        raise ContentMismatch(error.detail) from error
    if displayed.headcount is not None and displayed.headcount > (certified.headcount or 0):
        differing.append("headcount")
    if differing or not same:
        # The digest decides. Should the field digests contradict it, no field can be named.
        named = titles_of(differing) if differing else _BASE_INFORMATION
        raise ContentMismatch(_DIFFERS.within(fields=named), tuple(differing))


def _differing(certified: Mapping[str, str], displayed: Mapping[str, str]) -> list[str]:
    return [name for name in canonical.BASE_FIELDS if certified.get(name) != displayed.get(name)]


def _party(party: Party) -> PartyClaim:
    return PartyClaim(name=party.name, uscc=party.uscc)


_NO_EMPLOYER: Final = Text(
    zh="招聘信息未载明用人主体，不能签发标签", en="The posting names no employer; no label can be issued for it"
)
_DIFFERS: Final = Text(zh="与认证内容不同的项：{fields}", en="These differ from what was certified: {fields}")
_BASE_INFORMATION: Final = Text(zh="基本信息", en="base information")
