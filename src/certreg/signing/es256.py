"""ES256 keys (RFC 7518 §3.4) and their public form as JWK (RFC 7517).

ES256 is the one algorithm of this profile: a key carries it, a token only has to agree.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal, Protocol

import msgspec
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec import Meta

from certreg.domain.errors import InvalidInput
from certreg.domain.text import Text
from certreg.signing import base64url

ALGORITHM: Final = "ES256"
SIGNATURE_BYTES: Final = 64
_HALF: Final = 32
_ECDSA: Final = ec.ECDSA(SHA256())

Coordinate = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}$")]
KeyId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}$")]


class Jwk(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Public P-256 key. Further members of a JWK are ignored (RFC 7517 §4), a private one is refused."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: Coordinate
    y: Coordinate
    kid: KeyId | None = None
    use: Literal["sig"] | None = None
    alg: Literal["ES256"] | None = None
    d: str | None = None

    def thumbprint(self) -> str:
        """SHA-256 thumbprint (RFC 7638), base64url: the `kid` of this profile."""
        required = {"crv": self.crv, "kty": self.kty, "x": self.x, "y": self.y}
        return base64url.encode(hashlib.sha256(rfc8785.dumps(required)).digest())


class JwkSet(msgspec.Struct, frozen=True):
    """RFC 7517 §5."""

    keys: tuple[Jwk, ...]


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """A public key and its thumbprint."""

    kid: str
    public: ec.EllipticCurvePublicKey = field(repr=False, compare=False)

    @classmethod
    def from_public(cls, public: ec.EllipticCurvePublicKey) -> "VerifyingKey":
        """Wrap a P-256 key; `InvalidInput` for another curve."""
        if not isinstance(public.curve, ec.SECP256R1):
            raise InvalidInput(_OTHER_CURVE.within(curve=public.curve.name))
        return cls(_jwk_of(public).thumbprint(), public)

    @classmethod
    def from_jwk(cls, jwk: Jwk) -> "VerifyingKey":
        """Read a JWK; `InvalidInput` for a point off the curve, a private key or a `kid` that is not its own."""
        if jwk.d is not None:
            raise InvalidInput(_PRIVATE)
        try:
            x, y = (int.from_bytes(base64url.decode(c)) for c in (jwk.x, jwk.y))
            public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
        except ValueError as error:
            raise InvalidInput(_OFF_CURVE) from error
        kid = jwk.thumbprint()
        if jwk.kid is not None and jwk.kid != kid:
            raise InvalidInput(_WRONG_KID.within(given=jwk.kid, kid=kid))
        return cls(kid, public)

    def jwk(self) -> Jwk:
        """The public JWK with `kid`, `use` and `alg`."""
        bare = _jwk_of(self.public)
        return msgspec.structs.replace(bare, kid=self.kid, use="sig", alg="ES256")

    def verifies(self, signature: bytes, signed: bytes) -> bool:
        """Whether `signature` (r and s, 64 bytes) is this key's over `signed`."""
        if len(signature) != SIGNATURE_BYTES:
            return False
        r, s = int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:])
        try:
            self.public.verify(encode_dss_signature(r, s), signed, _ECDSA)
        except InvalidSignature:
            return False
        return True


class Signer(Protocol):
    """What signs tokens: a key in memory, or one that never leaves its hardware."""

    @property
    def kid(self) -> str:
        """Thumbprint of the public half."""

    def sign(self, data: bytes) -> bytes:
        """ES256 signature over `data`: r and s, 32 bytes each, big-endian (RFC 7518 §3.4)."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key that can sign, and nothing else: it has no way to print or export itself."""

    kid: str
    private: ec.EllipticCurvePrivateKey = field(repr=False, compare=False)

    @classmethod
    def generate(cls) -> "SigningKey":
        """Draw a new key.

        A thumbprint that begins with a hyphen would look like an option on the command line; one key in 64
        has such a one and is drawn again.
        """
        while True:
            key = cls.from_private(ec.generate_private_key(ec.SECP256R1()))
            if not key.kid.startswith("-"):
                return key

    @classmethod
    def from_private(cls, private: ec.EllipticCurvePrivateKey) -> "SigningKey":
        """Wrap a P-256 key; `InvalidInput` for another curve."""
        return cls(VerifyingKey.from_public(private.public_key()).kid, private)

    @property
    def public(self) -> VerifyingKey:
        """The public half."""
        return VerifyingKey(self.kid, self.private.public_key())

    def sign(self, data: bytes) -> bytes:
        """ES256 signature over `data`, as `Signer` wants it."""
        r, s = decode_dss_signature(self.private.sign(data, _ECDSA))
        return r.to_bytes(_HALF) + s.to_bytes(_HALF)


def key_set(keys: tuple[VerifyingKey, ...]) -> JwkSet:
    """The JWK Set of `keys`, in their order."""
    return JwkSet(tuple(key.jwk() for key in keys))


def _jwk_of(public: ec.EllipticCurvePublicKey) -> Jwk:
    numbers = public.public_numbers()
    x, y = (base64url.encode(n.to_bytes(_HALF)) for n in (numbers.x, numbers.y))
    return Jwk(kty="EC", crv="P-256", x=x, y=y)


_OTHER_CURVE: Final = Text(
    zh="只接受 P-256 密钥，此密钥的曲线为 {curve}", en="Only P-256 keys are accepted; this one is on {curve}"
)
_OFF_CURVE: Final = Text(zh="JWK 的坐标不是 P-256 曲线上的点", en="The JWK's coordinates are no point of P-256")
_PRIVATE: Final = Text(
    zh="此处只能放公钥，但 JWK 含有私钥成员 d；请立即更换该密钥",
    en="A public key belongs here, but the JWK has the private member d; replace that key at once",
)
_WRONG_KID: Final = Text(
    zh="JWK 的 kid（{given}）不是其 RFC 7638 指纹（{kid}）",
    en="The JWK's kid ({given}) is not its RFC 7638 thumbprint ({kid})",
)
