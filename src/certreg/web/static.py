"""Static files, read once at the start; their addresses carry a digest, so that they may be kept for ever."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from litestar import Response
from litestar.params import FromPath

from certreg.domain.errors import NotFound
from certreg.domain.text import Text
from certreg.resources import resource
from certreg.web.respond import Document, deliver, document
from certreg.web.routes import AnyRequest, reading

_TYPES: Final[Mapping[str, str]] = {".css": "text/css", ".svg": "image/svg+xml", ".txt": "text/plain"}
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_AN_HOUR: Final = "public, max-age=3600"


@reading("/static/{name:str}")
def static_file(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """One file of `templates/static`."""
    found = _files().get(name)
    if found is None:
        raise NotFound(_NO_FILE)
    return deliver(request, found, cache_control=_FOR_EVER if "v" in request.query_params else _AN_HOUR)


@cache
def _files() -> Mapping[str, Document]:
    return {
        path.name: document(path.read_bytes(), _TYPES[path.suffix])
        for path in sorted(resource("templates", "static").iterdir())
    }


_NO_FILE: Final = Text(zh="没有这个文件", en="There is no such file")
