"""Which kind of work the words of a text speak for, by how often postings of each kind use them (`title_words.csv`).

Where `kinds_of_work` lists what a reader would name, this adds up many slight signs. It is asked only about titles of
kinds whose texts are their own; selling, which hides behind them most often, takes less than any other kind.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from certreg.checks.folding import Folded
from certreg.domain.assessment import Span
from certreg.reference.occupations import load_occupations
from certreg.reference.title_words import KINDS, LONGEST, PLACE, TECHNOLOGY, kind_of, load_title_words


class Spoken(NamedTuple):
    """The kind of the title, the kind that the words speak for, and the strongest of them."""

    own: str
    other: str
    spans: tuple[Span, ...]


def spoken(title: str, field: str, folded: Folded) -> Spoken | None:
    """The other kind, where the words speak clearly more for it than for the title's."""
    own = _kind_asked_about(title)
    if own is None:
        return None
    table = load_title_words()
    places = table.find(_about_work(folded.text))
    of_own = len(table.strong[PLACE[own]].intersection(places))
    if len(places) < max(_FEWEST, _TIMES * of_own):
        return None
    sums = table.sums(places)
    of_title = sums[PLACE[own]]
    sums[PLACE[own]] = min(sums)
    most = max(sums)
    other = KINDS[sums.index(most)]
    if most - of_title < _needed(own, other, of_own) or other in _kinds_named(title):
        return None
    strong = table.strong[PLACE[other]].intersection(places)
    if len(strong) < max(_FEWEST, _TIMES * of_own):
        return None
    words = [(*places[number], table.words[number].weights[PLACE[other]]) for number in strong]
    return Spoken(own, other, _strongest(field, folded, words))


def _about_work(text: str) -> str:
    """The beginning, up to where the board lists its own categories."""
    end = text.find(_CATEGORIES, 0, LONGEST)
    return text[: LONGEST if end < 0 else end]


@lru_cache(maxsize=8_192)
def _kind_asked_about(title: str) -> str | None:
    group = None if any(map(title.__contains__, _ANY_WORK)) else load_occupations().of_title(title)
    kind = None if group is None else kind_of(group)
    if kind == TECHNOLOGY and any(map(title.__contains__, _AFTER_SALES)) and not any(map(title.__contains__, _EXPERTS)):
        kind = "customer_service"
    return kind if kind in _ASKED_ABOUT else None


@lru_cache(maxsize=8_192)
def _kinds_named(title: str) -> frozenset[str]:
    """The kinds of all parts of a title: 客服/销售 names both."""
    groups = map(load_occupations().of_title, title.replace("(", "/").replace(" ", "/").split("/"))
    named = {kind_of(group) for group in groups if group is not None}
    return frozenset(named | ({"sales"} if any(map(title.__contains__, _SELLING)) else set()))


def _needed(own: str, other: str, of_own: int) -> int:
    if other == "sales" and own in _SELLING_HIDES_BEHIND:
        return _FOR_SELLING
    return _NEVER if of_own > 1 or other in _NEAR.get(own, ()) else _FOR_OTHERS


def _strongest(field: str, folded: Folded, words: list[tuple[int, int, int]]) -> tuple[Span, ...]:
    """The heaviest stretches of `(start, end, weight)`; words that follow each other are one."""
    stretches: list[tuple[int, int, int]] = []
    for start, end, weight in sorted(words):
        if stretches and stretches[-1][1] == start:
            begun, _, before = stretches.pop()
            stretches.append((begun, end, before + weight))
        else:
            stretches.append((start, end, weight))
    heaviest = sorted(stretches, key=lambda stretch: -stretch[2])[:_SHOWN]
    return tuple(folded.span(field, start, end) for start, end, _ in sorted(heaviest))


_CATEGORIES: Final = "职能类别"
_SHOWN: Final = 4
_FEWEST: Final = 3
_FOR_SELLING: Final = 80
_FOR_OTHERS: Final = 90
_TIMES: Final = 4
"""So many strong words of the other kind for each of the title's own."""
_NEVER: Final = 1_000_000
_ANY_WORK: Final = ("管培", "培训生", "实习", "储备", "应届", "学徒", "兼职")
"""Titles that say who is wanted, not for what."""
_SELLING: Final = (
    *("销售", "业务", "营销", "顾问", "经纪", "推销"),
    *(
        "美容",
        "足疗",
        "足浴",
        "按摩",
        "推拿",
        "保姆",
        "家政",
        "月嫂",
        "送餐",
        "快递",
        "配送",
        "骑手",
        "收银",
        "货运",
        "货代",
    ),
)
"""The second line are trades whose postings court applicants, or whose people sell besides, as sellers do."""
_AFTER_SALES: Final = ("售前", "售后")
_EXPERTS: Final = ("工程", "技术", "支持", "方案", "经理", "专家")
_SELLING_HIDES_BEHIND: Final = frozenset(
    {"administration", "customer_service", "human_resources", "accounting", "legal", "design", "operations", "making"}
    | {"education", "medical", "services", "logistics", "language"}
)
_ASKED_ABOUT: Final = _SELLING_HIDES_BEHIND | {"sales"}
_NEAR: Final = {
    "administration": ("services", "human_resources", "accounting", "management", "operations"),
    "human_resources": ("administration", "management", "education"),
    "accounting": ("administration", "management"),
    "legal": ("administration", "management", "accounting"),
    "customer_service": ("operations", "management", "technology"),
    "design": ("operations", "technology", "making"),
    "operations": ("design", "technology", "management", "sales"),
    "education": ("customer_service", "management", "human_resources"),
    "making": ("design", "technology", "management", "logistics", "accounting"),
    "logistics": ("accounting", "making", "management", "administration", "sales"),
    "services": ("sales", "accounting", "logistics", "making", "management", "customer_service"),
    "medical": ("technology", "management", "customer_service"),
    "sales": (
        *("operations", "customer_service", "management", "education", "technology", "accounting"),
        *("human_resources", "administration", "legal", "design", "medical", "language"),
    ),
    "language": ("operations", "technology", "administration", "management", "making", "customer_service"),
}
"""Kinds that do much of each other's work or are spoken of alike: a receptionist receives guests."""
