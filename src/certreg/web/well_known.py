"""Keys and entity statements (OpenID Federation 1.0 §3, §9)."""

from datetime import datetime, timedelta
from typing import Final

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath

from certreg.services import lookup
from certreg.services.issuer import require_issuer
from certreg.signing.entity import (
    MEDIA_TYPE,
    TrustMarkMember,
    sign_association_statement,
    sign_posting_statement,
)
from certreg.signing.es256 import JwkSet
from certreg.signing.keys import KeyStore
from certreg.web.pages import public_posting
from certreg.web.respond import deliver, document
from certreg.web.routes import AnyRequest, reading
from certreg.web.site import Site

JWK_SET: Final = "application/jwk-set+json"
_LIFETIME: Final = timedelta(days=1)
_FRESH: Final = "public, max-age=3600"


@reading("/.well-known/jwks.json")
def jwks(request: AnyRequest, site: NamedDependency[Site], now: NamedDependency[datetime]) -> Response[bytes]:
    """Public keys of the association: present ones, and retired ones until their last label has expired."""
    keys = public_keys(site, now)
    return deliver(request, document(msgspec.json.encode(keys), JWK_SET), cache_control=_FRESH)


@reading("/.well-known/openid-federation")
def association_statement(
    request: AnyRequest, site: NamedDependency[Site], now: NamedDependency[datetime]
) -> Response[bytes]:
    """Who the association is, and under whose authority. It names no federation endpoint: there is none yet."""
    issuer = require_issuer(site.registry.issuer, now)
    hour = _hour(now)

    def make() -> str:
        return sign_association_statement(
            issuer.key,
            entity=site.settings.base_url,
            bureau=issuer.bureau,
            keys=public_keys(site, now),
            name=site.settings.association_name,
            now=hour,
            lifetime=_LIFETIME,
        )

    kept = site.shelf.get("association", hour, lambda: document(make().encode(), MEDIA_TYPE))
    return deliver(request, kept, cache_control=_FRESH)


@reading("/postings/{posting_id:str}/.well-known/openid-federation")
def posting_statement(
    request: AnyRequest, posting_id: FromPath[str], site: NamedDependency[Site], now: NamedDependency[datetime]
) -> Response[bytes]:
    """The posting's statement with its labels that are still running; the registry signs for the posting."""
    issuer = require_issuer(site.registry.issuer, now)
    record = public_posting(site, posting_id)
    running = [label for label in lookup.labels_of(site.registry, record.id) if now < label.expires_at]
    hour = _hour(now)

    def make() -> str:
        return sign_posting_statement(
            issuer.key,
            posting=site.url(f"/postings/{record.id}"),
            association=site.settings.base_url,
            keys=public_keys(site, now),
            marks=tuple(TrustMarkMember(trust_mark_type=m.claims.trust_mark_type, trust_mark=m.token) for m in running),
            now=hour,
            lifetime=_LIFETIME,
        )

    mark = (hour, tuple(label.id for label in running))
    kept = site.shelf.get(("posting", record.id), mark, lambda: document(make().encode(), MEDIA_TYPE))
    return deliver(request, kept)


def public_keys(site: Site, now: datetime) -> JwkSet:
    """As the key store has them at this moment, so that a rotation needs no restart to be seen."""
    store = KeyStore(site.settings.key_dir)
    return JwkSet(tuple(key.jwk() for key in store.published(now)))


def _hour(now: datetime) -> datetime:
    """Statements are made once an hour: signatures differ each time, and caches should not."""
    return now.replace(minute=0, second=0, microsecond=0)
