"""API keys in the `Authorization` header (RFC 6750 §2.1)."""

from datetime import datetime
from typing import Final

from certreg.domain.errors import NotPermitted
from certreg.domain.text import Text
from certreg.services import api_keys
from certreg.services.records import ApiKeyRecord, Scope
from certreg.web.problems import RequestRefused
from certreg.web.routes import AnyRequest
from certreg.web.site import Site

_MAX_KEY: Final = 200
_CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="certreg"'}


def key_if_any(request: AnyRequest, site: Site, now: datetime) -> ApiKeyRecord | None:
    """Whose key the request shows; None where it shows none. A key that is no good is refused, not ignored."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, presented = header.partition(" ")
    presented = presented.strip()
    if scheme.lower() != "bearer" or not presented or len(presented) > _MAX_KEY:
        raise RequestRefused("not_authenticated", _CHALLENGE)
    record = api_keys.authenticate(site.registry, presented, now=now)
    if record is None:
        raise RequestRefused("not_authenticated", {"WWW-Authenticate": 'Bearer realm="certreg", error="invalid_token"'})
    site.keys_in_use.require(record.id)
    return record


def require_key(request: AnyRequest, site: Site, now: datetime, scope: Scope) -> ApiKeyRecord:
    """The key of the request, which must have `scope`."""
    record = key_if_any(request, site, now)
    if record is None:
        raise RequestRefused("not_authenticated", _CHALLENGE)
    if scope not in record.scopes:
        raise NotPermitted(_NO_SCOPE.within(scope=scope))
    return record


_NO_SCOPE: Final = Text(zh="此密钥没有权限“{scope}”", en="This key does not have the scope '{scope}'")
