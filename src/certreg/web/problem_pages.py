"""What each problem code means: the pages that `type` points to (RFC 9457 §4.2)."""

from typing import Final

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath

from certreg.domain.errors import NotFound
from certreg.domain.text import Language, Text
from certreg.web.page_response import deliver_page
from certreg.web.problem_kinds import KINDS, ProblemKind
from certreg.web.routes import AnyRequest, reading
from certreg.web.site import Site, address_of


@reading("/problems")
def problems(request: AnyRequest, site: NamedDependency[Site], language: NamedDependency[Language]) -> Response[bytes]:
    """Every code."""
    return _page(request, site, language, tuple(KINDS.values()))


@reading("/problems/{code:str}")
def problem(
    request: AnyRequest, code: FromPath[str], site: NamedDependency[Site], language: NamedDependency[Language]
) -> Response[bytes]:
    """One code."""
    if code not in KINDS:
        raise NotFound(_NO_CODE)
    return _page(request, site, language, (KINDS[code],))


def _page(request: AnyRequest, site: Site, language: Language, kinds: tuple[ProblemKind, ...]) -> Response[bytes]:
    page = site.pages.render("pages/problems.html", address_of(request), language, kinds=kinds)
    return deliver_page(request, page, language)


_NO_CODE: Final = Text(zh="没有这个错误代码", en="There is no such problem code")
