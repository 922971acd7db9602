"""The key store: a directory with encrypted private keys, a public record beside each, and the delegation.

Nothing here prints or returns key material; errors name the file.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from certreg.domain.errors import InvalidInput, KeyUnavailable, NotFound
from certreg.domain.label import Url
from certreg.domain.text import Text
from certreg.signing import pkcs8, private_files
from certreg.signing.anchor import Anchor, read_anchor
from certreg.signing.es256 import Jwk, SigningKey, VerifyingKey

MIN_PASSPHRASE_BYTES: Final = 8
MIN_PREFIX: Final = 6
DELEGATION_FILE: Final = "delegation.jwt"
ANCHOR_FILE: Final = "anchor.jwks"


class KeyRole(StrEnum):
    """Whose key it is. In production the bureau's lies elsewhere; a demo has both in one store."""

    BUREAU = "bureau"
    ASSOCIATION = "association"


class KeyRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is publicly known of a key.

    `activated`: from when it may sign (an association's key: once a delegation names it). `retired`: since
    when it no longer signs. `published_until`: until when its public half is still handed out, so that labels
    signed before verify; None for a key in use.
    """

    kid: str
    role: KeyRole
    entity: Url
    jwk: Jwk
    created: datetime
    activated: datetime | None = None
    retired: datetime | None = None
    published_until: datetime | None = None

    def is_published(self, now: datetime) -> bool:
        """In use, or retired with labels that may still be shown."""
        return self.retired is None or (self.published_until is not None and now < self.published_until)

    def public(self) -> VerifyingKey:
        """The public half."""
        return VerifyingKey.from_jwk(self.jwk)


@dataclass(frozen=True, slots=True)
class KeyStore:
    """Keys in `directory` (mode 0700).

    The passphrase opens and seals private keys; without one the public records can still be read.
    """

    directory: Path
    passphrase: bytes | None = field(default=None, repr=False)

    def make(self, role: KeyRole, entity: str, now: datetime) -> KeyRecord:
        """Draw a key for `entity`. A bureau's key may sign at once, an association's after its delegation."""
        private_files.make_directory(self.directory)
        key = SigningKey.generate()
        record = KeyRecord(
            kid=key.kid,
            role=role,
            entity=entity,
            jwk=key.public.jwk(),
            created=now,
            activated=now if role is KeyRole.BUREAU else None,
        )
        # The key comes first: a record always has its key, whenever the power fails.
        private_files.write_new(self._key_file(record), pkcs8.seal(key.private, self._checked_passphrase()))
        private_files.write_new(self._record_file(record.kid), _encoded(record))
        return record

    def list(self, role: KeyRole | None = None) -> tuple[KeyRecord, ...]:
        """All records, of one role if given, the oldest first."""
        private_files.check_directory(self.directory)
        records = [self._read_record(path) for path in self.directory.glob("*.json")]
        chosen = [record for record in records if role is None or record.role is role]
        return tuple(sorted(chosen, key=lambda record: (record.created, record.kid)))

    def record(self, kid: str) -> KeyRecord:
        """The record whose thumbprint is `kid`, or begins with it (six characters or more).

        `NotFound` if there is none, or more than one.
        """
        found = [record for record in self.list() if record.kid == kid]
        if not found and len(kid) >= MIN_PREFIX:
            found = [record for record in self.list() if record.kid.startswith(kid)]
        if len(found) != 1:
            raise NotFound(_NO_SUCH_KEY.within(kid=kid[:50], directory=self.directory, count=len(found)))
        return found[0]

    def load(self, kid: str) -> SigningKey:
        """Open a private key.

        `KeyUnavailable` if it is missing, readable by others, of another passphrase, or not the key of its record.
        """
        record = self.record(kid)
        path = self._key_file(record)
        pem = private_files.read(path)
        try:
            key = SigningKey.from_private(pkcs8.unseal(pem, self._checked_passphrase()))
        except ValueError:
            # What the library says could describe the content of the file.
            raise KeyUnavailable(_LOCKED.within(path=path)) from None
        if key.kid != record.kid:
            raise KeyUnavailable(_MIXED_UP.within(path=path, kid=record.kid))
        return key

    def in_use(self, role: KeyRole) -> KeyRecord:
        """The newest key of this role that may sign; `KeyUnavailable` if there is none."""
        usable = [r for r in self.list(role) if r.activated is not None and r.retired is None]
        if not usable:
            raise KeyUnavailable(_NONE_IN_USE.within(role=role, directory=self.directory))
        return max(usable, key=lambda record: (record.activated, record.created))

    def activate(self, kid: str, now: datetime) -> None:
        """Note that the key may sign from now on; nothing changes for one that already may."""
        record = self.record(kid)
        if record.activated is None:
            self._rewrite(msgspec.structs.replace(record, activated=now))

    def retire(self, kid: str, now: datetime, published_until: datetime | None) -> KeyRecord:
        """Let a key sign no more.

        `published_until` should be the end of the last label it signed. None withdraws the key at once: labels
        under it stop verifying as soon as verifiers see the next status list (ADR 0013), which is what a stolen
        key needs.
        """
        record = self.record(kid)
        retired = msgspec.structs.replace(record, retired=record.retired or now, published_until=published_until)
        self._rewrite(retired)
        return retired

    def published(self, now: datetime) -> tuple[VerifyingKey, ...]:
        """The association's public keys that verifiers still need, the oldest first."""
        return tuple(record.public() for record in self.list(KeyRole.ASSOCIATION) if record.is_published(now))

    def delegation(self) -> str:
        """The delegation in force as text; `KeyUnavailable` if none was stored yet."""
        path = self.directory / DELEGATION_FILE
        if not path.exists():
            raise KeyUnavailable(_NO_DELEGATION.within(path=path))
        return private_files.read(path).decode("ascii", "replace").strip()

    def store_delegation(self, token: str) -> None:
        """Keep a delegation in place of the one before. Whether it holds is `certreg.signing.authority`'s to check."""
        private_files.replace(self.directory / DELEGATION_FILE, token.encode("ascii") + b"\n")

    def anchor(self) -> Anchor | None:
        """The bureau's public keys that were stored with a delegation, None if there are none."""
        path = self.directory / ANCHOR_FILE
        if not path.exists():
            return None
        try:
            return read_anchor(private_files.read(path))
        except InvalidInput as error:
            raise KeyUnavailable(_BROKEN_RECORD.within(path=path, reason=error.detail.en)) from error

    def store_anchor(self, anchor: Anchor) -> None:
        """Keep the bureau's public keys."""
        private_files.replace(self.directory / ANCHOR_FILE, anchor.encode())

    def _checked_passphrase(self) -> bytes:
        if self.passphrase is None or len(self.passphrase) < MIN_PASSPHRASE_BYTES:
            raise KeyUnavailable(_PASSPHRASE.within(count=MIN_PASSPHRASE_BYTES))
        return self.passphrase

    def _key_file(self, record: KeyRecord) -> Path:
        return self.directory / f"{record.role}-{record.kid}.pem"

    def _record_file(self, kid: str) -> Path:
        return self.directory / f"{kid}.json"

    def _rewrite(self, record: KeyRecord) -> None:
        private_files.replace(self._record_file(record.kid), _encoded(record))

    def _read_record(self, path: Path) -> KeyRecord:
        try:
            record = msgspec.json.decode(private_files.read(path), type=KeyRecord)
        except msgspec.MsgspecError as error:
            raise KeyUnavailable(_BROKEN_RECORD.within(path=path, reason=error)) from error
        if path.stem != record.kid or record.jwk.thumbprint() != record.kid:
            raise KeyUnavailable(_MIXED_UP.within(path=path, kid=record.kid))
        return record


def _encoded(record: KeyRecord) -> bytes:
    return msgspec.json.format(msgspec.json.encode(record)) + b"\n"


_PASSPHRASE: Final = Text(
    zh="未提供密钥口令，或口令不足 {count} 字节；请设置 CERTREG_KEY_PASSPHRASE_FILE 或 CERTREG_KEY_PASSPHRASE",
    en="The key passphrase is missing or shorter than {count} bytes; "
    "set CERTREG_KEY_PASSPHRASE_FILE or CERTREG_KEY_PASSPHRASE",
)
_NO_SUCH_KEY: Final = Text(
    zh="{directory} 中以 {kid} 开头的密钥有 {count} 个", en="{count} keys in {directory} begin with {kid}"
)
_LOCKED: Final = Text(
    zh="无法打开私钥 {path}：口令错误或文件损坏",
    en="The private key {path} does not open: wrong passphrase, or a broken file",
)
_MIXED_UP: Final = Text(zh="{path} 与密钥 {kid} 的记录不符", en="{path} does not belong to the record of key {kid}")
_BROKEN_RECORD: Final = Text(zh="密钥记录 {path} 有误：{reason}", en="The key record {path} is not valid: {reason}")
_NONE_IN_USE: Final = Text(
    zh="{directory} 中没有可用的 {role} 密钥；请运行 certreg keys new --role {role}",
    en="No {role} key in {directory} may sign; run `certreg keys new --role {role}`",
)
_NO_DELEGATION: Final = Text(
    zh="没有委托文件 {path}；请运行 certreg keys delegate",
    en="There is no delegation {path}; run `certreg keys delegate`",
)
