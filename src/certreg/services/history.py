"""Whether the audit record still tells the whole story of every posting."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from certreg.domain.text import Text
from certreg.services import cases
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry
from certreg.storage import audit, postings
from certreg.storage.statements import Record


class BrokenHistory(msgspec.Struct, frozen=True):
    """A posting that was changed without an audit line, and between which lines."""

    posting_id: str
    reason: Text


def broken_histories(registry: Registry) -> Iterator[BrokenHistory]:
    """Every posting whose audit lines do not chain up to what it is now; none in a registry that nobody tampered with.

    The `before` of each line must be the `after` of the one before it, and the last `after` the digest of the
    posting with its card and its newest label.
    """
    with registry.db.read() as tx:
        for posting_id in postings.ids(tx):
            reason = _broken(cases.read(tx, posting_id), audit.of_posting(tx, posting_id))
            if reason is not None:
                yield BrokenHistory(posting_id, reason)


def _broken(case: PostingRecord, lines: Sequence[Record]) -> Text | None:
    if not lines or lines[0]["before"] is not None:
        return _NO_BEGINNING
    for former, line in itertools.pairwise(lines):
        if line["before"] != former["after"]:
            return _GAP.within(former=former["sequence"], line=line["sequence"])
    return None if lines[-1]["after"] == cases.digest(case) else _CHANGED.within(line=lines[-1]["sequence"])


_NO_BEGINNING: Final = Text(zh="没有提交记录", en="there is no line of its submission")
_GAP: Final = Text(
    zh="第 {former} 条与第 {line} 条记录之间有未记录的变更",
    en="it was changed between lines {former} and {line} without a record",
)
_CHANGED: Final = Text(
    zh="第 {line} 条记录之后有未记录的变更",
    en="it was changed after line {line} without a record",
)
