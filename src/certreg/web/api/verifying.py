"""Verify labels for those who do not do it themselves. Nothing is fetched from anywhere."""

import logging
from datetime import datetime
from typing import Annotated, Any, Final, Literal

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import RawBody
from msgspec import Meta

from certreg.domain.errors import CertregError, FieldProblem, InvalidInput, KeyUnavailable, NotFound
from certreg.domain.label import LabelClaims
from certreg.domain.posting import Posting
from certreg.domain.text import Language, Text
from certreg.domain.verification import ContentMismatch, StepReport, VerificationFailure
from certreg.services import status_lists
from certreg.signing import jws, trust_mark
from certreg.verify import NoStatus, verify_label
from certreg.web.api.bodies import posting_from, read_form
from certreg.web.api.documents import encode
from certreg.web.routes import JSON, AnyRequest
from certreg.web.site import Site

MAX_BATCH: Final = 100

_LOG: Final = logging.getLogger("certreg.web")


class VerifyItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A label, and the posting that is displayed with it (native JSON or JSON-LD)."""

    label: Annotated[str, Meta(min_length=1, max_length=trust_mark.MAX_BYTES)]
    posting: dict[str, Any] | None = None


class VerifyRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One label by itself, or up to 100 in `items`."""

    label: Annotated[str, Meta(min_length=1, max_length=trust_mark.MAX_BYTES)] | None = None
    posting: dict[str, Any] | None = None
    items: Annotated[tuple[VerifyItem, ...], Meta(min_length=1, max_length=MAX_BATCH)] | None = None


class VerifiedStep(msgspec.Struct, frozen=True):
    """One step of the profile: what was found, or why it was not looked at."""

    step: int
    title: str
    detail: str


class VerifyResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """`verified`: every step passed. `incomplete`: none failed, but some were skipped. `failed`: `failure` says how."""

    outcome: Literal["verified", "incomplete", "failed"]
    checked: tuple[VerifiedStep, ...]
    skipped: tuple[VerifiedStep, ...]
    failure: str | None = None
    failed_step: VerifiedStep | None = None
    fields: tuple[str, ...] = ()
    status_as_of: datetime | None = None
    claims: LabelClaims | None = None


class VerifyBatch(msgspec.Struct, frozen=True):
    """Results in the order of `items`."""

    results: tuple[VerifyResult, ...]


@post("/api/v1/verify", sync_to_thread=True, status_code=200)
def verify(
    request: AnyRequest,
    body: RawBody,
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """Run the profile's steps 0 to 7 on one label or a batch."""
    asked = read_form(request, body, VerifyRequest)
    answer: VerifyResult | VerifyBatch
    if asked.items is None:
        if asked.label is None:
            raise InvalidInput(_NO_LABEL, [FieldProblem("label", "missing", _NO_LABEL)])
        answer = _verify(site, VerifyItem(asked.label, asked.posting), "", language, now)
    elif asked.label is not None or asked.posting is not None:
        raise InvalidInput(_BOTH, [FieldProblem("items", "conflict", _BOTH)])
    else:
        answer = VerifyBatch(
            tuple(_verify(site, item, f"items[{n}].", language, now) for n, item in enumerate(asked.items))
        )
    headers = {"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept-Language"}
    return Response(encode(answer), media_type=JSON, headers=headers)


def _verify(site: Site, item: VerifyItem, path: str, language: Language, now: datetime) -> VerifyResult:
    issuer = site.registry.issuer
    if issuer is None:
        raise KeyUnavailable(_NO_ANCHOR)
    posting = _posting(item, path)
    try:
        verified = verify_label(
            item.label, anchor=issuer.anchor, status=_status(site, item.label, now), posting=posting, now=now
        )
    except VerificationFailure as failure:
        return VerifyResult(
            outcome="failed",
            checked=_steps(failure.checked, language),
            skipped=_steps(failure.skipped, language),
            failure=failure.code,
            failed_step=_step(StepReport(failure.step, failure.detail), language),
            fields=failure.fields if isinstance(failure, ContentMismatch) else (),
        )
    return VerifyResult(
        outcome="verified" if verified.complete else "incomplete",
        checked=_steps(verified.checked, language),
        skipped=_steps(verified.skipped, language),
        status_as_of=verified.status_as_of,
        claims=verified.claims,
    )


def _posting(item: VerifyItem, path: str) -> Posting | None:
    if item.posting is None:
        return None
    try:
        return posting_from(item.posting)
    except InvalidInput as error:
        problems = [msgspec.structs.replace(p, field=f"{path}posting.{p.field}") for p in error.problems]
        raise InvalidInput(error.detail, problems) from error


def _status(site: Site, token: str, now: datetime) -> str | NoStatus:
    """The list that the label names, if it is one of ours: this server asks nobody else."""
    try:
        claims = jws.parse(token, trust_mark.MAX_BYTES).claims(LabelClaims)
    except VerificationFailure as failure:
        return NoStatus(failure.detail)
    prefix, _, list_id = claims.status.status_list.uri.rpartition("/")
    if prefix != site.url("/statuslists"):
        return NoStatus(_FOREIGN_LIST)
    try:
        return status_lists.published(site.registry, list_id, now=now).token
    except NotFound as error:
        return NoStatus(error.detail)
    except CertregError as error:
        # Keys and databases are the registry's own business: the asker hears only that there is no list now.
        _LOG.warning("no status list for a verification: %s", error)
        return NoStatus(_NO_LIST_NOW)


def _steps(reports: tuple[StepReport, ...], language: Language) -> tuple[VerifiedStep, ...]:
    return tuple(_step(report, language) for report in reports)


def _step(report: StepReport, language: Language) -> VerifiedStep:
    return VerifiedStep(report.step, report.step.title.to(language), report.detail.to(language))


_NO_LABEL: Final = Text(
    zh="请提供 label，或在 items 中提供一批标签", en="Give `label`, or a batch of labels in `items`"
)
_BOTH: Final = Text(zh="label 与 items 只能使用一种", en="Give either one `label` or a batch in `items`, not both")
_NO_ANCHOR: Final = Text(zh="登记系统没有可用的信任锚", en="The registry has no trust anchor at hand")
_NO_LIST_NOW: Final = Text(zh="状态列表暂时无法取得", en="The status list cannot be had at the moment")
_FOREIGN_LIST: Final = Text(
    zh="标签的状态列表不由本系统发布，本系统不向外部查询",
    en="The label's status list is not published here, and this server asks nobody else",
)
