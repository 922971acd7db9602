"""Places between schema.org's `jobLocation` and a posting.

The division stands as an `identifier` of the Place (propertyID GB/T 2260); its names are the region and the locality.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from certreg.domain.posting import Location
from certreg.domain.text import Text
from certreg.exchange.jsonld import items, refuse
from certreg.exchange.jsonld_text import bounded_line, line, words
from certreg.notation.location import read_location, with_address
from certreg.notation.unreadable import Unreadable
from certreg.reference.divisions import load_divisions

_STANDARD: Final = "GB/T 2260"
_CODE: Final = re.compile(r"[0-9]{6}")
_CHINA: Final = frozenset({"CN", "CHN", "CHINA", "中国", "中华人民共和国"})
_REMOTE: Final = "TELECOMMUTE"


def location_to(location: Location) -> dict[str, Any]:
    """The `jobLocation` property. The country is stated where the division, and with it the country, is known."""
    if location.division is None and location.address is None:
        return {}
    address: dict[str, Any] = {"@type": "PostalAddress"}
    place: dict[str, Any] = {"@type": "Place", "address": address}
    if location.address is not None:
        address["streetAddress"] = location.address
    if location.division is not None:
        names = [division.name for division in load_divisions().path(location.division)]
        address |= {"addressLocality": "".join(names[1:])} if names[1:] else {}
        address |= {"addressRegion": names[0]} if names else {}
        address["addressCountry"] = "CN"
        place["identifier"] = {"@type": "PropertyValue", "propertyID": _STANDARD, "value": location.division}
    return {"jobLocation": place}


def location_from(node: Mapping[str, Any], verbatim: dict[str, str]) -> Location:
    """The place of work. Of several places the addresses are listed and the division is the one that holds them all."""
    places = [_place(value) for value in items(node.get("jobLocation"))]
    if not places:
        if _REMOTE in items(node.get("jobLocationType")):
            verbatim["location"] = _REMOTE
        return Location()
    if len(places) == 1:
        return places[0]
    addresses = dict.fromkeys(place.address for place in places if place.address)
    address = bounded_line("jobLocation", "；".join(addresses)) if addresses else None
    return Location(division=_common(places), address=address)


def _place(value: object) -> Location:
    if not isinstance(value, dict):
        text = words("jobLocation", value)
        return Location() if text is None else _read(text, None)
    code = _division(value)
    address = items(value.get("address"))
    if len(address) > 1:
        refuse("jobLocation.address", "several_values", _SEVERAL)
    place = _address(address[0]) if address else Location()
    return place if code is None else Location(division=code, address=_street(address))


def _division(place: Mapping[str, Any]) -> str | None:
    for identifier in items(place.get("identifier")):
        if isinstance(identifier, dict) and identifier.get("propertyID") == _STANDARD:
            code = words("jobLocation.identifier", identifier.get("value")) or ""
            if not _CODE.fullmatch(code):
                refuse("jobLocation.identifier", "division_unreadable", _BAD_CODE)
            return code
    return None


def _street(address: list[Any]) -> str | None:
    if not address:
        return None
    if isinstance(address[0], dict):
        return line(address[0], "streetAddress", "jobLocation.address.streetAddress")
    text = words("jobLocation.address", address[0])
    return None if text is None else bounded_line("jobLocation.address", text)


def _address(address: object) -> Location:
    """Division from region and locality; a street alone is searched for one only where the country is China."""
    if not isinstance(address, dict):
        text = words("jobLocation.address", address)
        return Location() if text is None else _read(text, None)
    parts = {
        name: line(address, name, f"jobLocation.address.{name}")
        for name in ("addressCountry", "addressRegion", "addressLocality", "streetAddress", "postalCode")
    }
    country, street = parts["addressCountry"], parts["streetAddress"]
    if country is not None and country.upper() not in _CHINA:
        order = ("streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry")
        abroad = [text for name in order if (text := parts[name])]
        return Location(address=bounded_line("jobLocation.address", ", ".join(abroad)))
    area = "-".join(filter(None, (parts["addressRegion"], parts["addressLocality"])))
    if area:
        return _read(area, street)
    if street is None:
        return Location()
    return Location(address=street) if country is None else _read(None, street)


def _read(area: str | None, street: str | None) -> Location:
    try:
        location = Location() if area is None else read_location(area)
        return location if street is None else with_address(location, street)
    except Unreadable as error:
        refuse("jobLocation.address", error.code, error.reason)


def _common(places: list[Location]) -> str | None:
    codes = [place.division for place in places]
    if None in codes:
        return None
    paths = [[division.code for division in load_divisions().path(code)] for code in codes if code is not None]
    shared = [step for step in paths[0] if all(step in path for path in paths)]
    return shared[-1] if shared else None


_SEVERAL: Final = Text(zh="一个工作地点只能有一个地址", en="A place has one address")
_BAD_CODE: Final = Text(zh="行政区划代码应为六位数字", en="A division code has six digits")
