"""YAML of people who are not trusted: no tags, no aliases (they can unfold without end), no key twice, a size bound."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text
from certreg.exchange.limits import MAX_PROFILE_BYTES


class _Loader(yaml.SafeLoader):
    """SafeLoader without aliases and without repeated keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - the base class's signature
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable) or key in seen:
                raise yaml.MarkedYAMLError(problem=f"key {key!r} twice", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - any YAML value
    """The value of a YAML file. `InvalidInput` says what broke, with line and column."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_PROFILE_BYTES + 1)
    except OSError as error:
        reason = _NO_FILE.within(path=path, why=error.strerror or error)
        raise InvalidInput(reason, [FieldProblem(str(path), "file_unreadable", reason)]) from None
    if len(data) > MAX_PROFILE_BYTES:
        raise InvalidInput(_TOO_LARGE, [FieldProblem(path.name, "too_large", _TOO_LARGE)])
    try:
        return yaml.load(data, Loader=_Loader)  # noqa: S506 - a SafeLoader, made stricter
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}:{mark.line + 1}:{mark.column + 1}" if mark else path.name
        why = getattr(error, "problem", None) or str(error).partition("\n")[0]
        reason = _NOT_YAML.within(where=where, why=why)
        raise InvalidInput(reason, [FieldProblem(where, "not_yaml", reason)]) from None


_NO_FILE = Text(zh="无法读取文件 {path}（{why}）", en="The file {path} cannot be read ({why})")
_TOO_LARGE = Text(zh=f"文件超过{MAX_PROFILE_BYTES}字节", en=f"The file has more than {MAX_PROFILE_BYTES} bytes")
_NOT_YAML = Text(zh="{where}：不是可接受的YAML（{why}）", en="{where}: not acceptable YAML ({why})")
