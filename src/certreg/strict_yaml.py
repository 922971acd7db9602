"""YAML, the strict part of it that every parser reads alike.

Criteria files and mapping profiles are read by it. A criteria file's digest stands in every label, so its text must
mean one thing: plain scalars on which YAML 1.1 and 1.2 differ (`yes`, `010`, `1:30`, `1_000`) are refused, and so are
duplicate keys, anchors, aliases, tags and more than one document. Values are those of JSON; days stay text. Size and
depth are bounded before anything is built.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text

MAX_BYTES: Final = 512 * 1024
MAX_DEPTH: Final = 12

_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it. Only its events are used: they build no objects."""


def parse(data: bytes) -> Any:  # noqa: ANN401 - a JSON value of any shape
    """The one document in `data`. Raises `InvalidInput` with the place of the first thing that is not strict."""
    if len(data) > MAX_BYTES:
        raise _invalid("file", _TOO_LONG.within(limit=MAX_BYTES))
    try:
        text = data.decode("utf-8")
        events = iter([event for event in _bounded(yaml.parse(text, Loader=_Loader)) if isinstance(event, _CONTENT)])
    except UnicodeDecodeError:
        raise _invalid("file", _NOT_UTF8) from None
    except yaml.YAMLError as error:
        raise _not_yaml(error) from None
    first = next(events, None)
    if first is None:
        raise _invalid("file", _EMPTY)
    return _value(first, events)


def _bounded(events: Iterator[Event]) -> Iterator[Event]:
    """Every event, or a refusal at the first that goes beyond the strict part."""
    depth = documents = 0
    for event in events:
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refused(event, _ONE_DOCUMENT)
        elif isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _refused(event, _TOO_DEEP.within(limit=MAX_DEPTH))
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        if isinstance(event, NodeEvent) and (isinstance(event, AliasEvent) or event.anchor is not None):
            raise _refused(event, _NO_ALIAS)
        if getattr(event, "tag", None) is not None:
            raise _refused(event, _NO_TAG)
        yield event


def _value(event: Event, events: Iterator[Event]) -> Any:  # noqa: ANN401 - as in `parse`
    if isinstance(event, MappingStartEvent):
        return _mapping(events)
    if isinstance(event, CollectionStartEvent):
        items = []
        while not isinstance(item := next(events), SequenceEndEvent):
            items.append(_value(item, events))
        return items
    return _scalar(event)


def _mapping(events: Iterator[Event]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    while not isinstance(key := next(events), MappingEndEvent):
        if not isinstance(key, ScalarEvent):
            raise _refused(key, _KEY_IS_TEXT)
        if key.value in members:
            raise _refused(key, _TWICE.within(key=key.value))
        members[key.value] = _value(next(events), events)
    return members


def _scalar(event: Event) -> str | int | float | bool | None:
    if not isinstance(event, ScalarEvent):
        raise _refused(event, _KEY_IS_TEXT)
    text: str = event.value
    # A quoted or block scalar is text whatever it looks like.
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _AMBIGUOUS.fullmatch(text) and not _DAY.fullmatch(text):
        raise _refused(event, _AMBIGUOUS_SCALAR.within(value=text))
    return text


def _refused(event: Event, reason: Text) -> InvalidInput:
    mark = event.start_mark
    place = "file" if mark is None else f"line {mark.line + 1}, column {mark.column + 1}"
    return _invalid(place, reason)


def _not_yaml(error: yaml.YAMLError) -> InvalidInput:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or type(error).__name__
    place = "file" if mark is None else f"line {mark.line + 1}, column {mark.column + 1}"
    return _invalid(place, _SYNTAX.within(problem=problem))


def _invalid(place: str, reason: Text) -> InvalidInput:
    return InvalidInput(_NOT_READABLE, (FieldProblem(field=place, code="not_strict_yaml", reason=reason),))


_CONTENT: Final = (ScalarEvent, CollectionStartEvent, CollectionEndEvent)
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,15}")
_AMBIGUOUS: Final = re.compile(
    r"[yn]|yes|no|on|off|true|false|null|[-+.0-9][0-9_.,:eE+-]*[0-9_.eE+-]|0[box][0-9a-fA-F_]+|[-+]?\.(?:inf|nan)|=|<<",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_READABLE: Final = Text(zh="YAML 文件不能读取", en="The YAML file cannot be read")
_TOO_LONG: Final = Text(zh="文件超过 {limit} 字节", en="The file is longer than {limit} bytes")
_NOT_UTF8: Final = Text(zh="文件不是 UTF-8 编码", en="The file is not UTF-8")
_EMPTY: Final = Text(zh="文件没有内容", en="The file is empty")
_ONE_DOCUMENT: Final = Text(zh="一个文件只能有一份文档", en="One file holds one document")
_NO_ALIAS: Final = Text(zh="不能使用锚点和别名，请写出内容", en="Anchors and aliases are not allowed: write it out")
_NO_TAG: Final = Text(zh="不能使用标签", en="Tags are not allowed")
_TOO_DEEP: Final = Text(zh="嵌套超过 {limit} 层", en="Nested more than {limit} deep")
_KEY_IS_TEXT: Final = Text(zh="键名应为文字", en="A key must be text")
_TWICE: Final = Text(zh="键名“{key}”重复", en="The key '{key}' stands twice")
_AMBIGUOUS_SCALAR: Final = Text(
    zh="“{value}”在不同的 YAML 版本中含义不同，请加引号，或写成 true、false、十进制数",
    en="'{value}' means different things in YAML 1.1 and 1.2: quote it, or write true, false or a decimal number",
)
_SYNTAX: Final = Text(zh="不是有效的 YAML：{problem}", en="Not valid YAML: {problem}")
