"""Add evidence to one's own postings, and list it; its content is never sent out."""

import asyncio
from datetime import datetime
from email.message import Message
from email.utils import collapse_rfc2231_value
from http import HTTPStatus
from typing import Final

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.exceptions import InternalServerException
from litestar.params import FromPath, FromQuery

from certreg.domain.errors import FieldProblem, InvalidInput, NotFound, NotPermitted
from certreg.domain.evidence import STAFF_KINDS, EvidenceKind
from certreg.domain.people import Actor
from certreg.domain.text import Text
from certreg.evidence.recognise import MediaType
from certreg.services import evidence
from certreg.services.evidence import EvidenceRecord
from certreg.services.records import Scope
from certreg.web.api.auth import require_key
from certreg.web.api.documents import encode
from certreg.web.problems import RequestRefused
from certreg.web.routes import JSON, AnyRequest, reading
from certreg.web.site import Site

_PRIVATE: Final = {"Cache-Control": "no-store", "Vary": "Authorization"}
_KINDS: Final = tuple(kind for kind in EvidenceKind if kind not in STAFF_KINDS)
_MAX_HEADER: Final = 1000


class EvidenceDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file without its content. `sha256` is of what was sent; `purged_at` once its retention was over."""

    id: str
    kind: EvidenceKind
    sha256: str
    size: int
    media_type: MediaType
    name: str
    uploaded_at: datetime
    purged_at: datetime | None = None


class EvidenceList(msgspec.Struct, frozen=True):
    """Files of a posting, the oldest first."""

    evidence: tuple[EvidenceDocument, ...]


@post("/api/v1/postings/{posting_id:str}/evidence", request_max_body_size=None)
async def add_evidence(
    request: AnyRequest,
    posting_id: FromPath[str],
    site: NamedDependency[Site],
    now: NamedDependency[datetime],
    kind: FromQuery[str] = "",
) -> Response[bytes]:
    """Add one file as the body: 201; 200 for one that is there. What can be refused is, before the body is read."""
    actor, wanted = await asyncio.to_thread(_admitted, request, site, now, posting_id, kind)
    content = await _body(request, site.settings.evidence_max_bytes)
    name = _name(request.headers.get("content-disposition", ""))
    record = await asyncio.to_thread(
        evidence.add, site.registry, posting_id, wanted, content, name=name, actor=actor, now=now
    )
    status = HTTPStatus.CREATED if record.uploaded_at == now else HTTPStatus.OK
    return Response(encode(_document(record)), media_type=JSON, status_code=status, headers=_PRIVATE)


@reading("/api/v1/postings/{posting_id:str}/evidence")
def list_evidence(
    request: AnyRequest, posting_id: FromPath[str], site: NamedDependency[Site], now: NamedDependency[datetime]
) -> Response[bytes]:
    """The files of one's own posting, without content."""
    key = require_key(request, site, now, Scope.READ)
    try:
        found = evidence.listed(site.registry, posting_id, actor=key.actor)
    except NotPermitted as error:
        raise NotFound(_NOT_YOURS) from error
    answer = EvidenceList(tuple(_document(record) for record in found))
    return Response(encode(answer), media_type=JSON, headers=_PRIVATE)


def _admitted(request: AnyRequest, site: Site, now: datetime, posting_id: str, kind: str) -> tuple[Actor, EvidenceKind]:
    """Who adds, and as what. Somebody else's posting is one that is not there."""
    key = require_key(request, site, now, Scope.WRITE)
    if kind not in _KINDS:
        detail = _NO_KIND.within(known=", ".join(_KINDS))
        raise InvalidInput(detail, [FieldProblem("kind", "invalid", detail, kind[:80])])
    wanted = EvidenceKind(kind)
    try:
        evidence.require_may_add(site.registry, posting_id, wanted, key.actor)
    except NotPermitted as error:
        raise NotFound(_NOT_YOURS) from error
    return key.actor, wanted


async def _body(request: AnyRequest, limit: int) -> bytes:
    """The body, of which never more than the limit is read."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > limit:
        raise _too_large(limit)
    content = bytearray()
    try:
        async for part in request.stream():
            content += part
            if len(content) > limit:
                raise _too_large(limit)
    except InternalServerException as error:
        # So the framework names a caller who hangs up; that is no fault of ours to be logged with its trace.
        problem = FieldProblem("file", "cut_off", _CUT_OFF.within(count=f"{len(content):,}"))
        raise RequestRefused("malformed", {"Connection": "close"}, problems=[problem]) from error
    return bytes(content)


def _too_large(limit: int) -> RequestRefused:
    # The rest of the body is not read, so the connection cannot be used again.
    problem = FieldProblem("file", "too_large", _TOO_LARGE.within(limit=f"{limit:,}"))
    return RequestRefused("content_too_large", {"Connection": "close"}, problems=[problem])


def _name(header: str) -> str:
    """The file's name of `Content-Disposition` (RFC 6266), for show; empty if it cannot be read."""
    message = Message()
    message["Content-Disposition"] = header[:_MAX_HEADER].replace("\r", " ").replace("\n", " ")
    try:
        given = message.get_param("filename", "", "content-disposition")
        return collapse_rfc2231_value(given) if given else ""
    except (ValueError, LookupError):
        return ""


def _document(record: EvidenceRecord) -> EvidenceDocument:
    return EvidenceDocument(
        id=record.id,
        kind=record.kind,
        sha256=record.digest,
        size=record.size,
        media_type=record.media_type,
        name=record.name,
        uploaded_at=record.uploaded_at,
        purged_at=record.purged_at,
    )


_NOT_YOURS: Final = Text(
    zh="没有这条招聘信息，或者它由他人提交",
    en="There is no such posting, or someone else submitted it",
)
_NO_KIND: Final = Text(zh="查询参数 kind 应为：{known}", en="The query parameter `kind` is one of: {known}")
_TOO_LARGE: Final = Text(zh="文件超过 {limit} 字节", en="The file has more than {limit} bytes")
_CUT_OFF: Final = Text(
    zh="连接在收到 {count} 字节后中断，文件不完整；请重新提交",
    en="The connection ended after {count} bytes and the file is not whole; send it again",
)
