"""The register of published criteria, `published.json` beside the files: what is in it never changes again.

A criteria file that is not in its register is a draft (docs/adr/0059): it can be checked, compared and tried, and never
comes into effect by its dates.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.domain.errors import Conflict, CriteriaInvalid, FieldProblem
from certreg.domain.label import DIGEST_PREFIX
from certreg.domain.text import Text

REGISTER: Final = "published.json"


class Published(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line: the id, version and digest of a file, and the day it was published."""

    id: str
    version: str
    digest: Annotated[str, Meta(pattern=f"^{DIGEST_PREFIX}[A-Za-z0-9_-]{{43}}$")]
    published: date


Register = Mapping[str, Published]


def read_register(folder: Path) -> Register:
    """The register of a folder by id; empty where there is none. `CriteriaInvalid` for one that cannot be read."""
    path = folder / REGISTER
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return MappingProxyType({})
    except OSError as error:
        raise CriteriaInvalid(_NOT_READABLE.within(path=path, reason=error.strerror)) from error
    try:
        lines = msgspec.json.decode(data, type=tuple[Published, ...])
    except msgspec.DecodeError as error:
        raise CriteriaInvalid(_NOT_READABLE.within(path=path, reason=error)) from None
    found = {line.id: line for line in lines}
    if len(found) != len(lines):
        raise CriteriaInvalid(_TWICE.within(path=path))
    return MappingProxyType(found)


def changed(criteria_id: str, digest: str, register: Register) -> FieldProblem | None:
    """The problem of a published file whose content is no longer what was published."""
    line = register.get(criteria_id)
    if line is None or line.digest == digest:
        return None
    return FieldProblem("file", "published_changed", _CHANGED.within(id=criteria_id, digest=line.digest), digest)


def entered(line: Published, register: Register) -> bytes | None:
    """The register's new content with one more line, in order of publication; None if the line stands there already.

    `Conflict` if other content was published under this id.
    """
    problem = changed(line.id, line.digest, register)
    if problem is not None:
        raise Conflict(problem.reason)
    if line.id in register:
        return None
    lines = [msgspec.to_builtins(entry) for entry in (*register.values(), line)]
    return (json.dumps(lines, indent=2, ensure_ascii=False) + "\n").encode()


_NOT_READABLE: Final = Text(
    zh="认证标准登记文件 {path} 不能读取：{reason}", en="The register of criteria {path} cannot be read: {reason}"
)
_TWICE: Final = Text(zh="登记文件 {path} 中有重复的标识", en="An id stands twice in the register {path}")
_CHANGED: Final = Text(
    zh="{id} 已经公布（摘要 {digest}），公布后不得改动；修改请另立新的标识",
    en="{id} is published with the digest {digest} and must not change; a change is a new id",
)
