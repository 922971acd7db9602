"""A token bucket per caller, in memory: one heavy reader must not slow the others down.

Litestar's own limiter keeps a list of time stamps per caller and rewrites it as JSON at every request
(docs/adr/0033); a bucket is two numbers. With several workers each has its own buckets.
"""

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

import msgspec
from litestar import Request
from litestar.enums import ScopeType
from litestar.exceptions import TooManyRequestsException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

_IPV6: Final = 6
_BUCKETS: Final = 50_000
"""Callers remembered at once (about 10 MB); the one idle for longest is forgotten first."""


class Rate(msgspec.Struct, frozen=True):
    """`burst` requests at once, `per_second` in the long run."""

    per_second: float
    burst: int


BY_ADDRESS: Final = Rate(per_second=30, burst=300)
"""Every request; an office or a campus shares one address."""
BY_ADDRESS_WRITING: Final = Rate(per_second=10, burst=100)
"""Requests that score, verify or store, which cost a hundred times a page."""
BY_KEY: Final = Rate(per_second=10, burst=100)
"""Requests with one API key, from wherever they come."""


class _Bucket(msgspec.Struct):
    tokens: float
    seen: float


class Buckets:
    """The buckets of one rate; safe for threads."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def require(self, caller: str) -> None:
        """Take one token, or 429 with the seconds to wait in Retry-After (RFC 9110 §10.2.3)."""
        wait = self.take(caller)
        if wait > 0:
            raise TooManyRequestsException(headers={"Retry-After": str(math.ceil(wait))})

    def take(self, caller: str) -> float:
        """Take one token; 0.0 if there was one, else the seconds until there is."""
        now = self._clock()
        with self._lock:
            return self._take(caller, now)

    def _take(self, caller: str, now: float) -> float:
        bucket = self._buckets.get(caller)
        if bucket is None:
            bucket = self._buckets[caller] = _Bucket(float(self._rate.burst), now)
            if len(self._buckets) > _BUCKETS:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(caller)
        gained = (now - bucket.seen) * self._rate.per_second
        bucket.tokens = min(float(self._rate.burst), bucket.tokens + gained)
        bucket.seen = now
        if bucket.tokens >= 1.0:
            bucket.tokens -= 1.0
            return 0.0
        return (1.0 - bucket.tokens) / self._rate.per_second


class RateLimit(ASGIMiddleware):
    """Counts every request to a route, by address, before its handler runs."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, *, every: Rate = BY_ADDRESS, writing: Rate = BY_ADDRESS_WRITING) -> None:
        self._every = Buckets(every)
        self._writing = Buckets(writing)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Count the request, then pass it on; the probes of `/health` are not counted."""
        request: Request[Any, Any, Any] = Request(scope)
        if not scope["path"].startswith("/health/"):
            address = network_of(request)
            self._every.require(address)
            if request.method not in {"GET", "HEAD", "OPTIONS"}:
                self._writing.require(address)
        await next_app(scope, receive, send)


def network_of(request: Request[Any, Any, Any]) -> str:
    """The caller's address; of IPv6 the /64, which one caller has whole.

    Behind a proxy the server sets it from X-Forwarded-For of trusted proxies only (`CERTREG_TRUSTED_PROXIES`).
    """
    host = request.client.host if request.client is not None else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == _IPV6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return host
