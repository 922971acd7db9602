"""Every kind of problem: its code, its HTTP status, what it means and what to do."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import msgspec

from certreg.domain.errors import (
    CertregError,
    ConfigurationInvalid,
    Conflict,
    CriteriaInvalid,
    DatabaseUnavailable,
    EvidenceUnavailable,
    InvalidInput,
    KeyUnavailable,
    NotFound,
    NotPermitted,
    PolicyRefused,
    TransitionRefused,
)
from certreg.domain.text import Text


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A problem on the wire (RFC 9457 §3). `code`, `errors` and `reasons` are extensions (§3.2)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    instance: str | None = None
    errors: tuple[Mapping[str, Any], ...] = ()
    reasons: tuple[str, ...] = ()


class ProblemKind(msgspec.Struct, frozen=True):
    """What all problems with one code have in common."""

    code: str
    status: int
    title: Text
    advice: Text


def _of(error: type[CertregError], status: HTTPStatus, advice: Text) -> ProblemKind:
    return ProblemKind(error.code, status, error.title, advice)


_DOMAIN: Final = (
    _of(
        InvalidInput,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        Text(
            zh="请按 errors 所列逐项改正后再提交：field 是字段，reason 是原因。",
            en="Correct each item of `errors` and send it again: `field` names the field, `reason` says why.",
        ),
    ),
    _of(
        NotFound,
        HTTPStatus.NOT_FOUND,
        Text(
            zh="该地址没有内容，或者内容未公开。请检查编号，或从查询页查找。",
            en="There is nothing at this address, or it is not public. Check the number, or use the search page.",
        ),
    ),
    _of(
        Conflict,
        HTTPStatus.CONFLICT,
        Text(
            zh="记录已变化，或同一幂等键曾用于不同内容。请重新读取后再提交；新的内容请用新的幂等键。",
            en="The record changed, or the idempotency key was used for other content. Read it again; use a new key.",
        ),
    ),
    _of(
        TransitionRefused,
        HTTPStatus.CONFLICT,
        Text(
            zh="招聘信息当前所处的环节不允许此操作。请先查询其状态。",
            en="The posting's present state does not allow this. Look up its state first.",
        ),
    ),
    _of(
        NotPermitted,
        HTTPStatus.FORBIDDEN,
        Text(
            zh="此密钥没有进行该操作的权限。需要时请与协会联系。",
            en="This key may not do that. Ask the association if it should.",
        ),
    ),
    _of(
        PolicyRefused,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        Text(zh="不符合认证规则，原因见 reasons。", en="Refused by policy; `reasons` lists why."),
    ),
    _of(
        CriteriaInvalid,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        Text(zh="认证标准文件有误，请联系登记系统管理员。", en="The criteria file is not valid; tell the registry."),
    ),
    _of(
        KeyUnavailable,
        HTTPStatus.SERVICE_UNAVAILABLE,
        Text(
            zh="签名密钥或授权暂时不可用，请稍后再试。",
            en="The signing key or its delegation is not available at the moment; try again later.",
        ),
    ),
    _of(
        DatabaseUnavailable,
        HTTPStatus.SERVICE_UNAVAILABLE,
        Text(zh="数据库正忙，请稍后再试。", en="The database is busy; try again in a moment."),
    ),
    _of(
        EvidenceUnavailable,
        HTTPStatus.SERVICE_UNAVAILABLE,
        Text(zh="证明材料暂时无法存取，请稍后再试。", en="Evidence cannot be stored at the moment; try again later."),
    ),
    _of(
        ConfigurationInvalid,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        Text(zh="系统配置有误，请联系登记系统管理员。", en="The registry is not configured properly; tell it."),
    ),
)

INTERNAL: Final = ProblemKind(
    "internal_error",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    Text(zh="系统出错", en="Something went wrong"),
    Text(
        zh="这是系统的问题，不是您的操作有误。请稍后再试；反馈时请附上 instance 所示编号。",
        en="This is a fault of the registry, not of your request. Try again later; quote `instance` in a report.",
    ),
)

_HTTP: Final = (
    ProblemKind(
        "malformed",
        HTTPStatus.BAD_REQUEST,
        Text(zh="请求无法读取", en="The request cannot be read"),
        Text(
            zh="请求正文不是有效的 JSON，或请求参数、请求头格式不对。",
            en="The body is not valid JSON, or a parameter or header is malformed.",
        ),
    ),
    ProblemKind(
        "not_authenticated",
        HTTPStatus.UNAUTHORIZED,
        Text(zh="需要有效的 API 密钥", en="A valid API key is needed"),
        Text(
            zh="请在请求头中加入 Authorization: Bearer 和您的 API 密钥；密钥由协会发放，可能已撤销或过期。",
            en="Send `Authorization: Bearer` with your API key. The association issues keys; yours may have ended.",
        ),
    ),
    ProblemKind(
        "method_not_allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        Text(zh="该地址不支持此方法", en="This address does not take that method"),
        Text(zh="可用的方法见 Allow 响应头。", en="The `Allow` header lists the methods it takes."),
    ),
    ProblemKind(
        "precondition_failed",
        HTTPStatus.PRECONDITION_FAILED,
        Text(zh="招聘信息已被更新", en="The posting has changed"),
        Text(
            zh="If-Match 所示版本不是当前版本。请重新读取招聘信息，核对后再更新。",
            en="The version in `If-Match` is not the present one. Read the posting again, then update it.",
        ),
    ),
    ProblemKind(
        "precondition_required",
        HTTPStatus.PRECONDITION_REQUIRED,
        Text(zh="更新时须注明所依据的版本", en="An update must name the version it is based on"),
        Text(
            zh="请加入 If-Match 请求头，值为读取招聘信息时得到的 ETag，以免覆盖他人的更新。",
            en="Send `If-Match` with the `ETag` you got when reading, so that no other update is overwritten.",
        ),
    ),
    ProblemKind(
        "content_too_large",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        Text(zh="请求正文过大", en="The request body is too large"),
        Text(zh="请缩短内容，或分批提交。", en="Shorten the content, or send it in parts."),
    ),
    ProblemKind(
        "unsupported_media_type",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        Text(zh="不支持该内容类型", en="The content type is not supported"),
        Text(
            zh="请使用 application/json（本系统格式）或 application/ld+json（schema.org JobPosting）。",
            en="Use application/json (native form) or application/ld+json (schema.org JobPosting).",
        ),
    ),
    ProblemKind(
        "too_many_requests",
        HTTPStatus.TOO_MANY_REQUESTS,
        Text(zh="请求过于频繁", en="Too many requests"),
        Text(
            zh="请等待 Retry-After 响应头所示秒数后再试。",
            en="Wait for the seconds given in `Retry-After`, then try again.",
        ),
    ),
    INTERNAL,
)

KINDS: Final[Mapping[str, ProblemKind]] = {kind.code: kind for kind in (*_DOMAIN, *_HTTP)}
OF_STATUS: Final[Mapping[int, ProblemKind]] = {
    **{kind.status: kind for kind in _HTTP},
    HTTPStatus.NOT_FOUND: KINDS[NotFound.code],
}
"""Kinds for what the framework itself refuses."""
