"""How well a score ranks real postings above fake ones, over employers: exact, with an interval by bootstrap.

AUC is the share of pairs of one real and one fake posting in which the real one has the higher score; a tie is half a
pair. Scores of one employer's postings hang together, so what is drawn again for the interval is employers.
"""

import random
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import mul
from statistics import fmean
from typing import Final, NamedTuple

ROUNDS: Final = 1000
SEED: Final = 20190430
_TAIL: Final = 0.025
_HALF: Final = 0.5


class Judged(NamedTuple):
    """One posting: who hires, whether it is real, and the score in question."""

    employer: str
    real: bool
    score: float


class Auc(NamedTuple):
    """A figure and its 95 % interval; None where there is no pair to compare."""

    value: float | None
    low: float | None
    high: float | None

    def shown(self) -> str:
        """As tables print it."""
        if self.value is None:
            return "-"
        low, high = (".---" if end is None else f"{end:.3f}".lstrip("0") for end in (self.low, self.high))
        return f"{self.value:.3f} [{low}, {high}]".removeprefix("0")


class _Employers:
    """The pairs of fake and real postings of every two employers, counted once for all rounds."""

    def __init__(self, rows: Iterable[Judged]) -> None:
        fake: defaultdict[str, list[float]] = defaultdict(list)
        real: defaultdict[str, list[float]] = defaultdict(list)
        for row in rows:
            (real if row.real else fake)[row.employer].append(row.score)
        self.names: Final = sorted(fake.keys() | real.keys())
        self.fakes: Final = [len(fake[name]) for name in self.names]
        self.reals: Final = [len(real[name]) for name in self.names]
        sorted_reals = [sorted(real[name]) for name in self.names]
        self.won: Final = {
            index: [pairs_won(fake[name], reals) for reals in sorted_reals]
            for index, name in enumerate(self.names)
            if fake[name]
        }

    def pooled(self, drawn: Sequence[int]) -> float | None:
        """Every posting counts once, each employer as often as it was drawn."""
        pairs = sum(map(mul, drawn, self.fakes)) * sum(map(mul, drawn, self.reals))
        won = sum(drawn[index] * sum(map(mul, drawn, row)) for index, row in self.won.items() if drawn[index])
        return won / pairs if pairs else None

    def one_each(self) -> "_OneEach":
        """The same with one posting of each employer."""
        return _OneEach(self)


class _OneEach:
    """One posting of each employer, averaged over every choice of them: pairs within one employer do not occur."""

    def __init__(self, employers: _Employers) -> None:
        sizes = [fakes + reals for fakes, reals in zip(employers.fakes, employers.reals, strict=True)]
        self._fakes = [fakes / size for fakes, size in zip(employers.fakes, sizes, strict=True)]
        self._reals = [reals / size for reals, size in zip(employers.reals, sizes, strict=True)]
        self._within = list(map(mul, self._fakes, self._reals))
        self._won = {
            index: [0.0 if index == other else won / sizes[index] / sizes[other] for other, won in enumerate(row)]
            for index, row in employers.won.items()
        }

    def auc(self, drawn: Sequence[int]) -> float | None:
        """An employer that was drawn twice is not compared with itself either."""
        pairs = sum(map(mul, drawn, self._fakes)) * sum(map(mul, drawn, self._reals))
        pairs -= sum(many * many * within for many, within in zip(drawn, self._within, strict=True))
        won = sum(drawn[index] * sum(map(mul, drawn, row)) for index, row in self._won.items() if drawn[index])
        return won / pairs if pairs > 1e-9 else None


def pairs_won(fakes: Iterable[float], sorted_reals: Sequence[float]) -> float:
    """Pairs in which the real posting is above the fake one; ties are half."""
    many = len(sorted_reals)
    return sum(many - _HALF * (bisect_left(sorted_reals, score) + bisect_right(sorted_reals, score)) for score in fakes)


def posting_and_employer_auc(rows: Sequence[Judged], rounds: int = ROUNDS) -> tuple[Auc, Auc]:
    """Every posting once; and one posting of each employer, averaged. The same employers are drawn for both."""
    employers = _Employers(rows)
    one_each = employers.one_each()
    once = [1] * len(employers.names)
    draws = list(_draws(len(employers.names), rounds))
    return (
        _with_interval(employers.pooled(once), [employers.pooled(drawn) for drawn in draws]),
        _with_interval(one_each.auc(once), [one_each.auc(drawn) for drawn in draws]),
    )


def whole_employers(rows: Iterable[Judged]) -> list[Judged]:
    """One row for each employer, fake if at least half of its postings are, with the mean of their scores."""
    by_employer: defaultdict[str, list[Judged]] = defaultdict(list)
    for row in rows:
        by_employer[row.employer].append(row)
    return [
        Judged(
            employer,
            fmean(row.real for row in theirs) > _HALF,
            fmean(row.score for row in theirs),
        )
        for employer, theirs in by_employer.items()
    ]


def _draws(employers: int, rounds: int) -> Iterable[list[int]]:
    chance = random.Random(SEED)  # the same draws each time
    for _ in range(rounds):
        drawn = [0] * employers
        for index in chance.choices(range(employers), k=employers):
            drawn[index] += 1
        yield drawn


def _with_interval(value: float | None, drawn: Iterable[float | None]) -> Auc:
    known = sorted(one for one in drawn if one is not None)
    if value is None or not known:
        return Auc(value, None, None)
    last = len(known) - 1
    return Auc(value, known[round(_TAIL * last)], known[round((1 - _TAIL) * last)])
