"""Answers that are bytes: validators (RFC 9110 §8.8, §13), compression, freshness."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final

import msgspec
from litestar import Request, Response

_WORTH_COMPRESSING: Final = 600
_LEVEL: Final = 6
REVALIDATE: Final = "no-cache"
"""May be kept, must be asked for again before every use: a page never shows a state that is no longer so."""


class Document(msgspec.Struct, frozen=True):
    """One representation, ready to send. `packed` is its gzip form, None where that is no smaller."""

    content: bytes
    media_type: str
    etag: str
    packed: bytes | None = None


def document(content: bytes, media_type: str) -> Document:
    """Bytes with their validator and gzip form. The validator is weak: both forms share it."""
    etag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    return Document(content, media_type, etag, _pack(content))


def deliver(
    request: Request[Any, Any, Any],
    document: Document,
    *,
    cache_control: str = REVALIDATE,
    vary: str = "Accept-Encoding",
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    """The document, or 304 where the asker has it already, gzip where the asker takes it."""
    head = {"ETag": document.etag, "Cache-Control": cache_control, "Vary": vary, **(headers or {})}
    if is_known(request.headers.get("if-none-match"), document.etag):
        return Response(b"", status_code=304, headers=head)
    if document.packed is not None and _takes_gzip(request.headers.get("accept-encoding", "")):
        head["Content-Encoding"] = "gzip"
        return Response(document.packed, media_type=document.media_type, headers=head)
    return Response(document.content, media_type=document.media_type, headers=head)


def is_known(if_none_match: str | None, etag: str) -> bool:
    """Weak comparison of RFC 9110 §8.8.3.2 with the validators that the asker holds."""
    if if_none_match is None:
        return False
    held = [item.strip().removeprefix("W/") for item in if_none_match.split(",")]
    return "*" in held or etag.removeprefix("W/") in held


def _pack(content: bytes) -> bytes | None:
    if len(content) < _WORTH_COMPRESSING:
        return None
    packed = gzip.compress(content, _LEVEL, mtime=0)
    return packed if len(packed) < len(content) else None


def _takes_gzip(accept_encoding: str) -> bool:
    for item in accept_encoding.lower().split(","):
        coding, _, parameter = item.strip().partition(";")
        if coding.strip() in {"gzip", "*"}:
            return parameter.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


class Shelf:
    """Documents kept in memory for as long as the mark they were made under stays the same.

    `mark` is what would differ if the content did: a digest, an ETag of a service, the records themselves. At
    most `size` documents, the least recently used goes first. Safe for threads; two may both make one document.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, tuple[object, Document]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, mark: object, make: Callable[[], Document]) -> Document:
        """The kept document, or a new one where the mark differs."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and kept[0] == mark:
                self._kept.move_to_end(key)
                return kept[1]
        made = make()
        with self._lock:
            self._kept[key] = (mark, made)
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made
