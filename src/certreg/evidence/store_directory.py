"""Evidence in a directory: mode 0600, written beside its place and linked into it, never half there."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from certreg.domain.errors import EvidenceUnavailable
from certreg.domain.text import Text

WAITING: Final = ".waiting"
"""Folder of files that are being written. What a killed process leaves there is never shown."""


class DirectoryStore:
    """Objects below `root`, which is made with mode 0700 when the first is put."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, path: str, content: bytes) -> bool:
        """Keep an object whole, or not at all; False, and nothing happens, if it is there."""
        with _named(self._root):
            if (self._root / path).exists():
                return False
        self.replace(path, content)
        return True

    def replace(self, path: str, content: bytes) -> None:
        """The same in place of what is there."""
        place = self._root / path
        with _named(self._root):
            waiting = self._root / WAITING
            for folder in (self._root, waiting, place.parent):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            scratch = waiting / secrets.token_hex(16)
            try:
                _write(scratch, content)
                # A rename puts the whole file there at once; of two at the same time both are the same.
                scratch.replace(place)
            finally:
                scratch.unlink(missing_ok=True)
            _sync(place.parent)

    def has(self, path: str) -> bool:
        """Whether the object is there."""
        return (self._root / path).is_file()

    def get(self, path: str, limit: int) -> bytes | None:
        """The content, None if there is none."""
        with _named(self._root):
            try:
                descriptor = os.open(self._root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            except FileNotFoundError:
                return None
            with os.fdopen(descriptor, "rb") as file:
                content = file.read(limit + 1)
        if len(content) > limit:
            raise EvidenceUnavailable(_TOO_LARGE.within(path=path, limit=limit))
        return content

    def delete(self, path: str) -> None:
        """Take the object away; nothing happens if it is not there."""
        place = self._root / path
        with _named(self._root):
            if place.exists():
                place.unlink(missing_ok=True)
                _sync(place.parent)

    def written_before(self, moment: datetime) -> Iterator[str]:
        """Paths of everything last written before a moment, what a killed process left half written too."""
        with _named(self._root):
            for folder, _, names in os.walk(self._root):
                for name in sorted(names):
                    place = Path(folder, name)
                    if place.lstat().st_mtime < moment.timestamp():
                        yield place.relative_to(self._root).as_posix()


def _write(path: Path, content: bytes) -> None:
    # O_EXCL and the mode at creation: no moment at which another could open it.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    """The new name itself must survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _named(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EvidenceUnavailable(_TROUBLE.within(root=root, reason=error.strerror)) from error


_TROUBLE: Final = Text(
    zh="证明材料目录 {root} 不可用：{reason}", en="The evidence folder {root} cannot be used: {reason}"
)
_TOO_LARGE: Final = Text(
    zh="证明材料 {path} 超过 {limit} 字节，不是本系统所存", en="The evidence {path} has more than {limit} bytes"
)
