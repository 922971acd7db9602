"""Look up postings, labels and their history."""

from datetime import datetime

import msgspec

from certreg.domain.criteria import Level
from certreg.domain.lifecycle import LabelState, Stage
from certreg.services.records import AssessmentRecord, LabelRecord, Listed, Page, PostingRecord, TimelineEntry
from certreg.services.registry import Registry

MAX_LIMIT = 100


class SearchQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; everything given must hold.

    `text` is looked for in title, employer and publisher; `division` is a GB/T 2260 code of a province, city or
    county and covers what lies below it. `public` leaves out postings that never had a label.
    """

    text: str | None = None
    division: str | None = None
    level: Level | None = None
    label: LabelState | None = None
    stage: Stage | None = None
    public: bool = True


def posting(registry: Registry, posting_id: str) -> PostingRecord:
    """The posting as it stands. `NotFound` if there is none."""
    raise NotImplementedError


def label(registry: Registry, label_id: str) -> LabelRecord:
    """One label, newest or not. `NotFound` if there is none."""
    raise NotImplementedError


def labels_of(registry: Registry, posting_id: str) -> tuple[LabelRecord, ...]:
    """Every label a posting ever had, the newest first."""
    raise NotImplementedError


def version_of(registry: Registry, posting_id: str, version: int) -> PostingRecord:
    """An earlier version of a posting, without card. `NotFound` if there is none."""
    raise NotImplementedError


def assessment(registry: Registry, posting_id: str) -> AssessmentRecord | None:
    """The newest assessment of a posting, decided or not."""
    raise NotImplementedError


def search(
    registry: Registry, query: SearchQuery, *, cursor: str | None = None, limit: int = 20, now: datetime
) -> Page[Listed]:
    """Postings by a query, the newest first. `InvalidInput` for a cursor not made here or a limit out of 1-100."""
    raise NotImplementedError


def promoted(registry: Registry, *, cursor: str | None = None, limit: int = 20, now: datetime) -> Page[Listed]:
    """Postings certified now, by time of issue, the newest first (notice 3(4): priority promotion)."""
    raise NotImplementedError


def timeline(registry: Registry, posting_id: str) -> tuple[TimelineEntry, ...]:
    """Everything that was done to a posting and its labels, the oldest first. `NotFound` if there is none."""
    raise NotImplementedError
