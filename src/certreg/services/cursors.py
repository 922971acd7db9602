"""Cursors: where a page ended, as text that callers hand back unread. Anything else is refused."""

from datetime import UTC, datetime, timedelta
from typing import Final

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text
from certreg.signing import base64url
from certreg.storage.search import Place

MAX_CHARS: Final = 200
_VERSION: Final = "1"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def write(place: Place) -> str:
    """Version, microseconds and id."""
    moment, row_id = place
    return base64url.encode(f"{_VERSION}.{(moment - _EPOCH) // timedelta(microseconds=1)}.{row_id}".encode())


def read(cursor: str) -> Place:
    """The place, or `InvalidInput`."""
    place = _parsed(cursor[: MAX_CHARS + 1])
    if place is None or write(place) != cursor:
        raise _refused(cursor)
    return place


def write_code(code: str) -> str:
    """Version and code, for lists in the order of codes."""
    return base64url.encode(f"{_VERSION}.{code}".encode())


def read_code(cursor: str) -> str:
    """The code, or `InvalidInput`."""
    try:
        _, _, code = base64url.decode(cursor[: MAX_CHARS + 1]).decode().partition(".")
    except ValueError as error:
        raise _refused(cursor) from error
    if write_code(code) != cursor:
        raise _refused(cursor)
    return code


def _refused(cursor: str) -> InvalidInput:
    return InvalidInput(_BAD, [FieldProblem("cursor", "invalid", _BAD, cursor[:80])])


def _parsed(cursor: str) -> Place | None:
    try:
        _, micros, row_id = base64url.decode(cursor).decode("ascii").split(".")
        return _EPOCH + timedelta(microseconds=int(micros)), row_id
    except (ValueError, OverflowError):
        return None


_BAD: Final = Text(zh="游标无效，请从第一页重新开始", en="This is no cursor of the registry; begin at the first page")
