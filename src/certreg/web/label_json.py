"""A label as JSON, for programs that need not verify it themselves."""

from datetime import datetime

import msgspec

from certreg.domain.label import LabelClaims
from certreg.domain.text import Text
from certreg.services.records import LabelRecord
from certreg.web import words
from certreg.web.shown_state import ShownState, shown_state
from certreg.web.site import Site


class LabelDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """`GET /labels/{id}.json`. `state` is this moment's; what was signed is in `token` and, decoded, in `claims`."""

    id: str
    url: str
    posting_url: str
    badge_url: str
    state: ShownState
    state_text: Text
    since: datetime
    issued_at: datetime
    expires_at: datetime
    token: str
    claims: LabelClaims
    reason: str | None = None


def label_document(site: Site, record: LabelRecord, now: datetime) -> LabelDocument:
    """The document of one label at a moment."""
    state = shown_state(record, now)
    return LabelDocument(
        id=record.id,
        url=site.url(f"/labels/{record.id}"),
        posting_url=site.url(f"/postings/{record.posting_id}"),
        badge_url=site.url(f"/labels/{record.id}/badge.svg"),
        state=state,
        state_text=words.STATE[state],
        since=record.expires_at if state is ShownState.EXPIRED else record.since,
        issued_at=record.issued_at,
        expires_at=record.expires_at,
        token=record.token,
        claims=record.claims,
        reason=record.reason,
    )
