"""The history of a set of criteria: what each published version changed in the one before it."""

from datetime import date

import msgspec

from certreg.scoring.comparison import Comparison, compare
from certreg.scoring.criteria_file import PublishedCriteria, publication, published


class Step(msgspec.Struct, frozen=True):
    """One version: when it was published and takes effect, and what it changed; None for the first."""

    id: str
    version: str
    published: date
    effective: date
    comparison: Comparison | None


def history(shown: PublishedCriteria) -> tuple[Step, ...]:
    """The published versions of the same series up to this one, the newest first."""
    series = [item for item in published().values() if _series(item) == _series(shown)]
    ids = [item.criteria.id for item in series]
    upto = series[: ids.index(shown.criteria.id) + 1] if shown.criteria.id in ids else series
    before: list[PublishedCriteria | None] = [None, *upto]
    steps = [_step(item, previous) for item, previous in zip(upto, before, strict=False)]
    return tuple(reversed(steps))


def _series(item: PublishedCriteria) -> str:
    return item.criteria.id.removesuffix(item.criteria.version)


def _step(item: PublishedCriteria, previous: PublishedCriteria | None) -> Step:
    criteria = item.criteria
    line = publication()[criteria.id]
    comparison = None if previous is None else compare(previous, item)
    return Step(criteria.id, criteria.version, line.published, criteria.effective, comparison)
