"""G-discrimination: no condition of hiring that the law forbids, kind by kind.

Each kind has its own module with its rule and its law; this one gathers them. `kinds(posting)` gives the words found
for each kind that is there, keyed as careful readers label them:

| key | module | label field |
|---|---|---|
| `sex` | discrimination_sex (`sex_limit` tells required from preferred) | `gender` |
| `ethnicity`, `religion`, `household`, `origin_region`, `marital_or_childbearing`, `appearance_or_height`,
`health_carrier` | discrimination_ethnicity, …_religion, …_household, …_origin, …_family, …_looks, …_health | items of
`other_discrimination` |

Age is no kind: no law names it. It is `certreg.checks.age` (`age_limits`, label field `age_limit`).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, get_args

import msgspec

from certreg.checks import (
    discrimination_ethnicity,
    discrimination_family,
    discrimination_health,
    discrimination_household,
    discrimination_looks,
    discrimination_origin,
    discrimination_religion,
    discrimination_sex,
)
from certreg.checks.context import Context
from certreg.checks.demands import Demand
from certreg.checks.search import AnyOf
from certreg.domain.assessment import Fact, Finding, Span, met, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text

Kind = Literal[
    "sex",
    "ethnicity",
    "religion",
    "household",
    "origin_region",
    "marital_or_childbearing",
    "appearance_or_height",
    "health_carrier",
]


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The kinds that fail the gate; all of them unless a criteria file leaves some to the assessor."""

    kinds: tuple[Kind, ...] = get_args(Kind)


class Law(msgspec.Struct, frozen=True):
    """An article, and the day since which it binds."""

    statement: Text
    since: date

    def fact(self) -> Fact:
        """The article as it goes with a finding."""
        law = self.statement.zh.partition("》")[0].lstrip("《")
        return Fact(_IN_FORCE.within(statement=self.statement, since=self.since), law, self.since)


class KindRule(msgspec.Struct, frozen=True):
    """One kind: what it is called, where it is found, and the laws that forbid it, the closest first.

    Without a match of `candidates` there is nothing to find.
    """

    title: Text
    find: Callable[[Posting], tuple[Span, ...]]
    laws: tuple[Law, ...]
    candidates: re.Pattern[str]


def _rule(title: Text, demand: Demand, *laws: Law) -> KindRule:
    return KindRule(title, demand.find, laws, demand.candidates)


def kinds(posting: Posting) -> Mapping[Kind, tuple[Span, ...]]:
    """The words that discriminate, by kind; a kind that is not there is left out."""
    if not _ANY.may_hit(posting):
        return _NO_KINDS
    found = ((kind, rule.find(posting)) for kind, rule in RULES.items())
    return {kind: spans for kind, spans in found if spans}


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet if the texts hold a condition of one of the kinds. An assessor judges what a job truly needs."""
    by_kind = kinds(posting)
    if not by_kind:
        return _NONE
    day = posting.published_on or context.day
    spans: list[Span] = []
    titles: list[Text] = []
    facts: list[Fact] = []
    for kind in params.kinds:
        found = by_kind.get(kind)
        if found:
            rule = RULES[kind]
            spans += found
            titles.append(rule.title)
            law = next((law for law in rule.laws if law.since <= day), None)
            facts += [law.fact()] if law is not None else []
    if not spans:
        return _NONE
    named = Text(zh="、".join(title.zh for title in titles), en=", ".join(title.en for title in titles))
    return unmet(_FOUND.within(kinds=named), spans=tuple(spans), facts=tuple(dict.fromkeys(facts)))


_IN_FORCE: Final = Text(zh="{statement}（自 {since} 起施行）", en="{statement} (in force since {since})")
_EPL: Final = date(2008, 1, 1)
_HR: Final = date(2018, 10, 1)
_ONLINE: Final = date(2021, 3, 1)
_WRPL: Final = date(2023, 1, 1)
_EQUAL: Final = Law(
    Text(
        zh="《就业促进法》第三条、第二十六条：劳动者依法享有平等就业的权利，用人单位应当提供平等的就业机会",
        en="Employment Promotion Law, art. 3 and 26: workers have an equal right to employment",
    ),
    _EPL,
)
_HR_24: Final = Law(
    Text(
        zh="《人力资源市场暂行条例》第二十四条：招聘信息不得含有民族、种族、性别、宗教信仰等方面的歧视性内容",
        en="Interim Regulation on the Human Resources Market, art. 24: no discrimination by ethnicity, race, sex or "
        "religion in a posting",
    ),
    _HR,
)
_ONLINE_15: Final = Law(
    Text(
        zh="《网络招聘服务管理规定》第十五条：不得违反国家规定在户籍、地域、身份等方面设置限制人力资源流动的条件",
        en="Provisions on Online Recruitment Services, art. 15: no condition of household registration, region or "
        "status that limits the movement of workers against the rules of the state",
    ),
    _ONLINE,
)
_WOMEN_43: Final = Law(
    Text(
        zh="《妇女权益保障法》第四十三条：除国家另有规定外，不得限定为男性或者规定男性优先，不得以婚姻、生育状况作为录用条件",
        en="Women's Rights Protection Law, art. 43: unless the state rules otherwise, no limit to or preference for "
        "men, no condition by marriage or childbearing",
    ),
    _WRPL,
)
_EPL_27: Final = Law(
    Text(
        zh="《就业促进法》第二十七条：除国家规定的不适合妇女的工种或者岗位外，不得以性别为由拒绝录用妇女或者提高对妇女的录用标准",
        en="Employment Promotion Law, art. 27: no refusal of women and no higher standard for them, but for kinds of "
        "work that the state holds unfit for women",
    ),
    _EPL,
)
_EPL_28: Final = Law(
    Text(
        zh="《就业促进法》第二十八条：各民族劳动者享有平等的劳动权利",
        en="Employment Promotion Law, art. 28: workers of every ethnicity have equal rights to work",
    ),
    _EPL,
)
_EPL_30: Final = Law(
    Text(
        zh="《就业促进法》第三十条：不得以是传染病病原携带者为由拒绝录用",
        en="Employment Promotion Law, art. 30: nobody is refused as a carrier of an infectious disease",
    ),
    _EPL,
)
_EPL_31: Final = Law(
    Text(
        zh="《就业促进法》第三十一条：不得对农村劳动者进城就业设置歧视性限制",
        en="Employment Promotion Law, art. 31: no discriminating limits on workers from the countryside",
    ),
    _EPL,
)
RULES: Final[Mapping[Kind, KindRule]] = MappingProxyType(
    {
        "sex": KindRule(
            Text(zh="性别", en="sex"), discrimination_sex.find, (_HR_24, _EPL_27), discrimination_sex.CANDIDATES
        ),
        "ethnicity": _rule(Text(zh="民族", en="ethnicity"), discrimination_ethnicity.DEMAND, _EPL_28),
        "religion": _rule(Text(zh="宗教信仰", en="religion"), discrimination_religion.DEMAND, _HR_24, _EQUAL),
        "household": _rule(
            Text(zh="户籍", en="household registration"), discrimination_household.DEMAND, _ONLINE_15, _EPL_31, _EQUAL
        ),
        "origin_region": _rule(
            Text(zh="籍贯地域", en="region of origin"), discrimination_origin.DEMAND, _ONLINE_15, _EQUAL
        ),
        "marital_or_childbearing": _rule(
            Text(zh="婚育状况", en="marital or childbearing status"), discrimination_family.DEMAND, _WOMEN_43, _EQUAL
        ),
        "appearance_or_height": _rule(Text(zh="相貌身高", en="looks or height"), discrimination_looks.DEMAND, _EQUAL),
        "health_carrier": _rule(Text(zh="病原携带", en="carriers of disease"), discrimination_health.DEMAND, _EPL_30),
    }
)
"""Every kind with its rule."""

_ANY: Final = AnyOf(*(rule.candidates for rule in RULES.values()))
_NO_KINDS: Final[Mapping[Kind, tuple[Span, ...]]] = MappingProxyType({})
_NONE: Final = met(Text(zh="未见歧视性条件", en="No discriminating condition was found"))
_FOUND: Final = Text(
    zh="含有关于{kinds}的限制或者优先条件",
    en="The posting limits or prefers applicants by {kinds}",
)
