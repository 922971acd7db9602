"""Employer and agency between schema.org's JobPosting and a posting.

An agency is the EmploymentAgency that publishes the page of the posting (`subjectOf`); what it asks of seekers is an
Offer that it makes (notice 3(1): 求职是否收费、收费标准).
"""

from collections.abc import Mapping
from typing import Any, Final

from certreg.domain.posting import Agency, EmployerProfile, Party
from certreg.domain.text import Text
from certreg.exchange.jsonld import items, one, refuse, types
from certreg.exchange.jsonld_text import line, words
from certreg.notation.pay import FEN, MOST

_USCC: Final = "USCC"
_USCC_NAMES: Final = frozenset({"USCC", "统一社会信用代码", "UNIFIED SOCIAL CREDIT CODE"})
_USCC_LENGTH: Final = 18
_MAX_USCC: Final = 40
_MAX_SIZE: Final = 10**9
_ANONYMOUS: Final = "confidential"
"""Google's word for an employer who is not named."""
_CHARGED: Final = "seekersCharged"


def employer_to(employer: Party | None, profile: EmployerProfile) -> dict[str, Any]:
    """The `hiringOrganization` and `industry` properties."""
    found: dict[str, Any] = {} if profile.industry is None else {"industry": profile.industry}
    if employer is None:
        return found
    organisation: dict[str, Any] = {"@type": "Organization", "name": employer.name, **_identifier(employer.uscc)}
    size = {"minValue": profile.size_min, "maxValue": profile.size_max}
    stated = {name: bound for name, bound in size.items() if bound is not None}
    if stated:
        organisation["numberOfEmployees"] = {"@type": "QuantitativeValue", **stated}
    return found | {"hiringOrganization": organisation}


def employer_from(node: Mapping[str, Any], verbatim: dict[str, str]) -> Party | None:
    """The employer; None for one that is not named, or named `confidential`."""
    value = one(node, "hiringOrganization")
    if isinstance(value, dict):
        name = line(value, "name", "hiringOrganization.name")
        uscc = _uscc(value, "hiringOrganization")
    else:
        name, uscc = line(node, "hiringOrganization"), None
    if name is not None and name.lower() == _ANONYMOUS:
        verbatim["employer"] = name
        return None
    return None if name is None else Party(name=name, uscc=uscc)


def employer_profile_from(node: Mapping[str, Any]) -> EmployerProfile:
    """Size and industry."""
    organisation = one(node, "hiringOrganization")
    size = one(organisation, "numberOfEmployees") if isinstance(organisation, dict) else None
    low, high = (_size(size.get(name)) for name in ("minValue", "maxValue")) if isinstance(size, dict) else (None, None)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return EmployerProfile(size_min=low, size_max=high, industry=line(node, "industry"))


def agency_to(agency: Agency) -> dict[str, Any]:
    """The agency as publisher of the posting's page."""
    publisher: dict[str, Any] = {"@type": "EmploymentAgency", "name": agency.name, **_identifier(agency.uscc)}
    offer: dict[str, Any] = {}
    if agency.fee is not None:
        offer |= {"price": agency.fee // FEN if agency.fee % FEN == 0 else agency.fee / FEN, "priceCurrency": "CNY"}
    if agency.fee_text is not None:
        offer["description"] = agency.fee_text
    if agency.seekers_charged is not None:
        offer["additionalProperty"] = {
            "@type": "PropertyValue",
            "propertyID": _CHARGED,
            "value": agency.seekers_charged,
        }
    if offer:
        publisher["makesOffer"] = {"@type": "Offer", **offer}
    return publisher


def agency_from(page: Mapping[str, Any]) -> Agency | None:
    """The agency, if the page's publisher is an EmploymentAgency. Any other publisher is only a site."""
    publisher = one(page, "publisher")
    if not isinstance(publisher, dict) or "EmploymentAgency" not in types(publisher):
        return None
    name = line(publisher, "name", "subjectOf.publisher.name")
    if name is None:
        refuse("subjectOf.publisher.name", "missing", _UNNAMED)
    offer = one(publisher, "makesOffer")
    offer = offer if isinstance(offer, dict) else {}
    return Agency(
        name=name,
        uscc=_uscc(publisher, "subjectOf.publisher"),
        seekers_charged=_charged(offer),
        fee=_fee(offer),
        fee_text=line(offer, "description", "makesOffer.description"),
    )


def _identifier(uscc: str | None) -> dict[str, Any]:
    return {} if uscc is None else {"identifier": {"@type": "PropertyValue", "propertyID": _USCC, "value": uscc}}


def _uscc(organisation: Mapping[str, Any], path: str) -> str | None:
    """The code given as an identifier of that name, as `taxID`, or as a bare identifier of its length."""
    found = words(f"{path}.taxID", organisation.get("taxID"))
    for identifier in items(organisation.get("identifier")):
        if isinstance(identifier, dict):
            kind = str(identifier.get("propertyID") or identifier.get("name") or "")
            if kind.upper() in _USCC_NAMES:
                found = words(f"{path}.identifier", identifier.get("value"))
        elif isinstance(identifier, str) and len(identifier) == _USCC_LENGTH:
            found = words(f"{path}.identifier", identifier)
    if found is not None and len(found) > _MAX_USCC:
        refuse(f"{path}.identifier", "too_long", _USCC_TOO_LONG)
    return found


def _size(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MAX_SIZE:
        return None
    return value


def _charged(offer: Mapping[str, Any]) -> bool | None:
    for extra in items(offer.get("additionalProperty")):
        if isinstance(extra, dict) and extra.get("propertyID") == _CHARGED and isinstance(extra.get("value"), bool):
            return bool(extra["value"])
    return None


def _fee(offer: Mapping[str, Any]) -> int | None:
    price = offer.get("price")
    if price is None:
        return None
    if isinstance(price, bool) or not isinstance(price, int | float) or not 0 <= price <= MOST // FEN:
        refuse("makesOffer.price", "fee_unreadable", _BAD_FEE)
    return round(price * FEN)


_UNNAMED: Final = Text(zh="代招机构没有名称", en="The agency has no name")
_USCC_TOO_LONG: Final = Text(
    zh=f"统一社会信用代码超过{_MAX_USCC}个字符", en=f"The USCC has more than {_MAX_USCC} characters"
)
_BAD_FEE: Final = Text(zh="收费标准的金额无效", en="The fee is not a valid amount")
