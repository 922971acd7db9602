"""The bureau's delegation: a Trust Mark delegation JWT (OIDF §7.2.1) that lets the association issue the mark.

Beside the standard's claims it carries `jwks`, the association's public keys. So a verifier who pinned the
bureau's key reaches every other key offline, also after a rotation (ADR 0013).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.domain.errors import InvalidInput, KeyUnavailable
from certreg.domain.label import NumericDate, Url
from certreg.domain.text import Text
from certreg.domain.verification import DelegationInvalid, UnknownKey, UntrustedIssuer, VerificationFailure
from certreg.signing import jws
from certreg.signing.anchor import Anchor
from certreg.signing.es256 import Jwk, Signer, VerifyingKey

TYP: Final = "trust-mark-delegation+jwt"
MAX_BYTES: Final = 8 * 1024
MAX_KEYS: Final = 16
MARK_PATH: Final = "/marks/premium-posting"


class DelegatedKeys(msgspec.Struct, frozen=True):
    """The association's public keys as a JWK Set, bounded."""

    keys: Annotated[tuple[Jwk, ...], Meta(min_length=1, max_length=MAX_KEYS)]


class DelegationClaims(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Payload. `iss` the bureau, `sub` the association, `ref` a page about the delegation."""

    iss: Url
    sub: Url
    trust_mark_type: Url
    iat: NumericDate
    exp: NumericDate
    jwks: DelegatedKeys
    ref: Url | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """A delegation whose signature was verified under an anchor. Its term was not: that is asked at each use."""

    claims: DelegationClaims
    anchor_kid: str
    keys: Mapping[str, VerifyingKey]

    def require_key(self, kid: str | None) -> VerifyingKey:
        """The delegated key with this `kid`, or `UnknownKey`."""
        key = self.keys.get(kid) if kid is not None else None
        if key is None:
            raise UnknownKey(_NOT_DELEGATED.within(kid=jws.shown(kid)))
        return key

    def require_for(self, issuer: str, trust_mark_type: str) -> None:
        """`DelegationInvalid` unless this issuer may issue this mark by it."""
        if issuer != self.claims.sub:
            named, found = jws.shown(self.claims.sub), jws.shown(issuer)
            raise DelegationInvalid(_OTHER_ISSUER.within(found=found, named=named))
        if trust_mark_type != self.claims.trust_mark_type:
            raise DelegationInvalid(_NOT_THE_MARK.within(found=jws.shown(trust_mark_type)))

    def require_term(self, now: datetime, leeway_seconds: int) -> None:
        """`DelegationInvalid` outside `iat` to `exp`, with leeway on both sides."""
        at = now.timestamp()
        if self.claims.iat > at + leeway_seconds or self.claims.exp <= at - leeway_seconds:
            raise DelegationInvalid(_TERM.within(iat=utc(self.claims.iat), exp=utc(self.claims.exp)))


def mark_type(bureau: str) -> str:
    """`trust_mark_type` of the premium-posting mark of a bureau."""
    return bureau.rstrip("/") + MARK_PATH


def sign_delegation(
    bureau: Signer,
    keys: tuple[VerifyingKey, ...],
    *,
    issuer: str,
    subject: str,
    now: datetime,
    expires: datetime,
    ref: str | None = None,
) -> str:
    """Sign that `subject` may issue the mark of `issuer` with any of `keys`, from `now` until `expires`.

    `KeyUnavailable` without keys, or with more than a verifier reads.
    """
    if not 1 <= len(keys) <= MAX_KEYS:
        raise KeyUnavailable(_KEY_COUNT.within(count=len(keys), limit=MAX_KEYS))
    claims = DelegationClaims(
        iss=issuer,
        sub=subject,
        trust_mark_type=mark_type(issuer),
        iat=int(now.timestamp()),
        exp=int(expires.timestamp()),
        jwks=DelegatedKeys(tuple(key.jwk() for key in keys)),
        ref=ref,
    )
    return jws.sign(TYP, claims, bureau)


def verify_delegation(token: str, anchor: Anchor) -> Delegation:
    """Verify type, algorithm, signature and issuer of a delegation, apart from its term.

    Raises `UntrustedIssuer` if it was not signed by the anchor, else `DelegationInvalid` with what is broken.
    """
    try:
        parsed = jws.parse(token, MAX_BYTES)
        parsed.require_type(TYP)
        parsed.require_algorithm()
    except VerificationFailure as failure:
        raise DelegationInvalid(failure.detail) from failure
    key = anchor.key(parsed.header.kid)
    if key is None:
        raise UntrustedIssuer(_NOT_THE_ANCHOR.within(kid=jws.shown(parsed.header.kid)))
    try:
        parsed.require_signature(key)
        claims = parsed.claims(DelegationClaims)
        keys = tuple(VerifyingKey.from_jwk(jwk) for jwk in claims.jwks.keys)
    except (VerificationFailure, InvalidInput) as failure:
        raise DelegationInvalid(failure.detail) from failure
    if anchor.entity is not None and claims.iss != anchor.entity:
        raise UntrustedIssuer(_OTHER_BUREAU.within(found=jws.shown(claims.iss), wanted=anchor.entity))
    if claims.trust_mark_type != mark_type(claims.iss):
        raise DelegationInvalid(_OTHER_MARK.within(found=jws.shown(claims.trust_mark_type)))
    return Delegation(claims, key.kid, MappingProxyType({k.kid: k for k in keys}))


def utc(seconds: int) -> str:
    """A NumericDate for a message."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


_KEY_COUNT: Final = Text(
    zh="委托须含 1 至 {limit} 个签名密钥，现有 {count} 个", en="A delegation names 1 to {limit} keys, there are {count}"
)
_TERM: Final = Text(
    zh="委托有效期为 {iat} 至 {exp}，当前不在其内", en="The delegation holds from {iat} to {exp}, which is not now"
)
_NOT_DELEGATED: Final = Text(
    zh="密钥 {kid} 不在主管部门所委托的密钥之中", en="Key {kid} is not among the keys that the bureau delegated to"
)
_NOT_THE_ANCHOR: Final = Text(
    zh="委托由密钥 {kid} 签署，不是所信任的主管部门密钥",
    en="The delegation is signed with key {kid}, which is not a trusted key of the bureau",
)
_OTHER_BUREAU: Final = Text(
    zh="委托由 {found} 签发，而信任的主管部门是 {wanted}",
    en="The delegation is from {found}, the trusted bureau is {wanted}",
)
_OTHER_MARK: Final = Text(zh="委托针对的是另一种标志：{found}", en="The delegation is for another mark: {found}")
_OTHER_ISSUER: Final = Text(
    zh="签发者是 {found}，而委托的对象是 {named}", en="The issuer is {found}, but the delegation is for {named}"
)
_NOT_THE_MARK: Final = Text(zh="标志类型 {found} 不是所委托的标志", en="The mark {found} is not the delegated one")
