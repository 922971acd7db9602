"""Organisations as rows of a table under the headings that `register_headings` reads: what is written can be read."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

from certreg.domain.organisation import Licence, Organisation, Violation
from certreg.exchange.register_headings import COLUMNS, KINDS, STATUS

HEADINGS: Final = tuple(names[0] for names in COLUMNS.values())


def row(organisation: Organisation) -> Iterator[object]:
    """The cells of one organisation, in the order of `HEADINGS`; None for what is not stated."""
    licence = organisation.licence
    yield from (organisation.uscc, organisation.name)
    yield _listed(_word(KINDS, kind) for kind in sorted(organisation.kinds))
    yield _word(STATUS, organisation.status)
    yield _listed(organisation.former_names)
    yield organisation.division
    yield _listed(organisation.activity_divisions)
    yield from _licence(licence) if licence is not None else (None,) * len(Licence.__struct_fields__)
    yield _listed(organisation.branch_reported_in)
    yield from (organisation.integrity_points, organisation.complaint_phone)
    yield _listed(map(_violation, organisation.violations))


def _licence(licence: Licence) -> Iterator[object]:
    yield from (licence.number, _listed(licence.scope), licence.issued_by, licence.valid_from, licence.valid_to)


def _violation(violation: Violation) -> str:
    return f"{violation.decided_on} {violation.what}（{violation.decided_by}）"


def _listed(items: Iterable[str]) -> str:
    """A list of one ends in its separator where it could be taken for several."""
    several = tuple(items)
    text = "；".join(several)
    return text + "；" if len(several) == 1 and any(sign in text for sign in "、,，") else text


def _word(words: Mapping[str, StrEnum], member: StrEnum) -> str:
    return next(word for word, value in words.items() if value is member)
