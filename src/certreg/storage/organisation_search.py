"""Search of the register: names by pairs of characters, the rest by one narrow table in the order of the codes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, and_, or_, select

from certreg.domain.organisation import Organisation, OrganisationKind, OrganisationStatus
from certreg.domain.organisation_words import BETWEEN, folded, pairs
from certreg.storage.database import Reading, Writing
from certreg.storage.organisation_tables import organisation_pair, organisation_search
from certreg.storage.statements import insert_absent_pairs, put

FEW: Final = 2_000
"""A pair that leads to no more organisations is followed; else going through all of them in order ends sooner."""

_AT_ONCE: Final = 500
_BEGINNING: Final = 6
"""Characters from which on a word is taken for the beginning of a code."""
_CODE: Final = organisation_search.c.uscc
_CODE_LENGTH: Final = 40
_WHOLE_DIVISION: Final = 6


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Conditions that must all hold. `words` are folded and must all occur.

    `divisions` are whole codes or beginnings of codes: one of them must hold.
    """

    words: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    kind: OrganisationKind | None = None
    status: OrganisationStatus | None = None


def put_entries(tx: Writing, organisations: Mapping[str, Organisation]) -> None:
    """Make organisations findable, by USCC, in place of what was kept of them."""
    rows = [_entry(code, organisation) for code, organisation in organisations.items()]
    put(tx, organisation_search, rows)
    # In order, so that two transactions with the same pairs wait for each other and never in a circle.
    kept = sorted((pair, row["uscc"]) for row in rows for pair in pairs(row["text"]))
    insert_absent_pairs(tx, organisation_pair, kept)


def find(tx: Reading, wanted: Filter, after: str | None, limit: int) -> list[str]:
    """At most `limit` codes, in order, those after `after`.

    Words that together are a whole code or licence number, or begin a code, name the holders of those and nobody else.
    """
    conditions = _conditions(wanted)
    if after is not None:
        conditions.append(after < _CODE)
    number = _number(tx, wanted.words)
    if number is not None:
        return _codes(tx, [*conditions, number], limit)
    conditions += [organisation_search.c.text.contains(word) for word in wanted.words]
    few = _few(tx, wanted.words, after or "")
    if few is None:
        return _codes(tx, conditions, limit)
    found: list[str] = []
    for start in range(0, len(few), _AT_ONCE):
        found += _codes(tx, [*conditions, _CODE.in_(few[start : start + _AT_ONCE])], limit - len(found))
        if len(found) == limit:
            break
    return found


def _codes(tx: Reading, conditions: Sequence[ColumnElement[bool]], limit: int) -> list[str]:
    query = select(_CODE).where(*conditions).order_by(_CODE).limit(limit)
    return list(tx.connection.execute(query).scalars())


def _number(tx: Reading, words: Sequence[str]) -> ColumnElement[bool] | None:
    """The condition that finds the holders of a code or licence number; None where the words are no such thing."""
    number = "".join(words)
    code = number.upper()
    # A range, and not LIKE alone: the key serves it on both databases. No code has a character after Z.
    begins = and_(code <= _CODE, code.ljust(_CODE_LENGTH, "Z") >= _CODE, _CODE.startswith(code))
    ways: list[ColumnElement[bool]] = [_CODE.in_([code]), organisation_search.c.licence == number]
    if len(number) >= _BEGINNING and number.isascii():
        ways.append(begins)
    return next((way for way in ways if number and _codes(tx, [way], 1)), None)


def _few(tx: Reading, words: Sequence[str], after: str) -> list[str] | None:
    """The codes that the rarest pair of the words leads to, in order; None where no pair leads to few."""
    fewest: list[str] | None = None
    for pair in sorted({pair for word in words for pair in pairs(word)}):
        led = select(organisation_pair.c.uscc).where(organisation_pair.c.pair == pair, organisation_pair.c.uscc > after)
        most = FEW if fewest is None else len(fewest)
        codes = list(tx.connection.execute(led.order_by(organisation_pair.c.uscc).limit(most + 1)).scalars())
        if len(codes) <= most:
            fewest = codes
        if not codes:
            break
    return fewest


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.divisions:
        conditions.append(or_(*(_within(code) for code in wanted.divisions)))
    if wanted.kind is not None:
        conditions.append(organisation_search.c.kinds.contains(f" {wanted.kind} "))
    if wanted.status is not None:
        conditions.append(organisation_search.c.status == wanted.status)
    return conditions


def _within(code: str) -> ColumnElement[bool]:
    division = organisation_search.c.division
    if len(code) == _WHOLE_DIVISION:
        return division == code
    # A range, and not only LIKE: the index serves it on both databases.
    return and_(division >= code.ljust(_WHOLE_DIVISION, "0"), division <= code.ljust(_WHOLE_DIVISION, "9"))


def _entry(code: str, organisation: Organisation) -> dict[str, Any]:
    licence = folded(organisation.licence.number) if organisation.licence is not None else None
    texts = (organisation.name, *organisation.former_names, code, licence or "")
    return {
        "uscc": code,
        "text": BETWEEN.join(dict.fromkeys(form for text in texts if (form := folded(text)))),
        "licence": licence or None,
        "division": organisation.division,
        "kinds": f" {' '.join(sorted(organisation.kinds))} ",
        "status": organisation.status,
    }
