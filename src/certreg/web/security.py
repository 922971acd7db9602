"""Headers of every answer, and reading from other origins of what is public and machine-readable."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Pages load one style sheet and images of their own; there is no script at all."""

EMBED_POLICY: Final = "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *"
"""The panel of an organisation stands on pages of others (notice 2(2), 2(3)): it has style and links, no more."""

_ALWAYS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HSTS: Final = "max-age=31536000; includeSubDomains"

_OPEN_PATHS: Final = re.compile(
    r"/(?:\.well-known/.+|postings/[^/]+/\.well-known/.+|statuslists(?:/.+)?|feeds/.+"
    r"|labels/[^/]+(?:\.jwt|\.json|/badge\.svg)|criteria/[^/]+\.(?:json|yaml)|organisations(?:/[^/]+)?\.json"
    r"|organisations\.csv(?:\.gz|\.sha256)?|schema/.+|embed/[^/]+|static/embed\.css)"
)
"""Public documents that other sites read or show. Pages and the API are not among them.

The panel's style sheet is one: in a sandboxed frame the registry itself is another origin.
"""

_FRAMED_PATHS: Final = re.compile(r"/organisations/.+/embed")
"""What may stand in a frame of any page; its errors too, so that nobody sees a blocked frame."""

_FRAMED: Final[Mapping[str, str]] = {
    "Content-Security-Policy": EMBED_POLICY,
    # A page that is isolated (`Cross-Origin-Embedder-Policy`) frames only what says both.
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

_OPEN: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def security_headers(*, https: bool) -> Callable[[Message, Scope], Awaitable[None]]:
    """A hook on every message of an answer, errors included: completes the head, drops the body of HEAD."""
    always = {**_ALWAYS, "Strict-Transport-Security": _HSTS} if https else dict(_ALWAYS)

    async def complete(message: Message, scope: Scope) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            head = MutableScopeHeaders.from_message(message)
            for name, value in _wanted(always, scope).items():
                head.setdefault(name, value)
        elif message["type"] == "http.response.body" and scope.get("method") == "HEAD":
            # RFC 9110 §9.3.2: the head of the same GET, its Content-Length too, and no body.
            message["body"] = b""

    return complete


def is_framed(path: str) -> bool:
    """Whether this path is of a panel that stands in frames of other sites."""
    return _FRAMED_PATHS.fullmatch(path) is not None


def _wanted(always: Mapping[str, str], scope: Scope) -> Mapping[str, str]:
    if is_framed(scope["path"]):
        return {**always, **_FRAMED}
    if not _OPEN_PATHS.fullmatch(scope["path"]):
        return always
    if scope.get("method") == "OPTIONS":
        return {**always, **_OPEN, **_PREFLIGHT}
    return {**always, **_OPEN}
