"""Canonical form 1 of a posting: what a label is bound to.

Label profile, "What the label is bound to"; docs/label-profile.md is the same rule in words, and
tests/vectors/canonical-v1.json has its cases. Another form would be version 2: this one never changes.
"""

import hashlib
from collections.abc import Mapping
from typing import Final, TypeAlias

import rfc8785

from certreg.domain.errors import InvalidInput
from certreg.domain.label import DIGEST_PREFIX
from certreg.domain.posting import Agency, Conditions, Location, Party, Pay, Posting
from certreg.domain.text import Text, normalise
from certreg.signing import base64url

VERSION: Final = "1"
FIELD_DIGEST_BYTES: Final = 9

Value: TypeAlias = "str | int | bool | dict[str, Value]"
Stated: TypeAlias = "Value | None"
Members: TypeAlias = dict[str, Value]

BASE_FIELDS: Final = (
    "title",
    "employer",
    "agency",
    "conditions",
    "employment_type",
    "work_content",
    "work_conditions",
    "location",
    "pay",
)
"""The members of the canonical object, in the notice's order. `headcount` stays outside (notice 3(3))."""


def canonical_object(posting: Posting) -> Members:
    """The base fields that the posting states, normalised; what is absent or empty is left out."""
    stated: Mapping[str, Stated] = {
        "title": _text(posting.title),
        "employer": _party(posting.employer),
        "agency": _agency(posting.agency),
        "conditions": _conditions(posting.conditions),
        "employment_type": _text(posting.employment_type),
        "work_content": _text(posting.work_content),
        "work_conditions": _text(posting.work_conditions),
        "location": _location(posting.location),
        "pay": _pay(posting.pay),
    }
    return _object(stated)


def canonical_bytes(posting: Posting) -> bytes:
    """RFC 8785 of the canonical object.

    `InvalidInput` for text that is no Unicode (a lone surrogate) and for numbers that JSON cannot carry
    exactly: neither has one form that every reader agrees on.
    """
    return _jcs(canonical_object(posting))


def posting_digest(posting: Posting) -> str:
    """The `digest` claim: `sha-256:` and base64url of SHA-256 over the canonical bytes."""
    return DIGEST_PREFIX + base64url.encode(hashlib.sha256(canonical_bytes(posting)).digest())


def field_digests(posting: Posting) -> dict[str, str]:
    """The `fields` claim: for each base field that is stated, the first 72 bits of SHA-256, base64url.

    Hashed is the canonical object cut down to that one member, so that equal values of two fields differ.
    """
    return {name: _field_digest(name, value) for name, value in canonical_object(posting).items()}


def differing_fields(a: Posting, b: Posting) -> tuple[str, ...]:
    """Names of the base fields in which two postings differ, in the order of `BASE_FIELDS`."""
    left, right = canonical_object(a), canonical_object(b)
    return tuple(name for name in BASE_FIELDS if left.get(name) != right.get(name))


def _field_digest(name: str, value: Value) -> str:
    return base64url.encode(hashlib.sha256(_jcs({name: value})).digest()[:FIELD_DIGEST_BYTES])


def _jcs(value: Members) -> bytes:
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as error:
        raise InvalidInput(_NO_CANONICAL_FORM.within(reason=error)) from error


def _text(text: str | None) -> str | None:
    """Normalised; text that has nothing left counts as absent."""
    return normalise(text) or None if text is not None else None


def _code(text: str | None) -> str | None:
    """An organisation's code: letters in upper case, as GB 32100-2015 writes them; only a to z are mapped."""
    normal = _text(text)
    return normal.translate(_UPPER) if normal is not None else None


def _object(members: Mapping[str, Stated]) -> Members:
    return {name: value for name, value in members.items() if value is not None}


def _part(members: Mapping[str, Stated]) -> Members | None:
    """An object inside the form; one without members counts as absent."""
    return _object(members) or None


def _party(party: Party | None) -> Members | None:
    if party is None:
        return None
    return _part({"name": _text(party.name), "uscc": _code(party.uscc)})


def _agency(agency: Agency | None) -> Members | None:
    if agency is None:
        return None
    return _part(
        {
            "name": _text(agency.name),
            "uscc": _code(agency.uscc),
            "seekers_charged": agency.seekers_charged,
            "fee": agency.fee,
            "fee_text": _text(agency.fee_text),
        }
    )


def _conditions(conditions: Conditions) -> Members | None:
    experience = conditions.experience
    return _part(
        {
            "education": _text(conditions.education),
            "experience": None
            if experience is None
            else _part({"min_years": experience.min_years, "max_years": experience.max_years}),
            "other": _text(conditions.other),
        }
    )


def _location(location: Location) -> Members | None:
    return _part({"division": _text(location.division), "address": _text(location.address)})


def _pay(pay: Pay | None) -> Members | None:
    """Currency, period and months say nothing without a figure: a negotiable pay (面议) is an absent one."""
    if pay is None or (pay.min is None and pay.max is None):
        return None
    return _part(
        {
            "min": pay.min,
            "max": pay.max,
            "currency": _text(pay.currency),
            "period": _text(pay.period),
            "months": pay.months,
        }
    )


_UPPER: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NO_CANONICAL_FORM: Final = Text(
    zh="该招聘信息没有唯一的规范形式：{reason}", en="The posting has no canonical form: {reason}"
)
