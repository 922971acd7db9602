"""C-employer: the employer is named as it is registered (notice 3(1), 用人主体)."""

import re
from functools import lru_cache
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.folding import fold
from certreg.checks.search import whole
from certreg.domain.assessment import Finding, met, partly, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`short_name` is the share for a brand or short form, by which the register cannot be asked."""

    short_name: float = 0.5


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Met by a full name, partly by a short one; a masked name (某公司, ***) is none."""
    del context
    if posting.employer is None:
        return _ABSENT.in_channel(posting, "employer")
    kind = _kind(posting.employer.name)
    if kind == "full":
        return _FULL
    spans = whole(posting, "employer")
    return unmet(_MASKED, spans=spans) if kind == "masked" else partly(params.short_name, _SHORT, spans=spans)


@lru_cache(maxsize=8192)
def _kind(name: str) -> str:
    words = fold(name).text
    if _MASK.search(words):
        return "masked"
    # Most names end so; the expression takes four times as long to say it.
    return "full" if words.endswith("公司") or _REGISTERED_FORM.search(words) else "short"


_MASK: Final = re.compile(
    r"某|保密|匿名|[*×]{2,}|[Xx]{2,}|^(?:一家)?(?:知名|大型|国内|世界|外资)[^有限]*(?:企业|公司|集团)$"
)
_REGISTERED_FORM: Final = re.compile(
    r"(?:公司|集团|厂|店|中心|学校|[中小]学|学院|大学|幼儿园|医院|诊所|门诊部|[支分]行|银行|事务所|合作社|工作室"
    r"|经营部|服务部|营业部|办事处|商行|商场|超市|酒店|宾馆|饭店|餐厅|研究[院所]|设计院|局|委员会|协会|基金会"
    r"|[馆站社坊铺所院行]|Ltd\.?|Inc\.?|Co\.?|LLP)(?:\s*\([^()]*\))?\s*$",
    re.IGNORECASE,
)
_ABSENT: Final = absence(Text(zh="用人主体", en="employer"))
_FULL: Final = met(Text(zh="已写明用人主体的完整名称", en="The employer's full name is stated"))
_SHORT: Final = Text(
    zh="只写了简称或品牌名，不能据此查到登记的单位",
    en="Only a short form or brand is given, which does not identify a registered employer",
)
_MASKED: Final = Text(zh="用人主体的名称被隐去", en="The employer's name is withheld")
