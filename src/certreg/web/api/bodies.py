"""Request bodies: the content type decides the form."""

from typing import Final, TypeVar

import msgspec

from certreg.domain.errors import InvalidInput
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.exchange.field_problems import field_problems
from certreg.exchange.jobposting import from_jsonld
from certreg.exchange.native import decode_posting
from certreg.exchange.strict_json import parse_json
from certreg.web.problems import RequestRefused
from certreg.web.routes import JSON, AnyRequest

JSON_LD: Final = "application/ld+json"

Form = TypeVar("Form", bound=msgspec.Struct)


def media_type_of(request: AnyRequest) -> str:
    """The content type without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def read_posting(request: AnyRequest, body: bytes) -> Posting:
    """A posting in native JSON or as schema.org JobPosting, by the content type."""
    media_type = media_type_of(request)
    if media_type not in {JSON, JSON_LD}:
        raise RequestRefused("unsupported_media_type", {"Accept-Post": f"{JSON}, {JSON_LD}"})
    return posting_from(_read(body), is_jsonld=media_type == JSON_LD)


def posting_from(value: object, *, is_jsonld: bool | None = None) -> Posting:
    """A posting from parsed JSON; `@type` or `@context` tells JSON-LD where nothing else does."""
    if not isinstance(value, dict):
        raise InvalidInput(_NOT_AN_OBJECT)
    if is_jsonld is None:
        is_jsonld = "@type" in value or "@context" in value
    return from_jsonld(value) if is_jsonld else decode_posting(value)


def read_form(request: AnyRequest, body: bytes, form: type[Form]) -> Form:
    """A body as one of our own forms; `InvalidInput` names every field that does not fit."""
    if media_type_of(request) != JSON:
        raise RequestRefused("unsupported_media_type", {"Accept-Post": JSON})
    value = _read(body)
    if not isinstance(value, dict):
        raise InvalidInput(_NOT_AN_OBJECT)
    try:
        return msgspec.convert(value, form, strict=True)
    except msgspec.ValidationError as error:
        raise InvalidInput(_WRONG_FORM, tuple(field_problems(value, form))) from error


def _read(body: bytes) -> object:
    """Strict JSON; text that is none is 400 and not 422 (RFC 9110 §15.5.1, §15.5.21)."""
    try:
        value = parse_json(body)
    except InvalidInput as error:
        raise RequestRefused("malformed", problems=error.problems) from error
    return value


_NOT_AN_OBJECT: Final = Text(zh="请求正文应为一个 JSON 对象", en="The body is one JSON object")
_WRONG_FORM: Final = Text(zh="请求正文不符合接口的格式", en="The body does not have the form that this operation takes")
