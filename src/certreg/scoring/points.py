"""The arithmetic of points, exact.

Scores are counted in thousandths and weights in hundredths, as integers: 0.8 of 100 is 80 and never 79. Points are
rounded down once, at the end, so a threshold in whole points holds for the rounded figure exactly when it holds for
the true one.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from certreg.domain.criteria import Level, LevelRule

_THOUSAND: Final = 1000
_HUNDRED: Final = 100


class Tally:
    """The sums of one dimension. Mutable while a posting is scored; `weight` is that of applicable criteria."""

    __slots__ = ("earned", "unknown", "weight")

    def __init__(self, unknown: int = 0, weight: int = 0, earned: int = 0) -> None:
        self.earned = earned
        self.unknown = unknown
        self.weight = weight

    @property
    def points(self) -> int:
        """Whole points of 100, rounded down. Where nothing applies nothing was shown: no points."""
        return _HUNDRED * self.earned // (_THOUSAND * self.weight) if self.weight else 0

    @property
    def exact(self) -> Fraction:
        """The same before rounding."""
        return Fraction(_HUNDRED * self.earned, _THOUSAND * self.weight) if self.weight else Fraction(0)

    @property
    def unknown_share(self) -> float:
        """The part of the applicable weight whose outcome is unknown; 1.0 where nothing applies."""
        return self.unknown / self.weight if self.weight else 1.0


def thousandths(score: float) -> int:
    """A score between 0 and 1 in whole thousandths."""
    return round(score * _THOUSAND)


def hundredths(weight: float) -> int:
    """A weight in whole hundredths; the linter refuses weights that are not."""
    return round(weight * _HUNDRED)


def overall_points(tallies: Sequence[Tally], weights: Sequence[int]) -> int:
    """Weighted mean of the dimensions before their rounding, rounded down; `weights` in hundredths."""
    numerator, denominator = 0, 1
    for tally, weight in zip(tallies, weights, strict=True):
        whole = _THOUSAND * tally.weight or 1
        numerator = numerator * whole + weight * _HUNDRED * tally.earned * denominator
        denominator *= whole
    return numerator // (denominator * sum(weights))


def level_of(dimensions: Sequence[int], overall: int, levels: Sequence[LevelRule]) -> Level | None:
    """The highest level whose thresholds hold. `levels` are in the file's order, the lowest first."""
    lowest = min(dimensions)
    for rule in reversed(levels):
        if lowest >= rule.each_dimension and overall >= rule.overall:
            return rule.id
    return None
