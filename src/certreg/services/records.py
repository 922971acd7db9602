"""What the services answer with: frozen records read in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Generic, Literal, TypeVar

import msgspec

from certreg.domain.assessment import Judgement, ScoreCard
from certreg.domain.evidence import EvidenceKind
from certreg.domain.label import LabelClaims
from certreg.domain.lifecycle import LabelState, State
from certreg.domain.people import Actor, Role
from certreg.domain.posting import Posting

Proposal = Literal["certify", "return", "refuse"]
"""What an assessor proposes."""

Decision = Literal["approve", "return", "refuse"]
"""What the second person decides."""

Item = TypeVar("Item")


class LabelRecord(msgspec.Struct, frozen=True):
    """One label. `state` is the single record that every surface draws on; `since` says since when.

    `expires_at` is at most the `exp` of the claims: sooner when the posting's own end moved forward.
    `reason` is that of the last change of state, None while the label is as issued.
    """

    id: str
    posting_id: str
    token: str
    claims: LabelClaims
    state: LabelState
    since: datetime
    reason: str | None
    list_id: str
    idx: int
    issued_at: datetime
    expires_at: datetime

    def state_at(self, now: datetime) -> LabelState:
        """The state to show: expiry counts from its moment on, before the timer has written it."""
        live = self.state in (LabelState.VALID, LabelState.SUSPENDED)
        return LabelState.EXPIRED if live and now >= self.expires_at else self.state


class AssessmentRecord(msgspec.Struct, frozen=True):
    """An assessor's proposal on one version, and what the second person made of it."""

    id: str
    posting_id: str
    version: int
    proposal: Proposal
    judgements: tuple[Judgement, ...]
    card: ScoreCard
    reason: str
    assessor: Actor
    assessed_at: datetime
    decision: Decision | None = None
    decision_reason: str | None = None
    decided_by: Actor | None = None
    decided_at: datetime | None = None


class PostingRecord(msgspec.Struct, frozen=True):
    """One posting as it stands: newest version, newest score card, newest label.

    `submitted_by` is the id of the actor who submitted it (`key:…` for an API key). `card` belongs to exactly
    this version; it carries the assessor's judgements once the version has been assessed.
    `evidence` counts the files that are kept now, by kind.
    """

    id: str
    state: State
    version: int
    posting: Posting
    digest: str
    created_at: datetime
    updated_at: datetime
    submitted_by: str
    card: ScoreCard | None
    label: LabelRecord | None
    evidence: Mapping[EvidenceKind, int] = {}

    @property
    def is_public(self) -> bool:
        """Only postings that ever had a label are shown to everyone."""
        return self.label is not None


class Listed(msgspec.Struct, frozen=True):
    """One line of a search result or of the promotion feed."""

    id: str
    state: State
    posting: Posting
    created_at: datetime
    updated_at: datetime
    label: LabelRecord | None


class Page(msgspec.Struct, Generic[Item], frozen=True):
    """One page; `next_cursor` asks for the page after it, None at the end."""

    items: tuple[Item, ...]
    next_cursor: str | None


class TimelineEntry(msgspec.Struct, frozen=True):
    """One line of the audit record, as shown in the history of a posting.

    `before` and `after` are digests of the object's record (`sha-256:…`), None where there was none.
    """

    sequence: int
    at: datetime
    actor: Actor
    action: str
    object_type: str
    object_id: str
    reason: str | None
    before: str | None
    after: str | None


class PublishedList(msgspec.Struct, frozen=True):
    """A signed status list as served. Every process serves the same bytes for one revision.

    `max_age` is in seconds, counted from the moment it was asked for.
    """

    list_id: str
    token: str
    etag: str
    max_age: int
    issued_at: datetime
    expires_at: datetime


class Scope(StrEnum):
    """What an API key may do."""

    READ = "postings:read"
    WRITE = "postings:write"
    SCORE = "score"
    REGISTER = "register"


class ApiKeyRecord(msgspec.Struct, frozen=True):
    """An API key without its secret, of which only the SHA-256 is stored."""

    id: str
    name: str
    role: Role
    scopes: frozenset[Scope]
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    revoked_at: datetime | None

    @property
    def actor(self) -> Actor:
        """Who acts when this key is presented."""
        return Actor(id=f"key:{self.id}", role=self.role)


class NewApiKey(msgspec.Struct, frozen=True):
    """A key just made; `secret` is shown now and never again."""

    secret: str
    record: ApiKeyRecord

    def __repr__(self) -> str:
        """Without the secret, so that no log gets it."""
        return f"NewApiKey(record={self.record!r})"


class StaffRecord(msgspec.Struct, frozen=True):
    """A member of the association's staff and the roles held now."""

    id: str
    name: str
    roles: frozenset[Role]
    created_at: datetime
    disabled_at: datetime | None
