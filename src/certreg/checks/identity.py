"""T-identity: name, code and register record of the employer agree (notice 3(1), 合法主体)."""

import re
from functools import lru_cache
from typing import Final

import msgspec

from certreg.checks import uscc
from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.folding import fold
from certreg.checks.search import whole
from certreg.domain.assessment import Fact, Finding, met, partly, unknown, unmet
from certreg.domain.organisation import Organisation
from certreg.domain.posting import Party, Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`former_name` is the share for a name that the organisation no longer bears."""

    former_name: float = 0.7


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Without a code, or without a register to ask, the answer is `unknown`."""
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
    if organisation is None:
        return unmet(_NOT_REGISTERED.within(code=employer.uscc))
    return _compared(posting, employer, organisation, params)


def _compared(posting: Posting, employer: Party, organisation: Organisation, params: Params) -> Finding:
    facts = (Fact(_RECORD.within(name=organisation.name, code=organisation.uscc), source=REGISTER),)
    stated = comparable(employer.name)
    spans = whole(posting, "employer")
    if stated == comparable(organisation.name):
        return met(_AGREES, facts=facts)
    if any(stated == comparable(name) for name in organisation.former_names):
        return partly(params.former_name, _FORMER, spans=spans, facts=facts)
    return unmet(_DIFFERS, spans=spans, facts=facts)


@lru_cache(maxsize=8192)
def comparable(name: str) -> str:
    """A name without what people write differently: white space, the width of brackets, upper case."""
    return _WHITE_SPACE.sub("", fold(name).text).upper()


REGISTER: Final = "certreg register"
_WHITE_SPACE: Final = re.compile(r"\s+")
_ABSENT: Final = absence(Text(zh="用人主体", en="employer"))
_NO_CODE: Final = unknown(
    Text(zh="未写明统一社会信用代码，不能与登记信息核对", en="No credit code is stated: the register cannot be asked")
)
_NO_REGISTER: Final = unknown(
    Text(zh="此次评分没有连接登记信息，不能核对", en="This scoring has no register at hand to compare with")
)
_UNSOUND: Final = Text(
    zh="统一社会信用代码 {code} 校验不通过", en="Credit code {code} has a wrong check character or form"
)
_NOT_REGISTERED: Final = Text(zh="登记信息中没有统一社会信用代码 {code}", en="The register has no credit code {code}")
_RECORD: Final = Text(zh="登记名称：{name}（{code}）", en="Registered as {name} ({code})")
_AGREES: Final = Text(zh="名称、代码与登记信息一致", en="Name, code and register record agree")
_FORMER: Final = Text(zh="使用的是曾用名", en="The name is a former one")
_DIFFERS: Final = Text(zh="名称与该代码的登记名称不一致", en="The name differs from the one registered under this code")
