"""The key that identity documents are encrypted with, sealed by the passphrase of the key store (ADR 0071)."""

import secrets
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from certreg.domain.errors import KeyUnavailable
from certreg.domain.text import Text
from certreg.signing import private_files
from certreg.signing.keys import MIN_PASSPHRASE_BYTES, KeyStore

EVIDENCE_KEY_FILE: Final = "evidence.key"

_FORM: Final = "certreg-evidence-key-1"
_KEY_BYTES: Final = 32
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
# As for signing keys (ADR 0012): 16 MiB and about 0.2 s a try.
_N: Final = 2**14
_R: Final = 8
_P: Final = 5


class _KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: how it is sealed is fixed by `form`."""

    form: str
    salt: bytes
    nonce: bytes
    sealed: bytes


class EvidenceKey:
    """Seals and opens files. The digest of a file is bound to it, so that one cannot be passed off for another."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def __repr__(self) -> str:
        """Without the key."""
        return "EvidenceKey()"

    def seal(self, content: bytes, digest: str) -> bytes:
        """Nonce and ciphertext."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, digest.encode())

    def open(self, sealed: bytes, digest: str) -> bytes:
        """The content; `KeyUnavailable` if it was sealed by another key, was changed, or is of another digest."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], digest.encode())
        except (InvalidTag, ValueError):
            raise KeyUnavailable(_NOT_OPENED.within(digest=digest)) from None


def make(store: KeyStore) -> Path:
    """Draw the key and keep it in the key directory. `KeyUnavailable` if there is one: it is never replaced."""
    passphrase = _passphrase(store)
    private_files.make_directory(store.directory)
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_derived(passphrase, salt)).encrypt(nonce, secrets.token_bytes(_KEY_BYTES), _FORM.encode())
    path = store.directory / EVIDENCE_KEY_FILE
    private_files.write_new(path, msgspec.json.encode(_KeyFile(_FORM, salt, nonce, sealed)) + b"\n")
    return path


def load(store: KeyStore) -> EvidenceKey:
    """The key, opened. `KeyUnavailable` if it is missing, readable by others, or of another passphrase."""
    path = store.directory / EVIDENCE_KEY_FILE
    if not path.exists():
        raise KeyUnavailable(_MISSING.within(path=path))
    try:
        kept = msgspec.json.decode(private_files.read(path), type=_KeyFile)
        if kept.form != _FORM:
            raise KeyUnavailable(_LOCKED.within(path=path))
        key = AESGCM(_derived(_passphrase(store), kept.salt)).decrypt(kept.nonce, kept.sealed, _FORM.encode())
    except (InvalidTag, ValueError, msgspec.MsgspecError):
        # What the library says could describe the content of the file.
        raise KeyUnavailable(_LOCKED.within(path=path)) from None
    return EvidenceKey(key)


def _derived(passphrase: bytes, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=_KEY_BYTES, n=_N, r=_R, p=_P).derive(passphrase)


def _passphrase(store: KeyStore) -> bytes:
    if store.passphrase is None or len(store.passphrase) < MIN_PASSPHRASE_BYTES:
        raise KeyUnavailable(_PASSPHRASE.within(count=MIN_PASSPHRASE_BYTES))
    return store.passphrase


_PASSPHRASE: Final = Text(
    zh="未提供密钥口令，或口令不足 {count} 字节；请设置 CERTREG_KEY_PASSPHRASE_FILE 或 CERTREG_KEY_PASSPHRASE",
    en="The key passphrase is missing or shorter than {count} bytes; "
    "set CERTREG_KEY_PASSPHRASE_FILE or CERTREG_KEY_PASSPHRASE",
)
_MISSING: Final = Text(
    zh="没有身份证件的加密密钥 {path}；请运行 certreg keys new-evidence-key",
    en="There is no key {path} for identity documents; run `certreg keys new-evidence-key`",
)
_LOCKED: Final = Text(
    zh="无法打开加密密钥 {path}：口令错误或文件损坏",
    en="The key {path} does not open: wrong passphrase, or a broken file",
)
_NOT_OPENED: Final = Text(
    zh="证明材料 {digest} 无法解密：密钥不符或文件被改动",
    en="The evidence {digest} does not open: another key sealed it, or it was changed",
)
