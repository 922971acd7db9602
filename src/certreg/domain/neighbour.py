"""Postings whose text is nearly that of another: what checks may ask of whoever keeps the texts."""

from datetime import date
from enum import StrEnum
from typing import Protocol

import msgspec

from certreg.domain.posting import Posting


class Kinship(StrEnum):
    """Whether two postings are of one employer.

    AKIN: other names that look like one group (大连华钦, 上海华钦). UNNAMED: a name is missing or withheld, so that
    nobody can tell.
    """

    SAME = "same"
    AKIN = "akin"
    OTHER = "other"
    UNNAMED = "unnamed"


class Neighbour(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One posting with nearly the same text. `similarity` is exact: shared shingles of all, 0 to 1.

    `ref` names it at `source`, `address` is where it is looked at. `earlier`: its text was there first; None where
    no order is known. `since` says since when.
    """

    ref: str
    source: str
    title: str
    employer: str | None = None
    similarity: float
    kinship: Kinship
    earlier: bool | None = None
    since: date | None = None
    address: str | None = None


class Neighbourhood(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands near one posting.

    `same_employer` counts every other posting of the employer with that text; `nearest` are examples, at most a few
    of each kind. `comparable` is False where the text is too short to say anything.
    """

    comparable: bool = True
    same_employer: int = 0
    nearest: tuple[Neighbour, ...] = ()


class Neighbours(Protocol):
    """What checks may ask. A scorer that keeps no texts passes None: the answer is `unknown`."""

    def near(self, posting: Posting) -> Neighbourhood:
        """The others near this posting, itself left out."""
