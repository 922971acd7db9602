"""The panel 许可及监管 on sites of others: framed beside a posting or on an agency's own site (notice 2(2), 2(3)).

The panel has no script and needs no cookie, so it may stand in a sandbox; its height is the host's to say.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Final
from urllib.parse import quote

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from markupsafe import Markup

from certreg.domain.licensing import is_held_to_licence, obstacles
from certreg.domain.organisation import Organisation
from certreg.domain.policy import local_day
from certreg.domain.text import Language, Text
from certreg.resources import resource
from certreg.services.disclosure import disclosure
from certreg.web.page_response import deliver_page
from certreg.web.respond import Document, deliver, document
from certreg.web.routes import AnyRequest, reading
from certreg.web.site import Site, address_of

HEIGHT: Final = 600
"""Pixels that the usual panel needs at 320 px width; a longer one scrolls in its frame. The script has the same."""
_A_MINUTE: Final = "public, max-age=60"
_AN_HOUR: Final = "public, max-age=3600"
_SHORT: Final[Mapping[Language, str]] = {"zh-CN": "zh", "en": "en"}


class Snippets(msgspec.Struct, frozen=True):
    """HTML to copy into a page: the frame alone, or the script that makes it."""

    frame: str
    script: str


@reading("/organisations/{uscc:str}/embed")
def panel(
    request: AnyRequest,
    uscc: FromPath[str],
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """The panel as a page for frames; an unknown code is one too, by `certreg.web.problems`."""
    found = disclosure(site.registry, uscc, now)
    shown = found.record.organisation
    day = local_day(now)
    page = site.pages.render(
        "embed/organisation.html",
        address_of(request),
        language,
        record=found.record,
        organisation=shown,
        certified=found.certified,
        is_agency=is_held_to_licence(shown),
        obstacles=obstacles(shown, day),
        day=day,
    )
    link = f'<{_address(site, shown)}>; rel="canonical"'
    return deliver_page(request, page, language, cache_control=_A_MINUTE, headers={"Link": link})


@reading("/embed/organisation.js")
def script(request: AnyRequest) -> Response[bytes]:
    """The script that puts the panel where its element stands."""
    return deliver(request, _script(), cache_control=_AN_HOUR)


def snippets(site: Site, organisation: Organisation, language: Language) -> Snippets:
    """Both ways for this organisation, with this registry's own address."""
    lang = _SHORT[language]
    return Snippets(
        frame=str(
            _FRAME.format(
                address=f"{_address(site, organisation)}/embed?lang={lang}",
                title=_TITLE.within(name=organisation.name).to(language),
                height=HEIGHT,
            )
        ),
        script=str(
            _ELEMENT.format(address=site.url("/embed/organisation.js"), uscc=organisation.uscc, lang=lang),
        ),
    )


def _address(site: Site, organisation: Organisation) -> str:
    return site.url(f"/organisations/{quote(organisation.uscc, safe='')}")


@cache
def _script() -> Document:
    # The answer says its charset, as all text does: a host page in GB 18030 would otherwise read the script as that.
    return document(resource("templates", "embed", "organisation.js").read_bytes(), "text/javascript")


_TITLE: Final = Text(zh="许可及监管：{name}", en="Licence and supervision: {name}")
_FRAME: Final = Markup(
    '<iframe src="{address}"\n  title="{title}"\n  width="100%" height="{height}" frameborder="0" loading="lazy"\n'
    '  sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>'
)
_ELEMENT: Final = Markup('<script src="{address}"\n  data-uscc="{uscc}" data-lang="{lang}" async></script>')
