"""Whether an organisation may recruit online for others on a day, and every reason why not (notice 1(2), 2(3))."""

from datetime import date
from enum import StrEnum
from typing import Final

from certreg.domain.organisation import ONLINE_RECRUITMENT, Organisation, OrganisationKind, OrganisationStatus

CITY: Final = "50"
"""How the codes of Chongqing's own divisions begin (GB/T 2260)."""


class Obstacle(StrEnum):
    """One reason why not. The first three are about what the register can say, the others about the organisation."""

    NO_REGISTER = "no_register"
    INVALID_CODE = "invalid_code"
    UNKNOWN = "unknown"
    NOT_ACTIVE = "not_active"
    NO_LICENCE = "no_licence"
    NOT_YET_VALID = "not_yet_valid"
    NO_LONGER_VALID = "no_longer_valid"
    OUT_OF_SCOPE = "out_of_scope"
    NO_BRANCH_REPORT = "no_branch_report"
    ORIGIN_UNKNOWN = "origin_unknown"


def obstacles(organisation: Organisation, day: date) -> tuple[Obstacle, ...]:
    """Every reason against it on that day, in the order of `Obstacle`; none means licensed."""
    status = () if organisation.status is OrganisationStatus.ACTIVE else (Obstacle.NOT_ACTIVE,)
    return (*status, *_of_licence(organisation, day), *_of_branch(organisation))


def is_held_to_licence(organisation: Organisation) -> bool:
    """Agencies, and whoever holds a licence, are asked for it; an employer hiring for itself is not (notice 1(1))."""
    return OrganisationKind.AGENCY in organisation.kinds or organisation.licence is not None


def _of_licence(organisation: Organisation, day: date) -> tuple[Obstacle, ...]:
    licence = organisation.licence
    if licence is None:
        return (Obstacle.NO_LICENCE,)
    found = []
    if day < licence.valid_from:
        found.append(Obstacle.NOT_YET_VALID)
    if licence.valid_to is not None and licence.valid_to < day:
        found.append(Obstacle.NO_LONGER_VALID)
    if ONLINE_RECRUITMENT not in licence.scope:
        found.append(Obstacle.OUT_OF_SCOPE)
    return tuple(found)


def _of_branch(organisation: Organisation) -> tuple[Obstacle, ...]:
    """Whoever is registered outside the city reports a branch in it (notice 1(2))."""
    if organisation.division is None:
        return (Obstacle.ORIGIN_UNKNOWN,)
    reported = any(division.startswith(CITY) for division in organisation.branch_reported_in)
    return () if organisation.division.startswith(CITY) or reported else (Obstacle.NO_BRANCH_REPORT,)
