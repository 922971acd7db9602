"""Score my posting: type it, paste it or upload it, see every finding marked in its words. Nothing is stored.

There is no token against cross-site requests, because there is nothing to protect (docs/adr/0036).
"""

from datetime import datetime
from http import HTTPStatus
from typing import Final, get_args

from litestar import Response, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency

from certreg.domain.text import Language
from certreg.scoring.explanation import explain
from certreg.services.score import preview
from certreg.web.highlights import marked
from certreg.web.page_response import deliver_page
from certreg.web.routes import HTML, AnyRequest, reading
from certreg.web.score_fields import GROUPS, INPUTS
from certreg.web.score_form import Failure, Refused, Sent, Way, read
from certreg.web.site import Site, address_of

_TEMPLATE: Final = "pages/score.html"


@reading("/score")
def score_form(
    request: AnyRequest, site: NamedDependency[Site], language: NamedDependency[Language]
) -> Response[bytes]:
    """The empty form."""
    return deliver_page(request, _page(request, site, language, Sent()), language)


@post("/score", status_code=200)
async def score_posting(
    request: AnyRequest,
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """The explanation of what was sent, or what is wrong with it. The answer is kept nowhere."""
    sent = await _sent(await request.form())
    status, page = await sync_to_thread(_answer, request, site, language, sent, now)
    head = {"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept-Language"}
    return Response(page, status_code=status, media_type=HTML, headers=head)


async def _sent(form: FormMultiDict) -> Sent:
    way: Way | None = next((known for known in get_args(Way) if known == form.get("way")), None)
    chosen = form.get("file")
    uploaded = chosen if isinstance(chosen, UploadFile) else None
    return Sent(
        way=way,
        values={item.target: _text(form.get(item.target)) for item in INPUTS if item.target in form},
        paste=_text(form.get("paste")),
        file=b"" if uploaded is None else await uploaded.read(),
        file_name="" if uploaded is None else uploaded.filename,
    )


def _text(value: object) -> str:
    """A field as text; line ends as everywhere else, for browsers send CR LF."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _answer(request: AnyRequest, site: Site, language: Language, sent: Sent, now: datetime) -> tuple[HTTPStatus, bytes]:
    registry = site.registry
    try:
        posting = read(sent, registry.settings.profile_dir)
    except Refused as error:
        page = _page(request, site, language, sent, failures=error.failures)
        return HTTPStatus.UNPROCESSABLE_ENTITY, page
    published = registry.scorer.published
    explanation = explain(preview(registry, posting, now=now), published, posting)
    page = _page(
        request,
        site,
        language,
        sent,
        posting=posting,
        explanation=explanation,
        marked=marked(posting, explanation),
        least=published.criteria.levels[0],
    )
    return HTTPStatus.OK, page


def _page(
    request: AnyRequest,
    site: Site,
    language: Language,
    sent: Sent,
    failures: tuple[Failure, ...] = (),
    **shown: object,
) -> bytes:
    context: dict[str, object] = {"posting": None, "explanation": None, "marked": (), "least": None, **shown}
    failed = {failure.field for failure in failures}
    context["failed"] = {field: field in failed for field in (*(item.id for item in INPUTS), "paste", "file")}
    context["names"] = {item.id: item.label.to(language) for item in INPUTS} | _OTHERS[language]
    return site.pages.render(
        _TEMPLATE,
        address_of(request),
        language,
        failures=failures,
        groups=GROUPS,
        sent=sent,
        limit=site.settings.max_body_bytes,
        **context,
    )


_OTHERS: Final[dict[Language, dict[str, str]]] = {
    "zh-CN": {"paste": "粘贴的内容", "file": "文件"},
    "en": {"paste": "What was pasted", "file": "File"},
}
