"""schema.org JobPosting, as Google and Baidu read it from pages: in and out.

`description` is HTML there. A posting keeps the text that it shows: tags removed, a line a block, entities resolved,
scripts left out; that is what people saw, and what evidence quotes.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.posting import Conditions, EmployerProfile, Location, Posting, Provenance
from certreg.domain.text import Text
from certreg.exchange.html_text import guarded, html_of_text, text_of_html
from certreg.exchange.jobposting_parties import (
    agency_from,
    agency_to,
    employer_from,
    employer_profile_from,
    employer_to,
)
from certreg.exchange.jobposting_pay import pay_from, pay_to
from certreg.exchange.jobposting_places import location_from, location_to
from certreg.exchange.jobposting_terms import (
    conditions_from,
    conditions_to,
    employment_type_from,
    employment_type_to,
)
from certreg.exchange.jsonld import items, job_postings, one, refuse
from certreg.exchange.jsonld_text import bounded_line, bounded_text, joined, line, words
from certreg.notation.dates import read_day
from certreg.notation.headcount import read_headcount
from certreg.notation.unreadable import Unreadable

_T = TypeVar("_T")
_CONTEXT: Final = "https://schema.org"
_LAST_MOMENT: Final = "T23:59:59+08:00"
"""`validThrough` is a moment; a posting holds through its last day in Shanghai."""


def from_jsonld(document: Mapping[str, Any]) -> Posting:
    """The one JobPosting of a JSON-LD document (its own node, or one of its `@graph`).

    `InvalidInput` names every property that cannot be read. What is only missing refuses nothing but a missing title:
    completeness is for the criteria to judge.
    """
    nodes = job_postings(document)
    if len(nodes) > 1:
        refuse("@graph", "several_postings", _SEVERAL)
    return from_node(nodes[0])


def from_node(node: Mapping[str, Any]) -> Posting:
    """A JobPosting node, its references resolved; see `from_jsonld`."""
    parts = _Parts()
    verbatim: dict[str, str] = {}
    page = one_node(node, "subjectOf")
    title = parts.take(lambda: line(node, "title"), None)
    posting: dict[str, Any] = {
        "employer": parts.take(lambda: employer_from(node, verbatim), None),
        "agency": parts.take(lambda: agency_from(page), None),
        "headcount": parts.take(lambda: _headcount(node, verbatim), None),
        "conditions": parts.take(lambda: conditions_from(node, verbatim), Conditions()),
        "employment_type": parts.take(lambda: employment_type_from(node, verbatim), None),
        "work_content": parts.take(lambda: _work_content(node), None),
        "work_conditions": parts.take(lambda: joined(node, ("workHours", "jobBenefits")), None),
        "location": parts.take(lambda: location_from(node, verbatim), Location()),
        "pay": parts.take(lambda: pay_from(node, verbatim), None),
        "apply": parts.take(lambda: _apply(node), None),
        "published_on": parts.take(lambda: _day(node, "datePosted", "published_on", verbatim), None),
        "valid_until": parts.take(lambda: _day(node, "validThrough", "valid_until", verbatim), None),
        "employer_profile": parts.take(lambda: employer_profile_from(node), EmployerProfile()),
        "provenance": parts.take(lambda: _provenance(node, page), Provenance()),
    }
    if title is None and not any(problem.field == "title" for problem in parts.problems):
        parts.problems.append(FieldProblem("title", "missing", _NO_TITLE))
    if parts.problems or title is None:
        raise InvalidInput(_INVALID, parts.problems)
    return Posting(title=title, verbatim=verbatim, **posting)


def to_jsonld(posting: Posting, *, identifier_url: str | None = None) -> dict[str, Any]:
    """A JobPosting for a page. It has every property that Google requires and that the posting has a value for.

    `identifier_url` is the address of the posting in the registry, the node's `@id`. `from_jsonld` gives the base
    fields back as they were.
    """
    node: dict[str, Any] = {"@context": _CONTEXT, "@type": "JobPosting"}
    if identifier_url is not None:
        node["@id"] = identifier_url
    node["title"] = posting.title
    if posting.work_content is not None:
        node["description"] = html_of_text(posting.work_content)
    node |= _identifier_to(posting.provenance, identifier_url)
    node |= _dates_to(posting)
    node |= employer_to(posting.employer, posting.employer_profile)
    node |= location_to(posting.location)
    node |= employment_type_to(posting.employment_type)
    node |= pay_to(posting.pay)
    node |= conditions_to(posting.conditions)
    if posting.work_conditions is not None:
        node["jobBenefits"] = guarded(posting.work_conditions)
    if posting.headcount is not None:
        node["totalJobOpenings"] = posting.headcount
    if posting.apply is not None:
        node["applicationContact"] = {"@type": "ContactPoint", "description": posting.apply}
    return node | _page_to(posting)


class _Parts:
    """Takes part after part, so that one that cannot be read does not hide the problems of the next."""

    def __init__(self) -> None:
        self.problems: list[FieldProblem] = []

    def take(self, read: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return read()
        except InvalidInput as error:
            self.problems += error.problems
            return otherwise


def one_node(node: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The first value of a property that is a node, or an empty one."""
    return next((value for value in items(node.get(name)) if isinstance(value, dict)), {})


def _headcount(node: Mapping[str, Any], verbatim: dict[str, str]) -> int | None:
    text = words("totalJobOpenings", one(node, "totalJobOpenings"))
    if text is None:
        return None
    verbatim["headcount"] = text
    try:
        return read_headcount(text)
    except Unreadable as error:
        refuse("totalJobOpenings", error.code, error.reason)


def _day(node: Mapping[str, Any], name: str, field: str, verbatim: dict[str, str]) -> date | None:
    text = words(name, one(node, name))
    if text is None:
        return None
    try:
        day = read_day(text)
    except Unreadable as error:
        refuse(name, error.code, error.reason)
    if day is None:
        verbatim[field] = text
    return day


def _work_content(node: Mapping[str, Any]) -> str | None:
    description = words("description", one(node, "description"))
    shown = text_of_html(description) if description is not None else ""
    duties = joined(node, ("responsibilities",))
    if duties is not None and duties not in shown:
        shown = f"{shown}\n{duties}".strip()
    return bounded_text("description", shown) or None


def _apply(node: Mapping[str, Any]) -> str | None:
    """How to apply: the words of the contact point, else its address, mail and phone."""
    contact = one(node, "applicationContact")
    if not isinstance(contact, dict):
        return words("applicationContact", contact)
    described = words("applicationContact.description", contact.get("description"))
    return described or joined(contact, ("url", "email", "telephone"))


def _provenance(node: Mapping[str, Any], page: Mapping[str, Any]) -> Provenance:
    identifier = one(node, "identifier")
    stated = identifier.get("value") if isinstance(identifier, dict) else identifier
    source_id = words("identifier", stated)
    return Provenance(
        platform=line(one_node(page, "isPartOf"), "name", "subjectOf.isPartOf.name"),
        url=line(node, "url") or line(page, "url", "subjectOf.url"),
        source_id=None if source_id is None else bounded_line("identifier", source_id),
    )


def _identifier_to(provenance: Provenance, identifier_url: str | None) -> dict[str, Any]:
    value = provenance.source_id or identifier_url
    if value is None:
        return {}
    named = {} if provenance.platform is None else {"name": provenance.platform}
    return {"identifier": {"@type": "PropertyValue", **named, "value": value}}


def _dates_to(posting: Posting) -> dict[str, Any]:
    dates: dict[str, Any] = {}
    if posting.published_on is not None:
        dates["datePosted"] = posting.published_on.isoformat()
    if posting.valid_until is not None:
        dates["validThrough"] = posting.valid_until.isoformat() + _LAST_MOMENT
    return dates


def _page_to(posting: Posting) -> dict[str, Any]:
    """The page that the posting was met on, its site, and the agency that publishes it."""
    page: dict[str, Any] = {}
    if posting.provenance.url is not None:
        page["url"] = posting.provenance.url
    if posting.provenance.platform is not None:
        page["isPartOf"] = {"@type": "WebSite", "name": posting.provenance.platform}
    if posting.agency is not None:
        page["publisher"] = agency_to(posting.agency)
    return {"subjectOf": {"@type": "WebPage", **page}} if page else {}


_INVALID: Final = Text(zh="JobPosting 有误", en="The JobPosting is not valid")
_NO_TITLE: Final = Text(zh="缺少岗位名称（title）", en="The title is missing")
_SEVERAL: Final = Text(zh="有几个 JobPosting，请逐个提交", en="There are several JobPostings; submit them one by one")
