"""Search of the register by name, code, licence number and district, as people type them (notice 2(3))."""

from typing import Final

import msgspec

from certreg.domain.division_code import is_division_code, significant
from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.organisation import OrganisationKind, OrganisationStatus
from certreg.domain.organisation_words import folded
from certreg.domain.text import Text, normalise
from certreg.reference.divisions import load_divisions
from certreg.services import cursors
from certreg.services.organisations import RegisterRecord
from certreg.services.records import Page
from certreg.services.registry import Registry
from certreg.storage import organisation_search as stored
from certreg.storage import parties
from certreg.storage.organisation_search import Filter

MAX_LIMIT: Final = 100
MAX_WORDS: Final = 8


class OrganisationQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; everything given must hold.

    Each word of `text` must occur in a name, a former name, the code or the licence number. `district` is a GB/T 2260
    code of 2, 4 or 6 digits or the name of a division, and covers what lies below it.
    """

    text: str | None = None
    district: str | None = None
    kind: OrganisationKind | None = None
    status: OrganisationStatus | None = None


def search(
    registry: Registry, query: OrganisationQuery, *, cursor: str | None = None, limit: int = 20
) -> Page[RegisterRecord]:
    """Organisations by a query, in the order of their codes. `InvalidInput` names the field that means nothing."""
    if not 1 <= limit <= MAX_LIMIT:
        raise _refused("limit", "out_of_range", _BAD_LIMIT.within(most=MAX_LIMIT), str(limit))
    wanted = Filter(
        words=_words(query.text), divisions=_divisions(query.district), kind=query.kind, status=query.status
    )
    after = cursors.read_code(cursor) if cursor is not None else None
    with registry.db.read() as tx:
        codes = stored.find(tx, wanted, after, limit + 1)
        rows = parties.organisations(tx, codes[:limit])
    # One code more than asked for was read: it tells whether there is a next page.
    items = tuple(
        RegisterRecord(row["content"], row["source"], row["updated_at"]) for row in map(rows.get, codes) if row
    )
    return Page(items, cursors.write_code(codes[limit - 1]) if len(codes) > limit else None)


def _words(text: str | None) -> tuple[str, ...]:
    typed = normalise(text or "")
    words = tuple(dict.fromkeys(word for part in typed.split() if (word := folded(part))))
    if typed and not words:
        raise _refused("q", "invalid", _NO_WORD, typed)
    if len(words) > MAX_WORDS:
        raise _refused("q", "too_many_words", _TOO_MANY.within(most=MAX_WORDS))
    return words


def _divisions(district: str | None) -> tuple[str, ...]:
    """What codes of a district begin with, those of districts that became part of it too (两江新区: 江北区, 渝北区)."""
    asked = normalise(district or "")
    if not asked:
        return ()
    table = load_divisions()
    if asked.isascii() and asked.isdigit():
        if not is_division_code(asked):
            raise _refused("district", "invalid", _BAD_CODE, asked)
        code = asked.ljust(6, "0")
    else:
        found = table.find(asked)
        if found is None:
            raise _refused("district", "unknown", _NO_DIVISION, asked)
        code = found.code
    former = (division.code for division in table if code in division.successors)
    return tuple(significant(one) for one in (code, *former))


def _refused(field: str, code: str, reason: Text, value: str | None = None) -> InvalidInput:
    return InvalidInput(reason, [FieldProblem(field, code, reason, value[:80] if value is not None else None)])


_BAD_LIMIT: Final = Text(zh="每页条数应为 1 至 {most}", en="The limit is 1 to {most}")
_NO_WORD: Final = Text(
    zh="请输入名称、代码或许可证编号中的文字或数字", en="Type letters or digits of a name, code or licence number"
)
_TOO_MANY: Final = Text(zh="搜索词不能超过 {most} 个", en="Search for at most {most} words")
_BAD_CODE: Final = Text(zh="行政区划代码应为 2、4 或 6 位数字", en="A division code has 2, 4 or 6 digits")
_NO_DIVISION: Final = Text(
    zh="没有这个地点，或者几个地点同名：请连同上级名称填写，或填写行政区划代码",
    en="There is no such place, or several have this name: put the outer name before it, or give the division code",
)
