"""Search of the register: the page `/organisations`, and `/organisations.json` for programs (notice 2(3))."""

from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Final, TypeVar
from urllib.parse import urlencode

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from certreg.domain.errors import InvalidInput
from certreg.domain.licensing import Obstacle, obstacles
from certreg.domain.organisation import Organisation, OrganisationKind, OrganisationStatus
from certreg.domain.policy import local_day
from certreg.domain.text import Language, Text
from certreg.reference.division import Division, DivisionLevel
from certreg.reference.divisions import load_divisions
from certreg.services import organisation_search, register_file
from certreg.services.organisation_search import MAX_LIMIT, OrganisationQuery
from certreg.services.organisations import RegisterRecord
from certreg.services.records import Page
from certreg.web.page_response import deliver_page
from certreg.web.respond import deliver, document
from certreg.web.routes import JSON, AnyRequest, reading
from certreg.web.site import Site, address_of

_PAGE: Final = 20
_MAX_TEXT: Final = 100
_HOME: Final = "500000"

Member = TypeVar("Member", bound=StrEnum)


class FoundOrganisation(msgspec.Struct, frozen=True):
    """One line of the answer; `url` leads to the page, with `.json` to the record alone.

    `obstacles`: what stands against online recruitment for others today.
    """

    url: str
    organisation: Organisation
    obstacles: tuple[Obstacle, ...]
    source: str
    updated_at: datetime


class FoundOrganisations(msgspec.Struct, frozen=True, omit_defaults=True):
    """One page of the answer, in the order of the codes; `next` is the address of the page after it."""

    items: tuple[FoundOrganisation, ...]
    next: str | None = None


@reading("/organisations")
def organisations(
    request: AnyRequest,
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """Organisations by filters that stand in the address; what cannot be looked for is said on the page."""
    given = request.query_params
    asked = OrganisationQuery(
        text=given.get("q", "").strip()[:_MAX_TEXT] or None,
        district=given.get("district", "").strip()[:_MAX_TEXT] or None,
        kind=_member(OrganisationKind, given.get("kind")),
        status=_member(OrganisationStatus, given.get("status")),
    )
    cursor = given.get("cursor") or None
    page, refused = _found(site, asked, cursor)
    day = local_day(now)
    shown = site.pages.render(
        "pages/organisations.html",
        address_of(request),
        language,
        asked=asked,
        page=page,
        cursor=cursor,
        refused=refused,
        obstacles={item.organisation.uscc: obstacles(item.organisation, day) for item in page.items},
        districts=_districts(day),
        kinds=tuple(OrganisationKind),
        statuses=tuple(OrganisationStatus),
        file=register_file.newest(site.registry),
    )
    return deliver_page(request, shown, language)


@reading("/organisations.json")
def organisations_document(
    request: AnyRequest,
    site: NamedDependency[Site],
    now: NamedDependency[datetime],
    *,
    q: Annotated[str, QueryParameter(max_length=_MAX_TEXT)] = "",
    district: Annotated[str, QueryParameter(max_length=_MAX_TEXT)] = "",
    kind: Annotated[OrganisationKind | None, QueryParameter()] = None,
    status: Annotated[OrganisationStatus | None, QueryParameter()] = None,
    cursor: Annotated[str, QueryParameter(max_length=200)] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT)] = _PAGE,
) -> Response[bytes]:
    """The same for programs; what cannot be looked for is an error here."""
    query = OrganisationQuery(text=q or None, district=district or None, kind=kind, status=status)
    page = organisation_search.search(site.registry, query, cursor=cursor or None, limit=limit)
    following = None
    if page.next_cursor is not None:
        given = {"q": q, "district": district, "kind": kind, "status": status, "limit": limit}
        kept = {name: value for name, value in given.items() if value} | {"cursor": page.next_cursor}
        following = site.url(f"/organisations.json?{urlencode(kept)}")
    day = local_day(now)
    answer = FoundOrganisations(tuple(_line(site, item, day) for item in page.items), following)
    headers = {"Link": f'<{following}>; rel="next"'} if following is not None else None
    return deliver(request, document(msgspec.json.encode(answer), JSON), headers=headers)


def _found(site: Site, asked: OrganisationQuery, cursor: str | None) -> tuple[Page[RegisterRecord], tuple[Text, ...]]:
    try:
        return organisation_search.search(site.registry, asked, cursor=cursor, limit=_PAGE), ()
    except InvalidInput as error:
        return Page((), None), tuple(problem.reason for problem in error.problems)


def _line(site: Site, record: RegisterRecord, day: date) -> FoundOrganisation:
    found = record.organisation
    return FoundOrganisation(
        site.url(f"/organisations/{found.uscc}"), found, obstacles(found, day), record.source, record.updated_at
    )


def _member(members: type[Member], value: str | None) -> Member | None:
    """A filter that means nothing is left out: an old or mistyped link still shows something."""
    return next((member for member in members if member == value), None)


@lru_cache(maxsize=8)
def _districts(day: date) -> tuple[Division, ...]:
    """Districts of Chongqing in force, offered while one types; every other place can be typed too."""
    table = load_divisions()
    counties = (division for division in table if division.level is DivisionLevel.COUNTY and division.in_force(day))
    return tuple(division for division in counties if table.contains(_HOME, division.code))
