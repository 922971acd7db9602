"""How alike two texts are: Jaccard similarity of their shingles, and the MinHash signature that finds candidates.

The signature only proposes (Broder 1997; bands after Leskovec, Rajaraman, Ullman, Mining of Massive Datasets 3.4):
what is claimed is always the exact similarity of the two texts.
"""

import hashlib
import re
from array import array
from typing import Final

import msgspec
from rensa import RMinHash

from certreg.checks.folding import fold
from certreg.domain.posting import Posting

SCHEME: Final = f"1.{RMinHash.ALGORITHM_VERSION}"
"""Our own way of making texts comparable, and the library's of making signatures: only what is made in one scheme
can be compared, so it goes into every digest."""

NEAR: Final = 0.8
"""Similarity from which two texts are near-copies. Of 55,355 different work texts of 2016 to 2026 (242,119 postings,
2026-11-23), pairs of two employers from here on were copies with a few words changed, without an exception in those
read; below 0.7 they begin to be two texts on one kind of work."""

LEAST: Final = 40
"""Letters that a text needs before its likeness says something: short ones are alike by chance."""

MOST: Final = 20_000
"""Letters of a text that are looked at."""

BANDS: Final = 16
_ROWS: Final = 6
SLOTS: Final = BANDS * _ROWS
"""At a similarity of 0.8 a pair shares a band with a probability of 0.992, at 0.5 with 0.22."""

_SHINGLE: Final = 5
_SEED: Final = 20_261_124
_NOT_LETTERS: Final = re.compile(r"[\W_]+")


class Signature(msgspec.Struct, frozen=True):
    """`digest` is the same for texts that are the same but for punctuation; `bands` are signed 64-bit numbers."""

    digest: str
    bands: tuple[int, ...]


def compared_text(posting: Posting) -> str:
    """The work text as it is compared: folded, without case, punctuation and white space; "" if it is too short.

    The title stays out: a text copied under another title is a copy.
    """
    if posting.work_content is None:
        return ""
    letters = _NOT_LETTERS.sub("", fold(posting.work_content).text[: 2 * MOST].casefold())[:MOST]
    return letters if len(letters) >= LEAST else ""


def shingles(text: str) -> frozenset[str]:
    """Every run of five letters."""
    return frozenset([text[start : start + _SHINGLE] for start in range(len(text) - _SHINGLE + 1)])


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard: shared shingles of all shingles, 0 to 1."""
    shared = len(one & other)
    whole = len(one) + len(other) - shared
    return shared / whole if whole else 0.0


def minhash(parts: frozenset[str]) -> RMinHash:
    """The MinHash of a set of shingles."""
    made = RMinHash(num_perm=SLOTS, seed=_SEED)
    made.update(list(parts))
    return made


def text_digest(text: str) -> str:
    """SHA-256 of a compared text."""
    return hashlib.sha256(f"{SCHEME}\0{text}".encode()).hexdigest()


def signature(text: str) -> Signature:
    """Digest and bands of a compared text."""
    slots = minhash(shingles(text)).digest()
    return Signature(text_digest(text), tuple(_band(slots, number) for number in range(BANDS)))


def _band(slots: list[int], number: int) -> int:
    """A number for the rows of one band, different for equal rows of another band."""
    rows = array("I", slots[number * _ROWS : (number + 1) * _ROWS])
    content = number.to_bytes(1, "big") + b"".join(row.to_bytes(4, "big") for row in rows)
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)
