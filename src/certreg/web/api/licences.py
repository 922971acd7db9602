"""Check the licences of agencies, up to 1,000 at once (notice 2(3)): public, as the register is (notice 2(1))."""

from datetime import date, datetime
from typing import Annotated, Final

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import RawBody
from msgspec import Meta

from certreg.domain.licensing import Obstacle
from certreg.domain.organisation import Licence
from certreg.domain.policy import local_day
from certreg.domain.text import Language, Text
from certreg.services import licences
from certreg.web.api.bodies import read_form
from certreg.web.api.documents import encode
from certreg.web.routes import JSON, AnyRequest
from certreg.web.site import Site

MAX_CODES: Final = 1000


class LicenceCheckRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Codes to look up, and the day that counts: today in Shanghai unless given."""

    usccs: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=40)], ...], Meta(min_length=1, max_length=MAX_CODES)
    ]
    day: date | None = None


class LicenceReason(msgspec.Struct, frozen=True):
    """One reason why not: branch on `code`, show `detail`."""

    code: Obstacle
    detail: str


class LicenceAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Licensed for online recruitment on the day, or every reason why not. What the register has stands beside it."""

    uscc: str
    licensed: bool
    reasons: tuple[LicenceReason, ...] = ()
    name: str | None = None
    licence: Licence | None = None
    source: str | None = None
    updated_at: datetime | None = None


class LicenceAnswers(msgspec.Struct, frozen=True):
    """Answers in the order of `usccs`."""

    day: date
    results: tuple[LicenceAnswer, ...]


@post("/api/v1/licences/check", sync_to_thread=True, status_code=200)
def check_licences(
    request: AnyRequest,
    body: RawBody,
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """Whether each organisation is licensed for online recruitment on the day."""
    asked = read_form(request, body, LicenceCheckRequest)
    day = asked.day or local_day(now)
    checked = licences.check(site.registry, asked.usccs, day)
    answers = LicenceAnswers(day, tuple(_answer(one, language) for one in checked))
    headers = {"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept-Language"}
    return Response(encode(answers), media_type=JSON, headers=headers)


def _answer(checked: licences.Checked, language: Language) -> LicenceAnswer:
    found = checked.organisation
    return LicenceAnswer(
        uscc=checked.uscc,
        licensed=not checked.obstacles,
        reasons=tuple(LicenceReason(code, _REASONS[code].to(language)) for code in checked.obstacles),
        name=found.name if found else None,
        licence=found.licence if found else None,
        source=checked.source,
        updated_at=checked.updated_at,
    )


_REASONS: Final = {
    Obstacle.NO_REGISTER: Text(
        zh="登记册尚无任何机构，不能核验", en="The register has no organisation yet: nothing can be said"
    ),
    Obstacle.INVALID_CODE: Text(
        zh="不是有效的统一社会信用代码，请核对", en="This is no valid unified social credit code: look at it again"
    ),
    Obstacle.UNKNOWN: Text(zh="登记册中没有该机构", en="The register has no organisation with this code"),
    Obstacle.NOT_ACTIVE: Text(
        zh="登记状态不是存续（停业、吊销或注销）", en="The organisation is suspended, revoked or deregistered"
    ),
    Obstacle.NO_LICENCE: Text(zh="没有人力资源服务许可证", en="It holds no human-resources service licence"),
    Obstacle.NOT_YET_VALID: Text(zh="该日许可证尚未生效", en="The licence is not yet valid on that day"),
    Obstacle.NO_LONGER_VALID: Text(zh="该日许可证已过有效期", en="The licence is no longer valid on that day"),
    Obstacle.OUT_OF_SCOPE: Text(
        zh="许可范围不含“开展网络招聘服务”", en="The scope of the licence does not include online recruitment"
    ),
    Obstacle.NO_BRANCH_REPORT: Text(
        zh="在市外注册，未在重庆市报告设立分支机构", en="It is registered outside Chongqing and reported no branch here"
    ),
    Obstacle.ORIGIN_UNKNOWN: Text(
        zh="登记信息未写明注册地，不能判断是否应报告分支机构",
        en="The register does not say where it is registered: whether it must report a branch is not known",
    ),
}
