"""A-title: title and duties are the same job (Labour Contract Law 8: 如实告知工作内容; notice 3(1), 工作内容).

The text is read for signs of kinds of work that are often hidden behind other titles (`kinds_of_work`), for a job that
it announces by name (招聘岗位：送餐员), and where neither tells, for what its words add up to (`words_of_work`). Where
the employer's name tells its trade (an estate agency, a life insurer) and the pay is by commission, that speaks for
selling its wares. The check proposes; an assessor reads the signs and decides.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.folding import Folded
from certreg.checks.kind_of_work import SURE, Kind
from certreg.checks.kinds_of_work import COMMISSION, OWN_RECRUITING, PLAIN
from certreg.checks.search import TITLE, texts
from certreg.checks.signs_of_work import Trade, signs_of_work, trade_of
from certreg.checks.words_of_work import spoken
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.reference.occupations import load_occupations
from certreg.reference.title_words import kind_name


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


class Mismatch(NamedTuple):
    """Why the title is another job than the text's, and the words that show it."""

    reason: Text
    spans: tuple[Span, ...]


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet if the duties are those of another kind of work than the title names."""
    del context, params
    if not texts(posting, _DUTIES):
        return _ABSENT.in_channel(posting, "work_content")
    found = mismatch(posting)
    if found is None:
        return _AGREES
    return unmet(found.reason, spans=found.spans)


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that show another job than the title's; empty where none do."""
    found = mismatch(posting)
    return () if found is None else found.spans


def mismatch(posting: Posting) -> Mismatch | None:
    """The kind of work that the text describes, where the title names another."""
    titles = texts(posting, TITLE)
    if not titles:
        return None
    title = titles[0][1].text.lower()
    signs_by_field = signs_of_work(posting, _DUTIES)
    trade = trade_of(posting.text_of("employer") or "")
    for field, folded in texts(posting, _DUTIES):
        announced = _announced(title, folded.text)
        if announced is not None:
            job = announced["job"]
            return Mismatch(_DIFFERS.within(kind=job), (folded.span(field, *announced.span()),))
        signs_here = signs_by_field.get(field, {})
        if trade is not None:
            signs_here.setdefault(trade.kind, {})
        for kind, signs in signs_here.items():
            own = _for_the_trade(trade, field, folded) if trade is not None and kind is trade.kind else ()
            weight = kind.weight(signs) + len(own)
            if (
                weight >= _least(kind, title)
                and _is_another(kind, title, sure=weight + len(own) >= SURE)
                and weight >= _needed(kind, title, folded.text)
            ):
                places = sorted(signs.values())[:_SHOWN]
                return Mismatch(
                    _DIFFERS.within(kind=kind.name), (*own, *(folded.span(field, *place) for place in places))
                )
    return _by_words(posting, title)


def _by_words(posting: Posting, title: str) -> Mismatch | None:
    for field, folded in texts(posting, _DUTIES):
        found = spoken(title, field, folded)
        if found is not None:
            words = "、".join(span.quote for span in found.spans)
            reason = _SPEAKS.within(own=kind_name(found.own), other=kind_name(found.other), words=words)
            return Mismatch(reason, found.spans)
    return None


def _for_the_trade(trade: Trade, field: str, folded: Folded) -> tuple[Span, ...]:
    """The employer's trade, where the pay is by commission: a clerk of an estate agency gets none."""
    paid = COMMISSION.search(folded.text)
    return () if paid is None else (trade.name, folded.span(field, *paid.span()))


def _needed(kind: Kind, title: str, text: str) -> int:
    """More signs where the text speaks of the title's own job too."""
    named = kind.only is None and (
        any(part in text for part in _parts(title))
        or (_is_personnel(title) and OWN_RECRUITING.search(text) is not None)
    )
    return _least(kind, title) + (_MORE if named else 0)


@lru_cache(maxsize=65_536)
def _least(kind: Kind, title: str) -> int:
    return kind.few if kind.few is not None and PLAIN.search(title) else kind.least


@lru_cache(maxsize=8_192)
def _is_personnel(title: str) -> bool:
    return _PERSONNEL.search(title) is not None


@lru_cache(maxsize=65_536)
def _is_another(kind: Kind, title: str, *, sure: bool) -> bool:
    """The title names no such work; one that names no known work is enough only against sure signs."""
    if kind.fits(title, sure=sure) or (kind.only is not None and kind.only.search(title) is None):
        return False
    return sure or kind.only is not None or load_occupations().of_title(title) is not None


@lru_cache(maxsize=8_192)
def _parts(title: str) -> tuple[str, ...]:
    """What a title names, without words of rank alone: 客服专员/助理 names 客服专员."""
    return tuple(part for part in _PARTS.split(title) if len(part) > 1 and part not in _RANKS)


def _announced(title: str, text: str) -> re.Match[str] | None:
    """The text announces one job by name, of another group of occupations, and shares no word with the title."""
    if "聘" not in text:
        return None
    named = list(_JOB.finditer(text))
    if len(named) != 1:
        return None
    job = named[0]["job"].lower()
    pairs = {job[at : at + 2] for at in range(len(job) - 1)}
    if any(pair in title for pair in pairs) or any(part in text for part in _parts(title)):
        return None
    occupations = load_occupations()
    group, other = occupations.of_title(title), occupations.of_title(job)
    return named[0] if group and other and group != other else None


_SHOWN: Final = 4
_PERSONNEL: Final = re.compile("人事|人力|招聘|hr")
_MORE: Final = 3
_DUTIES: Final = ("work_content", "conditions")
_PARTS: Final = re.compile(r"[/、()\s+,\-|]+")
_RANKS: Final = frozenset(("助理", "主管", "经理", "总监", "其他", "储备"))
_JOB: Final = re.compile(
    r"(?:招聘|应聘)(?:岗位|职位|工种)[】\]]?\s?:\s?(?P<job>[\u4e00-\u9fff]{2,6}(?:员|师|工|手|机|管|代表|顾问|播|保安|经纪人))"
    r"(?=[【\[(\s,。;0-9一若数:]|$)"
)
_ABSENT: Final = absence(Text(zh="工作内容", en="duties"))
_DIFFERS: Final = Text(
    zh="岗位名称与所写工作不是同一类工作：正文写的是{kind}",
    en="The text describes another kind of work than the title: {kind}",
)
_SPEAKS: Final = Text(
    zh="岗位名称与所写工作不是同一类工作：名称属{own}，正文用词更像{other}（{words}）",
    en="The text describes another kind of work than the title: the title is of {own}, the words of {other} ({words})",
)
_AGREES: Final = met(Text(zh="工作内容未见与岗位名称不符", en="The duties do not speak of another kind of work"))
