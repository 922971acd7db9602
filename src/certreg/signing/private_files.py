"""Files that hold secrets: nobody else may read them, and no half-written one is ever seen."""

import os
import secrets
import stat
from pathlib import Path
from typing import Final

from certreg.domain.errors import KeyUnavailable
from certreg.domain.text import Text

MAX_BYTES: Final = 64 * 1024
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def make_directory(path: Path) -> None:
    """Make the directory with mode 0700 if it is missing; `KeyUnavailable` if others may enter it."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise KeyUnavailable(_NO_DIRECTORY.within(path=path, reason=error.strerror)) from error
    check_directory(path)


def check_directory(path: Path) -> None:
    """`KeyUnavailable` unless `path` is a directory that only its owner may enter."""
    try:
        status = path.stat()
    except OSError as error:
        raise KeyUnavailable(_NO_DIRECTORY.within(path=path, reason=error.strerror)) from error
    if not stat.S_ISDIR(status.st_mode):
        raise KeyUnavailable(_NO_DIRECTORY.within(path=path, reason="not a directory"))
    if status.st_mode & _OTHERS:
        raise KeyUnavailable(_OPEN.within(path=path, mode=f"{stat.S_IMODE(status.st_mode):04o}", wanted="0700"))


def write_new(path: Path, data: bytes) -> None:
    """Create `path` with mode 0600; `KeyUnavailable` if it exists. Whole and on disk, or not there."""
    scratch = _scratch(path, data)
    try:
        # A link, unlike a rename, never replaces what is there.
        os.link(scratch, path)
    except OSError as error:
        raise KeyUnavailable(_NOT_WRITTEN.within(path=path, reason=error.strerror)) from error
    finally:
        scratch.unlink()
    _sync(path.parent)


def replace(path: Path, data: bytes) -> None:
    """Write `path` anew with mode 0600; a reader sees the old content or the new one."""
    scratch = _scratch(path, data)
    try:
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise KeyUnavailable(_NOT_WRITTEN.within(path=path, reason=error.strerror)) from error
    _sync(path.parent)


def read(path: Path) -> bytes:
    """The content; `KeyUnavailable` if it is missing, no regular file, open to others, or too large for a key."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise KeyUnavailable(_NOT_READ.within(path=path, reason=error.strerror)) from error
    with os.fdopen(descriptor, "rb") as file:
        # The mode of what was opened, not of what the path may name by now.
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise KeyUnavailable(_NOT_READ.within(path=path, reason="not a regular file"))
        if status.st_mode & _OTHERS:
            raise KeyUnavailable(_OPEN.within(path=path, mode=f"{stat.S_IMODE(status.st_mode):04o}", wanted="0600"))
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise KeyUnavailable(_NOT_READ.within(path=path, reason=f"more than {MAX_BYTES} bytes"))
    return data


def _scratch(path: Path, data: bytes) -> Path:
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        # O_EXCL and the mode at creation: no moment at which another could open it.
        descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise KeyUnavailable(_NOT_WRITTEN.within(path=path, reason=error.strerror)) from error
    return scratch


def _sync(directory: Path) -> None:
    """The new name itself must survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_NO_DIRECTORY: Final = Text(
    zh="密钥目录 {path} 不可用：{reason}", en="The key directory {path} cannot be used: {reason}"
)
_OPEN: Final = Text(
    zh="{path} 的权限为 {mode}，他人可以读取；请执行 chmod {wanted}",
    en="{path} has mode {mode}, so others can read it; run chmod {wanted} on it",
)
_NOT_WRITTEN: Final = Text(zh="无法写入 {path}：{reason}", en="{path} cannot be written: {reason}")
_NOT_READ: Final = Text(zh="无法读取 {path}：{reason}", en="{path} cannot be read: {reason}")
