"""ES256 keys and their JWK."""

import hashlib

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from certreg.domain.errors import InvalidInput
from certreg.signing import base64url
from certreg.signing.es256 import Jwk, JwkSet, SigningKey, VerifyingKey, key_set

# RFC 7517, appendix A.1: a public P-256 key. Its thumbprint is computed here by hand as RFC 7638 §3 says.
X, Y = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"


def test_thumbprint_is_that_of_rfc_7638() -> None:
    required = f'{{"crv":"P-256","kty":"EC","x":"{X}","y":"{Y}"}}'
    wanted = base64url.encode(hashlib.sha256(required.encode()).digest())
    assert Jwk(kty="EC", crv="P-256", x=X, y=Y).thumbprint() == wanted


def test_a_jwk_comes_back_as_the_same_key() -> None:
    key = SigningKey.generate()
    jwk = key.public.jwk()
    assert (jwk.kid, jwk.use, jwk.alg) == (key.kid, "sig", "ES256")
    again = VerifyingKey.from_jwk(msgspec.json.decode(msgspec.json.encode(jwk), type=Jwk))
    assert again == key.public
    assert again.verifies(key.sign(b"data"), b"data")
    assert key_set((key.public,)) == JwkSet((jwk,))


def test_a_signature_is_64_bytes_over_this_data_only() -> None:
    key = SigningKey.generate()
    signature = key.sign(b"data")
    assert len(signature) == 64
    assert key.public.verifies(signature, b"data")
    assert not key.public.verifies(signature, b"date")
    assert not key.public.verifies(signature + b"\0", b"data")
    assert not key.public.verifies(bytes(64), b"data")


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"d": "A" * 43}, "private member"),
        ({"x": Y, "y": X}, "no point of P-256"),
        ({"x": "A" * 43, "y": "A" * 43}, "no point of P-256"),
        ({"x": "_" * 43}, "no point of P-256"),
        ({"kid": "A" * 43}, "not its RFC 7638 thumbprint"),
    ],
)
def test_a_jwk_that_is_no_public_key_of_this_curve_is_refused(members: dict[str, str], reason: str) -> None:
    jwk = msgspec.structs.replace(Jwk(kty="EC", crv="P-256", x=X, y=Y), **members)
    with pytest.raises(InvalidInput, match=reason):
        VerifyingKey.from_jwk(jwk)


def test_another_curve_is_refused() -> None:
    with pytest.raises(InvalidInput, match="secp384r1"):
        SigningKey.from_private(ec.generate_private_key(ec.SECP384R1()))


def test_no_kid_looks_like_an_option() -> None:
    assert not any(SigningKey.generate().kid.startswith("-") for _ in range(300))


def test_a_key_does_not_print_itself() -> None:
    key = SigningKey.generate()
    number = key.private.private_numbers().private_value
    assert repr(key) == f"SigningKey(kid='{key.kid}')"
    assert str(number) not in repr(key)
