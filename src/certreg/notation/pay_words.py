"""The words of pay, cut into tokens: figures, units, periods, bounds; and what each of them means."""

import re
from typing import Final, NamedTuple

from certreg.domain.posting import PayPeriod


class Token(NamedTuple):
    """One piece of a pay text; `kind` is the name of its group in the expression below."""

    kind: str
    text: str


_TOKEN: Final = re.compile(
    r"""
      (?P<months>  (?:[0-9]{1,2}-)?[0-9]{1,2}(?:薪|个月(?:工资|薪)) )
    | (?P<per>     /|每|一(?=个?月|年|天|小时) )
    | (?P<number>  [0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?
                   |[一二两三四五六七八九十][一二两三四五六七八九十百千万零]* )
    | (?P<unit>    [kw](?![a-z])|千|仟|万|萬 )
    | (?P<currency>人民币|美元|港币|港元|欧元|英镑|日元|rmb|cny|usd|hkd|eur|gbp|jpy|元整?|块钱?|[¥$] )
    | (?P<least>   及?以上|起薪|起|\+|≥|>=?|不低于|不少于|至少|最低|高于 )
    | (?P<most>    及?以下|以内|≤|<=?|不超过|不高于|最高|低于 )
    | (?P<label>   月薪|月工资|年薪|日薪|时薪|周薪|底薪|基本工资|综合工资|综合薪资|工资|薪资|薪酬|薪水|待遇|收入|报酬 )
    | (?P<period>  个?月|星期|周|年|天|日|小时|时|month|year|week|day|hour|h(?![a-z]) )
    | (?P<span>    [-—–~〜]+|至|到 )
    | (?P<noise>   [\s:·•*、()x×。]+|,|左右|之间|大约|约|大概|税前|税后|平均|综合|预计|范围|标准|为 )
    """,
    re.IGNORECASE | re.VERBOSE,
)

UNITS: Final = {"k": 1_000, "千": 1_000, "仟": 1_000, "w": 10_000, "万": 10_000, "萬": 10_000}

PERIODS: Final = {
    "月": PayPeriod.MONTH,
    "个月": PayPeriod.MONTH,
    "month": PayPeriod.MONTH,
    "年": PayPeriod.YEAR,
    "year": PayPeriod.YEAR,
    "周": PayPeriod.WEEK,
    "星期": PayPeriod.WEEK,
    "week": PayPeriod.WEEK,
    "天": PayPeriod.DAY,
    "日": PayPeriod.DAY,
    "day": PayPeriod.DAY,
    "小时": PayPeriod.HOUR,
    "时": PayPeriod.HOUR,
    "h": PayPeriod.HOUR,
    "hour": PayPeriod.HOUR,
}

LABELS: Final = {
    "月薪": PayPeriod.MONTH,
    "月工资": PayPeriod.MONTH,
    "年薪": PayPeriod.YEAR,
    "周薪": PayPeriod.WEEK,
    "日薪": PayPeriod.DAY,
    "时薪": PayPeriod.HOUR,
}

CURRENCIES: Final = {
    "美元": "USD",
    "usd": "USD",
    "$": "USD",
    "港币": "HKD",
    "港元": "HKD",
    "hkd": "HKD",
    "欧元": "EUR",
    "eur": "EUR",
    "英镑": "GBP",
    "gbp": "GBP",
    "日元": "JPY",
    "jpy": "JPY",
}
"""Words of currencies other than the yuan."""

NEGOTIABLE: Final = re.compile(
    r"(?:薪资|薪酬|工资|待遇|报酬|月薪|年薪|具体)*(?:可?面谈|面议|协商(?:确定)?|详谈|可谈)(?:\([^()]{0,20}\)|-k·薪)?"
)
"""The last alternative is a channel's form with nothing filled in but the word."""
PIECE: Final = re.compile(
    r"计件(?:工资|制)?|[0-9.]{1,9}\s*(?:[-~至到]\s*[0-9.]{1,9})?\s*元?\s*[/每]\s*(?:单|件|次|个|篇|条|题|课时|节|米|吨|趟|张|场)"
)
NO_PAY: Final = re.compile(r"无|-|/|暂无|未填写|不详|保密")

_COMPOSITION: Final = re.compile(
    r"[+,;。、(·\s]*(?:另|外加|加|含|包|提成|奖|绩效|补贴|补助|津贴|餐补|房补|全勤|计件|五险|五金|社保|公积金|年终|分红|佣金|"
    r"具体|根据|按|视|可谈)"
)


class Cut(NamedTuple):
    """A pay text in tokens. `composed`: after the figures it says what the pay is made of."""

    tokens: tuple[Token, ...]
    composed: bool


def cut(words: str) -> Cut | None:
    """Cut normalised words into tokens; None if some of them are no words of pay."""
    found: list[Token] = []
    position = 0
    while position < len(words):
        if found and found[-1].kind != "label" and _COMPOSITION.match(words, position):
            return Cut(tuple(found), composed=True)
        match = _TOKEN.match(words, position)
        if match is None:
            return None
        position = match.end()
        if match.lastgroup is not None and match.lastgroup != "noise":
            found.append(Token(match.lastgroup, match[0].lower()))
    return Cut(tuple(found), composed=False)
