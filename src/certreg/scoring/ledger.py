"""What the results of one posting add up to, with each result's part as one whole number.

A card needs nine sums (three dimensions, each with the weight that applies, the part of it that is unknown, and what
was earned) and two lists of criteria. Each result's part in all of them is packed into one integer, side by side in
fields that cannot overflow into each other, so that adding up a posting is one `sum` (docs/adr/0066).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from certreg.domain.assessment import Finding, Outcome
from certreg.scoring.points import Tally, thousandths

_WEIGHT: Final = 16
_EARNED: Final = 26
"""Bits of a field: the weights of a dimension sum to 10,000 hundredths, what they earn to 10,000,000."""
_LOW: Final = (1 << _WEIGHT) - 1
_DIMENSION: Final = 2 * _WEIGHT + _EARNED


class Place(NamedTuple):
    """Where one criterion counts. `dimension` is -1 for a gate; `weight` in hundredths."""

    id: str
    dimension: int
    weight: int


class Totals(NamedTuple):
    """The sums by dimension, and the ids of failed gates and of unknown criteria in the file's order."""

    tallies: list[Tally]
    failed_gates: tuple[str, ...]
    unknown: tuple[str, ...]


class Ledger:
    """The layout of the sums for the criteria in force on one day."""

    def __init__(self, dimensions: int, places: Sequence[Place]) -> None:
        self._dimensions: Final = dimensions
        self._places: Final = tuple(places)
        self._unknown: Final = 1 << (dimensions * _DIMENSION)
        self._failed: Final = self._unknown << len(places)
        self._ids: Final = lru_cache(maxsize=4096)(self._ids_of)

    def entry(self, index: int, finding: Finding) -> int:
        """What a finding on the criterion with this index adds to the total."""
        place = self._places[index]
        outcome = finding.outcome
        if outcome is Outcome.NOT_APPLICABLE:
            return 0
        if outcome is Outcome.UNKNOWN:
            unknown = self._unknown << index
            return unknown if place.dimension < 0 else unknown + self._sums(place, place.weight, 0)
        if place.dimension < 0:
            # A gate has no half way: partly met is failed.
            return 0 if outcome is Outcome.MET else self._failed << index
        return self._sums(place, 0, place.weight * thousandths(finding.score))

    @staticmethod
    def _sums(place: Place, unknown: int, earned: int) -> int:
        return (unknown | place.weight << _WEIGHT | earned << 2 * _WEIGHT) << (place.dimension * _DIMENSION)

    def totals(self, entries: Sequence[int]) -> Totals:
        """What the entries of all criteria, each at most once, add up to."""
        rest = sum(entries)
        tallies = []
        for _ in range(self._dimensions):
            unknown, weight = rest & _LOW, rest >> _WEIGHT & _LOW
            tallies.append(Tally(unknown, weight, rest >> 2 * _WEIGHT & ((1 << _EARNED) - 1)))
            rest >>= _DIMENSION
        failed = rest >> len(self._places)
        return Totals(tallies, self._ids(failed), self._ids(rest - (failed << len(self._places))))

    def _ids_of(self, marks: int) -> tuple[str, ...]:
        return tuple(place.id for index, place in enumerate(self._places) if marks >> index & 1)
