"""A-current: the dates make sense, and the posting is neither past nor stale (notice 3(3))."""

from datetime import timedelta
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.domain.assessment import Finding, met, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`max_age_days`: how long a posting may stand without being refreshed."""

    max_age_days: Annotated[int, Meta(ge=1, le=366)] = 60


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Judged on the day of `context.now` in the registry's zone. Publishing again is a refresh."""
    published, until, today = posting.published_on, posting.valid_until, context.day
    if until is not None and until < today:
        return unmet(_PAST.within(day=until))
    if published is None:
        return _ABSENT.in_channel(posting, "published_on")
    if published > today + _CLOCKS:
        return unmet(_FUTURE.within(day=published))
    if until is not None and until < published:
        return unmet(_BACKWARDS.within(published=published, until=until))
    age = (today - published).days
    if age > params.max_age_days:
        return unmet(_STALE.within(age=age, limit=params.max_age_days))
    return _FRESH


_CLOCKS: Final = timedelta(days=1)
"""A publisher's clock may be a day ahead."""
_ABSENT: Final = absence(Text(zh="发布日期", en="publication date"))
_PAST: Final = Text(zh="有效期已于 {day} 届满", en="The posting ended on {day}")
_FUTURE: Final = Text(zh="发布日期 {day} 晚于今天", en="The publication date {day} is in the future")
_BACKWARDS: Final = Text(
    zh="有效期 {until} 早于发布日期 {published}", en="It ends on {until}, before it was published on {published}"
)
_STALE: Final = Text(
    zh="发布已 {age} 天未更新，应不超过 {limit} 天",
    en="Published {age} days ago without refresh; at most {limit} are accepted",
)
_FRESH: Final = met(Text(zh="日期合理，信息在有效期内", en="The dates make sense and the posting is current"))
