"""A page as an answer: never older than the record, one address in two languages."""

from litestar import Response

from certreg.domain.text import Language
from certreg.web.respond import REVALIDATE, deliver, document
from certreg.web.routes import HTML, AnyRequest


def deliver_page(
    request: AnyRequest,
    page: bytes,
    language: Language,
    *,
    cache_control: str = REVALIDATE,
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    """The page with its language, to be asked for again before each use unless said otherwise."""
    return deliver(
        request,
        document(page, HTML),
        cache_control=cache_control,
        vary="Accept-Encoding, Accept-Language",
        headers={"Content-Language": language, **(headers or {})},
    )
