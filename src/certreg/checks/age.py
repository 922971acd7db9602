"""A-age: bounds on the age of applicants.

No national statute names age among the forbidden grounds, so a bound costs points and is no gate. Labour Law 15 (since
1995-01-01) forbids hiring under sixteen, and 64 some work under eighteen: a bare lower bound at the legal age repeats
the law and costs next to nothing. A bound whose sentence cites its law or safety rule is explained.

What describes the team (平均年龄28岁，90后为主) or the people served (3-6岁儿童) is no bound for applicants.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.checks.context import Context
from certreg.checks.demands import grounded
from certreg.checks.mentions import CLAUSE
from certreg.checks.search import WITH_TITLE, AnyOf, texts
from certreg.domain.assessment import Finding, Span, met, partly, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.notation.numerals import read_number

Share = Annotated[float, Meta(gt=0, lt=1)]


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shares for the legal age alone, and for a lower bound above it without an upper one."""

    legal_age: Share = 0.9
    lower_only: Share = 0.5


class Bound(msgspec.Struct, frozen=True):
    """One bound on age: the words, and what they say. Both ends are None for 90后优先 and the like."""

    span: Span
    low: int | None = None
    high: int | None = None
    explained: bool = False


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet by an upper bound; a lower one alone meets it in part, the legal age nearly in full."""
    del context
    found = bounds(posting)
    if not found:
        return _NONE
    spans = tuple(bound.span for bound in found)
    open_ones = [bound for bound in found if not bound.explained]
    if not open_ones:
        return met(_EXPLAINED, spans=spans)
    if any(bound.high is not None or bound.low is None for bound in open_ones):
        return unmet(_UPPER, spans=spans)
    if max(bound.low or 0 for bound in open_ones) > _FULL_AGE:
        return partly(params.lower_only, _LOWER, spans=spans)
    return partly(params.legal_age, _LEGAL, spans=spans)


def age_limits(posting: Posting) -> tuple[Span, ...]:
    """The words that bound the age of applicants, a bare lower bound included."""
    return tuple(bound.span for bound in bounds(posting))


find = age_limits
"""Under the name that the other kinds have it by."""


def bounds(posting: Posting) -> tuple[Bound, ...]:
    """The bounds on the age of applicants, in the order of the texts."""
    if not _SPOKEN_OF.may_hit(posting):
        return ()
    found: list[Bound] = []
    for field, folded in texts(posting, WITH_TITLE):
        found += (
            Bound(folded.span(field, start, stop), low, high, grounded(folded.text, start, stop))
            for start, stop, low, high in _stated(folded.text)
        )
    return tuple(found[:_MOST])


@lru_cache(maxsize=256)
def _stated(text: str) -> tuple[tuple[int, int, int | None, int | None], ...]:
    """The first bounds in one text. Two criteria ask for them."""
    return tuple(islice(_each(text), _MOST))


def _each(text: str) -> Iterator[tuple[int, int, int | None, int | None]]:
    """`(start, end, low, high)` of each bound in a folded text."""
    for match in chain.from_iterable(_AGE.finditer(text, *near) for near in _near_words_of_age(text)):
        if not _may_be_an_age(text, match):
            continue
        left = CLAUSE.split(text[max(0, match.start() - _BEFORE) : match.start()])[-1]
        right = text[match.end() : match.end() + _AFTER]
        if _OTHERS_BEFORE.search(left) or _OTHERS_AFTER.match(right):
            continue
        if match["born"] is not None:
            if _WISHED_AFTER.match(right) or _WISHED_BEFORE.search(left):
                yield *match.span(), None, None
            continue
        ends = _ends(match, left, right)
        if ends is not None:
            label = _LABEL.search(left)
            yield match.start() - (0 if label is None else len(label.group())), match.end(), *ends


def _near_words_of_age(text: str) -> Iterator[tuple[int, int]]:
    """The stretches in which an age can stand. `_AGE` may begin with any digit, which is slow on a whole text."""
    start = end = 0
    for word in AGES.finditer(text):
        if word.start() - _BEFORE > end:
            yield start, end
            start = word.start() - _BEFORE
        end = word.end() + _BEHIND
    yield start, end


def _may_be_an_age(text: str, match: re.Match[str]) -> bool:
    """A look that spares the numbers of a text (pay, hours, items) the closer reading."""
    if match["born"] is not None or match["unit"] is not None or match["unit_2"] is not None:
        return True
    return "年" in text[max(0, match.start() - _BEFORE) : match.start()]


def _ends(match: re.Match[str], left: str, right: str) -> tuple[int | None, int | None] | None:
    """The lowest and the highest age that a match states, or None where it bounds nothing."""
    first = _number(match["first"])
    labelled = _LABEL.search(left) is not None
    unit = match["unit"] is not None or match["unit_2"] is not None
    youngest = _CHILD if labelled or _AT_LEAST.search(left) else _YOUNGEST
    if first is None or not youngest <= first <= _OLDEST or not (unit or labelled) or _CUT_OFF.search(left):
        return None
    if match["second"] is not None:
        second = _number(match["second"])
        return None if second is None or not first <= second <= _OLDEST else (first, second)
    return _one_end(first, match["bound"] or "", left, right, labelled=labelled)


def _one_end(age: int, words: str, left: str, right: str, *, labelled: bool) -> tuple[int | None, int | None] | None:
    """The bound that a single age sets: 35岁以下, 年满18周岁, 45岁以上勿扰, 未满16周岁不招."""
    refused = _REFUSED_AFTER.match(right) is not None
    if _UNDER.search(left):
        return (age, None) if refused or _REFUSED_BEFORE.search(left) else None
    at_most = words.endswith(("下", "内", "前", "封顶")) or (not words and _AT_MOST.search(left) is not None)
    at_least = words.endswith(("上", "起", "后")) or (not words and _AT_LEAST.search(left) is not None)
    if at_most or at_least:
        return (None, age) if at_most != refused else (age, None)
    return (age, age) if words or (labelled and _CLOSED.match(right)) else None


def _number(words: str | None) -> int | None:
    number = None if words is None else read_number(words)
    return None if number is None else int(number)


AGES: Final = re.compile("岁|龄|0后|5后")
"""A text without these speaks of nobody's age."""
_SPOKEN_OF: Final = AnyOf(AGES)
_MOST: Final = 5
_BEFORE: Final = 16
_BEHIND: Final = 48
_AFTER: Final = 12
_YOUNGEST: Final = 14
_CHILD: Final = 10
_OLDEST: Final = 80
_FULL_AGE: Final = 18
_N: Final = "[0-9]{2}(?![0-9])|[一二三四五六七]?十[一二三四五六七八九]?"
_UNIT: Final = r"\s{0,2}(?:周|週)?岁"
_AGE: Final = re.compile(
    "(?P<born>(?:[6789]0|[789]5|00)后)|"
    rf"(?P<first>(?<![0-9])(?:{_N}))(?P<unit>{_UNIT})?(?:\(含\))?"
    r"(?:\s{0,3}(?:[-~—–―－─至到]|一(?=\s?[0-9])){1,3}\s{0,3}"
    rf"(?P<second>{_N})(?P<unit_2>{_UNIT})?)?"
    r"(?P<bound>\s?(?:\(含?\))?(?:[及或]?[以之][上下内间前后]|起|左右|上下|封顶))?"
)
_LABEL: Final = re.compile(
    r"(?:年龄|年齢|年齡|年纪)[】〗\])]?\s{0,3}[^0-9,。;\n、不平]{0,6}(?:不超过|不大于|不得超过|不低于|不小于|不要超过)?[^0-9,。;\n不]{0,2}$"
)
_CUT_OFF: Final = re.compile(r"[0-9]\s?(?:周?岁)?\s?[-~—–至到.]{1,2}$(?<![0-9]\.)")
_UNDER: Final = re.compile(r"(?:未满|不满|不足|未达到?)\s?$")
_AT_MOST: Final = re.compile(
    r"(?:不超过|不得超过|不大于|小于|低于|最大|至多|上限|不高于|不要超过|不能超过|控制在|最高)[:为是]?\s?$"
)
_AT_LEAST: Final = re.compile(r"(?:满|大于|高于|不低于|不小于|至少|最低|最小|超过|不少于)[:为是]?\s?$")
_CLOSED: Final = re.compile(r"\s?(?:[,。;、)\n/]|$)")
_REFUSED_AFTER: Final = re.compile(
    r"(?:的|者|人员|人士|一律|以[上下])*,?(?:请|暂)?(?:勿扰|勿投|勿进|不要|不招|不收|免谈|不予|不考虑|谢绝|除外|就?不用|不得|不能)"
)
_REFUSED_BEFORE: Final = re.compile(r"(?:不招|不收|不要|禁止|严禁|拒绝|不得|谢绝|不招用|不录)[^,。;]{0,6}$")
_OTHERS_BEFORE: Final = re.compile(
    r"平均|(?:团队|同事|员工|管理层|领导|老板|成员)(?:们|年龄|多|都|大|均|以|主|是|为|在|普遍|基本|平|:|全)[^,。;]{0,8}$|大多|大部分|占比|主要由"
    r"|(?:儿童|学生|孩子|子女|宝宝|幼儿|学员|老人|小朋友|小孩|客户|用户|会员|客群|人群|受众|父母|双亲)(?:年龄)?[^,。;、]{0,3}$|(?:公司|成立|建校)[^,。;]{0,4}$"
)
_OTHERS_AFTER: Final = re.compile(
    r"(?:以[上下内])?的?(?:不等)?(?:儿童|孩子|小孩|幼儿|宝宝|婴|学[生员龄前]|少[儿年]|青少年|小朋友|子女|老人|老年|长者|客户|用户|人群|会员|患者|团队|青年团队"
    r"|青年的?团队|年轻人?的?团队|创业|大家庭|就|当上|升|入司|成为|免费|女儿|儿子|生日|伙伴为主|为主的?团队)"
)
_BORN_LIST: Final = r"(?:者|的|人|们|青年|人士|、|/|,|和|及|[6789]0后?|[789]5后?|00后)*"
_WISHED_AFTER: Final = re.compile(_BORN_LIST + r"(?:优先|为佳|勿扰|不要|最佳|更佳|首选)")
_WISHED_BEFORE: Final = re.compile(r"(?:限|要求|仅招|只招|招聘?|欢迎|只要|诚邀)" + _BORN_LIST + "$")
_NONE: Final = met(Text(zh="未设年龄界限", en="No age bound is set"))
_EXPLAINED: Final = Text(zh="年龄界限已写明法律或者安全依据", en="The age bound cites its law or safety rule")
_UPPER: Final = Text(zh="设有年龄界限，且未说明依据", en="An age bound is set without a reason")
_LOWER: Final = Text(
    zh="设有高于法定年龄的下限，且未说明依据", en="A lower bound above the legal age is set without a reason"
)
_LEGAL: Final = Text(zh="只写了法定年龄的下限", en="Only the legal age is stated as a lower bound")
