"""Near-copies and floods among the postings of one run, kept in memory.

Texts that are the same are kept once, compressed, with a count for each employer and a few examples: memory grows with
the different texts and not with the postings. Postings without a work text to compare (lists of offers) are told apart
by employer, title, place and pay.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from rensa import RMinHashLSH

from certreg.checks import likeness
from certreg.checks.identity import comparable
from certreg.checks.kinship import kinship, party_key
from certreg.domain.neighbour import Kinship, Neighbour, Neighbourhood
from certreg.domain.posting import Party, Posting

EXAMPLES: Final = 3
"""Postings that are named for one employer's text, and for one kind of neighbour."""

_MOST_CANDIDATES: Final = 200
_UNNAMED: Final = ""


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a posting stands: its row, and the file where several are read."""

    row: int
    file: str | None = None

    @property
    def ref(self) -> str:
        """As it is shown."""
        return str(self.row) if self.file is None else f"{self.file}:{self.row}"


class Example(msgspec.Struct, frozen=True, gc=False):
    """One posting that stands for others."""

    place: Place
    title: str
    employer: Party | None


class Posted(msgspec.Struct):
    """One text of one employer: how often, and the first of them."""

    count: int = 0
    examples: tuple[Example, ...] = ()

    def add(self, example: Example) -> None:
        """Count one more."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples = (*self.examples, example)


class KnownText(msgspec.Struct):
    """One text, with its employers. `letters` is empty where there was no text to compare."""

    letters: bytes
    by_employer: dict[str, Posted] = {}

    def add(self, example: Example) -> None:
        """Count one more posting of this text."""
        self.by_employer.setdefault(party_key(example.employer) or _UNNAMED, Posted()).add(example)


class TextIndex:
    """Takes postings one by one, then tells what stands near each. Not for several threads at once."""

    def __init__(self, source: str) -> None:
        """`source` names the run in evidence."""
        self.texts: list[KnownText] = []
        self._source = source
        self._numbers: dict[bytes, int] = {}
        self._lsh = RMinHashLSH(threshold=likeness.NEAR, num_perm=likeness.SLOTS, num_bands=likeness.BANDS)
        self._near: dict[int, tuple[tuple[int, float], ...]] = {}

    def add(self, posting: Posting, place: Place) -> None:
        """Count one posting."""
        text = likeness.compared_text(posting)
        key = _key(posting, text)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.texts)
            self.texts.append(KnownText(zlib.compress(text.encode(), 1) if text else b""))
            if text:
                self._lsh.insert(number, likeness.minhash(likeness.shingles(text)))
                self._near.clear()
        self.texts[number].add(Example(place, posting.title, posting.employer))

    def number(self, posting: Posting) -> int | None:
        """Which text this posting has; None if it was not added."""
        return self._numbers.get(_key(posting, likeness.compared_text(posting)))

    def near_texts(self, number: int) -> tuple[tuple[int, float], ...]:
        """Texts near this one with their exact similarity, the nearest first, itself (1.0) among them."""
        found = self._near.get(number)
        if found is None:
            found = self._near[number] = tuple(sorted(self._verified(number), key=lambda pair: -pair[1]))
        return found

    def neighbourhood(self, posting: Posting, place: Place) -> Neighbourhood:
        """What stands near a posting that was added from this place."""
        number = self.number(posting)
        if number is None:
            return Neighbourhood(comparable=False)
        own = party_key(posting.employer)
        same = 0
        nearest: dict[Kinship, list[Neighbour]] = {}
        for other, similarity in self.near_texts(number):
            for key, posted in self.texts[other].by_employer.items():
                relation = kinship(posting.employer, posted.examples[0].employer)
                if own is not None and key == own:
                    same += posted.count
                for example in posted.examples:
                    named = nearest.setdefault(relation, [])
                    if example.place != place and len(named) < EXAMPLES:
                        named.append(self._neighbour(example, similarity, relation))
        return Neighbourhood(
            comparable=bool(self.texts[number].letters),
            same_employer=max(same - 1, 0),
            nearest=tuple(near for found in nearest.values() for near in found),
        )

    def _neighbour(self, example: Example, similarity: float, relation: Kinship) -> Neighbour:
        employer = example.employer.name if example.employer is not None else None
        return Neighbour(
            ref=example.place.ref,
            source=self._source,
            title=example.title,
            employer=employer,
            similarity=similarity,
            kinship=relation,
        )

    def _verified(self, number: int) -> Iterator[tuple[int, float]]:
        yield number, 1.0
        own = self._letters(number)
        if not own:
            return
        parts = likeness.shingles(own)
        candidates: Iterable[int] = self._lsh.query(likeness.minhash(parts))
        for other in sorted(candidates)[:_MOST_CANDIDATES]:
            if other != number:
                similarity = likeness.similarity(parts, likeness.shingles(self._letters(other)))
                if similarity >= likeness.NEAR:
                    yield other, similarity

    def _letters(self, number: int) -> str:
        letters = self.texts[number].letters
        return zlib.decompress(letters).decode() if letters else ""


class RunNeighbours:
    """What the check asks (`certreg.domain.neighbour.Neighbours`), for the posting of one place."""

    __slots__ = ("_index", "_place")

    def __init__(self, index: TextIndex, place: Place) -> None:
        self._index = index
        self._place = place

    def near(self, posting: Posting) -> Neighbourhood:
        """The others of the run."""
        return self._index.neighbourhood(posting, self._place)


def _key(posting: Posting, text: str) -> bytes:
    """The same for postings that say the same."""
    if text:
        return bytes.fromhex(likeness.text_digest(text))[:16]
    place = posting.text_of("location") or posting.location.division or ""
    pay = posting.verbatim.get("pay", "")
    stated = (party_key(posting.employer) or _UNNAMED, comparable(posting.title), comparable(place), pay)
    return bytes.fromhex(likeness.text_digest("\n".join(stated)))[:15]
