"""Licences of many organisations at once, for platforms that admit agencies (notice 2(3))."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from certreg.checks import uscc
from certreg.domain.licensing import Obstacle, obstacles
from certreg.domain.organisation import Organisation
from certreg.services.organisations import normal_code
from certreg.services.registry import Registry
from certreg.storage import parties


class Checked(msgspec.Struct, frozen=True):
    """What the register says of one code. `organisation`, `source` and `updated_at` are None where it has none."""

    uscc: str
    obstacles: tuple[Obstacle, ...]
    organisation: Organisation | None = None
    source: str | None = None
    updated_at: datetime | None = None


def check(registry: Registry, usccs: Sequence[str], day: date) -> tuple[Checked, ...]:
    """One answer for each code, in the same order; spaces, case and full-width forms of a code do not matter."""
    codes = [normal_code(code) for code in usccs]
    with registry.db.read() as tx:
        rows = parties.organisations(tx, list(dict.fromkeys(codes)))
        filled = bool(rows) or parties.any_organisation(tx)
    answers = []
    for code in codes:
        row = rows.get(code)
        if row is None:
            answers.append(Checked(code, (_absent(code, filled=filled),)))
        else:
            organisation: Organisation = row["content"]
            against = obstacles(organisation, day)
            answers.append(Checked(code, against, organisation, row["source"], row["updated_at"]))
    return tuple(answers)


def _absent(code: str, *, filled: bool) -> Obstacle:
    """An empty register says nothing of anyone; a code with a slip in it is told apart from an unknown holder."""
    if not uscc.is_sound(code):
        return Obstacle.INVALID_CODE
    return Obstacle.UNKNOWN if filled else Obstacle.NO_REGISTER
