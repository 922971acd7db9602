"""The label's content: the claims of the premium-posting mark (label profile, "The label")."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from certreg.domain.criteria import Level

DIGEST_PREFIX = "sha-256:"
Digest = Annotated[str, Meta(pattern=r"^sha-256:[A-Za-z0-9_-]{43}$")]
FieldDigest = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{12}$")]
"""First 72 bits of SHA-256, base64url: names the field that differs, and proves nothing (ADR 0011)."""
Url = Annotated[str, Meta(min_length=8, max_length=500, pattern=r"^https?://")]
NumericDate = Annotated[int, Meta(ge=0, le=253_402_214_400)]
"""Seconds since 1970 (RFC 7519 §2) as far as the calendar goes in every zone: up to 9999-12-31T00:00Z."""
Points = Annotated[int, Meta(ge=0, le=100)]


class _Claims(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Claims may carry members unknown to this version (OIDF §7.1): they are ignored, not refused."""


class PartyClaim(_Claims, frozen=True, kw_only=True):
    """Name and code of an organisation."""

    name: str
    uscc: str | None = None


class PostingClaim(_Claims, frozen=True, kw_only=True):
    """What was certified.

    `headcount` is the certified figure, None if none was stated: a displayed one above it is a mismatch.
    `fields` maps each base field that was stated to its digest, so that a verifier who holds only the label
    can say which field of the displayed posting differs.
    """

    title: str
    publisher: PartyClaim
    employer: PartyClaim
    platform: str | None = None
    url: str | None = None
    headcount: int | None = None
    digest: Digest
    canon: Literal["1"]
    fields: Mapping[str, FieldDigest]


class CriteriaClaim(_Claims, frozen=True, kw_only=True):
    """Under which published criteria."""

    id: str
    version: str
    digest: Digest


class ResultClaim(_Claims, frozen=True, kw_only=True):
    """Level and whole points of 100."""

    level: Level
    truthfulness: Points
    accuracy: Points
    completeness: Points
    overall: Points


class StatusListClaim(_Claims, frozen=True, kw_only=True):
    """Reference into a Token Status List (draft-ietf-oauth-status-list, "Referenced Token")."""

    idx: Annotated[int, Meta(ge=0, lt=2**20)]
    uri: Url


class StatusClaim(_Claims, frozen=True, kw_only=True):
    """The `status` claim."""

    status_list: StatusListClaim


class LabelClaims(_Claims, frozen=True, kw_only=True):
    """Payload of a label JWT (OIDF §7.1 claims, then the profile's own)."""

    iss: Url
    sub: Url
    trust_mark_type: Url
    iat: NumericDate
    exp: NumericDate
    jti: Annotated[str, Meta(min_length=1, max_length=100)]
    ref: Url
    logo_uri: Url
    delegation: str
    status: StatusClaim
    posting: PostingClaim
    criteria: CriteriaClaim
    result: ResultClaim
