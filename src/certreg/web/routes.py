"""How handlers are declared: reading ones answer HEAD as well, and run in a thread."""

from typing import Any, Final, TypeAlias

from litestar import Request
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler

AnyRequest: TypeAlias = Request[Any, Any, Any]

HTML: Final = "text/html"
JSON: Final = "application/json"


def reading(path: str) -> HTTPRouteHandler:
    """GET and HEAD; `certreg.web.security` drops the body of the second.

    One path only: Litestar 2.25 wraps a threaded handler once for each path it is registered under.
    """
    return HTTPRouteHandler(path, http_method=[HttpMethod.GET, HttpMethod.HEAD], sync_to_thread=True)
