"""One label in every form: page, JWT, JSON, badge. The suffix chooses the form, so that caches work."""

from datetime import datetime
from typing import Final

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath

from certreg.domain.criteria import LevelRule
from certreg.domain.organisation import Organisation
from certreg.domain.text import Language
from certreg.services import lookup
from certreg.services.organisations import RegisterView
from certreg.services.records import LabelRecord
from certreg.signing.trust_mark import MEDIA_TYPE as TRUST_MARK
from certreg.web import badge, formats
from certreg.web.criteria import criteria_of
from certreg.web.label_json import label_document
from certreg.web.own_check import check_own, delegation_of, differing_fields
from certreg.web.page_response import deliver_page
from certreg.web.respond import deliver, document
from certreg.web.routes import JSON, AnyRequest, reading
from certreg.web.shown_state import ShownState, shown_state
from certreg.web.site import Site, address_of

_NEVER_CHANGES: Final = "public, max-age=86400, immutable"


@reading("/labels/{name:str}")
def label(
    request: AnyRequest,
    name: FromPath[str],
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """The label as a page; `.jwt` is the signed token, `.json` the label and its state for programs."""
    label_id, dot, suffix = name.rpartition(".")
    if dot and suffix == "jwt":
        token = lookup.label(site.registry, label_id).token
        return deliver(request, document(token.encode(), TRUST_MARK), cache_control=_NEVER_CHANGES)
    if dot and suffix == "json":
        shown = label_document(site, lookup.label(site.registry, label_id), now)
        return deliver(request, document(msgspec.json.encode(shown), JSON))
    return _page(request, site, lookup.label(site.registry, name), language, now)


@reading("/labels/{label_id:str}/badge.svg")
def label_badge(
    request: AnyRequest,
    label_id: FromPath[str],
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """The badge. It may be kept for as long as a status list, never past the end of the label."""
    record = lookup.label(site.registry, label_id)
    state = shown_state(record, now)
    settings = site.settings
    picture = badge.Badge(
        state=state,
        level=record.claims.result.level,
        end=formats.day(record.expires_at),
        issuer=settings.association_name if language == "zh-CN" else settings.association_name_en,
        language=language,
    ).svg()
    return deliver(
        request,
        document(picture, badge.MEDIA_TYPE),
        cache_control=f"public, max-age={_freshness(site, record, state, now)}, must-revalidate",
        vary="Accept-Encoding, Accept-Language",
        headers={"Content-Language": language},
    )


def _freshness(site: Site, record: LabelRecord, state: ShownState, now: datetime) -> int:
    """Seconds for which a picture may be kept: a green one never outlives its label."""
    longest = site.settings.status_ttl
    if state is not ShownState.VALID:
        return longest
    return max(0, min(longest, int((record.expires_at - now).total_seconds())))


def _page(request: AnyRequest, site: Site, record: LabelRecord, language: Language, now: datetime) -> Response[bytes]:
    posting = lookup.posting(site.registry, record.posting_id)
    page = site.pages.render(
        "pages/label.html",
        address_of(request),
        language,
        label=record,
        state=shown_state(record, now),
        posting=posting,
        own=check_own(site.registry, record, posting.posting, now),
        checked_at=now,
        publisher=_publisher(site, record),
        differing=differing_fields(record, posting.posting),
        rule=_rule(site, record),
        delegation=delegation_of(record),
    )
    link = f'</labels/{record.id}.jwt>; rel="alternate"; type="{TRUST_MARK}"'
    return deliver_page(request, page, language, headers={"Link": link})


def _publisher(site: Site, record: LabelRecord) -> Organisation | None:
    """What the register has on whoever answers for the posting (notice 2(3))."""
    uscc = record.claims.posting.publisher.uscc
    return RegisterView(site.registry.db).organisation(uscc) if uscc is not None else None


def _rule(site: Site, record: LabelRecord) -> LevelRule | None:
    """Thresholds of the level, from the criteria under which the label was issued."""
    published = criteria_of(site.registry, record.claims.criteria.id)
    return next((rule for rule in published.criteria.levels if rule.id is record.claims.result.level), None)
