"""Probes: alive, and ready to serve and sign."""

from datetime import datetime

import msgspec
from litestar import Response
from litestar.di import NamedDependency

from certreg.services.readiness import Readiness, readiness
from certreg.web.routes import JSON, reading
from certreg.web.site import Site


@reading("/health/live")
def live() -> Response[bytes]:
    """The process answers."""
    return Response(b'{"status":"live"}', media_type=JSON, headers={"Cache-Control": "no-store"})


@reading("/health/ready")
def ready(site: NamedDependency[Site], now: NamedDependency[datetime]) -> Response[bytes]:
    """200 when the database is upgraded, the key can sign and the delegation holds; else 503 with what is not so."""
    state: Readiness = readiness(site.registry, now=now)
    return Response(
        msgspec.json.encode(state),
        media_type=JSON,
        status_code=200 if state.ready else 503,
        headers={"Cache-Control": "no-store"},
    )
