"""Status lists and their aggregation (draft-ietf-oauth-status-list §8, §9)."""

from datetime import datetime

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath

from certreg.services import status_lists
from certreg.signing.status_list import MEDIA_TYPE
from certreg.web.respond import deliver, document
from certreg.web.routes import JSON, AnyRequest, reading
from certreg.web.site import Site


class Aggregation(msgspec.Struct, frozen=True):
    """Addresses of every status list (draft §9.3)."""

    status_lists: tuple[str, ...]


@reading("/statuslists")
def status_list_addresses(request: AnyRequest, site: NamedDependency[Site]) -> Response[bytes]:
    """Where every status list is, so that a platform can fetch them all ahead."""
    addresses = tuple(site.url(f"/statuslists/{list_id}") for list_id in status_lists.ids(site.registry))
    return deliver(request, document(msgspec.json.encode(Aggregation(addresses)), JSON))


@reading("/statuslists/{list_id:str}")
def status_list(
    request: AnyRequest, list_id: FromPath[str], site: NamedDependency[Site], now: NamedDependency[datetime]
) -> Response[bytes]:
    """The signed list as it stands. Its bytes and their gzip form stay in memory until the list changes."""
    published = status_lists.published(site.registry, list_id, now=now)
    kept = site.shelf.get(
        ("status list", list_id), published.etag, lambda: document(published.token.encode(), MEDIA_TYPE)
    )
    return deliver(request, kept, cache_control=f"public, max-age={published.max_age}")
