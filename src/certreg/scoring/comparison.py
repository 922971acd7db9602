"""What differs between two sets of criteria, member by member: for the command line, for pages, for the record."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, TypeAlias

import msgspec

from certreg.domain.criteria import Criteria, Criterion
from certreg.domain.text import Text
from certreg.scoring.criteria_file import PublishedCriteria

_Flat: TypeAlias = Mapping[str, Any]


class ChangeKind(StrEnum):
    """What sort of member changed."""

    WORDS = "reworded"
    WEIGHT = "reweighted"
    CHECK = "check"
    PARAMS = "params"
    METHOD = "method"
    THRESHOLD = "threshold"
    EVIDENCE = "evidence"
    SCOPE = "scope"
    BASIS = "basis"
    DATES = "dates"
    IDENTITY = "identity"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One member: its place (`check.params.full`), and what stood there before and after; None for nothing."""

    member: str
    kind: ChangeKind
    before: Any = None
    after: Any = None


class CriterionNamed(msgspec.Struct, frozen=True):
    """A criterion that is in one of the two only, or ends."""

    id: str
    title: Text


class CriterionChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion of both sets that is not the same."""

    id: str
    title: Text
    changes: tuple[Change, ...]

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """What sort of change it is, each once."""
        return tuple(dict.fromkeys(change.kind for change in self.changes))


class SetNamed(msgspec.Struct, frozen=True):
    """One of the two sets."""

    id: str
    digest: str


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs. `retired` are criteria that got an end (`obsolete`); they also stand in `changed`.

    `frame` holds what belongs to no criterion: dates, levels, dimensions, the title.
    """

    before: SetNamed
    after: SetNamed
    frame: tuple[Change, ...]
    added: tuple[CriterionNamed, ...]
    removed: tuple[CriterionNamed, ...]
    retired: tuple[CriterionNamed, ...]
    changed: tuple[CriterionChanged, ...]

    def of(self, criterion_id: str) -> CriterionChanged | None:
        """What changed in one criterion of both sets; None if nothing did."""
        return next((item for item in self.changed if item.id == criterion_id), None)

    def adds(self, criterion_id: str) -> bool:
        """The criterion is new in the second set."""
        return any(item.id == criterion_id for item in self.added)


def compare(before: PublishedCriteria, after: PublishedCriteria) -> Comparison:
    """What the second set changes in the first."""
    old, new = _by_id(before.criteria), _by_id(after.criteria)
    both = [(old[key], new[key]) for key in new if key in old]
    changed = [
        CriterionChanged(id=now.id, title=now.title, changes=tuple(_changes(_flat(was), _flat(now))))
        for was, now in both
        if was != now
    ]
    return Comparison(
        before=SetNamed(before.criteria.id, before.digest),
        after=SetNamed(after.criteria.id, after.digest),
        frame=tuple(_changes(_frame(before.criteria), _frame(after.criteria))),
        added=_named(item for key, item in new.items() if key not in old),
        removed=_named(item for key, item in old.items() if key not in new),
        retired=_named(now for was, now in both if was.obsolete is None and now.obsolete is not None),
        changed=tuple(item for item in changed if item.changes),
    )


def _by_id(criteria: Criteria) -> dict[str, Criterion]:
    return {criterion.id: criterion for criterion in criteria.criteria}


def _named(criteria: Iterable[Criterion]) -> tuple[CriterionNamed, ...]:
    return tuple(CriterionNamed(criterion.id, criterion.title) for criterion in criteria)


def _frame(criteria: Criteria) -> _Flat:
    rest = msgspec.to_builtins(criteria)
    del rest["criteria"]
    for name in ("levels", "dimensions"):
        rest[name] = {item.pop("id"): item for item in rest[name]}
    return dict(_leaves(rest))


def _flat(criterion: Criterion) -> _Flat:
    return dict(_leaves(msgspec.to_builtins(criterion)))


def _leaves(value: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, Any]]:
    for name, item in value.items():
        here = f"{place}{name}"
        if isinstance(item, dict):
            yield from _leaves(item, f"{here}.")
        else:
            yield here, item


def _changes(before: _Flat, after: _Flat) -> Iterator[Change]:
    for member in dict.fromkeys((*after, *before)):
        was, now = before.get(member), after.get(member)
        if was != now:
            yield Change(member=member, kind=_kind(member), before=was, after=now)


def _kind(member: str) -> ChangeKind:
    if member.startswith("check.params"):
        return ChangeKind.PARAMS
    first, _, rest = member.partition(".")
    if first in ("levels", "dimensions"):
        return _KIND_WITHIN.get(rest.partition(".")[2], ChangeKind.WORDS)
    return _KINDS.get(first, ChangeKind.IDENTITY)


_KINDS: Final[Mapping[str, ChangeKind]] = {
    "title": ChangeKind.WORDS,
    "requirement": ChangeKind.WORDS,
    "rationale": ChangeKind.WORDS,
    "remedy": ChangeKind.WORDS,
    "weight": ChangeKind.WEIGHT,
    "check": ChangeKind.CHECK,
    "method": ChangeKind.METHOD,
    "evidence": ChangeKind.EVIDENCE,
    "applies_when": ChangeKind.SCOPE,
    "dimension": ChangeKind.SCOPE,
    "gate": ChangeKind.SCOPE,
    "basis": ChangeKind.BASIS,
    "since": ChangeKind.DATES,
    "future": ChangeKind.DATES,
    "obsolete": ChangeKind.DATES,
    "effective": ChangeKind.DATES,
    "retired": ChangeKind.DATES,
    "validity_days": ChangeKind.THRESHOLD,
}
_KIND_WITHIN: Final[Mapping[str, ChangeKind]] = {
    "weight": ChangeKind.WEIGHT,
    "each_dimension": ChangeKind.THRESHOLD,
    "overall": ChangeKind.THRESHOLD,
}

KIND_WORDS: Final[Mapping[ChangeKind, Text]] = {
    ChangeKind.WORDS: Text(zh="文字修改", en="reworded"),
    ChangeKind.WEIGHT: Text(zh="权重调整", en="reweighted"),
    ChangeKind.CHECK: Text(zh="更换自动检查", en="another check"),
    ChangeKind.PARAMS: Text(zh="检查参数调整", en="parameters of the check"),
    ChangeKind.METHOD: Text(zh="评定方式改变", en="another method"),
    ChangeKind.THRESHOLD: Text(zh="门槛调整", en="threshold"),
    ChangeKind.EVIDENCE: Text(zh="所需证据改变", en="evidence"),
    ChangeKind.SCOPE: Text(zh="适用范围改变", en="scope"),
    ChangeKind.BASIS: Text(zh="依据改变", en="legal basis"),
    ChangeKind.DATES: Text(zh="日期改变", en="dates"),
    ChangeKind.IDENTITY: Text(zh="标识改变", en="identity"),
}
"""Kinds of change as people call them."""
