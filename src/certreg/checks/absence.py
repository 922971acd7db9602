"""A value that is not there: left out by the employer, or without a place in the channel."""

from typing import Final

import msgspec

from certreg.domain.assessment import Finding, unknown, unmet
from certreg.domain.posting import ChannelField, Posting
from certreg.domain.text import Text

_LEFT_OUT: Final = Text(zh="未写明{}", en="The posting does not state the {}")
_NO_PLACE: Final = Text(
    zh="发布渠道没有“{}”一栏，其他文字中也未见说明，不能判断是否遗漏",
    en="The channel has no place for the {}, and the rest of the text does not say it: it may not have been left out",
)


class Absence(msgspec.Struct, frozen=True):
    """Both findings for one absent value, made once."""

    left_out: Finding
    no_place: Finding

    def in_channel(self, posting: Posting, *fields: ChannelField) -> Finding:
        """`unknown` if the channel lacks every one of `fields` (provenance.channel_lacks), else `unmet`."""
        lacks = posting.provenance.channel_lacks
        return self.no_place if lacks.issuperset(fields) else self.left_out


def absence(what: Text) -> Absence:
    """The findings for `what`, a noun in both languages."""
    return Absence(
        left_out=unmet(Text(zh=_LEFT_OUT.zh.format(what.zh), en=_LEFT_OUT.en.format(what.en))),
        no_place=unknown(Text(zh=_NO_PLACE.zh.format(what.zh), en=_NO_PLACE.en.format(what.en))),
    )
