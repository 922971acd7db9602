"""The groups of one run: postings linked by near-copies, and floods of one employer."""

import msgspec

from certreg.checks.kinship import is_withheld, kinship
from certreg.domain.neighbour import Kinship
from certreg.scoring.duplicates import EXAMPLES, Example, TextIndex


class GroupMember(msgspec.Struct, frozen=True, kw_only=True):
    """What one employer has in a group: how many postings, and the first of them by row."""

    employer: str | None
    postings: int
    rows: tuple[str, ...]
    title: str


class DuplicateGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Postings of which each is a near-copy of another one of the group. `members`: the most postings first."""

    id: int
    postings: int
    employers: int
    copied: bool
    flood: bool
    members: tuple[GroupMember, ...]


class DuplicateSummary(msgspec.Struct, frozen=True, kw_only=True):
    """`copied`: text of several employers that do not look like one group; `floods`: of one employer, many times.

    A posting may be in both. `groups` are the largest, copies first.
    """

    compared_texts: int
    copied_groups: int
    copied_postings: int
    flood_groups: int
    flood_postings: int
    groups: tuple[DuplicateGroup, ...]


class Groups:
    """Groups of an index that is complete. `flood` is the parameter of the check."""

    def __init__(self, index: TextIndex, flood: int) -> None:
        self._index = index
        self._flood = flood
        self._root = list(range(len(index.texts)))
        for number in self._root.copy():
            for other, _ in index.near_texts(number):
                self._join(number, other)
        members: dict[int, list[int]] = {}
        for number in range(len(self._root)):
            members.setdefault(self._find(number), []).append(number)
        self.groups = {
            root: group for root, numbers in members.items() if (group := self._group(root, numbers)) is not None
        }

    def of(self, number: int) -> DuplicateGroup | None:
        """The group of a text; None if it stands alone."""
        return self.groups.get(self._find(number))

    def summary(self, most: int) -> DuplicateSummary:
        """Counts, and the largest groups."""
        copied = [group for group in self.groups.values() if group.copied]
        floods = [group for group in self.groups.values() if group.flood]
        shown = sorted({group.id: group for group in (*copied, *floods)}.values(), key=_order)
        return DuplicateSummary(
            compared_texts=sum(1 for text in self._index.texts if text.letters),
            copied_groups=len(copied),
            copied_postings=sum(group.postings for group in copied),
            flood_groups=len(floods),
            flood_postings=sum(group.postings for group in floods),
            groups=tuple(shown[:most]),
        )

    def _find(self, number: int) -> int:
        root = self._root
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._find(one), self._find(other)))
        self._root[second] = first

    def _group(self, root: int, numbers: list[int]) -> DuplicateGroup | None:
        counts: dict[str, int] = {}
        examples: dict[str, list[Example]] = {}
        for number in numbers:
            for key, posted in self._index.texts[number].by_employer.items():
                counts[key] = counts.get(key, 0) + posted.count
                examples.setdefault(key, []).extend(posted.examples)
        postings = sum(counts.values())
        if postings == 1:
            return None
        ordered = sorted(counts, key=lambda key: -counts[key])
        members = tuple(_member(counts[key], examples[key]) for key in ordered)
        return DuplicateGroup(
            id=root + 1,
            postings=postings,
            employers=len(counts),
            copied=_differ([examples[key][0] for key in ordered]),
            flood=any(key and count >= self._flood for key, count in counts.items()),
            members=members[:EXAMPLES],
        )


def _differ(examples: list[Example]) -> bool:
    """Whether two of them are of employers that do not look like one group."""
    named = [one.employer for one in examples if not is_withheld(one.employer)]
    return any(kinship(named[0], other) is Kinship.OTHER for other in named[1:])


def _member(count: int, examples: list[Example]) -> GroupMember:
    first = examples[0]
    employer = first.employer.name if first.employer is not None else None
    rows = tuple(example.place.ref for example in examples[:EXAMPLES])
    return GroupMember(employer=employer, postings=count, rows=rows, title=first.title)


def _order(group: DuplicateGroup) -> tuple[bool, int, int]:
    return not group.copied, -group.postings, group.id
