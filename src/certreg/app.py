"""The HTTP application: `create_app` puts the site together, `application` is what a server process starts."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from litestar import Litestar, Request, Router
from litestar.datastructures import State
from litestar.di import Provide

from certreg.config import Settings
from certreg.domain.text import Language
from certreg.services.registry import Registry, open_registry
from certreg.web import (
    criteria,
    embed,
    feed,
    health,
    labels,
    organisation_search,
    organisations,
    pages,
    problem_pages,
    register_file,
    schema,
    score_page,
    static,
    status_lists,
    well_known,
)
from certreg.web.api import evidence, licences, postings, register, scoring, verifying
from certreg.web.problems import exception_handlers, refuse_control_characters
from certreg.web.rate_limit import Buckets, Rate, RateLimit
from certreg.web.rendering import Pages
from certreg.web.respond import Shelf
from certreg.web.security import security_headers
from certreg.web.site import Site, asked_language

_KEPT: Final = 256
"""Documents kept ready in memory: status lists and statements, at most about 50 KiB each."""
_SECONDS_A_MINUTE: Final = 60
_WRITING_SHARE: Final = 3

HANDLERS: Final = (
    pages.home,
    pages.search,
    pages.posting,
    labels.label,
    labels.label_badge,
    organisation_search.organisations,
    organisation_search.organisations_document,
    organisations.organisation,
    register_file.register_csv,
    register_file.register_csv_packed,
    register_file.register_csv_digests,
    embed.panel,
    embed.script,
    criteria.criteria_in_use,
    criteria.criteria,
    score_page.score_form,
    score_page.score_posting,
    problem_pages.problems,
    problem_pages.problem,
    schema.schema_page,
    schema.schema_document,
    status_lists.status_list_addresses,
    status_lists.status_list,
    feed.promoted,
    well_known.jwks,
    well_known.association_statement,
    well_known.posting_statement,
    postings.submit_posting,
    postings.read_one,
    postings.update_one,
    evidence.add_evidence,
    evidence.list_evidence,
    scoring.score,
    verifying.verify,
    licences.check_licences,
    register.import_register,
    register.read_import,
    register.roll_back_import,
    health.live,
    health.ready,
    static.static_file,
)


def utc_now() -> datetime:
    """The clock of a running server."""
    return datetime.now(UTC)


def create_app(registry: Registry, *, clock: Callable[[], datetime] = utc_now) -> Litestar:
    """The application over an open registry. The caller keeps the registry open while it runs."""
    settings = registry.settings
    every = _a_minute(settings.rate_limit)
    site = Site(
        registry=registry,
        clock=clock,
        pages=Pages(settings),
        shelf=Shelf(_KEPT),
        keys_in_use=Buckets(every),
    )
    return Litestar(
        route_handlers=[Router("/", route_handlers=list(HANDLERS))],
        dependencies={
            "site": Provide(lambda: site, sync_to_thread=False),
            "now": Provide(clock, sync_to_thread=False),
            "language": Provide(_language, sync_to_thread=False),
        },
        before_request=refuse_control_characters,
        exception_handlers=exception_handlers(),
        middleware=[RateLimit(every=every, writing=_a_minute(max(1, settings.rate_limit // _WRITING_SHARE)))],
        before_send=[security_headers(https=settings.base_url.startswith("https://"))],
        request_max_body_size=settings.max_body_bytes,
        state=State({"site": site}),
        # The document is written by hand and tested against the routes (docs/adr/0032).
        openapi_config=None,
        # Unexpected errors are logged in one place, `certreg.web.problems`.
        logging_config=None,
        debug=False,
    )


def application() -> Litestar:
    """The application from `CERTREG_*` variables: the factory that each worker process of `certreg serve` calls."""
    settings = Settings.from_env(os.environ)
    registry = open_registry(settings, now=utc_now(), sign=True)
    app = create_app(registry)
    app.on_shutdown.append(registry.db.close)
    return app


def _language(request: Request[Any, Any, Any]) -> Language:
    return asked_language(request)


def _a_minute(requests: int) -> Rate:
    return Rate(per_second=requests / _SECONDS_A_MINUTE, burst=requests)
