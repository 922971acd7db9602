"""G-licence: an agency that posts holds a licence for it, here (notice 1(2), 2(3))."""

from datetime import date
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.checks import uscc
from certreg.checks.context import Context
from certreg.checks.identity import REGISTER
from certreg.domain.assessment import Fact, Finding, met, not_applicable, unknown, unmet
from certreg.domain.organisation import Organisation, OrganisationStatus
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`city`: the first two digits of the divisions of the bureau's own area."""

    city: Annotated[str, Meta(pattern="^[0-9]{2}$")] = "50"


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Asks the register for the publisher; an employer that hires for itself needs no licence (notice 1(1))."""
    agency = posting.agency
    if agency is None:
        return _DIRECT
    if agency.uscc is None:
        return _NO_CODE
    if context.register is None:
        return _NO_REGISTER
    organisation = context.register.organisation(uscc.canonical(agency.uscc))
    if organisation is None:
        return unmet(_NOT_REGISTERED.within(name=agency.name))
    finding = _licensed(organisation, context.day)
    return finding if finding is not None else _branch(posting, organisation, params)


def _licensed(organisation: Organisation, day: date) -> Finding | None:
    if organisation.status is not OrganisationStatus.ACTIVE:
        return unmet(_NOT_ACTIVE.within(name=organisation.name))
    licence = organisation.licence
    if licence is None:
        return unmet(_NO_LICENCE.within(name=organisation.name))
    if not licence.covers_online_recruitment(day):
        return unmet(_NOT_IN_FORCE.within(number=licence.number, day=day))
    return None


def _branch(posting: Posting, organisation: Organisation, params: Params) -> Finding:
    licence = organisation.licence
    number = "" if licence is None else licence.number
    facts = (Fact(_RECORD.within(name=organisation.name, number=number), source=REGISTER),)
    if organisation.division is None:
        return unknown(_WHERE_FROM, facts=facts)
    workplace = posting.location.division
    outside = not organisation.division.startswith(params.city)
    works_here = workplace is None or workplace.startswith(params.city)
    reported = any(division.startswith(params.city) for division in organisation.branch_reported_in)
    if outside and works_here and not reported:
        return unmet(_NO_BRANCH.within(name=organisation.name), facts=facts)
    return met(_IN_FORCE, facts=facts)


_DIRECT: Final = not_applicable(
    Text(zh="用人单位自行招聘，不需要许可", en="An employer that hires for itself needs no licence")
)
_NO_CODE: Final = unmet(
    Text(
        zh="代招机构未写明统一社会信用代码，不能核验许可",
        en="The agency states no credit code by which to find its licence",
    )
)
_NO_REGISTER: Final = unknown(
    Text(zh="此次评分没有连接登记信息，不能核验许可", en="This scoring has no register at hand to find the licence in")
)
_NOT_REGISTERED: Final = Text(zh="登记信息中没有代招机构{name}", en="The register has no agency {name}")
_NOT_ACTIVE: Final = Text(
    zh="{name}的登记状态不是存续，不能再以许可证从事代招",
    en="{name} is not in active registration: its licence no longer serves",
)
_NO_LICENCE: Final = Text(zh="{name}没有人力资源服务许可证", en="{name} holds no human-resources service licence")
_NOT_IN_FORCE: Final = Text(
    zh="许可证 {number} 在 {day} 不在有效期内，或不含“开展网络招聘服务”",
    en="Licence {number} is not in force on {day}, or does not cover online recruitment",
)
_WHERE_FROM: Final = Text(
    zh="登记信息未写明该机构的注册地，不能判断是否应报告分支机构",
    en="The register does not say where the agency is registered: whether it must report a branch is not known",
)
_NO_BRANCH: Final = Text(
    zh="{name}在市外注册，未向经营地报告设立分支机构",
    en="{name} is registered outside the city and reported no branch here",
)
_RECORD: Final = Text(zh="{name}，许可证 {number}", en="{name}, licence {number}")
_IN_FORCE: Final = Text(
    zh="许可证有效，范围包含网络招聘服务", en="The licence is in force and covers online recruitment"
)
