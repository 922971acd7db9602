"""The passphrase of the key store, from a file that nobody else can read."""

import os
import stat
from pathlib import Path
from typing import Final

from certreg.domain.errors import ConfigurationInvalid
from certreg.domain.text import Text

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def read_passphrase(path: Path) -> bytes:
    """The content of the file without the line end that editors put at its end.

    `ConfigurationInvalid` if the file cannot be read, is empty, or can be read by others.
    """
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            content = file.read()
    except OSError as error:
        raise ConfigurationInvalid(_UNREADABLE.within(path=path, reason=error.strerror)) from error
    if mode & _OTHERS:
        raise ConfigurationInvalid(_OPEN.within(path=path, mode=f"{mode:04o}"))
    passphrase = content.removesuffix(b"\n").removesuffix(b"\r")
    if not passphrase:
        raise ConfigurationInvalid(_EMPTY.within(path=path))
    return passphrase


_UNREADABLE: Final = Text(zh="无法读取口令文件 {path}：{reason}", en="Cannot read the passphrase file {path}: {reason}")
_OPEN: Final = Text(
    zh="口令文件 {path} 的权限为 {mode}，他人可以读取；请执行 chmod 0600",
    en="The passphrase file {path} has mode {mode}, so others can read it; run chmod 0600 on it",
)
_EMPTY: Final = Text(zh="口令文件 {path} 是空的", en="The passphrase file {path} is empty")
