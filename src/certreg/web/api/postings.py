"""Submit, read and update postings."""

import re
from datetime import datetime
from http import HTTPStatus
from typing import Final

from litestar import Response, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from certreg.domain.errors import NotFound
from certreg.domain.text import Text
from certreg.services import lookup
from certreg.services.records import PostingRecord, Scope
from certreg.services.submit import submit
from certreg.services.update_posting import update_posting
from certreg.web.api.auth import key_if_any, require_key
from certreg.web.api.bodies import read_posting
from certreg.web.api.documents import encode, posting_document
from certreg.web.problems import RequestRefused
from certreg.web.respond import document, is_known
from certreg.web.routes import JSON, AnyRequest, reading
from certreg.web.site import Site

_VERSION_TAG: Final = re.compile(r'(?:W/)?"([1-9][0-9]{0,8})(?:-[0-9a-f]*)?"')
_PRIVATE: Final = {"Cache-Control": "no-store"}


@post("/api/v1/postings", sync_to_thread=True)
def submit_posting(
    request: AnyRequest, body: RawBody, site: NamedDependency[Site], now: NamedDependency[datetime]
) -> Response[bytes]:
    """Submit one posting: 201 with its address; 200 when the same idempotency key brought it before."""
    key = require_key(request, site, now, Scope.WRITE)
    posting = read_posting(request, body)
    record = submit(
        site.registry, posting, actor=key.actor, now=now, idempotency_key=request.headers.get("idempotency-key")
    )
    status = HTTPStatus.CREATED if record.created_at == now else HTTPStatus.OK
    headers = {"Location": site.url(f"/api/v1/postings/{record.id}")}
    return _answer(site, record, now, owner=True, status=status, headers=headers)


@reading("/api/v1/postings/{posting_id:str}")
def read_one(
    request: AnyRequest, posting_id: FromPath[str], site: NamedDependency[Site], now: NamedDependency[datetime]
) -> Response[bytes]:
    """The whole record for the key that submitted it; for anyone else the public part, once there is a label."""
    key = key_if_any(request, site, now)
    record = lookup.posting(site.registry, posting_id)
    owner = key is not None and key.actor.id == record.submitted_by and Scope.READ in key.scopes
    if not owner and not record.is_public:
        raise NotFound(_NOT_YOURS)
    answer = _answer(site, record, now, owner=owner, status=HTTPStatus.OK)
    if is_known(request.headers.get("if-none-match"), answer.headers["ETag"]):
        return Response(b"", status_code=HTTPStatus.NOT_MODIFIED, headers=answer.headers)
    return answer


@put("/api/v1/postings/{posting_id:str}", sync_to_thread=True)
def update_one(
    request: AnyRequest,
    posting_id: FromPath[str],
    body: RawBody,
    site: NamedDependency[Site],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """Report what the posting says now (notice 3(3)); `If-Match` names the version that the update is based on."""
    key = require_key(request, site, now, Scope.WRITE)
    posting = read_posting(request, body)
    record = lookup.posting(site.registry, posting_id)
    if record.submitted_by != key.actor.id:
        raise NotFound(_NOT_YOURS)
    expected = _expected_version(request, record)
    updated = update_posting(site.registry, posting_id, posting, actor=key.actor, now=now, expected_version=expected)
    return _answer(site, updated, now, owner=True, status=HTTPStatus.OK)


def _expected_version(request: AnyRequest, record: PostingRecord) -> int:
    """The version that `If-Match` names (RFC 9110 §13.1.1); `*` is whichever is present."""
    header = request.headers.get("if-match")
    if header is None:
        raise RequestRefused("precondition_required")
    if header.strip() == "*":
        return record.version
    tag = _VERSION_TAG.fullmatch(header.strip())
    if tag is None:
        raise RequestRefused("malformed")
    if int(tag[1]) != record.version:
        raise RequestRefused("precondition_failed")
    return record.version


def _answer(
    site: Site,
    record: PostingRecord,
    now: datetime,
    *,
    owner: bool,
    status: HTTPStatus,
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    """The tag begins with the version, which alone `If-Match` is about: a change of state does not spoil an update."""
    content = encode(posting_document(site, record, now, owner=owner))
    tag = f'"{record.version}-{document(content, JSON).etag[3:19]}"'
    head = {**_PRIVATE, "ETag": tag, "Vary": "Authorization", **(headers or {})}
    return Response(content, media_type=JSON, status_code=status, headers=head)


_NOT_YOURS: Final = Text(
    zh="没有这条招聘信息，或者它由他人提交且未公开",
    en="There is no such posting, or someone else submitted it and it is not public",
)
