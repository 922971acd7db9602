"""Counts monthly pay by occupation group and province, and takes percentiles of it, in memory that does not grow.

Amounts are counted in steps, so a cell holds at most a few thousand counts. A posting that was collected several times
counts once: of each, one bit is kept in a table of fixed size. A bit that another posting set leaves a posting out; at
a million postings that is less than one in a hundred.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Final

from certreg.reference.pay_bands import ALL, PERCENTILES, Band

STEP: Final = 100 * 100
"""Fen: amounts are rounded to the nearest hundred yuan."""
LEAST: Final = 1_000 * 100
MOST: Final = 200_000 * 100
"""Fen a month: below no full month's pay, above no advertised one (a unit was misread)."""


class PayCounts:
    """Counts of amounts in every cell a posting belongs to: group and province, group, province and everything."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str], Counter[int]] = {}

    def add(self, group: str | None, province: str | None, amount: int) -> None:
        """One posting with its monthly pay in fen, between `LEAST` and `MOST`."""
        if not LEAST <= amount <= MOST:
            raise ValueError(f"{amount} fen is no month's pay")
        step = (amount + STEP // 2) // STEP
        cells = [(ALL, ALL)]
        if group is not None:
            cells += [(group, ALL)] if province is None else [(group, ALL), (group, province)]
        for cell in cells:
            self._cells.setdefault(cell, Counter())[step] += 1

    def bands(self, least: int) -> Iterator[Band]:
        """The cells of at least `least` postings, and the widest one however few it has."""
        for (group, region), counts in sorted(self._cells.items()):
            total = counts.total()
            if total >= least or (group, region) == (ALL, ALL):
                yield Band(group, region, total, percentiles(counts))


def percentiles(counts: Counter[int]) -> tuple[int, ...]:
    """By nearest rank, in fen: the smallest step that at least so many of a hundred do not exceed."""
    total = counts.total()
    ranks = [-(-total * percentile // 100) for percentile in PERCENTILES]
    amounts: list[int] = []
    seen = 0
    for step in sorted(counts):
        seen += counts[step]
        while len(amounts) < len(ranks) and ranks[len(amounts)] <= seen:
            amounts.append(step * STEP)
    return tuple(amounts)


class SeenBefore:
    """Whether a posting was counted, from one bit of a fixed table."""

    def __init__(self, bits: int = 1 << 27) -> None:
        self._bits = bits
        self._table = bytearray(bits // 8)

    def add(self, *parts: str) -> bool:
        """True if these words, or others that share their bit, were added before."""
        digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
        place, bit = divmod(int.from_bytes(digest) % self._bits, 8)
        mask = 1 << bit
        known = bool(self._table[place] & mask)
        self._table[place] |= mask
        return known
