"""The trust anchor: the bureau's public key as a verifier pins it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from certreg.domain.errors import InvalidInput
from certreg.domain.label import Url
from certreg.domain.text import Text
from certreg.signing.es256 import Jwk, VerifyingKey

MAX_BYTES: Final = 64 * 1024


class AnchorFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A JWK Set with one member more: `entity`, the bureau's entity identifier. `certreg keys anchor` writes it."""

    keys: tuple[Jwk, ...]
    entity: Url | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a verifier trusts to begin with.

    `keys`: the bureau's present key and, around a change of keys, the next or the previous one. `entity`: the
    bureau's identifier, which the delegation must then name; None takes whatever the pinned key says.
    """

    keys: tuple[VerifyingKey, ...]
    entity: str | None = None

    def key(self, kid: str | None) -> VerifyingKey | None:
        """The pinned key with this thumbprint."""
        return next((key for key in self.keys if key.kid == kid), None)

    def encode(self) -> bytes:
        """As an anchor file, for handing to verifiers."""
        file = AnchorFile(keys=tuple(key.jwk() for key in self.keys), entity=self.entity)
        return msgspec.json.format(msgspec.json.encode(file)) + b"\n"


def read_anchor(data: bytes) -> Anchor:
    """Read an anchor from a JWK, a JWK Set (with `entity` or without) or a PEM public key.

    `InvalidInput` says what is wrong, also when the data holds a private key.
    """
    if len(data) > MAX_BYTES:
        raise InvalidInput(_TOO_LARGE.within(limit=MAX_BYTES))
    if data.lstrip().startswith(b"-----"):
        return Anchor((_from_pem(data),))
    try:
        members = msgspec.json.decode(data)
        if isinstance(members, dict) and "keys" in members:
            read = msgspec.convert(members, AnchorFile)
            return _pinned(read.keys, read.entity)
        return _pinned([msgspec.convert(members, Jwk)], None)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidInput(_UNREADABLE.within(reason=error)) from error


def load_anchor(path: Path) -> Anchor:
    """Read an anchor file; `InvalidInput` names the file."""
    try:
        with path.open("rb") as file:
            return read_anchor(file.read(MAX_BYTES + 1))
    except OSError as error:
        raise InvalidInput(_FILE.within(path=path, reason=error.strerror)) from error
    except InvalidInput as error:
        raise InvalidInput(
            Text(zh=f"{path}：{error.detail.zh}", en=f"{path}: {error.detail.en}"), error.problems
        ) from error


def _pinned(jwks: Sequence[Jwk], entity: str | None) -> Anchor:
    if not jwks:
        raise InvalidInput(_EMPTY)
    return Anchor(tuple(VerifyingKey.from_jwk(jwk) for jwk in jwks), entity)


def _from_pem(data: bytes) -> VerifyingKey:
    if b"PRIVATE KEY" in data:
        raise InvalidInput(_PRIVATE)
    try:
        key = load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InvalidInput(_UNREADABLE.within(reason="PEM")) from error
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise InvalidInput(_NOT_EC)
    return VerifyingKey.from_public(key)


_TOO_LARGE: Final = Text(zh="信任锚文件超过 {limit} 字节", en="The anchor file has more than {limit} bytes")
_UNREADABLE: Final = Text(
    zh="信任锚应为 JWK、JWK Set 或 PEM 公钥：{reason}",
    en="An anchor is a JWK, a JWK Set or a PEM public key: {reason}",
)
_FILE: Final = Text(zh="无法读取信任锚文件 {path}：{reason}", en="The anchor file {path} cannot be read: {reason}")
_EMPTY: Final = Text(zh="JWK Set 中没有密钥", en="The JWK Set has no key")
_PRIVATE: Final = Text(
    zh="信任锚应为公钥，此文件含有私钥；请勿分发私钥",
    en="An anchor is a public key, this file holds a private one; do not hand it around",
)
_NOT_EC: Final = Text(zh="信任锚应为 P-256 公钥", en="An anchor is a P-256 public key")
