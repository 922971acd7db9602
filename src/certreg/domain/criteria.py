"""Published criteria as values. Loading and linting them is `certreg.scoring`'s."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from certreg.domain.text import Text


class Dimension(StrEnum):
    """The three scored dimensions of notice 3(4)."""

    TRUTHFULNESS = "truthfulness"
    ACCURACY = "accuracy"
    COMPLETENESS = "completeness"


class Level(StrEnum):
    """Levels of certification, the lowest first."""

    PREMIUM = "premium"
    EXEMPLARY = "exemplary"


Method = Literal["automatic", "assessor", "both"]
AppliesWhen = Literal["always", "agency", "direct", "full_time", "hourly"]
Weight = Annotated[float, Meta(gt=0, le=100)]
Percent = Annotated[int, Meta(ge=0, le=100)]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Common form of the parts of a criteria file."""


class Basis(_Part, frozen=True, kw_only=True):
    """A clause that a criterion rests on: `source` is `notice` or the law's short name."""

    source: str
    clause: str


class CheckUse(_Part, frozen=True, kw_only=True):
    """A check and its parameters."""

    name: str
    params: Mapping[str, Any] = {}


class Criterion(_Part, frozen=True, kw_only=True):
    """One criterion or gate. Gates have no weight: failing one bars certification whatever the score."""

    id: Annotated[str, Meta(pattern=r"^[GCAT]-[a-z]+(-[a-z]+)*$")]
    dimension: Dimension | None = None
    gate: bool = False
    weight: Weight | None = None
    method: Method
    check: CheckUse | None = None
    evidence: tuple[str, ...] = ()
    applies_when: AppliesWhen = "always"
    basis: tuple[Basis, ...]
    title: Text
    requirement: Text
    rationale: Text
    remedy: Text
    since: date
    future: date | None = None
    obsolete: date | None = None

    def in_force(self, day: date) -> bool:
        """Counts on that day: no longer future, not yet obsolete."""
        return (self.future is None or self.future <= day) and (self.obsolete is None or day < self.obsolete)


class LevelRule(_Part, frozen=True, kw_only=True):
    """Thresholds of one level, inclusive, in whole points of 100."""

    id: Level
    title: Text
    each_dimension: Percent
    overall: Percent


class DimensionRule(_Part, frozen=True, kw_only=True):
    """One dimension and its weight in the overall score."""

    id: Dimension
    title: Text
    weight: Weight


class Criteria(_Part, frozen=True, kw_only=True):
    """A criteria file. Immutable once published; labels name its digest."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9.]+)*$")]
    version: Annotated[str, Meta(pattern=r"^[0-9]{4}\.[0-9]+$")]
    title: Text
    effective: date
    retired: date | None = None
    languages: tuple[Literal["zh-CN", "en"], ...]
    validity_days: Annotated[int, Meta(ge=1, le=366)]
    dimensions: tuple[DimensionRule, ...]
    levels: tuple[LevelRule, ...]
    criteria: tuple[Criterion, ...]

    def criterion(self, criterion_id: str) -> Criterion | None:
        """The criterion with this id, or None."""
        return next((c for c in self.criteria if c.id == criterion_id), None)
