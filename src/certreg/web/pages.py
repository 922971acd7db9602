"""Pages for the public: home, search, one posting."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from certreg.domain.criteria import Level, LevelRule
from certreg.domain.errors import NotFound
from certreg.domain.lifecycle import LabelState
from certreg.domain.policy import local_day
from certreg.domain.text import Language, Text
from certreg.exchange.jobposting import to_jsonld
from certreg.reference.division import Division, DivisionLevel
from certreg.reference.divisions import load_divisions
from certreg.scoring.explanation import Explanation, explain
from certreg.services import lookup
from certreg.services.lookup import SearchQuery
from certreg.services.records import Listed, PostingRecord
from certreg.web import words
from certreg.web.criteria import criteria_of
from certreg.web.outside_view import without_names
from certreg.web.own_check import differing_fields
from certreg.web.page_response import deliver_page
from certreg.web.routes import AnyRequest, reading
from certreg.web.shown_state import ShownState, shown_state
from certreg.web.site import Site, address_of

_NEWEST: Final = 8
_PAGE: Final = 20
_MAX_TEXT: Final = 100
_OFFERED: Final = (LabelState.VALID, LabelState.SUSPENDED, LabelState.REVOKED, LabelState.EXPIRED)
_HOME: Final = "500000"
"""Districts offered as a filter are those of Chongqing, where the notice applies."""
_LABEL_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Asked(msgspec.Struct, frozen=True):
    """Filters as the address has them; an empty one is none."""

    text: str | None
    district: str | None
    level: Level | None
    state: LabelState | None


class Scored(msgspec.Struct, frozen=True):
    """What the posting page says of the score; `least` are the thresholds of the lowest level."""

    explanation: Explanation
    least: LevelRule


@reading("/")
def home(
    request: AnyRequest,
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """What the label means, a search field, the newest certifications."""
    newest = lookup.promoted(site.registry, limit=_NEWEST, now=now).items
    page = site.pages.render(
        "pages/home.html", address_of(request), language, newest=newest, states=_states(newest, now)
    )
    return deliver_page(request, page, language)


@reading("/search")
def search(
    request: AnyRequest,
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes] | Redirect:
    """Postings that have or had a label, by filters that stand in the address."""
    asked, cursor = _asked(request), request.query_params.get("cursor") or None
    if asked.text is not None and _is_label(site, asked.text):
        return Redirect(address_of(request).to(f"/labels/{asked.text}"), status_code=303)
    query = SearchQuery(text=asked.text, division=asked.district, level=asked.level, label=asked.state)
    found = lookup.search(site.registry, query, cursor=cursor, limit=_PAGE, now=now)
    page = site.pages.render(
        "pages/search.html",
        address_of(request),
        language,
        asked=asked,
        page=found,
        cursor=cursor,
        states=_states(found.items, now),
        districts=_districts(local_day(now)),
        levels=tuple(Level),
        states_offered=_OFFERED,
    )
    return deliver_page(request, page, language)


@reading("/postings/{posting_id:str}")
def posting(
    request: AnyRequest,
    posting_id: FromPath[str],
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """One posting: base fields, label, score with every criterion, and where it was met."""
    record = public_posting(site, posting_id)
    labels = lookup.labels_of(site.registry, record.id)
    page = site.pages.render(
        "pages/posting.html",
        address_of(request),
        language,
        record=record,
        posting=record.posting,
        scored=_scored(site, record),
        state=shown_state(labels[0], now),
        differing=differing_fields(labels[0], record.posting),
        history=[entry for entry in lookup.timeline(site.registry, record.id) if entry.action in words.EVENT],
        structured=to_jsonld(record.posting, identifier_url=site.url(f"/postings/{record.id}")),
        labels=labels,
        states={label.id: shown_state(label, now) for label in labels},
    )
    return deliver_page(request, page, language)


def _asked(request: AnyRequest) -> Asked:
    """Filters of the address. One that means nothing is left out: an old or mistyped link still shows something."""
    query = request.query_params
    district = query.get("district", "")
    return Asked(
        text=query.get("text", "").strip()[:_MAX_TEXT] or None,
        district=district if re.fullmatch("[0-9]{6}", district) else None,
        level=next((known for known in Level if known == query.get("level")), None),
        state=next((known for known in LabelState if known == query.get("state")), None),
    )


def _scored(site: Site, record: PostingRecord) -> Scored | None:
    if record.card is None:
        return None
    published = criteria_of(site.registry, record.card.criteria_id)
    return Scored(without_names(explain(record.card, published, record.posting)), published.criteria.levels[0])


def public_posting(site: Site, posting_id: str) -> PostingRecord:
    """A posting that ever had a label; any other is `NotFound`, as if it did not exist."""
    record = lookup.posting(site.registry, posting_id)
    if not record.is_public:
        raise NotFound(_NOT_PUBLIC)
    return record


def _is_label(site: Site, text: str) -> bool:
    """Whoever types the number of a label wants that label."""
    if not _LABEL_ID.fullmatch(text):
        return False
    try:
        lookup.label(site.registry, text)
    except NotFound:
        return False
    return True


@lru_cache(maxsize=8)
def _districts(day: date) -> tuple[Division, ...]:
    """Districts in force, then those whose names older postings still carry."""
    table = load_divisions()
    known = [d for d in table if d.level is DivisionLevel.COUNTY and d.known_by(day) and table.contains(_HOME, d.code)]
    return tuple(sorted(known, key=lambda d: (not d.in_force(day), d.code)))


def _states(items: tuple[Listed, ...], now: datetime) -> dict[str, ShownState]:
    return {item.id: shown_state(item.label, now) for item in items if item.label is not None}


_NOT_PUBLIC: Final = Text(
    zh="没有这条招聘信息，或者它从未获得过标签，因而不公开",
    en="There is no such posting, or it never had a label and is not public",
)
