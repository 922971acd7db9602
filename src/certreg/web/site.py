"""What every handler works with: the registry, the clock, the pages, documents kept in memory."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from litestar import Request

from certreg.config import Settings
from certreg.domain.text import Language
from certreg.services.registry import Registry
from certreg.web.address import Address
from certreg.web.language import accepted, chosen
from certreg.web.rate_limit import Buckets
from certreg.web.rendering import Pages
from certreg.web.respond import Shelf


class Site(msgspec.Struct, frozen=True):
    """Made once by `certreg.app.create_app`."""

    registry: Registry
    clock: Callable[[], datetime]
    pages: Pages
    shelf: Shelf
    keys_in_use: Buckets

    @property
    def settings(self) -> Settings:
        """Settings of the registry."""
        return self.registry.settings

    def url(self, path: str) -> str:
        """Public address of a path of this registry."""
        return f"{self.settings.base_url}{path}"


def site_of(request: Request[Any, Any, Any]) -> Site:
    """The site that answers this request."""
    site: Site = request.app.state.site
    return site


def asked_language(request: Request[Any, Any, Any]) -> Language:
    """The language of the answer: `?lang=`, else Accept-Language, else Chinese."""
    named = chosen(request.query_params.get("lang"))
    return named if named is not None else accepted(request.headers.get("accept-language"))


def address_of(request: Request[Any, Any, Any]) -> Address:
    """Where the asker is."""
    query = tuple((name, value) for name, value in request.query_params.multi_items())
    return Address(request.url.path, query, chosen(request.query_params.get("lang")))
