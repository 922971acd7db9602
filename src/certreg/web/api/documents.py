"""What the API answers with."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from certreg.domain.eligibility import Gate
from certreg.domain.evidence import EvidenceKind
from certreg.domain.lifecycle import LabelState, Stage
from certreg.domain.neighbour import Kinship
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.scoring.explanation import Explanation, explain
from certreg.services import mandates
from certreg.services.eligibility import standing_against
from certreg.services.neighbours import Near, neighbours_of
from certreg.services.records import PostingRecord
from certreg.web.criteria import criteria_of
from certreg.web.label_json import LabelDocument, label_document
from certreg.web.outside_view import without_names
from certreg.web.site import Site


class NeighbourDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """A registered posting with nearly the same work text.

    `similarity` is 0 to 1, `kinship` says whether the employer is the same, `earlier` whether its text was there
    first (absent: at the same time). Which posting it is, is told of one's own and of public ones.
    """

    similarity: float
    kinship: Kinship
    earlier: bool | None = None
    since: datetime | None = None
    id: str | None = None
    title: str | None = None
    employer: str | None = None
    url: str | None = None


class MandateDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """The mandate line that an agency posting took (counted from 1), and everything that is not in line with it."""

    number: str | None = None
    line: int | None = None
    problems: tuple[Text, ...] = ()


class StandsAgainst(msgspec.Struct, frozen=True):
    """A gate that publisher or employer fails now: branch on `code`, show `detail`, which says how to mend it."""

    gate: Gate
    code: str
    uscc: str | None
    detail: Text


class PostingDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """A recorded posting. `stage`, and from `against` on, are for its submitter; all else is public."""

    id: str
    url: str
    version: int
    digest: str
    created_at: datetime
    updated_at: datetime
    posting: Posting
    label_state: LabelState | None = None
    label: LabelDocument | None = None
    stage: Stage | None = None
    against: tuple[StandsAgainst, ...] = ()
    explanation: Explanation | None = None
    mandate: MandateDocument | None = None
    neighbours: tuple[NeighbourDocument, ...] = ()
    evidence: Mapping[EvidenceKind, int] = {}


def posting_document(site: Site, record: PostingRecord, now: datetime, *, owner: bool) -> PostingDocument:
    """The document of one posting, whole for its owner."""
    label = record.label
    explanation = None
    if owner and record.card is not None:
        published = criteria_of(site.registry, record.card.criteria_id)
        explanation = without_names(explain(record.card, published, record.posting))
    return PostingDocument(
        id=record.id,
        url=site.url(f"/postings/{record.id}"),
        version=record.version,
        digest=record.digest,
        created_at=record.created_at,
        updated_at=record.updated_at,
        posting=record.posting,
        label_state=label.state_at(now) if label is not None else None,
        label=label_document(site, label, now) if label is not None else None,
        stage=record.state.stage if owner else None,
        against=_against(site, record, now) if owner else (),
        explanation=explanation,
        mandate=_mandate(site, record, now) if owner else None,
        neighbours=_neighbours(site, record) if owner else (),
        evidence=record.evidence if owner else {},
    )


def _mandate(site: Site, record: PostingRecord, now: datetime) -> MandateDocument | None:
    found = mandates.standing(site.registry, record, now)
    return None if found is None else MandateDocument(found.number, found.line, found.problems)


def _against(site: Site, record: PostingRecord, now: datetime) -> tuple[StandsAgainst, ...]:
    found = standing_against(site.registry, record.id, now=now)
    return tuple(StandsAgainst(one.gate, one.code, one.uscc, one.reason) for one in found)


def _neighbours(site: Site, record: PostingRecord) -> tuple[NeighbourDocument, ...]:
    found = neighbours_of(site.registry, record.id, record.posting)
    return tuple(_neighbour(site, near, own=near.submitted_by == record.submitted_by) for near in found)


def _neighbour(site: Site, near: Near, *, own: bool) -> NeighbourDocument:
    """That somebody else's uncertified posting is near is said, and not which."""
    document = NeighbourDocument(
        similarity=round(near.similarity, 4), kinship=near.kinship, earlier=near.earlier, since=near.since
    )
    if not own and not near.public:
        return document
    employer = near.posting.employer
    page = "/postings/" if near.public else "/api/v1/postings/"
    return msgspec.structs.replace(
        document,
        id=near.id,
        title=near.posting.title,
        employer=employer.name if employer is not None else None,
        url=site.url(page + near.id),
    )


def encode(document: msgspec.Struct) -> bytes:
    """As JSON."""
    return msgspec.json.encode(document)
