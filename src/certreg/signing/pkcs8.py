"""Private keys at rest: PKCS #8 encrypted with PBES2 (RFC 8018), scrypt (RFC 7914) and AES-256-CBC.

`cryptography` reads this form but writes PBKDF2 with 2048 rounds only, which a stolen file would not withstand
long. So the envelope is written here; `openssl pkey -in FILE` opens it too (ADR 0012).
"""

import base64
import secrets
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

# 16 MiB and about 0.2 s a try. OpenSSL refuses more than 32 MiB, so cost is added by `p`.
_N: Final = 2**14
_R: Final = 8
_P: Final = 5
_KEY_BYTES: Final = 32
_BLOCK_BYTES: Final = 16

_SEQUENCE: Final = 0x30
_INTEGER: Final = 0x02
_OCTETS: Final = 0x04
_PBES2: Final = bytes.fromhex("06092a864886f70d01050d")
_SCRYPT: Final = bytes.fromhex("06092b06010401da47040b")
_AES256_CBC: Final = bytes.fromhex("060960864801650304012a")


def seal(private: ec.EllipticCurvePrivateKey, passphrase: bytes) -> bytes:
    """The key as encrypted PEM."""
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    salt, iv = secrets.token_bytes(_BLOCK_BYTES), secrets.token_bytes(_BLOCK_BYTES)
    key = Scrypt(salt=salt, length=_KEY_BYTES, n=_N, r=_R, p=_P).derive(passphrase)
    padder = PKCS7(_BLOCK_BYTES * 8).padder()
    encryptor = Cipher(algorithms.AES256(key), modes.CBC(iv)).encryptor()
    sealed = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
    scrypt = _sequence(_der(_OCTETS, salt), _integer(_N), _integer(_R), _integer(_P), _integer(_KEY_BYTES))
    scheme = _sequence(_sequence(_SCRYPT, scrypt), _sequence(_AES256_CBC, _der(_OCTETS, iv)))
    envelope = _sequence(_sequence(_PBES2, scheme), _der(_OCTETS, sealed))
    body = base64.b64encode(envelope)
    lines = [body[i : i + 64] for i in range(0, len(body), 64)]
    return b"\n".join([b"-----BEGIN ENCRYPTED PRIVATE KEY-----", *lines, b"-----END ENCRYPTED PRIVATE KEY-----", b""])


def unseal(pem: bytes, passphrase: bytes) -> ec.EllipticCurvePrivateKey:
    """Open an encrypted PEM; ValueError for a wrong passphrase, a broken file or a key of another kind."""
    try:
        key = load_pem_private_key(pem, passphrase)
    except TypeError as error:  # what `cryptography` raises for a key that is not encrypted at all
        raise ValueError("the key is not encrypted") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("not an elliptic-curve key")  # noqa: TRY004 - the file is wrong, not the call
    return key


def _der(tag: int, content: bytes) -> bytes:
    """Tag, length, content (X.690 §8.1, definite form)."""
    size = len(content)
    if size < 0x80:  # noqa: PLR2004 - the short form ends here
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + content


def _sequence(*parts: bytes) -> bytes:
    return _der(_SEQUENCE, b"".join(parts))


def _integer(value: int) -> bytes:
    """A positive INTEGER: one bit is left for the sign."""
    return _der(_INTEGER, value.to_bytes(value.bit_length() // 8 + 1))
