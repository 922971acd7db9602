"""JSON-LD as pages carry it: contexts, types, graphs, references, lists where single values may stand."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text

_SCHEMA_ORG: Final = frozenset(
    f"{scheme}://{host}{slash}"
    for scheme in ("http", "https")
    for host in ("schema.org", "www.schema.org")
    for slash in ("", "/")
)
_PREFIXES: Final = (*sorted((c for c in _SCHEMA_ORG if c.endswith("/")), key=len, reverse=True), "schema:")
_MAX_NODES: Final = 10_000


def is_jsonld(value: Mapping[str, Any]) -> bool:
    """Has a context, a type or a graph, so it is linked data, of whatever vocabulary."""
    return not value.keys().isdisjoint({"@context", "@type", "@graph"})


def job_postings(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The JobPosting nodes of a document, references inside it resolved.

    `InvalidInput` if the context is not schema.org's, or there is no JobPosting.
    """
    if not _in_schema_org(value.get("@context")):
        refuse("@context", "not_schema_org", _CONTEXT)
    nodes = list(_nodes(value))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    found = [_resolved(node, by_id) for node in nodes if "JobPosting" in types(node)]
    if not found:
        refuse("@type", "no_job_posting", _NO_POSTING)
    return found


def types(node: Mapping[str, Any]) -> frozenset[str]:
    """The types of a node, without the vocabulary's address."""
    return frozenset(_local(kind) for kind in items(node.get("@type")) if isinstance(kind, str))


def items(value: object) -> list[Any]:
    """A value as a list: none for an absent one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def one(node: Mapping[str, Any], name: str) -> object:
    """The single value of a property, None if absent; `InvalidInput` if there are several different ones."""
    values = items(node.get(name))
    if len(values) > 1 and any(value != values[0] for value in values[1:]):
        refuse(name, "several_values", _SEVERAL)
    return values[0] if values else None


def refuse(field: str, code: str, reason: Text) -> NoReturn:
    """`InvalidInput` for one property."""
    raise InvalidInput(reason, [FieldProblem(field, code, reason)])


def _in_schema_org(context: object) -> bool:
    for part in items(context):
        if isinstance(part, str) and part.lower() in _SCHEMA_ORG:
            return True
        if isinstance(part, dict) and str(part.get("@vocab")).lower() in _SCHEMA_ORG:
            return True
        if isinstance(part, dict) and str(part.get("schema")).lower() in _SCHEMA_ORG:
            return True
    return False


def _local(kind: str) -> str:
    return next((kind[len(prefix) :] for prefix in _PREFIXES if kind.startswith(prefix)), kind)


def _nodes(value: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The document's own node and those of its graph; nodes inside nodes stay where they are."""
    waiting: list[Any] = [value]
    count = 0
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node, dict):
            continue
        count += 1
        if count > _MAX_NODES:
            refuse("@graph", "too_many_nodes", _TOO_MANY)
        yield node
        waiting.extend(items(node.get("@graph")))


def _resolved(node: Mapping[str, Any], by_id: Mapping[str, Any]) -> dict[str, Any]:
    """The node with a property that only points to another node replaced by that node; one step, so no loops."""
    return {name: _target(value, by_id) for name, value in node.items()}


def _target(value: object, by_id: Mapping[str, Any]) -> object:
    if isinstance(value, list):
        return [_target(item, by_id) for item in value]
    if isinstance(value, dict) and value.keys() == {"@id"} and isinstance(value["@id"], str):
        return by_id.get(value["@id"], value)
    return value


_CONTEXT: Final = Text(
    zh="@context 应为 https://schema.org；其他词汇表不读取",
    en="@context is to be https://schema.org; no other vocabulary is read",
)
_NO_POSTING: Final = Text(zh="其中没有 JobPosting", en="There is no JobPosting in it")
_SEVERAL: Final = Text(
    zh="有几个不同的值，无法确定以哪个为准", en="Several different values; nothing says which of them counts"
)
_TOO_MANY: Final = Text(zh=f"节点超过{_MAX_NODES}个", en=f"More than {_MAX_NODES} nodes")
