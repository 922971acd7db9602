"""Weighs the words of postings by the kind of work of their titles, within each platform.

A platform's own phrases weigh nothing, because a word counts by how much more often one kind has it than all kinds of
the same platform. The same text of an employer under titles of several kinds is left out: it is what the table shall
find. Clauses about pay, hours, applicants and applying say nothing of the work, and words that stand mostly in them
are left out too.
"""

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from certreg.reference.title_words import KINDS, LONGEST, SHORTEST, STRONG, Word


class Sample(NamedTuple):
    """A text with the kind of its title; `kind` is None where several were met."""

    platform: str
    employer: str
    kind: str | None
    text: str


class TitleWordCounts:
    """The texts of postings, each once. It holds the beginnings of all texts: a gigabyte for half a million."""

    def __init__(self) -> None:
        self._samples: dict[bytes, Sample] = {}

    def add(self, platform: str, employer: str, kind: str, text: str) -> bool:
        """One posting with its folded text; False if this text of the employer was there before."""
        key = hashlib.blake2b("\x1f".join((platform, employer, text[:_SAME])).encode(), digest_size=12).digest()
        known = self._samples.get(key)
        if known is None:
            self._samples[key] = Sample(platform, employer, kind, text[:LONGEST])
        elif known.kind != kind:
            self._samples[key] = known._replace(kind=None)
        return known is None

    def words(self, employers: int, most: int = 600) -> list[Word]:
        """The words met in texts of so many employers, from at most `most` texts of each platform and kind."""
        by_cell: dict[tuple[str, str], list[Sample]] = defaultdict(list)
        for _, sample in sorted(self._samples.items()):
            if sample.kind is not None and len(by_cell[sample.platform, sample.kind]) < most:
                by_cell[sample.platform, sample.kind].append(sample)
        kept = _kept([sample for samples in by_cell.values() for sample in samples], employers)
        weights = _weights(_shares(by_cell, kept))
        strong = {word: own for word, own in weights.items() if max(own) >= STRONG}
        return [Word(word, kept[word], own) for word, own in sorted(strong.items()) if not _redundant(word, strong)]


class _Share(NamedTuple):
    """How many texts of one platform and kind count, and in how many of them each word stands."""

    kind: str
    size: int
    counts: Counter[str]


def _kept(samples: list[Sample], employers: int) -> Mapping[str, int]:
    """The number of employers of each word that stands mostly in clauses about the work."""
    work, anywhere = Counter[str](), Counter[str]()
    of_word: dict[str, set[int]] = defaultdict(set)
    numbers: dict[str, int] = {}
    for sample in samples:
        about, rest = _clauses(sample.text)
        work.update(about)
        anywhere.update(about | rest)
    often = {word for word, count in work.items() if count >= employers and count >= _MOSTLY * anywhere[word]}
    for sample in samples:
        number = numbers.setdefault(sample.employer, len(numbers))
        for word in often & _clauses(sample.text)[0]:
            of_word[word].add(number)
    return {word: len(own) for word, own in of_word.items() if len(own) >= employers}


def _shares(by_cell: Mapping[tuple[str, str], list[Sample]], kept: Mapping[str, int]) -> dict[str, list[_Share]]:
    shares: dict[str, list[_Share]] = defaultdict(list)
    for (platform, kind), samples in sorted(by_cell.items()):
        if len(samples) >= _LEAST_TEXTS:
            counts = Counter(word for sample in samples for word in _clauses(sample.text)[0] if word in kept)
            shares[platform].append(_Share(kind, len(samples), counts))
    return {platform: own for platform, own in shares.items() if len(own) >= _LEAST_KINDS}


def _weights(shares: Mapping[str, list[_Share]]) -> dict[str, tuple[int, ...]]:
    """Observed against expected texts of each kind, over all platforms, in tenths of the natural logarithm."""
    observed: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    expected: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for own in shares.values():
        mean = Counter[str]()
        for share in own:
            for word, count in share.counts.items():
                mean[word] += count / share.size / len(own)  # type: ignore[assignment]
        for share in own:
            scale = min(1, _ENOUGH / share.size)
            for word, part in mean.items():
                observed[share.kind][word] += share.counts[word] * scale  # type: ignore[assignment]
                expected[share.kind][word] += part * share.size * scale  # type: ignore[assignment]
    words = {word for own in expected.values() for word in own}
    return {word: tuple(_tenths(observed[kind][word], expected[kind][word]) for kind in KINDS) for word in words}


def _tenths(observed: float, expected: float) -> int:
    weight = math.log((observed + _PRIOR) / (expected + _PRIOR))
    return 0 if abs(weight) < _SLIGHT else round(10 * max(-_BOUND, min(_BOUND, weight)))


def _redundant(word: str, weights: Mapping[str, tuple[int, ...]]) -> bool:
    """A shorter word within says as much."""
    own = weights[word]
    best = own.index(max(own))
    return any(
        part in weights and weights[part][best] >= own[best] - _AS_MUCH
        for length in range(SHORTEST, len(word))
        for part in (word[at : at + length] for at in range(len(word) - length + 1))
    )


def _clauses(text: str) -> tuple[set[str], set[str]]:
    """The words in clauses about the work, and those in all others."""
    work: set[str] = set()
    rest: set[str] = set()
    for clause in _CUT.split(text):
        (rest if _CONDITIONS.search(clause) else work).update(_words(clause))
    return work, rest


def _words(clause: str) -> Iterator[str]:
    """Stretches of two to four characters, and whole words in Latin letters."""
    for match in _RUN.finditer(clause):
        run = match[0]
        if run.isascii():
            yield run
        else:
            yield from (run[at : at + n] for n in _LENGTHS for at in range(len(run) - n + 1))


_SAME: Final = 150
_MOSTLY: Final = 0.65
_LEAST_TEXTS: Final = 15
_LEAST_KINDS: Final = 4
_ENOUGH: Final = 400
_PRIOR: Final = 3.0
_SLIGHT: Final = 0.3
_BOUND: Final = 2.2
_AS_MUCH: Final = 2
_LENGTHS: Final = (2, 3, 4)
_RUN: Final = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z][a-z0-9+#.]+")
_CUT: Final = re.compile(r"[。;!\n\t,①-⑳]|[0-9一二三四五六七八九十][、.)]")
_CONDITIONS: Final = re.compile(
    "元|工资|薪|提成|奖|补[贴助]|[五六]险|社保|公积金|保险金|包[吃住食]|食宿|宿舍|住宿|双休|单休|加班|小时|时间|上班|下班|班制"
    "|早班|晚班|周岁|年龄|学历|毕业|身高|身体|形象|性格|普通话|能力|责任心|吃苦|福利|旅游|聚餐|晋升|免费|押金|收费|面试|电话联系"
    "|致电|微信|简历|入职|转正|试用期|我们|地址|地点|直招|欢迎|机会|平台(?!运营)|休息|月休|经验"
)
