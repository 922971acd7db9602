"""Compact JWS with ES256 (RFC 7515 §7.1), strictly: one spelling, bounded size, no choice of algorithm.

Every refusal is a `VerificationFailure`; who reads a delegation or a status list renames it there.
"""

import json
from functools import lru_cache
from typing import Any, Final, TypeVar

import msgspec

from certreg.domain.text import Text
from certreg.domain.verification import BadSignature, Malformed, UnsupportedAlgorithm, WrongType
from certreg.signing import base64url
from certreg.signing.es256 import ALGORITHM, SIGNATURE_BYTES, Signer, VerifyingKey

MAX_HEADER_CHARS: Final = 512

Claims = TypeVar("Claims", bound=msgspec.Struct)


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The allowed header members. Any other is refused: `crit` and `b64`, and `jwk`, `jku`, `x5u`, which bring keys."""

    alg: str
    kid: str | None = None
    typ: str | None = None


class Jws(msgspec.Struct, frozen=True):
    """A token taken apart, nothing about it verified yet. `signed` is what the signature covers."""

    header: Header
    payload: bytes
    signature: bytes
    signed: bytes

    def require_type(self, typ: str) -> None:
        """`WrongType` unless `typ` is exactly this (RFC 8725 §3.11: explicit typing)."""
        if self.header.typ != typ:
            raise WrongType(_TYPE.within(found=shown(self.header.typ), wanted=typ))

    def require_algorithm(self) -> None:
        """`UnsupportedAlgorithm` unless the header agrees with what every key of this profile is."""
        if self.header.alg != ALGORITHM:
            raise UnsupportedAlgorithm(_ALGORITHM.within(found=shown(self.header.alg)))

    def require_signature(self, key: VerifyingKey) -> None:
        """`BadSignature` unless `key` signed exactly this header and payload."""
        if not key.verifies(self.signature, self.signed):
            raise BadSignature(_SIGNATURE.within(kid=key.kid))

    def claims(self, form: type[Claims]) -> Claims:
        """The payload as `form`; `Malformed` names the claim that does not fit, or a member that stands twice."""
        return read_object(self.payload, form)


def sign(typ: str, claims: msgspec.Struct, key: Signer) -> str:
    """Compact JWS of `claims` as JSON, with the key's `kid`."""
    header = msgspec.json.encode(Header(alg=ALGORITHM, kid=key.kid, typ=typ))
    signed = f"{base64url.encode(header)}.{base64url.encode(msgspec.json.encode(claims))}"
    return f"{signed}.{base64url.encode(key.sign(signed.encode('ascii')))}"


def parse(token: str | bytes, max_bytes: int) -> Jws:
    """Take a compact JWS apart (step 0 of verification).

    Raises `Malformed` for anything but three parts of canonical base64url with an allowed header and a
    64-byte signature, in at most `max_bytes` bytes of ASCII.
    """
    if len(token) > max_bytes:
        raise Malformed(_TOO_LARGE.within(size=len(token), limit=max_bytes))
    try:
        parts = (token.encode("ascii") if isinstance(token, str) else token).split(b".")
        if len(parts) != 3:  # noqa: PLR2004 - header, payload, signature
            raise Malformed(_PARTS.within(count=len(parts)))
        header = _header(parts[0])
        payload, signature = base64url.decode(parts[1]), base64url.decode(parts[2])
    except ValueError as error:
        raise Malformed(_BASE64URL) from error
    if len(signature) != SIGNATURE_BYTES:
        raise Malformed(_SIGNATURE_SIZE.within(size=len(signature)))
    return Jws(header, payload, signature, b".".join(parts[:2]))


@lru_cache(maxsize=64)
def _header(part: bytes) -> Header:
    """Every token of one key has the same header text, so it is read once."""
    if len(part) > MAX_HEADER_CHARS:
        raise Malformed(_HEADER_SIZE.within(size=len(part), limit=MAX_HEADER_CHARS))
    return read_object(base64url.decode(part), Header)


def read_object(data: bytes, form: type[Claims]) -> Claims:
    """JSON as a typed struct; `Malformed` says what does not fit.

    msgspec parses strictly (no NaN, no lone surrogate, no trailing text) but keeps the last of two members of
    one name. RFC 7515 §4 wants them refused: two readers could see two different labels.
    """
    try:
        value = msgspec.json.decode(data, type=form)
        # What encodes to the very same bytes has no second member; only other writers' tokens are read twice.
        if msgspec.json.encode(value) != data:
            json.loads(data.decode("utf-8"), object_pairs_hook=_distinct)
    except (ValueError, RecursionError) as error:
        raise Malformed(_CONTENT.within(reason=shown(str(error)))) from error
    return value


def _distinct(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a member stands twice in one object")


def shown(text: str | None) -> str:
    """A foreign string for a message: quoted, without control characters, short."""
    return "-" if text is None else ascii(text[:120])[1:-1]


_TYPE: Final = Text(zh="typ 应为 {wanted}，实为 {found}", en="typ must be {wanted}, it is {found}")
_ALGORITHM: Final = Text(zh="alg 应为 ES256，实为 {found}", en="alg must be ES256, it is {found}")
_SIGNATURE: Final = Text(zh="密钥 {kid} 未对此内容签名", en="The signature is not that of key {kid} over this content")
_TOO_LARGE: Final = Text(
    zh="令牌 {size} 字节，上限 {limit} 字节", en="The token has {size} bytes, at most {limit} are read"
)
_PARTS: Final = Text(zh="令牌应有三段，实有 {count} 段", en="A token has three parts, this has {count}")
_BASE64URL: Final = Text(
    zh="令牌的某一段不是规范的 base64url 编码", en="A part of the token is not canonical base64url without padding"
)
_SIGNATURE_SIZE: Final = Text(
    zh="签名应为 64 字节，实为 {size} 字节", en="The signature has {size} bytes instead of 64"
)
_HEADER_SIZE: Final = Text(
    zh="头部 {size} 个字符，上限 {limit} 个", en="The header has {size} characters, at most {limit} are read"
)
_CONTENT: Final = Text(zh="令牌内容不合规范：{reason}", en="The token's content does not fit: {reason}")
