"""Where evidence files lie: objects named by digest, in a directory or in an S3-compatible store."""

import hashlib
import re
from pathlib import Path
from typing import Final, Protocol

import msgspec

from certreg.evidence.store_directory import DirectoryStore
from certreg.evidence.store_s3 import S3Store

S3_SCHEME: Final = "s3://"
_HEX: Final = re.compile(r"[0-9a-f]{64}")


class ObjectName(msgspec.Struct, frozen=True):
    """The name of an object: SHA-256 of the content in hex; a sealed object stands beside a plain one."""

    digest: str
    sealed: bool

    def __post_init__(self) -> None:
        """Nothing but a digest: no name that came from outside reaches the store."""
        if _HEX.fullmatch(self.digest) is None:
            raise ValueError("not a SHA-256 digest in hex")

    @property
    def path(self) -> str:
        """Relative to the store; two hundred folders keep each of them small."""
        return f"{self.digest[:2]}/{self.digest}{'.sealed' if self.sealed else ''}"


class EvidenceStore(Protocol):
    """What both stores can do. When one cannot be reached or written, that is `EvidenceUnavailable`."""

    def put(self, path: str, content: bytes) -> None:
        """Keep an object whole, or not at all; nothing happens if it is there."""

    def has(self, path: str) -> bool:
        """Whether the object is there."""

    def get(self, path: str, limit: int) -> bytes | None:
        """The content, None if there is none. `EvidenceUnavailable` if it has more than `limit` bytes."""

    def delete(self, path: str) -> None:
        """Take the object away; nothing happens if it is not there."""


def digest_of(content: bytes) -> str:
    """SHA-256 in hex, as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def open_store(address: str) -> EvidenceStore:
    """The store of `CERTREG_EVIDENCE_STORE`: a folder, or `s3://BUCKET/PREFIX`."""
    return S3Store(address) if address.startswith(S3_SCHEME) else DirectoryStore(Path(address))
