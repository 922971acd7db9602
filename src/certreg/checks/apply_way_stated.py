"""C-apply: an official way to apply, not somebody's private account (notice 3(2), 信息发布经办人员)."""

import re
from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.patterns import fan
from certreg.checks.search import first, whole
from certreg.domain.assessment import Finding, met, partly, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`vague` is the share for a way that names neither an address, a number nor a place."""

    vague: float = 0.5


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Met by a web address, mail address, office line or place; a private account or mobile number alone is none."""
    del context
    official = None if posting.apply is None else first(posting, _OFFICIAL, ("apply",))
    official = official or first(posting, _OFFICIAL_IN_TEXT)
    if official is not None:
        return met(_STATED, spans=(official,))
    private = first(posting, _PRIVATE)
    if private is not None:
        return unmet(_PRIVATE_ONLY, spans=(private,))
    if posting.apply is not None:
        return partly(params.vague, _VAGUE, spans=whole(posting, "apply"))
    return _ABSENT.in_channel(posting, "apply")


_REACH: Final = (
    r"https?://[^\s,。;]{4,}|www\.[^\s,。;]{4,}|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.]{2,}|〔邮箱〕|〔座机〕"
    r"|(?<![0-9])0[0-9]{2,3}[- ]?[0-9]{7,8}(?![0-9])|(?<![0-9])400[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?![0-9])"
)
_OFFICIAL: Final = re.compile(
    rf"{_REACH}|官网|官方网站|网上申请|网申|在线(?:申请|投递)|本平台|平台(?:内)?(?:投递|申请)|投递简历|页面(?:点击|投递|报名|申请)|立即(?:报名|申请|投递)|现场(?:报名|应聘|面试)"
    "|人才市场|招聘系统|公众号|(?:路|街|道)[^,。;]{0,8}[0-9]{1,5}号"
)
_OFFICIAL_IN_TEXT: Final = re.compile(
    fan(("简历", "应聘", "报名", "申请", "投递", "联系", "咨询", "邮箱", "电话"), rf"[^。;\n]{{0,24}}?(?:{_REACH})")
    + "|"
    + fan(("登录", "访问", "进入"), r"[^。;\n]{0,20}(?:官网|招聘系统|招聘网)")
    + "|现场报名"
)
_PRIVATE: Final = re.compile(
    r"微信|V信|v信|QQ(?!邮箱)|qq(?!邮箱)|Qq|加[Vv微薇]|〔微信/QQ号〕|〔手机〕|1(?<![0-9]1)[3-9][0-9]{9}(?![0-9])"
)
_ABSENT: Final = absence(Text(zh="应聘方式", en="way to apply"))
_STATED: Final = Text(zh="已写明正规的应聘方式", en="An official way to apply is stated")
_PRIVATE_ONLY: Final = Text(
    zh="只留了个人联系方式，不是用人单位的正式渠道",
    en="Only a private contact is given, not the employer's own channel",
)
_VAGUE: Final = Text(zh="应聘方式不具体", en="The way to apply is vague")
