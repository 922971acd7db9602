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
from certreg.domain.text import Language
from certreg.services import licences
from certreg.web import words
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
        reasons=tuple(LicenceReason(code, words.OBSTACLE[code].to(language)) for code in checked.obstacles),
        name=found.name if found else None,
        licence=found.licence if found else None,
        source=checked.source,
        updated_at=checked.updated_at,
    )
