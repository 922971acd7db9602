"""What the API answers with."""

from datetime import datetime

import msgspec

from certreg.domain.lifecycle import LabelState, Stage
from certreg.domain.posting import Posting
from certreg.scoring.explanation import Explanation, explain
from certreg.services.records import PostingRecord
from certreg.web.criteria import criteria_of
from certreg.web.label_json import LabelDocument, label_document
from certreg.web.outside_view import without_names
from certreg.web.site import Site


class PostingDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """A posting as recorded. `stage` and `explanation` are for whoever submitted it, the rest is public."""

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
    explanation: Explanation | None = None


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
        explanation=explanation,
    )


def encode(document: msgspec.Struct) -> bytes:
    """As JSON."""
    return msgspec.json.encode(document)
