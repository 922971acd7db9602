"""The gates of eligibility asked of the register as it stands in a transaction (notice 1(2), 1(3))."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from certreg.domain.eligibility import Hindrance, Stated, hindrances
from certreg.domain.errors import NotFound, PolicyRefused
from certreg.domain.organisation import Organisation
from certreg.domain.policy import local_day
from certreg.domain.text import Text
from certreg.services.registry import Registry
from certreg.storage import parties, publishers
from certreg.storage.database import Reading

_BATCH: Final = 500


def against(tx: Reading, posting_id: str, day: date) -> tuple[Hindrance, ...]:
    """Everything that stands against certifying a stored posting on that day."""
    stated = publishers.stated(tx, posting_id)
    if stated is None:
        raise NotFound(_NO_POSTING.within(id=posting_id[:60]))
    register = register_of(tx, [stated])
    return () if register is None else hindrances(stated, register, day)


def standing_against(registry: Registry, posting_id: str, *, now: datetime) -> tuple[Hindrance, ...]:
    """The same as of this moment, in a transaction of its own."""
    with registry.db.read() as tx:
        return against(tx, posting_id, local_day(now))


def require_eligible(tx: Reading, posting_id: str, day: date) -> None:
    """`PolicyRefused` with every reason unless all gates of eligibility are passed."""
    found = against(tx, posting_id, day)
    if found:
        raise PolicyRefused(_NOT_ELIGIBLE, [hindrance.reason for hindrance in found])


def register_of(tx: Reading, several: Iterable[Stated]) -> dict[str, Organisation] | None:
    """The organisations that they name. None where the register is empty: it would have nobody in it."""
    named = {code for one in several for code in (one.publisher_uscc, one.employer_uscc) if code is not None}
    codes = sorted(named)
    found: dict[str, Organisation] = {}
    for start in range(0, len(codes), _BATCH):
        rows = parties.organisations(tx, codes[start : start + _BATCH])
        found.update({code: row["content"] for code, row in rows.items()})
    return found if found or parties.any_organisation(tx) else None


_NO_POSTING: Final = Text(zh="没有编号为 {id} 的招聘信息", en="There is no posting {id}")
_NOT_ELIGIBLE: Final = Text(
    zh="发布者或用人主体现在不具备认证条件", en="Publisher or employer may not be certified as things stand"
)
