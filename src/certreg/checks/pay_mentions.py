"""Figures of total pay in a text: what a label of pay announces (综合工资5000-6000), or what is named by the month.

Parts of pay (底薪3000, 提成, 补贴) are no total and left out, and so is what is paid on trial, in the first months, or
after promotion. Pay on trial is lower by law: at least four fifths (Labour Contract Law 20).
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from msgspec import structs

from certreg.checks.around import following, leading
from certreg.checks.folding import Folded
from certreg.checks.search import TITLE, WITH_TITLE, AnyOf, hits
from certreg.domain.assessment import Span
from certreg.domain.posting import Pay, PayPeriod, Posting
from certreg.notation.pay import read_pay
from certreg.notation.unreadable import Unreadable


class Mention(NamedTuple):
    """Total pay as one place in the text states it. `and_more`: the upper bound may be exceeded (5000-8000以上)."""

    pay: Pay
    start: int
    end: int
    average: bool = False
    and_more: bool = False


def pay_mentions(posting: Posting) -> Iterator[tuple[Span, Mention]]:
    """Every statement of total pay in a posting's texts; in the title a range in thousands needs no label."""
    read: list[Span] = []
    for field, folded, match in _statements(posting):
        if _stands(folded.text, match):
            mention = _read(folded.text, match)
            if mention is not None:
                span = folded.span(field, mention.start, mention.end)
                if not any(one.field == field and one.start < span.end and span.start < one.end for one in read):
                    read.append(span)
                    yield span, mention


def _statements(posting: Posting) -> Iterator[tuple[str, Folded, re.Match[str]]]:
    yield from hits(posting, _LABELLED, WITH_TITLE)
    yield from hits(posting, _IN_TITLE, TITLE)
    # The month is looked for first: there are fewer of them than of figures.
    for field, folded, month in hits(posting, _MONTH):
        start = month.start()
        if start and folded.text[start - 1] in _BEFORE_MONTH:
            match = _BY_THE_MONTH.search(folded.text, max(0, start - _LONGEST_RANGE))
            if match is not None and match.start("per") <= start < match.end():
                yield field, folded, match


def _stands(text: str, match: re.Match[str]) -> bool:
    """It is the whole pay, of someone who has finished the trial."""
    if _PART.search(match["gap"] or ""):
        return False
    if _PART_BEFORE.search(leading(text, match.start(), _BEFORE)):
        return False
    is_range = _RANGE.search(match["figure"]) is not None
    trial = _ON_TRIAL if is_range else _AFTER_TRIAL
    if trial.search(text, max(0, match.start() - _SENTENCE), match.start()):
        return False
    if not is_range and _AND_PARTS.match(text, match.end()):
        return False
    behind = following(text, match.end(), _BEHIND)
    return _PART_AFTER.match(behind) is None and (bool(match["per"]) or _APIECE.match(behind) is None)


def _read(text: str, match: re.Match[str]) -> Mention | None:
    label = (match["label"] or "") + (match["gap"] or "")
    figure = _without_list_mark(
        _DASH.sub("-", match["figure"].replace("/月", "").strip()), text[match.end() : match.end() + 1]
    )
    words = f"{figure}{_AS_PER.get(_PER_OF.sub('', match['per'] or ''), '')}"
    if not match["per"]:
        words += next((per for named, per in _BY_LABEL if named in label), "")
    try:
        reading = read_pay(words, default_period=PayPeriod.MONTH)
    except Unreadable:
        return None
    pay = reading.pay
    if pay is None or pay.period is None or pay.min is None or pay.max is None:
        return None
    if reading.swapped and pay.max > pay.min * _SLIP:
        return None
    if match["least"] and pay.min == pay.max:
        pay = structs.replace(pay, max=None)
    start = match.start("label") if match["label"] else match.start("figure")
    return Mention(pay, start, match.end(), average="均" in label, and_more=bool(match["least"]))


def _without_list_mark(figure: str, behind: str) -> str:
    """3000-60003、 is 3000-6000 and the third item of a list."""
    low, dash, high = figure.partition("-")
    if dash and behind and behind in "、.,):" and low.isdecimal() and high.isdecimal():
        return f"{low}-{high[:-1]}" if int(high) > int(low) * _ABSURD else figure
    return figure


_ABSURD: Final = 6
_SLIP: Final = 3
"""60000-10000: a zero too many."""
_BEFORE: Final = 16
_BEHIND: Final = 8
_SENTENCE: Final = 40
_LONGEST_RANGE: Final = 24
_BEFORE_MONTH: Final = "0123456789元kKwW千万 "
_NUMBER: Final = r"[0-9]{1,6}(?:\.[0-9]{1,2})?\s?(?:[kKwW千万]|元(?!/))?"
_DASHES: Final = r"\s?[-~—–一至到_]{1,6}\s?"
_DASH: Final = re.compile(r"\s?[-~—–一至到_]+\s?")
_PER: Final = (
    r"\s?元?(?P<per>(?:/|每|一)\s?个?(?:月|年|天|日|小?时)|(?<=元)月)?(?P<least>\s?以上|起|\+(?=[,。;/)\s\]】]|$))?"
)
_PER_OF: Final = re.compile(r"[/每一个小\s]")
_AS_PER: Final = {"月": "/月", "年": "/年", "天": "/天", "日": "/天", "时": "/小时"}
_BY_LABEL: Final = (("年薪", "/年"), ("年收入", "/年"), ("年总", "/年"), ("日薪", "/天"), ("时薪", "/小时"))
_FIRST: Final = r"[0-9](?<![0-9.]{2})"
"""A digit that does not stand inside a longer number."""
_LABELLED: Final = re.compile(
    r"(?P<label>底薪[+加]提成|包吃包?住:|综合|月薪|月工资|月收入|月均|月综合|年薪|年收入|日薪|时薪|平均|人均|工资|薪资|薪酬|薪水|收入|待遇|到手|拿到|稳定在|稳保|总额|=)"
    rf"(?P<gap>[^0-9,。;\n+/]{{0,10}}?(?:[是为:在]\n)?)(?P<figure>{_FIRST}"
    rf"[0-9]{{0,5}}(?:\.[0-9]{{1,2}})?\s?(?:[kKwW千万]|元(?!/))?(?:{_DASHES}{_NUMBER})?){_PER}"
)
_MONTH: Final = re.compile("/月|/ 月|/个月|每月|一月|一个月")
_BY_THE_MONTH: Final = re.compile(
    rf"(?P<figure>{_FIRST}[0-9.]{{0,5}}\s?[kKwW千万]?元?(?:/月)?{_DASHES}(?:[0-9]{{4,6}}|[0-9.]{{1,4}}\s?[kKwW千万]))\s?元?(?P<per>\s?/\s?个?月|每月|一?个月|一月)(?P<least>\s?以上)?(?P<gap>)(?P<label>)"
)
_IN_TITLE: Final = re.compile(
    rf"(?P<figure>{_FIRST}[0-9]{{0,5}}(?:\.[0-9])?[kKwW千万]?{_DASHES}[0-9]{{1,5}}(?:\.[0-9])?[kKwW千万])(?![0-9a-zA-Z])(?P<per>/[月年])?"
    r"(?P<least>)(?P<gap>)(?P<label>)"
)
ANY_FIGURE: Final = AnyOf(_LABELLED, _MONTH, _IN_TITLE)
"""A posting without a place for one of these states no total pay in its texts."""
_RANGE: Final = re.compile("[0-9kKwW千万元]\\s?[-~—–一至到_]")
_TRIAL: Final = "(?:试用|实习|培训|学徒|见习)期?"
_PAST_TRIAL: Final = r"(?:(?!转正|正式|[以之]?后|期满|通过)[^。;\n])"
_ON_TRIAL: Final = re.compile(rf"{_TRIAL}的?(?:待遇|工资|薪资|薪酬|月薪|收入|综合)(?:{_PAST_TRIAL}){{0,24}}$")
"""What stands under a heading of pay on trial."""
_AFTER_TRIAL: Final = re.compile(rf"{_TRIAL}(?:{_PAST_TRIAL}){{0,16}}$")
"""A single figure right behind the length of the trial: 试用期2个月,工资4400元."""
_PART: Final = re.compile(
    "底薪|基本(?![都上在])|基础|无责|提成|补贴|补助|奖|试用|实习|保底|津贴|社保|加班|全勤|起薪|绩效|固定|学徒|培训|最低|工龄|押|罚|扣|发放|每年|涨|调|增|餐|住宿|流水|营业额|销售额|业绩|租金|房租|押金"
)
_PART_BEFORE: Final = re.compile(
    "(?:底薪?|流水|营业额|基本|基础|无责任?|提成|补贴|奖金?|保底|津贴|加班|岗位|计时|固定|绩效|学徒|培训|最低|标准|工龄|国家|起步|最高|[从由][^,。;]{0,12}到)(?:工资|收入|薪资|薪酬|部分)?[::是为]?$"
    "|试用期|实习期|培训期|兼职|[首前][一二三两四六1-6](?:到[二三])?个?月|首月|[1-3一][-~至到]{1,2}[2-6二三六]个?月|[1-6三六]个月内|入[职司]前|[一二两三四五1-5]年(?:以上|后|以后)|第[二三两]年|优秀|较好|最差|做得|老员工|资深|主管|经理|[店组队班部]长|领班|总监|高管|晋升|干部"
)
_AND_PARTS: Final = re.compile(r"\s?元?[,、+]\s?(?:月?绩效|提成|奖金)")
"""A single figure with the other parts in a row: 月薪5000元,绩效1000元,提成2000-3000元."""
_APIECE: Final = re.compile(r"\s?[元的]{0,2}\s?/?[单次件人平套本台节张场班]")
_PART_AFTER: Final = re.compile(
    r"\s?[元的]{0,2}\s?(?:年薪|年收入|\)?(?:培训|训练)?[津补]贴|无责|底薪|基本|新币|新元|美元|美金|港币|港元|欧元|日元|保底|补贴|补助|奖|提成|起薪|加|\+|作为|以内|[多余]?[人名家户]|号|岁|天|%|倍|薪|个)"
)
