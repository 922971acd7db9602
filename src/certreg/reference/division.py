"""One division of GB/T 2260."""

from datetime import date
from enum import StrEnum

import msgspec


class DivisionLevel(StrEnum):
    """Level of a division, by the form of its code: pp0000, ppcc00, ppccdd."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class Division(msgspec.Struct, frozen=True):
    """One division; both days inclusive, None where the sources do not say."""

    code: str
    name: str
    level: DivisionLevel
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()

    def in_force(self, day: date) -> bool:
        """A division of that day."""
        return self.known_by(day) and (self.valid_to is None or day <= self.valid_to)

    def known_by(self, day: date) -> bool:
        """Created by that day, in force or already abolished."""
        return self.valid_from is None or self.valid_from <= day


class Located(msgspec.Struct, frozen=True):
    """A division found at the head of a text, and what the text says after it (`rest`, possibly empty)."""

    division: Division
    rest: str
