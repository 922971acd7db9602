"""Facts that the register has from a source seen later than the one being imported: they stay."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, TypeAlias

import msgspec

from certreg.domain.errors import FieldProblem
from certreg.domain.organisation import Organisation, OrganisationStatus
from certreg.domain.organisation_facts import RECORD, FactChange, changed_facts, each_fact
from certreg.domain.policy import local_day
from certreg.domain.text import Text
from certreg.storage import register_history
from certreg.storage.database import Reading
from certreg.storage.statements import Record

Newer: TypeAlias = Mapping[str, Mapping[str, Record]]
"""By code and fact, the line of the history that brought it."""

_ADDED_TO: Final = "former_names"
"""A fact that is never replaced: an old source may know a former name that a new one does not."""


def newer_facts(tx: Reading, codes: Sequence[str], seen_at: datetime) -> Newer:
    """What was stated later than `seen_at`. A rollback states nothing, and what it took back does not count."""
    lines = register_history.seen_after(tx, codes, seen_at)
    cancelled = {line["undoes"] for line in lines}
    newer: dict[str, dict[str, Record]] = {}
    for line in lines:
        if line["undoes"] is None and line["sequence"] not in cancelled:
            for change in each_fact(FactChange(line["fact"], line["before"], line["after"])):
                if change.fact != _ADDED_TO and not _is_implied(line, change):
                    newer.setdefault(line["uscc"], {})[change.fact] = line
    return newer


def _is_implied(line: Record, change: FactChange) -> bool:
    """Active is also who was brought in without a word about it: that must not stand against a deregistration."""
    return line["fact"] == RECORD and change.fact == "status" and change.after == OrganisationStatus.ACTIVE


def older(after: Organisation, stated: Organisation, newer: Mapping[str, Record]) -> tuple[FieldProblem, ...]:
    """Each fact that a row states otherwise than the newer source, named with that source."""
    return tuple(
        FieldProblem(
            change.fact,
            "older",
            _OLDER.within(source=newer[change.fact]["source"], day=local_day(newer[change.fact]["seen_at"])),
            msgspec.json.encode(change.after).decode()[:80],
        )
        for change in changed_facts(after, stated)
        if change.fact in newer
    )


_OLDER: Final = Text(
    zh="登记册已有较新的内容（{day}，{source}），保留不变",
    en="The register has this from a newer source ({day}, {source}): it stays",
)
