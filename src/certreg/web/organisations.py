"""Licence and supervision (许可及监管) of one organisation: what agencies and platforms link to (notice 2)."""

from datetime import date, datetime
from typing import Any, Final

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath

from certreg.domain.licensing import Obstacle, obstacles
from certreg.domain.organisation import Organisation, OrganisationKind
from certreg.domain.policy import local_day
from certreg.domain.text import Language
from certreg.services import organisations, register_history
from certreg.services.organisations import RegisterRecord
from certreg.services.register_history import PastFact
from certreg.web.page_response import deliver_page
from certreg.web.respond import deliver, document
from certreg.web.routes import JSON, AnyRequest, reading
from certreg.web.site import Site, address_of

SHOWN: Final = ("name", "status", "licence", "integrity_points")
"""Facts whose history is shown."""


class FactSource(msgspec.Struct, frozen=True):
    """Where a fact of the present record comes from, when it was seen there, and from which day on it holds."""

    source: str
    seen_at: datetime
    valid_from: date


class FactHistory(msgspec.Struct, frozen=True):
    """One change of one fact; null where it was not stated."""

    fact: str
    before: Any
    after: Any
    source: str
    seen_at: datetime
    valid_from: date


class OrganisationDocument(msgspec.Struct, frozen=True):
    """What the register has on one organisation, from which file and since when.

    `obstacles`: what stands against online recruitment for others today, as `POST /api/v1/licences/check` says it.
    `facts`: the source of each fact. `history`: names, status, licence and integrity points, the oldest first.
    """

    url: str
    organisation: Organisation
    obstacles: tuple[Obstacle, ...]
    source: str
    updated_at: datetime
    facts: dict[str, FactSource]
    history: tuple[FactHistory, ...]


@reading("/organisations/{name:str}")
def organisation(
    request: AnyRequest,
    name: FromPath[str],
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """The organisation as a page; `.json` is the record for programs."""
    code, dot, suffix = name.rpartition(".")
    if dot and suffix == "json":
        record = organisations.record(site.registry, code)
        return deliver(request, document(msgspec.json.encode(_document(site, record, now)), JSON))
    return _page(request, site, organisations.record(site.registry, name), language, now)


def _document(site: Site, record: RegisterRecord, now: datetime) -> OrganisationDocument:
    found = record.organisation
    changes = register_history.history(site.registry, found.uscc)
    return OrganisationDocument(
        url=site.url(f"/organisations/{found.uscc}"),
        organisation=found,
        obstacles=obstacles(found, local_day(now)),
        source=record.source,
        updated_at=record.updated_at,
        facts={
            fact: FactSource(past.source, past.seen_at, past.valid_from)
            for fact, past in register_history.newest(changes).items()
        },
        history=tuple(
            FactHistory(past.fact, past.before, past.after, past.source, past.seen_at, past.valid_from)
            for past in _shown(changes)
        ),
    )


def _shown(changes: tuple[PastFact, ...]) -> list[PastFact]:
    return [change for change in changes if change.fact in SHOWN]


def _page(
    request: AnyRequest, site: Site, record: RegisterRecord, language: Language, now: datetime
) -> Response[bytes]:
    found = record.organisation
    page = site.pages.render(
        "pages/organisation.html",
        address_of(request),
        language,
        record=record,
        organisation=found,
        is_agency=OrganisationKind.AGENCY in found.kinds or found.licence is not None,
        obstacles=obstacles(found, local_day(now)),
        day=local_day(now),
        history=_shown(register_history.history(site.registry, found.uscc))[::-1],
    )
    link = f'</organisations/{found.uscc}.json>; rel="alternate"; type="{JSON}"'
    return deliver_page(request, page, language, headers={"Link": link})
