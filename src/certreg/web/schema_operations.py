"""The operations of the contract, with references followed, as its page shows them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

Node = Mapping[str, Any]

_METHODS: Final = ("get", "post", "put")


class Example(msgspec.Struct, frozen=True):
    """A body as it goes over the wire."""

    media_type: str
    text: str


class ParameterShown(msgspec.Struct, frozen=True):
    """One parameter; `place` is path, query or header."""

    name: str
    place: str
    required: bool
    description: str


class Answer(msgspec.Struct, frozen=True):
    """What comes back under one status."""

    status: str
    description: str
    examples: tuple[Example, ...]


class Operation(msgspec.Struct, frozen=True):
    """One operation. `key` says whether an API key is shown: `needed`, `optional`, or None."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    key: str | None
    parameters: tuple[ParameterShown, ...]
    requests: tuple[Example, ...]
    answers: tuple[Answer, ...]


def operations(contract: Node) -> tuple[Operation, ...]:
    """Every operation, in the document's order."""
    return tuple(_operations(contract))


def _operations(contract: Node) -> Iterator[Operation]:
    for path, item in contract["paths"].items():
        for method in _METHODS:
            if method in item:
                yield _operation(contract, path, method, item)


def _operation(contract: Node, path: str, method: str, item: Node) -> Operation:
    operation: Node = item[method]
    security = operation.get("security", ())
    named = (*item.get("parameters", ()), *operation.get("parameters", ()))
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        key=None if not security else "optional" if {} in security else "needed",
        parameters=tuple(_parameter(followed(contract, parameter)) for parameter in named),
        requests=_examples(contract, followed(contract, operation.get("requestBody", {}))),
        answers=tuple(_answer(contract, status, answer) for status, answer in operation["responses"].items()),
    )


def _parameter(parameter: Node) -> ParameterShown:
    return ParameterShown(
        parameter["name"], parameter["in"], parameter.get("required", False), parameter.get("description", "")
    )


def _answer(contract: Node, status: str, answer: Node) -> Answer:
    body = followed(contract, answer)
    return Answer(status, body["description"], _examples(contract, body))


def _examples(contract: Node, body: Node) -> tuple[Example, ...]:
    """The first example of each media type."""
    shown = []
    for media_type, content in body.get("content", {}).items():
        for example in list(content.get("examples", {}).values())[:1]:
            value = followed(contract, example)["value"]
            text = value if isinstance(value, str) else msgspec.json.format(msgspec.json.encode(value)).decode()
            shown.append(Example(media_type, text))
    return tuple(shown)


def followed(contract: Node, value: Node) -> Node:
    """The value, or what its `$ref` points to inside this document."""
    reference = value.get("$ref")
    if reference is None:
        return value
    found: Any = contract
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    target: Node = found
    return target
