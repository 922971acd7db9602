"""Licence and supervision (许可及监管) of one organisation: what agencies and platforms link to (notice 2)."""

from datetime import date, datetime
from typing import Any, Final

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath

from certreg.domain.criteria import Level
from certreg.domain.licensing import Obstacle, is_held_to_licence, obstacles
from certreg.domain.organisation import Organisation
from certreg.domain.policy import local_day
from certreg.domain.text import Language
from certreg.services import lookup, organisations, register_history
from certreg.services.organisations import RegisterRecord
from certreg.services.records import LabelRecord, Listed, Page
from certreg.services.register_history import PastFact
from certreg.web import embed
from certreg.web.page_response import deliver_page
from certreg.web.respond import deliver, document
from certreg.web.routes import JSON, AnyRequest, reading
from certreg.web.site import Site, address_of

_PAGE: Final = 20
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


class CertifiedPosting(msgspec.Struct, frozen=True, omit_defaults=True):
    """A posting that the organisation answers for and that is certified now."""

    id: str
    title: str
    level: Level
    valid_until: datetime
    url: str
    label_url: str
    employer: str | None = None


class OrganisationDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the register has on one organisation, from which file and since when.

    `obstacles`: what stands against online recruitment for others today, as `POST /api/v1/licences/check` says it.
    `postings`: certified now, the newest first, in pages; `next_postings` is the address of the next one.
    `facts`: the source of each fact. `history`: names, status, licence and integrity points, the oldest first.
    """

    url: str
    organisation: Organisation
    obstacles: tuple[Obstacle, ...]
    source: str
    updated_at: datetime
    postings: tuple[CertifiedPosting, ...]
    facts: dict[str, FactSource]
    history: tuple[FactHistory, ...]
    next_postings: str | None = None


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
    as_json = bool(dot) and suffix == "json"
    record = organisations.record(site.registry, code if as_json else name)
    cursor = request.query_params.get("cursor") or None
    certified = lookup.published_by(site.registry, record.organisation.uscc, cursor=cursor, limit=_PAGE, now=now)
    if as_json:
        return deliver(request, document(msgspec.json.encode(_document(site, record, certified, now)), JSON))
    return _page(request, site, (record, certified), language, now)


def _document(site: Site, record: RegisterRecord, certified: Page[Listed], now: datetime) -> OrganisationDocument:
    found = record.organisation
    changes = register_history.history(site.registry, found.uscc)
    following = None
    if certified.next_cursor is not None:
        following = site.url(f"/organisations/{found.uscc}.json?cursor={certified.next_cursor}")
    return OrganisationDocument(
        url=site.url(f"/organisations/{found.uscc}"),
        organisation=found,
        obstacles=obstacles(found, local_day(now)),
        source=record.source,
        updated_at=record.updated_at,
        postings=tuple(_certified(site, item, item.label) for item in certified.items if item.label is not None),
        facts={
            fact: FactSource(past.source, past.seen_at, past.valid_from)
            for fact, past in register_history.newest(changes).items()
        },
        history=tuple(
            FactHistory(past.fact, past.before, past.after, past.source, past.seen_at, past.valid_from)
            for past in _shown(changes)
        ),
        next_postings=following,
    )


def _certified(site: Site, item: Listed, label: LabelRecord) -> CertifiedPosting:
    employer = item.posting.employer
    return CertifiedPosting(
        id=item.id,
        title=item.posting.title,
        level=label.claims.result.level,
        valid_until=label.expires_at,
        url=site.url(f"/postings/{item.id}"),
        label_url=site.url(f"/labels/{label.id}"),
        employer=employer.name if employer is not None else None,
    )


def _shown(changes: tuple[PastFact, ...]) -> list[PastFact]:
    return [change for change in changes if change.fact in SHOWN]


def _page(
    request: AnyRequest,
    site: Site,
    found: tuple[RegisterRecord, Page[Listed]],
    language: Language,
    now: datetime,
) -> Response[bytes]:
    record, certified = found
    shown = record.organisation
    page = site.pages.render(
        "pages/organisation.html",
        address_of(request),
        language,
        record=record,
        organisation=shown,
        is_agency=is_held_to_licence(shown),
        obstacles=obstacles(shown, local_day(now)),
        day=local_day(now),
        certified=certified,
        cursor=request.query_params.get("cursor"),
        history=_shown(register_history.history(site.registry, shown.uscc))[::-1],
        snippets=embed.snippets(site, shown, language),
    )
    link = f'</organisations/{shown.uscc}.json>; rel="alternate"; type="{JSON}"'
    return deliver_page(request, page, language, headers={"Link": link})
