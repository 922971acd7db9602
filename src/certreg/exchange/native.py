"""The registry's own format: one JSON object a posting, the fields of `domain.posting.Posting`."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.posting import MAX_TEXT, Posting
from certreg.domain.text import Text
from certreg.exchange.clean_text import text_problems
from certreg.exchange.field_problems import field_problems
from certreg.exchange.limits import MAX_LINE_BYTES
from certreg.exchange.strict_json import parse_json

FIELDS: Final = frozenset(field.encode_name for field in msgspec.structs.fields(Posting))
MAX_VERBATIM: Final = 64
_MAX_NAME: Final = 100
_ENCODER: Final = msgspec.json.Encoder(order="deterministic")


def decode_posting(data: bytes | Mapping[str, Any]) -> Posting:
    """A posting from its JSON text, or from the parsed object.

    `InvalidInput` names every field that is wrong, by its path (`pay.min`). A name that stands twice, an unknown
    field, characters without appearance and bounds the wrong way round are refused.
    """
    value = _parsed(data) if isinstance(data, bytes) else data
    if not isinstance(value, Mapping):
        raise InvalidInput(_INVALID, [FieldProblem("posting", "wrong_type", _NOT_AN_OBJECT)])
    unclean = list(text_problems(value))
    try:
        posting = msgspec.convert(value, Posting, strict=True)
    except msgspec.ValidationError:
        raise InvalidInput(_INVALID, [*unclean, *field_problems(value, Posting)]) from None
    problems = [*unclean, *_contradictions(posting), *_verbatim_problems(posting.verbatim)]
    if problems:
        raise InvalidInput(_INVALID, problems)
    return posting


def encode_posting(posting: Posting) -> bytes:
    """JSON of a posting, names sorted, absent values left out: `decode_posting` gives the same posting back."""
    return _ENCODER.encode(posting)


def posting_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the native format."""
    schema = msgspec.json.schema(Posting)
    definitions = schema["$defs"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Posting",
        **definitions["Posting"],
        "$defs": {name: part for name, part in definitions.items() if name != "Posting"},
    }


def _parsed(data: bytes) -> object:
    if len(data) > MAX_LINE_BYTES:
        raise InvalidInput(_INVALID, [FieldProblem("posting", "too_long", _TOO_LONG)])
    return parse_json(data)


def _contradictions(posting: Posting) -> Iterator[FieldProblem]:
    pay, experience, profile = posting.pay, posting.conditions.experience, posting.employer_profile
    if pay is not None:
        yield from _bounds("pay.min", pay.min, pay.max)
        if pay.negotiable and (pay.min is not None or pay.max is not None):
            yield FieldProblem("pay.negotiable", "contradiction", _NEGOTIABLE)
    if experience is not None:
        yield from _bounds("conditions.experience.min_years", experience.min_years, experience.max_years)
    yield from _bounds("employer_profile.size_min", profile.size_min, profile.size_max)


def _bounds(field: str, low: int | None, high: int | None) -> Iterator[FieldProblem]:
    if low is not None and high is not None and low > high:
        yield FieldProblem(field, "bounds_swapped", _SWAPPED, f"{low} > {high}")


def _verbatim_problems(verbatim: Mapping[str, str]) -> Iterator[FieldProblem]:
    if len(verbatim) > MAX_VERBATIM:
        yield FieldProblem("verbatim", "too_many", _TOO_MANY)
    for name, words in verbatim.items():
        if not 1 <= len(name) <= _MAX_NAME or len(words) > MAX_TEXT:
            yield FieldProblem(f"verbatim.{name[:_MAX_NAME]}", "too_long", _VERBATIM_TOO_LONG)


_INVALID: Final = Text(zh="招聘信息有误", en="The posting is not valid")
_NOT_AN_OBJECT: Final = Text(zh="招聘信息应为一个JSON对象", en="A posting is a JSON object")
_TOO_LONG: Final = Text(zh=f"招聘信息超过{MAX_LINE_BYTES}字节", en=f"The posting has more than {MAX_LINE_BYTES} bytes")
_SWAPPED: Final = Text(zh="下限高于上限", en="The lower bound is above the upper one")
_NEGOTIABLE: Final = Text(zh="“面议”与金额不能同时填写", en="'Negotiable' and a figure exclude each other")
_TOO_MANY: Final = Text(zh=f"原文超过{MAX_VERBATIM}项", en=f"More than {MAX_VERBATIM} verbatim texts")
_VERBATIM_TOO_LONG: Final = Text(
    zh="原文或其名称过长，或名称为空", en="The text or its name is too long, or the name is empty"
)
