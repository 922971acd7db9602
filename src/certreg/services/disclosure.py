"""What an organisation's panel 许可及监管 says: its record and how many of its postings are certified (notice 2)."""

from datetime import datetime
from typing import Final

import msgspec

from certreg.checks import uscc as codes
from certreg.domain.errors import FieldProblem, InvalidInput, NotFound
from certreg.domain.text import Text
from certreg.services import organisations
from certreg.services.organisations import RegisterRecord, normal_code
from certreg.services.registry import Registry
from certreg.storage import search

_SHOWN: Final = 40


class Disclosure(msgspec.Struct, frozen=True):
    """The record, and the number of postings certified now that the organisation answers for."""

    record: RegisterRecord
    certified: int


def disclosure(registry: Registry, uscc: str, now: datetime) -> Disclosure:
    """The organisation with this code. `InvalidInput` if it is no code, `NotFound` if the register does not have it."""
    try:
        record = organisations.record(registry, uscc)
    except NotFound:
        # Asked only now: whatever the register has is shown, also under a code that somebody wrote with a slip.
        if not codes.is_sound(normal_code(uscc)):
            problem = FieldProblem("uscc", "invalid_code", _NO_CODE, uscc[:_SHOWN])
            raise InvalidInput(_NO_CODE, [problem]) from None
        raise
    with registry.db.read() as tx:
        certified = search.count_published(tx, record.organisation.uscc, now)
    return Disclosure(record, certified)


_NO_CODE: Final = Text(
    zh="地址中的不是有效的统一社会信用代码：长度或校验码不对，请核对",
    en="The address has no valid unified social credit code: its length or check character is wrong",
)
