"""`certreg score --duplicates`: the texts of all rows first, then what stands near each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from certreg.checks.context import Context
from certreg.cli.progress import Progress
from certreg.domain.posting import Posting
from certreg.exchange.reading import Rejected, Row
from certreg.scoring.duplicate_groups import DuplicateGroup, DuplicateSummary, Groups
from certreg.scoring.duplicates import Place, RunNeighbours, TextIndex

FLOOD: Final = 5
"""Postings of one employer and one text that are listed as a flood; what they cost is the criteria's matter."""

SHOWN: Final = 10


@dataclass
class DuplicatesRun:
    """The index of one run, complete."""

    index: TextIndex

    @classmethod
    def over(cls, rows: Iterable[tuple[Place, Row | Rejected]]) -> "DuplicatesRun":
        """Read every row once."""
        index = TextIndex(_SOURCE)
        progress = Progress("texts")
        for count, (place, item) in enumerate(rows, 1):
            if isinstance(item, Row):
                index.add(item.posting, place)
            progress.at(count)
        progress.done()
        return cls(index)

    def context(self, context: Context, place: Place) -> Context:
        """What the checks may know of the posting at this place."""
        return replace(context, neighbours=RunNeighbours(self.index, place))

    def group(self, posting: Posting) -> DuplicateGroup | None:
        """The group that a posting of the run belongs to."""
        number = self.index.number(posting)
        return None if number is None else self._groups.of(number)

    def summary(self) -> DuplicateSummary:
        """Counts and the largest groups."""
        return self._groups.summary(SHOWN)

    @cached_property
    def _groups(self) -> Groups:
        return Groups(self.index, FLOOD)


_SOURCE: Final = "scored files"
