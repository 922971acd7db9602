"""Errors as RFC 9457 problems, in the asked language; as a page where a browser asks.

`type` is `{base_url}/problems/{code}`, a page that says what the code means and what to do. Nothing of an
unexpected error leaves the server but a number under which the log has it.
"""

import logging
import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException

from certreg.domain.errors import CertregError, DatabaseUnavailable, FieldProblem, InvalidInput, PolicyRefused
from certreg.domain.text import Language
from certreg.web.problem_kinds import INTERNAL, KINDS, OF_STATUS, Problem, ProblemKind
from certreg.web.routes import AnyRequest
from certreg.web.security import is_framed
from certreg.web.site import address_of, asked_language, site_of

_LOG: Final = logging.getLogger("certreg.web")
MEDIA_TYPE: Final = "application/problem+json"


class RequestRefused(Exception):
    """Raised in handlers for what only HTTP knows: media types, preconditions, credentials, text that is no JSON."""

    def __init__(
        self, code: str, headers: Mapping[str, str] | None = None, *, problems: Sequence[FieldProblem] = ()
    ) -> None:
        super().__init__(code)
        self.kind = KINDS[code]
        self.headers = dict(headers or {})
        self.problems = tuple(problems)


def refuse_control_characters(request: AnyRequest) -> None:
    """Before every handler: nothing that is looked up holds a NUL, and PostgreSQL takes none in a text."""
    if "\x00" in request.url.path or any("\x00" in value for _, value in request.query_params.multi_items()):
        raise RequestRefused("malformed")


def on_domain_error(request: AnyRequest, error: CertregError) -> Response[bytes]:
    """A named error of the domain: the caller can act on it."""
    kind = KINDS[error.code]
    if kind.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # Whoever runs the registry must act: the detail names files and settings, so it goes to the log only.
        _LOG.error("%s", error)
        again = {"Retry-After": "5"} if isinstance(error, DatabaseUnavailable) else {}
        return _answer(request, _problem(request, kind), again)
    language = asked_language(request)
    problem = _problem(request, kind)
    problem = msgspec.structs.replace(
        problem,
        detail=error.detail.to(language),
        errors=_errors(error.problems if isinstance(error, InvalidInput) else (), language),
        reasons=tuple(r.to(language) for r in error.reasons) if isinstance(error, PolicyRefused) else (),
    )
    return _answer(request, problem)


def on_refusal(request: AnyRequest, error: RequestRefused) -> Response[bytes]:
    """What the HTTP layer itself refused."""
    errors = _errors(error.problems, asked_language(request))
    return _answer(request, msgspec.structs.replace(_problem(request, error.kind), errors=errors), error.headers)


def on_http_error(request: AnyRequest, error: HTTPException) -> Response[bytes]:
    """What the framework refused; its own words stay inside."""
    kind = OF_STATUS.get(error.status_code, INTERNAL)
    if kind is INTERNAL:
        return on_unexpected(request, error)
    return _answer(request, _problem(request, kind), error.headers)


def on_unexpected(request: AnyRequest, error: Exception) -> Response[bytes]:
    """A defect. The caller gets a number to quote, the log gets the rest."""
    number = uuid.uuid4()
    _LOG.error("unexpected error %s at %s %s", number, request.method, request.url.path, exc_info=error)
    return _answer(request, msgspec.structs.replace(_problem(request, INTERNAL), instance=f"urn:uuid:{number}"))


def _problem(request: AnyRequest, kind: ProblemKind) -> Problem:
    language = asked_language(request)
    return Problem(
        type=site_of(request).url(f"/problems/{kind.code}"),
        title=kind.title.to(language),
        status=kind.status,
        code=kind.code,
        detail=kind.advice.to(language),
    )


def _errors(problems: Sequence[FieldProblem], language: Language) -> tuple[dict[str, str], ...]:
    return tuple(_field_error(problem, language) for problem in problems)


def _field_error(problem: FieldProblem, language: Language) -> dict[str, str]:
    shown = {"field": problem.field, "code": problem.code, "reason": problem.reason.to(language)}
    return shown if problem.value is None else {**shown, "value": problem.value}


def _answer(request: AnyRequest, problem: Problem, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    head = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language", **(headers or {})}
    site = site_of(request)
    if _wants_page(request):
        template = "embed/problem.html" if is_framed(request.url.path) else "pages/problem.html"
        page = site.pages.render(template, address_of(request), asked_language(request), problem=problem)
        return Response(page, status_code=problem.status, media_type="text/html", headers=head)
    head["Content-Language"] = asked_language(request)
    return Response(msgspec.json.encode(problem), status_code=problem.status, media_type=MEDIA_TYPE, headers=head)


def _wants_page(request: AnyRequest) -> bool:
    if is_framed(request.url.path):
        return True
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")


def exception_handlers() -> dict[int | type[Exception], Any]:
    """For the application: every way to fail ends here."""
    return {
        CertregError: on_domain_error,
        RequestRefused: on_refusal,
        HTTPException: on_http_error,
        HTTPStatus.INTERNAL_SERVER_ERROR: on_unexpected,
    }
