"""Agencies without a licence that holds, met in submissions: for the districts that deal with them (notice 1(3))."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec

from certreg.domain.division_code import significant
from certreg.domain.eligibility import Gate, Hindrance, Stated, hindrances
from certreg.domain.licensing import CITY
from certreg.domain.organisation import Organisation
from certreg.domain.policy import local_day
from certreg.domain.posting import Posting
from certreg.services import eligibility
from certreg.services.registry import Registry
from certreg.storage import findings
from certreg.storage.database import Writing

CITY_BUREAU: Final = "500000"
"""Where a finding goes too that names no place in the city: it was met here, and never goes to nobody (notice 4(2))."""


class Finding(msgspec.Struct, frozen=True):
    """One publisher met in one posting. `districts`: those competent, of registration and of activity."""

    publisher_uscc: str | None
    publisher_name: str
    posting_id: str
    obstacles: tuple[str, ...]
    reasons: tuple[str, ...]
    registered_in: str | None
    active_in: tuple[str, ...]
    districts: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    seen: int


def note(tx: Writing, met: Sequence[tuple[str, Posting, Stated]], now: datetime) -> None:
    """Put on the report what these postings, new or in a new version, show of their publishers."""
    by_agency = [one for one in met if one[2].by_agency]
    register = eligibility.register_of(tx, [stated for _, _, stated in by_agency]) if by_agency else None
    if register is None:
        return
    before = findings.of_postings(tx, [posting_id for posting_id, _, _ in by_agency])
    rows = []
    for posting_id, posting, stated in by_agency:
        against = [h for h in hindrances(stated, register, local_day(now)) if h.gate is Gate.LICENCE]
        if against:
            row = _row(posting_id, posting, stated, against, register)
            former = before.get((posting_id, stated.publisher_uscc or ""))
            first, seen = (former["first_seen"], former["seen"]) if former is not None else (now, 0)
            rows.append({**row, "first_seen": first, "last_seen": now, "seen": seen + 1})
    findings.put_findings(tx, rows)


def report(registry: Registry, district: str | None = None) -> Iterator[Finding]:
    """Every finding, or those of one district and what lies below it (`500000`: the whole city)."""
    below = None if district is None else significant(district)
    with registry.db.read() as tx:
        for row in findings.every(tx):
            competent = _competent(row["registered_in"], row["active_in"])
            if below is None or any(code.startswith(below) for code in competent):
                uscc = row["publisher_uscc"] or None
                yield Finding(**{**row, "publisher_uscc": uscc, "districts": competent})


def _competent(registered_in: str | None, active_in: Sequence[str]) -> tuple[str, ...]:
    named = [*filter(None, [registered_in]), *active_in]
    here = any(division.startswith(CITY) for division in named)
    return tuple(dict.fromkeys(named if here else [*named, CITY_BUREAU]))


def _row(
    posting_id: str,
    posting: Posting,
    stated: Stated,
    against: Sequence[Hindrance],
    register: Mapping[str, Organisation],
) -> dict[str, object]:
    code = stated.publisher_uscc
    return {
        "posting_id": posting_id,
        "publisher_uscc": code or "",
        "publisher_name": posting.agency.name if posting.agency is not None else "",
        "obstacles": tuple(one.code for one in against),
        "reasons": tuple(one.reason.zh for one in against),
        "registered_in": _registered_in(code, register),
        "active_in": _active_in(stated, register),
    }


def _active_in(stated: Stated, register: Mapping[str, Organisation]) -> tuple[str, ...]:
    """Where the posting has people work, and where the register says that its publisher does."""
    found = register.get(stated.publisher_uscc) if stated.publisher_uscc is not None else None
    posted = () if stated.division is None else (stated.division,)
    return tuple(dict.fromkeys((*posted, *(found.activity_divisions if found is not None else ()))))


def _registered_in(code: str | None, register: Mapping[str, Organisation]) -> str | None:
    """By the register, else by the code itself: its third to eighth signs (GB 32100-2015)."""
    found = register.get(code) if code is not None else None
    if found is not None and found.division is not None:
        return found.division
    division = (code or "")[2:8]
    return division if len(division) == _DIVISION and division.isascii() and division.isdigit() else None


_DIVISION: Final = 6
