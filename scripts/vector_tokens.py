"""Tokens that no careful issuer would make: parts put together by hand, signed all the same."""

import json
from collections.abc import Mapping

import msgspec
from vector_chain import CLAIMS, KEY, FixedKey

from certreg.domain.label import LabelClaims
from certreg.signing import base64url

HEADER = {"alg": "ES256", "kid": KEY.kid, "typ": "trust-mark+jwt"}


def token(
    claims: LabelClaims = CLAIMS,
    *,
    header: Mapping[str, object] | bytes = HEADER,
    payload: bytes | None = None,
    signer: FixedKey = KEY,
) -> str:
    """A token with this header and payload, signed by `signer` over whatever they are."""
    head = header if isinstance(header, bytes) else json.dumps(header, separators=(",", ":")).encode()
    body = msgspec.json.encode(claims) if payload is None else payload
    signed = f"{base64url.encode(head)}.{base64url.encode(body)}"
    return f"{signed}.{base64url.encode(signer.sign(signed.encode()))}"


def with_signature(text: str, signature: bytes) -> str:
    """The same token under another signature."""
    return f"{text.rpartition('.')[0]}.{base64url.encode(signature)}"


def with_header(**members: object) -> str:
    """The good label with header members added or replaced; None takes one away."""
    header = {name: value for name, value in {**HEADER, **members}.items() if value is not None}
    return token(header=header)


def with_payload(change: Mapping[str, object]) -> str:
    """The good label with raw claims replaced; None takes one away."""
    claims = {**json.loads(msgspec.json.encode(CLAIMS)), **change}
    kept = {name: value for name, value in claims.items() if value is not None}
    return token(payload=json.dumps(kept, ensure_ascii=False).encode())


def spliced(old: bytes, new: bytes) -> str:
    """The good label with its payload's text changed before signing."""
    payload = msgspec.json.encode(CLAIMS)
    if old not in payload:
        raise ValueError(old)
    return token(payload=payload.replace(old, new, 1))


def respelt(text: str) -> str:
    """The same bytes with the unused low bits of the last character set: not canonical base64url."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + alphabet[alphabet.index(text[-1]) + 1]
