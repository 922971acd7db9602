"""Where evidence files lie: objects named by digest, in a directory or in an S3-compatible store."""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol, Self

import msgspec

from certreg.evidence.store_directory import DirectoryStore
from certreg.evidence.store_s3 import S3Store

S3_SCHEME: Final = "s3://"
_SEALED: Final = ".sealed"
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
        return f"{self.digest[:2]}/{self.digest}{_SEALED if self.sealed else ''}"

    @classmethod
    def of_path(cls, path: str) -> Self | None:
        """The name that has this path; None for anything else that lies in the store."""
        digest = path[3:].removesuffix(_SEALED)
        name = cls(digest, path.endswith(_SEALED)) if _HEX.fullmatch(digest) is not None else None
        return name if name is not None and name.path == path else None


class EvidenceStore(Protocol):
    """What both stores can do. When one cannot be reached or written, that is `EvidenceUnavailable`."""

    def put(self, path: str, content: bytes) -> bool:
        """Keep an object whole, or not at all; False, and nothing happens, if it is there."""

    def replace(self, path: str, content: bytes) -> None:
        """The same in place of what is there."""

    def has(self, path: str) -> bool:
        """Whether the object is there."""

    def get(self, path: str, limit: int) -> bytes | None:
        """The content, None if there is none. `EvidenceUnavailable` if it has more than `limit` bytes."""

    def delete(self, path: str) -> None:
        """Take the object away; nothing happens if it is not there."""

    def written_before(self, moment: datetime) -> Iterator[str]:
        """Paths of everything last written before a moment, what a killed process left half written too."""


def digest_of(content: bytes) -> str:
    """SHA-256 in hex, as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def open_store(address: str) -> EvidenceStore:
    """The store of `CERTREG_EVIDENCE_STORE`: a folder, or `s3://BUCKET/PREFIX`."""
    return S3Store(address) if address.startswith(S3_SCHEME) else DirectoryStore(Path(address))
