"""Bring the register up to date from a file or a request: first as a diff, then in one transaction.

Rows are read, checked and compared first, outside any write; those that change something wait in a temporary file.
Only they are compared again and written while the register is held, so that others do not wait for the reading.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from tempfile import TemporaryFile
from typing import IO, Final, TypeVar

import msgspec

from certreg.domain.errors import FieldProblem
from certreg.domain.organisation import Organisation, OrganisationKind
from certreg.domain.organisation_facts import FACTS, FactChange, Provenance, changed_facts, with_former_names
from certreg.domain.people import Actor
from certreg.domain.policy import REGISTER_ROLES, local_day, require_role
from certreg.domain.text import Text
from certreg.exchange.reading import Rejected
from certreg.exchange.register_rows import RegisterRow
from certreg.services import supervise
from certreg.services.identifiers import new_id
from certreg.services.organisations import BATCH, Change, found, write_changes
from certreg.services.register_import_log import ImportRecord, entry, read
from certreg.services.registry import Registry
from certreg.storage import audit, register_history, register_imports
from certreg.storage.database import Writing

Item = TypeVar("Item")


class Standing(StrEnum):
    """What a row means for the register."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


class RowDiff(msgspec.Struct, frozen=True):
    """One row: its number in the source, and what it would change, fact by fact, or why it is rejected."""

    number: int
    standing: Standing
    uscc: str | None = None
    changes: tuple[FactChange, ...] = ()
    problems: tuple[FieldProblem, ...] = ()
    raw: str = ""


class Origin(msgspec.Struct, frozen=True):
    """Where an import comes from. `digest` recognises the same file again; a day not given is that of `seen_at`."""

    source: str
    digest: str
    seen_at: datetime
    valid_from: date | None = None
    reason: str | None = None

    @property
    def day(self) -> date:
        """From which day on its facts hold."""
        return self.valid_from or local_day(self.seen_at)


class Prepared:
    """Rows that were read and compared: how many of each kind, and where those wait that change something."""

    def __init__(self, waiting: IO[bytes], started_at: datetime) -> None:
        self.started_at = started_at
        self.counts = dict.fromkeys(Standing, 0)
        self._waiting = waiting

    def keep(self, row: RegisterRow) -> None:
        """One row more that changes something."""
        self._waiting.write(_ENCODER.encode(row) + b"\n")

    def kept(self) -> Iterator[RegisterRow]:
        """The rows that change something, in order."""
        self._waiting.seek(0)
        for line in self._waiting:
            yield _DECODER.decode(line)


@contextmanager
def preparation(now: datetime) -> Iterator[Prepared]:
    """Where an import is prepared; what waits is gone at the end."""
    with TemporaryFile() as waiting:
        yield Prepared(waiting, now)


def compare(registry: Registry, rows: Iterable[RegisterRow | Rejected], prepared: Prepared) -> Iterator[RowDiff]:
    """What each row would change, in order; nothing is written. The rows that change something go to `prepared`."""
    with registry.db.read() as tx:
        for batch in _batches(rows):
            known = found(tx, [row.stated.uscc for row in batch if isinstance(row, RegisterRow)])
            for row in batch:
                diff = _rejected(row) if isinstance(row, Rejected) else _compared(row, known.get(row.stated.uscc))
                prepared.counts[diff.standing] += 1
                if isinstance(row, RegisterRow) and diff.changes:
                    prepared.keep(row)
                yield diff


def apply(
    registry: Registry, prepared: Prepared, origin: Origin, *, actor: Actor, now: datetime
) -> ImportRecord | None:
    """Write what was prepared in one transaction; None, and nothing written, where nothing changes.

    Role: registrar, administrator, bureau. What another changed meanwhile is compared anew.
    """
    require_role(actor, REGISTER_ROLES)
    import_id = new_id("i")
    provenance = Provenance(origin.source, origin.seen_at, origin.day, import_id)
    with registry.db.write() as tx:
        register_history.hold(tx)
        written: list[str] = []
        for batch in _batches(prepared.kept()):
            changes = _changes(tx, batch)
            if changes and not written:
                register_imports.add(tx, _row(import_id, prepared, origin, actor=actor, now=now))
            write_changes(tx, changes, provenance, actor=actor, now=now)
            written += [change.uscc for change in changes]
        if not written:
            return None
        supervise.facts_changed(tx, written, now=now)
        audit.append(tx, [entry("import", import_id, origin.reason or origin.source, actor, now)])
        return read(tx, import_id)


def _batches(rows: Iterable[Item]) -> Iterator[list[Item]]:
    waiting = iter(rows)
    while batch := list(itertools.islice(waiting, BATCH)):
        yield batch


def _rejected(row: Rejected) -> RowDiff:
    return RowDiff(row.number, Standing.REJECTED, None, (), row.problems, row.raw)


def _compared(row: RegisterRow, before: Organisation | None) -> RowDiff:
    after = _after(row, before)
    code = row.stated.uscc
    if isinstance(after, FieldProblem):
        raw = msgspec.json.encode(row.stated).decode()
        return RowDiff(row.number, Standing.REJECTED, code, (), (after,), raw)
    changes = changed_facts(before, after)
    if not changes:
        return RowDiff(row.number, Standing.UNCHANGED, code)
    return RowDiff(row.number, Standing.CHANGED if before else Standing.NEW, code, changes)


def _after(row: RegisterRow, before: Organisation | None) -> Organisation | FieldProblem:
    """The record that the row leads to. Whoever has a licence is an agency; else a new one must say what it is."""
    stated = row.stated.facts()
    if before is None:
        if "name" not in stated:
            return FieldProblem("name", "missing", _MISSING)
        if "kinds" not in stated:
            if stated.get("licence") is None:
                return FieldProblem("kinds", "missing", _MISSING)
            stated["kinds"] = frozenset({OrganisationKind.AGENCY})
    values = {fact: _EMPTY[fact] if value is None else value for fact, value in stated.items()}
    whole = msgspec.structs.replace(before, **values) if before else Organisation(uscc=row.stated.uscc, **values)
    return with_former_names(before, whole)


def _changes(tx: Writing, batch: Sequence[RegisterRow]) -> list[Change]:
    known = found(tx, [row.stated.uscc for row in batch])
    changes = []
    for row in batch:
        before = known.get(row.stated.uscc)
        after = _after(row, before)
        if isinstance(after, Organisation) and after != before:
            changes.append(Change(row.stated.uscc, before, after))
    return changes


def _row(import_id: str, prepared: Prepared, origin: Origin, *, actor: Actor, now: datetime) -> dict[str, object]:
    return {
        "id": import_id,
        "source": origin.source,
        "digest": origin.digest,
        "seen_at": origin.seen_at,
        "valid_from": origin.day,
        "started_at": prepared.started_at,
        "applied_at": now,
        "applied_by": actor.id,
        "applied_role": actor.role,
        "reason": origin.reason,
        "counts": {str(standing): count for standing, count in prepared.counts.items()},
    }


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(RegisterRow)
_EMPTY: Final = {field.name: field.default for field in msgspec.structs.fields(Organisation) if field.name in FACTS}
_MISSING: Final = Text(zh="新登记的机构必须填写", en="A new organisation must state this")
