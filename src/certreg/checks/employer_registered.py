"""G-employer: the employer's credit code is sound, in the register, and active (notice 3(1), 3(2)).

A natural person has no such code: identity evidence is for an assessor to see (notice 3(2), 自然人为身份证等合法证件).
"""

from typing import Final

import msgspec

from certreg.checks import uscc
from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.identity import REGISTER
from certreg.domain.assessment import Fact, Finding, met, unknown, unmet
from certreg.domain.organisation import Organisation, OrganisationStatus
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """A wrong check character fails without a register; everything else needs one."""
    del params
    employer = posting.employer
    if employer is None:
        return _ABSENT.in_channel(posting, "employer")
    if employer.uscc is None:
        return _NO_CODE
    if not uscc.is_sound(employer.uscc):
        return unmet(_UNSOUND.within(code=employer.uscc))
    if context.register is None:
        return _NO_REGISTER
    organisation = context.register.organisation(uscc.canonical(employer.uscc))
    return unmet(_NOT_REGISTERED.within(code=employer.uscc)) if organisation is None else _by_status(organisation)


def _by_status(organisation: Organisation) -> Finding:
    facts = (Fact(_RECORD.within(name=organisation.name), source=REGISTER),)
    if organisation.status is OrganisationStatus.ACTIVE:
        return met(_ACTIVE, facts=facts)
    status = _STATUS[organisation.status]
    return unmet(Text(zh=_NOT_ACTIVE.zh.format(status.zh), en=_NOT_ACTIVE.en.format(status.en)), facts=facts)


_STATUS: Final = {
    OrganisationStatus.ACTIVE: Text(zh="存续", en="active"),
    OrganisationStatus.SUSPENDED: Text(zh="停业", en="suspended"),
    OrganisationStatus.REVOKED: Text(zh="吊销", en="revoked"),
    OrganisationStatus.DEREGISTERED: Text(zh="注销", en="deregistered"),
}
_ABSENT: Final = absence(Text(zh="用人主体", en="employer"))
_NO_CODE: Final = unknown(
    Text(
        zh="未写明统一社会信用代码；如用人主体为自然人，请评定人员核验身份证件",
        en="No credit code is stated; if the employer is a natural person, an assessor must see the identity document",
    )
)
_NO_REGISTER: Final = unknown(
    Text(
        zh="统一社会信用代码校验通过；此次评分没有连接登记信息，不能确认登记状态",
        en="The credit code is sound; this scoring has no register at hand to confirm that its holder is active",
    )
)
_UNSOUND: Final = Text(
    zh="统一社会信用代码 {code} 校验不通过", en="Credit code {code} has a wrong check character or form"
)
_NOT_REGISTERED: Final = Text(zh="登记信息中没有统一社会信用代码 {code}", en="The register has no credit code {code}")
_NOT_ACTIVE: Final = Text(zh="登记状态为{}", en="The registration is {}")
_RECORD: Final = Text(zh="登记名称：{name}", en="Registered as {name}")
_ACTIVE: Final = Text(zh="登记状态为存续", en="The registration is active")
