"""Anchor files: what a verifier may pin."""

import json
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from certreg.domain.errors import InvalidInput
from certreg.signing.anchor import Anchor, load_anchor, read_anchor
from certreg.signing.es256 import SigningKey

KEY = SigningKey.generate()
JWK = msgspec.to_builtins(KEY.public.jwk())
PEM = KEY.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(JWK).encode(),
        json.dumps({"keys": [JWK]}).encode(),
        json.dumps({"kty": "EC", "crv": "P-256", "x": JWK["x"], "y": JWK["y"], "x5t": "ignored"}).encode(),
        PEM,
        b"\n" + PEM,
    ],
)
def test_each_form_is_the_same_anchor(data: bytes) -> None:
    assert read_anchor(data) == Anchor((KEY.public,))


def test_an_anchor_file_names_the_bureau() -> None:
    anchor = Anchor((KEY.public, SigningKey.generate().public), "https://bureau.example")
    assert read_anchor(anchor.encode()) == anchor
    assert anchor.key(KEY.kid) == KEY.public
    assert anchor.key(None) is None


def private_pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "JWK"),
        (b"hello", "JWK"),
        (b"[]", "JWK"),
        (b"\xff\xfe", "JWK"),
        (b'{"keys":[]}', "no key"),
        (json.dumps(JWK | {"kty": "RSA"}).encode(), "kty"),
        (json.dumps(JWK | {"d": "A" * 43}).encode(), "private member"),
        (json.dumps({"keys": [JWK], "entity": "bureau"}).encode(), "entity"),
        (private_pem(KEY.private), "private one"),
        (b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "PEM"),
        (
            rsa.generate_private_key(65537, 2048)
            .public_key()
            .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
            "P-256",
        ),
        (
            ec.generate_private_key(ec.SECP384R1())
            .public_key()
            .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
            "secp384r1",
        ),
        (b" " * 70_000, "more than"),
        (b'{"keys":' + b"[" * 5000, "JWK"),
    ],
)
def test_what_is_no_public_key_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        read_anchor(data)


def test_an_anchor_file_is_named_when_it_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "bureau.jwks"
    with pytest.raises(InvalidInput, match=r"bureau\.jwks.*No such file"):
        load_anchor(path)
    path.write_text("{}")
    with pytest.raises(InvalidInput, match=r"bureau\.jwks"):
        load_anchor(path)
    path.write_bytes(PEM)
    assert load_anchor(path) == Anchor((KEY.public,))
