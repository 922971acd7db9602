"""How people shorten the names of divisions: 重庆 for 重庆市, 恩施 for 恩施土家族苗族自治州."""

import re
from typing import Final

_NATIONALITY: Final = re.compile(
    "(?:柯尔克孜|维吾尔|哈萨克|达斡尔|塔吉克|鄂温克|鄂伦春|蒙古|布依|朝鲜|土家|哈尼|傈僳|拉祜|东乡|纳西|景颇|仫佬|布朗|撒拉|毛南|"
    "仡佬|锡伯|阿昌|普米|保安|裕固|独龙|[回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒各])族?$"
)
_AUTONOMOUS: Final = re.compile(r"(?:自治[区州县旗]|族区)$")
_ORDINARY: Final = re.compile(r"(?:特别行政区|地区|新区|[省市盟区县旗])$")
_EXCEPTIONS: Final = {"神农架林区": "神农架", "六枝特区": "六枝"}
_SHORTEST: Final = 2
"""A single character (忠 for 忠县) is no usual name: it stands in too many other words."""


def usual_name(name: str) -> str | None:
    """The name as people shorten it, or None where nobody does (忠县, 城区)."""
    if name in _EXCEPTIONS:
        return _EXCEPTIONS[name]
    stem, autonomous = _AUTONOMOUS.subn("", name)
    if not autonomous:
        stem = _ORDINARY.sub("", name)
        return stem if stem != name and len(stem) >= _SHORTEST else None
    while len(shorter := _NATIONALITY.sub("", stem)) >= _SHORTEST and shorter != stem:
        stem = shorter
    return stem.removesuffix("族") if len(stem) > _SHORTEST else stem
