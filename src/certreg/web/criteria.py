"""Published criteria: every one with what it asks, how it is measured, how to pass, and what changed; also as files."""

from datetime import datetime

import rfc8785
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath

from certreg import strict_yaml
from certreg.domain.policy import local_day
from certreg.domain.text import Language
from certreg.scoring.check_words import measured
from certreg.scoring.criteria_file import PublishedCriteria, by_id, publication, published
from certreg.scoring.history import history
from certreg.services.registry import Registry
from certreg.web.page_response import deliver_page
from certreg.web.respond import deliver, document
from certreg.web.routes import JSON, AnyRequest, reading
from certreg.web.site import Site, address_of

YAML = "application/yaml"


def criteria_of(registry: Registry, criteria_id: str) -> PublishedCriteria:
    """A published criteria file by its id, the one in use first; `NotFound` if there is none."""
    in_use = registry.scorer.published
    return in_use if in_use.criteria.id == criteria_id else by_id(criteria_id)


@reading("/criteria")
def criteria_in_use(
    request: AnyRequest,
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """The criteria in use."""
    return _page(request, site, site.registry.scorer.published, language, now)


@reading("/criteria/{name:str}")
def criteria(
    request: AnyRequest,
    name: FromPath[str],
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """One published set; `.yaml` is its file, `.json` the very bytes whose SHA-256 labels carry."""
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix == "yaml":
        return deliver(request, document(criteria_of(site.registry, stem).raw, YAML))
    if dot and suffix == "json":
        parsed = strict_yaml.parse(criteria_of(site.registry, stem).raw)
        return deliver(request, document(rfc8785.dumps(parsed), JSON))
    return _page(request, site, criteria_of(site.registry, name), language, now)


def _page(
    request: AnyRequest, site: Site, shown: PublishedCriteria, language: Language, now: datetime
) -> Response[bytes]:
    day = local_day(now)
    page = site.pages.render(
        "pages/criteria.html",
        address_of(request),
        language,
        published=shown,
        criteria=shown.criteria,
        in_use=site.registry.scorer.published.criteria,
        day=day,
        line=publication().get(shown.criteria.id),
        measured={item.id: measured(item) for item in shown.criteria.criteria},
        steps=history(shown),
        others=[other for other in published().values() if other.criteria.id != shown.criteria.id],
    )
    return deliver_page(request, page, language)
