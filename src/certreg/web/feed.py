"""The promotion feed: certified postings for public employment channels (notice 3(4))."""

from datetime import datetime
from typing import Annotated, Any, Final

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from certreg.exchange.jobposting import to_jsonld
from certreg.services import lookup
from certreg.services.records import LabelRecord, Listed, Page
from certreg.web.respond import Document, deliver, document
from certreg.web.routes import AnyRequest, reading
from certreg.web.site import Site

MEDIA_TYPE: Final = "application/ld+json"
_FRESH: Final = "public, max-age=60"
_PAGE: Final = 50


@reading("/feeds/promoted.json")
def promoted(
    request: AnyRequest,
    site: NamedDependency[Site],
    now: NamedDependency[datetime],
    cursor: Annotated[str, QueryParameter(max_length=200)] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=lookup.MAX_LIMIT)] = _PAGE,
) -> Response[bytes]:
    """Postings certified at this moment, the newest label first, as a schema.org DataFeed in pages."""
    page = lookup.promoted(site.registry, cursor=cursor or None, limit=limit, now=now)
    following = None
    if page.next_cursor is not None:
        following = site.url(f"/feeds/promoted.json?limit={limit}&cursor={page.next_cursor}")
    kept = site.shelf.get(("feed", cursor, limit), page, lambda: _feed(site, page, following))
    headers = {"Link": f'<{following}>; rel="next"'} if following is not None else {}
    return deliver(request, kept, cache_control=_FRESH, headers=headers)


def _feed(site: Site, page: Page[Listed], following: str | None) -> Document:
    feed: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": "优质招聘信息",
        "url": site.url("/feeds/promoted.json"),
        "provider": {"@type": "Organization", "name": site.settings.association_name, "url": site.settings.base_url},
        "dataFeedElement": [_element(site, item, item.label) for item in page.items if item.label is not None],
    }
    if following is not None:
        feed["nextPage"] = following
    return document(msgspec.json.encode(feed), MEDIA_TYPE)


def _element(site: Site, item: Listed, label: LabelRecord) -> dict[str, Any]:
    """One posting with its certification (schema.org `Certification`) and the addresses to verify it by."""
    return {
        "@type": "DataFeedItem",
        "dateCreated": label.issued_at.isoformat(),
        "dateModified": item.updated_at.isoformat(),
        "item": {
            **to_jsonld(item.posting, identifier_url=site.url(f"/postings/{item.id}")),
            "hasCertification": {
                "@type": "Certification",
                "certificationIdentification": label.id,
                "certificationStatus": "https://schema.org/CertificationActive",
                "certificationRating": {
                    "@type": "Rating",
                    "ratingValue": label.claims.result.overall,
                    "bestRating": 100,
                    "worstRating": 0,
                    "alternateName": label.claims.result.level,
                },
                "issuedBy": {"@type": "Organization", "name": site.settings.association_name},
                "validFrom": label.issued_at.isoformat(),
                "expires": label.expires_at.isoformat(),
                "url": label.claims.ref,
                "logo": label.claims.logo_uri,
                "encoding": {
                    "@type": "MediaObject",
                    "encodingFormat": "application/trust-mark+jwt",
                    "contentUrl": site.url(f"/labels/{label.id}.jwt"),
                },
            },
        },
    }
