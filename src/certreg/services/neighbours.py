"""Postings of the registry whose work text is nearly that of another one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

import msgspec

from certreg.checks import likeness
from certreg.checks.context import Context
from certreg.checks.kinship import kinship
from certreg.checks.likeness import Signature
from certreg.domain.neighbour import Kinship, Neighbour, Neighbourhood
from certreg.domain.policy import local_day
from certreg.domain.posting import Posting
from certreg.services.organisations import scoring_context
from certreg.services.registry import Registry
from certreg.storage import likeness as stored
from certreg.storage.database import Database, Reading

REGISTERED: Final = "certreg postings"
"""Source of facts about postings of the registry: those who did not submit them are not told."""

EXAMPLES: Final = 3
"""Postings named of each kind."""

_TEXTS: Final = 100
_EACH: Final = 20
_POSTINGS: Final = 200


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """One registered posting near another. `public`: it has or had a label."""

    id: str
    posting: Posting
    submitted_by: str
    public: bool
    since: datetime
    similarity: float
    kinship: Kinship
    earlier: bool | None


class RegisteredNeighbours:
    """What the check asks (`certreg.domain.neighbour.Neighbours`). Made for one use case and thrown away with it."""

    def __init__(
        self, registry: Registry, now: datetime, posting_id: str | None = None, pending: "Pending | None" = None
    ) -> None:
        """`posting_id` is the posting that is asked about, where it is registered; `pending` come in with it."""
        self._db: Database = registry.db
        self._base = registry.settings.base_url
        self._now = now
        self._posting_id = posting_id
        self._pending = pending

    def near(self, posting: Posting) -> Neighbourhood:
        """The others of the registry."""
        if not likeness.compared_text(posting):
            return Neighbourhood(comparable=False)
        with self._db.read() as tx:
            found = find(tx, posting, self._posting_id)
        if self._pending is not None:
            found = self._pending.joined(found, posting)
        today = local_day(self._now)
        # What has ended is not posted at the same time: last year's posting of the same job is no flood.
        kept = [n for n in found if n.kinship is not Kinship.SAME or not _ended(n.posting, today)]
        return Neighbourhood(
            same_employer=sum(1 for near in kept if near.kinship is Kinship.SAME),
            nearest=tuple(_neighbour(near, self._base) for near in _examples(kept)),
        )


class Pending:
    """Postings about to be written in one transaction: each is compared with those before it."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._postings: dict[str, tuple[Posting, Signature]] = {}

    def add(self, posting_id: str, posting: Posting, signature: Signature) -> None:
        """One more, under the id that it will have."""
        self._postings[posting_id] = posting, signature

    def joined(self, registered: Sequence[Near], posting: Posting) -> list[Near]:
        """Those registered, in their new version where one is about to come, and the others of the transaction."""
        parts = likeness.shingles(likeness.compared_text(posting))
        bands = set(likeness.signature(likeness.compared_text(posting)).bands)
        found = [near for near in registered if near.id not in self._postings]
        for posting_id, (other, signature) in self._postings.items():
            if bands.isdisjoint(signature.bands):
                continue
            similarity = likeness.similarity(parts, likeness.shingles(likeness.compared_text(other)))
            if similarity >= likeness.NEAR:
                found.append(
                    Near(
                        id=posting_id,
                        posting=other,
                        submitted_by="",
                        public=False,
                        since=self._now,
                        similarity=similarity,
                        kinship=kinship(posting.employer, other.employer),
                        earlier=True,
                    )
                )
        return found


def case_context(registry: Registry, now: datetime, posting_id: str | None = None) -> Context:
    """What checks may know of a posting that is, or is about to be, in the registry: also what stands near it."""
    return replace(scoring_context(registry, now), neighbours=RegisteredNeighbours(registry, now, posting_id))


def neighbours_of(registry: Registry, posting_id: str, posting: Posting) -> tuple[Near, ...]:
    """Registered postings near this one, the nearest first; a few of each kind."""
    with registry.db.read() as tx:
        return tuple(_examples(find(tx, posting, posting_id)))


def find(tx: Reading, posting: Posting, posting_id: str | None) -> list[Near]:
    """Every registered near-copy of a posting, itself left out: the nearest first, then the earliest.

    Bands propose, and the exact similarity decides. At most 200 postings are looked at.
    """
    text = likeness.compared_text(posting)
    if not text:
        return []
    own = stored.signature_of(tx, posting_id) if posting_id is not None else None
    signature = likeness.signature(text)
    since = own["since"] if own is not None and own["digest"] == signature.digest else None
    digests = stored.texts_sharing(tx, signature.bands, _TEXTS)
    parts = likeness.shingles(text)
    alike: dict[str, float] = {signature.digest: 1.0}
    found: list[Near] = []
    for row in stored.postings_with(tx, digests, _EACH, _POSTINGS):
        digest = row["digest"]
        if digest not in alike:
            alike[digest] = likeness.similarity(parts, likeness.shingles(likeness.compared_text(row["content"])))
        if row["id"] != posting_id and alike[digest] >= likeness.NEAR:
            found.append(
                Near(
                    id=row["id"],
                    posting=row["content"],
                    submitted_by=row["submitted_by"],
                    public=row["labels"] > 0,
                    since=row["since"],
                    similarity=alike[digest],
                    kinship=kinship(posting.employer, row["content"].employer),
                    earlier=_earlier(row["since"], since),
                )
            )
    return sorted(found, key=lambda near: (-near.similarity, near.since, near.id))


def _earlier(theirs: datetime, own: datetime | None) -> bool | None:
    """A text that is only now about to come is later than every one that is there."""
    if own is None:
        return True
    return None if theirs == own else theirs < own


def _ended(posting: Posting, today: date) -> bool:
    return posting.valid_until is not None and posting.valid_until < today


def _examples(found: Sequence[Near]) -> Iterator[Near]:
    """A few of each kind, those that were there first before others."""
    count: dict[tuple[Kinship, bool], int] = {}
    for near in found:
        kind = near.kinship, near.earlier is not False
        count[kind] = count.get(kind, 0) + 1
        if count[kind] <= EXAMPLES:
            yield near


def _neighbour(near: Near, base: str) -> Neighbour:
    employer = near.posting.employer
    return Neighbour(
        ref=near.id,
        source=REGISTERED,
        title=near.posting.title,
        employer=employer.name if employer is not None else None,
        similarity=near.similarity,
        kinship=near.kinship,
        earlier=near.earlier,
        since=local_day(near.since),
        address=f"{base}/postings/{near.id}" if near.public else None,
    )
