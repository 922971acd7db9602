"""A-experience-consistent: the experience that the text asks for is that of the field (notice 3(1), 招聘条件)."""

import re
from typing import Final, NamedTuple

import msgspec

from certreg.checks.absence import absence
from certreg.checks.around import following, leading
from certreg.checks.context import Context
from certreg.checks.patterns import NUMERALS
from certreg.checks.search import WITH_TITLE, hits, texts
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import Experience, Posting
from certreg.domain.text import Text
from certreg.notation.numerals import read_number


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


class Demand(NamedTuple):
    """Years that the text asks for, at least. `relaxed`: it says that less will do for some."""

    years: int
    relaxed: bool
    span: Span


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet if the text asks for years that lie outside the field and nowhere for years inside it."""
    del context, params
    if posting.conditions.experience is None:
        return _ABSENT.in_channel(posting, "experience")
    spans = find(posting)
    return unmet(_DIFFERS, spans=spans) if spans else _AGREES


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that ask for other years than the field; empty where nothing contradicts it.

    The least that the text asks for must lie in the field's range: 2年以上 agrees with 1-3年, not with 经验不限,
    1-2年 or 3-5年. Of several demands (3年以上开发, 1年以上管理) the highest counts.
    """
    stated = posting.conditions.experience
    if stated is None:
        return ()
    asked = demands(posting)
    if not asked:
        return required(posting) if stated == _NONE_ASKED else ()
    most = max(asked, key=lambda demand: demand.years)
    return () if _agrees(most, stated) else (most.span,)


def demands(posting: Posting) -> list[Demand]:
    """Every number of years of experience that the texts ask for."""
    found: list[Demand] = []
    for field, folded, match in hits(posting, _YEARS, WITH_TITLE):
        years = _least(match)
        if years is not None and _is_demand(folded.text, match):
            relaxed = _RELAXED.search(folded.text, match.end(), match.end() + _RELAXED_WITHIN) is not None
            found.append(Demand(years, relaxed, folded.span(field, *match.span())))
    return found


def required(posting: Posting) -> tuple[Span, ...]:
    """An item that asks for experience without years; none where any text says that it can be done without."""
    for field, folded, match in hits(posting, _WITHOUT_YEARS, WITH_TITLE):
        start = max(0, match.start() - _ITEM)
        item = _ITEM_BEFORE.search(folded.text, start, match.start())
        if item is None or _NO_MORE.match(folded.text, match.end()) is None:
            continue
        if _WISHES.search(folded.text, max(0, start - _ITEM), item.start("said")):
            continue
        if any(_CAN_DO_WITHOUT.search(text.text) for _, text in texts(posting, WITH_TITLE)):
            return ()
        return (folded.span(field, item.start("said"), match.end()),)
    return ()


def _least(match: re.Match[str]) -> int | None:
    number = read_number(match["low"])
    return int(number) if number is not None and 0 < number <= _LONGEST else None


def _is_demand(text: str, match: re.Match[str]) -> bool:
    start = match.start()
    if start and text[start - 1] in _DIGIT_BEFORE and _LIST_MARK.search(text, max(0, start - 3), start) is None:
        return False
    behind = following(text, match.end(), _REACH)
    ahead = leading(text, start, _BEFORE)
    if _NOT_EXPERIENCE.match(behind) or _PREFERRED.search(behind):
        return False
    if not (_EXPERIENCE.search(behind) or _EXPERIENCE_BEFORE.search(ahead)):
        return False
    if _OF_AGE.search(ahead) or _INSTEAD.search(ahead):
        return False
    sentence = leading(text, start, _SENTENCE, _ITEM_START)
    return _OF_OTHERS.search(sentence) is None


def _agrees(demand: Demand, stated: Experience) -> bool:
    if demand.relaxed and stated.min_years <= demand.years:
        return True
    if stated.max_years is None:
        return demand.years == stated.min_years
    if stated.max_years == stated.min_years:
        return demand.years == stated.min_years
    return stated.min_years <= demand.years < stated.max_years


_LONGEST: Final = 30
_REACH: Final = 30
_BEFORE: Final = 12
_SENTENCE: Final = 16
_RELAXED_WITHIN: Final = 30
_DIGIT_BEFORE: Final = "0123456789.年十"
_LIST_MARK: Final = re.compile(r"(?<![0-9.])[1-9]\.$")
"""1.2年以上 at the head of an item asks for two years."""
_ITEM_START: Final = re.compile(r"[;。!?\n\t]|(?<![0-9])[1-9][.、)]")
_INSTEAD: Final = re.compile("或者?具?有?$")
"""One of two ways to qualify: 相关专业或三年经验."""
_NONE_ASKED: Final = Experience()
_ITEM: Final = 34
_WITHOUT_YEARS: Final = re.compile("经验|经历")
_ITEM_BEFORE: Final = re.compile(
    r"(?:^|[;。!,\n:】]|[0-9][.、)]|[,。;][一二三四五六a-z][、.])\s*"
    r"(?P<said>(?:(?:应聘者)?(?:[必须需要]{1,2}|要求)?(?:具有|具备|拥有|有)|(?:必须|需|要求)[^,。;:!\n]{0,3}有)"
    r"(?!无|[^,。;]{0,16}(?:使用|应用|团队|网购|社会|生活|学习))(?!一[定些]|丰富|良好|较|过硬|独立|成功)"
    r"[^,。;:!\n优好者会可无]{1,24})$"
)
"""An item that begins with what is asked. What is vague (一定的, 丰富的) is a wish, use of a tool a skill."""
_NO_MORE: Final = re.compile(
    r"\s?(?:[。;!\n\t]|[,、](?![^,。;\n]{0,20}(?:优先|从优|最好|更好|均可|亦可|也可|佳))|[0-9一二三四五六七八][.、)]|$)"
)
_WISHES: Final = re.compile("(?:优先|加分)(?:条件|考虑|项|录用)?[::]")
_CAN_DO_WITHOUT: Final = re.compile(
    "[无零][^,。;]{0,6}经[验历]|(?:经验|经历)[^,。;]{0,4}不限|不限[^,。;]{0,4}经验|不(?:需要?|要求|看)[^,。;]{0,6}经验|没有?[^,。;]{0,4}经验|应届|放宽|生手"
)
_OF_AGE: Final = re.compile("年龄|驾龄|工龄|合同")
_UP: Final = r"(?:\s?\(?[及或含]?(?:者)?\s?以?上\)?|\s?起)?"
_YEARS: Final = re.compile(
    rf"(?P<low>[{NUMERALS}][0-9]?)\s?年?\s?(?:[-~—–至到或]{{1,2}}\s?[{NUMERALS}][0-9]?\s?)?(?:个)?(?:整)?(?:周)?年(?!龄|薪|终|级|假|底|会|轻|度|代|月|纪|满)(?P<up>{_UP})"
)
_EXPERIENCE: Final = re.compile("经[验历]|资历|从业|开发$|从事")
_EXPERIENCE_BEFORE: Final = re.compile(
    "经[验历](?:要求|年限|至少|为|需|在|满|[::\\s]){0,3}$|从事[^,]{0,10}$|年限[::]?$"
)
_NOT_EXPERIENCE: Final = re.compile("(?:以内|以下|内|后|之后|前|左右的?历史|历史)")
_PREFERRED: Final = re.compile("优先|更佳|为佳|更好|加分|尤佳|最佳|亦可|也可|均可|不限")
_OF_OTHERS: Final = re.compile(
    "公司|我们|团队|成员|创始|导师|讲师|平台|拥有超过|历经|平均|店龄|专注|深耕|成立|集团|老师(?:均|都)|晋升|入职|优先|经理人"
)
_RELAXED: Final = re.compile("放宽|降低要求|无经验(?:者)?(?:亦|也|均|都)?可|经验不限|应届|可适当|不受(?:此)?限|破格")
_ABSENT: Final = absence(Text(zh="经验要求", en="experience asked for"))
_DIFFERS: Final = Text(zh="正文所写工作经验要求与经验栏不一致", en="The text asks for other experience than the field")
_AGREES: Final = met(Text(zh="正文未见与经验栏不一致的要求", en="Nothing in the text contradicts the field"))
