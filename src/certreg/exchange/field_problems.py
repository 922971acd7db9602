"""Every problem of a native posting at once, each with its path: msgspec stops at the first."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, get_args

import msgspec

from certreg.domain.errors import FieldProblem
from certreg.domain.text import Text

_SHOWN: Final = 80


def field_problems(value: Mapping[str, Any], struct: type[msgspec.Struct], path: str = "") -> Iterator[FieldProblem]:
    """What keeps `value` from being a `struct`, field by field, inner structs included."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    for name in value:
        if name not in fields:
            yield FieldProblem(_at(path, name[:_SHOWN]), "unknown_field", _UNKNOWN)
    for name, field in fields.items():
        at = _at(path, name)
        if name not in value:
            if field.required:
                yield FieldProblem(at, "missing", _MISSING)
            continue
        inner = _struct_of(field.type)
        if inner is not None and isinstance(value[name], dict):
            yield from field_problems(value[name], inner, at)
            continue
        try:
            msgspec.convert(value[name], field.type, strict=True)
        except msgspec.ValidationError as error:
            yield _translated(at, str(error), value[name], field.type)


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _struct_of(kind: object) -> type[msgspec.Struct] | None:
    candidates = (kind, *get_args(kind))
    return next((c for c in candidates if isinstance(c, type) and issubclass(c, msgspec.Struct)), None)


def _translated(path: str, message: str, value: object, kind: object) -> FieldProblem:
    """A message of msgspec as a problem of ours."""
    said, _, where = message.partition(" - at `")
    inner = where.rstrip("`").removeprefix("$")
    shown = value if isinstance(value, str) else msgspec.json.encode(value, order="deterministic").decode()
    for pattern, code, reason in _MESSAGES:
        if found := pattern.search(said):
            filled = reason.within(**found.groupdict(), allowed=", ".join(_allowed(kind)))
            return FieldProblem(path + inner, code, filled, shown[:_SHOWN])
    return FieldProblem(path + inner, "invalid", Text(zh=f"内容无效（{said}）", en=said), shown[:_SHOWN])


def _allowed(kind: object) -> Iterator[str]:
    """The values of the enumeration or literal in a field's type."""
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        yield from kind
        return
    for part in get_args(kind):
        if isinstance(part, str):
            yield part
        else:
            yield from _allowed(part)


_UNKNOWN: Final = Text(zh="没有这一字段", en="There is no such field")
_MISSING: Final = Text(zh="缺少必填字段", en="This field is required")
_MESSAGES: Final = (
    (re.compile("length >= 1"), "empty", Text(zh="不能为空；没有内容时请省略该字段", en="Empty; leave the field out")),
    (
        re.compile(r"length <= (?P<most>\d+)"),
        "too_long",
        Text(zh="超过{most}个字符", en="More than {most} characters"),
    ),
    (
        re.compile(r"length (?:>=|==) (?P<least>\d+)"),
        "too_short",
        Text(zh="少于{least}个字符", en="Fewer than {least} characters"),
    ),
    (re.compile("matching regex '(?P<form>.+)'"), "wrong_form", Text(zh="格式应为 {form}", en="The form is {form}")),
    (re.compile(r"` >= (?P<least>\d+)"), "too_small", Text(zh="不能小于{least}", en="Less than {least}")),
    (re.compile(r"` <= (?P<most>\d+)"), "too_large", Text(zh="不能大于{most}", en="More than {most}")),
    (re.compile("Invalid enum value"), "unknown_value", Text(zh="只能是 {allowed}", en="Only one of {allowed}")),
    (
        re.compile("RFC3339 encoded date"),
        "not_a_date",
        Text(zh="日期应写成 2026-12-31", en="A date is written 2026-12-31"),
    ),
    (
        re.compile("Expected `(?P<wanted>[^`]+)`, got `(?P<got>[^`]+)`"),
        "wrong_type",
        Text(zh="类型应为 {wanted}，而不是 {got}", en="The type is {wanted}, not {got}"),
    ),
)
