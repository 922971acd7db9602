"""The demo's own folder: made, cleared and locked, and nothing outside it touched."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from certreg.domain.errors import ConfigurationInvalid
from certreg.domain.text import Text

MARKER: Final = ".certreg-demo"
_NOTICE: Final = "This folder belongs to `certreg demo`. Each run replaces the files that an earlier run made here.\n"
_MADE_HERE: Final = (
    "registry.sqlite3",
    "registry.sqlite3-wal",
    "registry.sqlite3-shm",
    "keys",
    "evidence",
    "passphrase",
    "environment",
    "rejects.ndjson",
    "label.jwt",
    "posting.json",
    "tampered.json",
    "status-list.jwt",
    "bureau.jwk.json",
)


@dataclass(frozen=True, slots=True)
class DemoDirectory:
    """A cleared folder that this run owns."""

    path: Path

    def file(self, name: str) -> Path:
        """Path of a file that a later run may replace; its name must be among those the demo makes."""
        if name not in _MADE_HERE:
            raise ValueError(name)
        return self.path / name

    def write(self, name: str, content: str) -> Path:
        """Write a text file, readable by its owner only."""
        path = self.file(name)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
        return path

    def make_passphrase(self) -> Path:
        """A fresh passphrase of 192 random bits, in a file of mode 0600."""
        return self.write("passphrase", secrets.token_urlsafe(24) + "\n")


@contextmanager
def demo_directory(path: Path) -> Iterator[DemoDirectory]:
    """The folder, cleared of what an earlier run made (a killed one too), and held until the block ends.

    Raises `ConfigurationInvalid` if the folder holds other people's files, or another demo is running in it.
    """
    _claim(path)
    # The lock goes with the process: a killed run leaves none.
    with (path / MARKER).open("r+", encoding="utf-8") as marker:
        try:
            fcntl.flock(marker, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ConfigurationInvalid(_BUSY.within(path=path)) from error
        for name in _MADE_HERE:
            _remove(path / name)
        yield DemoDirectory(path)


def _claim(path: Path) -> None:
    """Make the folder ours, marker first: whatever is killed later is recognised by the next run."""
    if path.exists() and not path.is_dir():
        raise ConfigurationInvalid(_NOT_OURS.within(path=path))
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    marker = path / MARKER
    if marker.is_file():
        return
    if any(path.iterdir()):
        raise ConfigurationInvalid(_NOT_OURS.within(path=path))
    marker.write_text(_NOTICE, encoding="utf-8")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


_BUSY: Final = Text(
    zh="{path} 中正在运行另一个演示；请先停止它，或用 --dir 指定另一个文件夹",
    en="Another demo is running in {path}; stop it, or name another folder with --dir",
)
_NOT_OURS: Final = Text(
    zh="{path} 不是演示文件夹，其中的内容不会被改动；请用 --dir 指定一个新的或空的文件夹",
    en="{path} is not a demo folder and is left alone; name a new or empty folder with --dir",
)
