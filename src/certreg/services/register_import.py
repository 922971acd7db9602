"""Bring the register up to date from a file or a request: first as a diff, then in one transaction.

Rows are read, checked and compared first, outside any write, and wait in a temporary file. Those that change something
are compared again and written while the register is held, so that others do not wait for the reading; the others too,
but only where the register changed meanwhile.

What the register has from a source that was seen later stays: an old file must not bring back a withdrawn licence.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from tempfile import TemporaryFile
from typing import IO, Any, Final, TypeVar

import msgspec

from certreg.domain.errors import Conflict, FieldProblem, InvalidInput
from certreg.domain.organisation import Organisation, OrganisationKind
from certreg.domain.organisation_facts import FACTS, FactChange, Provenance, changed_facts, with_former_names
from certreg.domain.people import Actor
from certreg.domain.policy import REGISTER_ROLES, local_day, require_role
from certreg.domain.text import Text
from certreg.exchange.clean_text import text_problems
from certreg.exchange.reading import Rejected
from certreg.exchange.register_rows import RegisterRow
from certreg.services import supervise
from certreg.services.identifiers import new_id
from certreg.services.organisations import BATCH, Change, found, write_changes
from certreg.services.register_import_log import ImportRecord, entry, read
from certreg.services.register_newer import Newer, newer_facts, older
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
    """One row: its number in the source, and what it would change, fact by fact, or why it is rejected.

    `kept`: facts that it states and that stay, because the register has them from a source that was seen later.
    """

    number: int
    standing: Standing
    uscc: str | None = None
    changes: tuple[FactChange, ...] = ()
    problems: tuple[FieldProblem, ...] = ()
    raw: str = ""
    kept: tuple[FieldProblem, ...] = ()
    remarks: tuple[FieldProblem, ...] = ()


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
    """Rows that were read and compared: how many of each kind, and where they wait."""

    def __init__(self, waiting: IO[bytes], origin: Origin, started_at: datetime) -> None:
        self.origin = origin
        self.started_at = started_at
        self.counts = dict.fromkeys(Standing, 0)
        self.compared_with = 0
        self._waiting = waiting

    def keep(self, row: RegisterRow, *, changes: bool) -> None:
        """One row more, which changes something or not."""
        self._waiting.write((_CHANGES if changes else _CHANGES_NOTHING) + _ENCODER.encode(row) + b"\n")

    def kept(self, *, whole: bool) -> Iterator[RegisterRow]:
        """The rows that change something, in order; all of them if `whole`."""
        self._waiting.seek(0)
        for line in self._waiting:
            if whole or line.startswith(_CHANGES):
                yield _DECODER.decode(line[1:])


@contextmanager
def preparation(origin: Origin, now: datetime) -> Iterator[Prepared]:
    """Where an import is prepared; what waits is gone at the end. `InvalidInput` for an origin that cannot be."""
    _require_origin(origin, now)
    with TemporaryFile() as waiting:
        yield Prepared(waiting, origin, now)


def compare(registry: Registry, rows: Iterable[RegisterRow | Rejected], prepared: Prepared) -> Iterator[RowDiff]:
    """What each row would change, in order; nothing is written. The rows that change something go to `prepared`."""
    with registry.db.read() as tx:
        prepared.compared_with = register_history.last(tx)
        for batch in _batches(rows):
            codes = [row.stated.uscc for row in batch if isinstance(row, RegisterRow)]
            known, newer = found(tx, codes), newer_facts(tx, codes, prepared.origin.seen_at)
            for row in batch:
                diff = _rejected(row) if isinstance(row, Rejected) else _compared(row, known, newer)
                prepared.counts[diff.standing] += 1
                if isinstance(row, RegisterRow):
                    prepared.keep(row, changes=bool(diff.changes))
                yield diff


def apply(
    registry: Registry,
    prepared: Prepared,
    *,
    actor: Actor,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> ImportRecord | None:
    """Write what was prepared in one transaction; None, and nothing written, where nothing changes.

    `progress` is told now and then how many organisations are written.

    Role: registrar, administrator, bureau. Where another changed the register meanwhile, every row is compared anew;
    `Conflict`, and nothing written, if one cannot be applied any longer.
    """
    require_role(actor, REGISTER_ROLES)
    origin = prepared.origin
    import_id = new_id("i")
    provenance = Provenance(origin.source, origin.seen_at, origin.day, import_id)
    with registry.db.write() as tx:
        register_history.hold(tx)
        written: list[str] = []
        elsewhere = register_history.last(tx) != prepared.compared_with
        for batch in _batches(prepared.kept(whole=elsewhere)):
            changes = _changes(tx, batch, origin)
            if changes and not written:
                register_imports.add(tx, _row(import_id, prepared, actor=actor, now=now))
            write_changes(tx, changes, provenance, actor=actor, now=now)
            written += [change.uscc for change in changes]
            if progress is not None:
                progress(len(written))
        if not written:
            return None
        supervise.facts_changed(tx, written, now=now)
        audit.append(tx, [entry("import", import_id, origin.reason or origin.source, actor, now)])
        return read(tx, import_id)


def _require_origin(origin: Origin, now: datetime) -> None:
    """Facts count from the moment they are in the register: what is to hold later is brought when it does."""
    told = {"source": origin.source, **({"reason": origin.reason} if origin.reason is not None else {})}
    problems = list(text_problems(told))
    # Of the last and the first year of the calendar some moments have no day in Shanghai, so the moment comes first.
    if origin.seen_at > now:
        problems.append(FieldProblem("seen_at", "future", _SEEN_LATER, origin.seen_at.isoformat()))
    elif origin.seen_at.year < _FIRST_YEAR:
        problems.append(FieldProblem("seen_at", "too_early", _SEEN_BEFORE, origin.seen_at.isoformat()))
    elif origin.day > local_day(now):
        problems.append(FieldProblem("valid_from", "future", _VALID_LATER, origin.day.isoformat()))
    if problems:
        raise InvalidInput(problems[0].reason, problems)


def _batches(rows: Iterable[Item]) -> Iterator[list[Item]]:
    waiting = iter(rows)
    while batch := list(itertools.islice(waiting, BATCH)):
        yield batch


def _rejected(row: Rejected) -> RowDiff:
    return RowDiff(row.number, Standing.REJECTED, None, (), row.problems, row.raw, (), row.remarks)


def _compared(row: RegisterRow, known: Mapping[str, Organisation], newer: Newer) -> RowDiff:
    code = row.stated.uscc
    before = known.get(code)
    after = _after(row, before, newer)
    if isinstance(after, FieldProblem):
        raw = msgspec.json.encode(row.stated).decode()
        return RowDiff(row.number, Standing.REJECTED, code, (), (after,), raw, (), row.remarks)
    changes = changed_facts(before, after)
    standing = Standing.UNCHANGED if not changes else Standing.CHANGED if before else Standing.NEW
    kept = older(after, _stated_whole(row, after), newer.get(code, {}))
    return RowDiff(row.number, standing, code, changes, (), "", kept, row.remarks)


def _after(row: RegisterRow, before: Organisation | None, newer: Newer) -> Organisation | FieldProblem:
    """The record that the row leads to. Whoever has a licence is an agency; else a new one must say what it is."""
    stated = row.stated.facts()
    if before is not None:
        stays = newer.get(row.stated.uscc, {})
        rest = {fact: value for fact, value in stated.items() if fact not in stays}
        return with_former_names(before, msgspec.structs.replace(before, **_filled(rest)))
    if "name" not in stated:
        return FieldProblem("name", "missing", _MISSING)
    if not stated.get("kinds"):
        if stated.get("licence") is None:
            return FieldProblem("kinds", "missing", _MISSING)
        stated["kinds"] = frozenset({OrganisationKind.AGENCY})
    return with_former_names(None, Organisation(uscc=row.stated.uscc, **_filled(stated)))


def _stated_whole(row: RegisterRow, after: Organisation) -> Organisation:
    """The same record with everything that the row states, however old."""
    return msgspec.structs.replace(after, **_filled(row.stated.facts()))


def _filled(stated: Mapping[str, Any]) -> dict[str, Any]:
    return {fact: _EMPTY[fact] if value is None else value for fact, value in stated.items()}


def _changes(tx: Writing, batch: Sequence[RegisterRow], origin: Origin) -> list[Change]:
    codes = [row.stated.uscc for row in batch]
    known, newer = found(tx, codes), newer_facts(tx, codes, origin.seen_at)
    changes = []
    for row in batch:
        before = known.get(row.stated.uscc)
        after = _after(row, before, newer)
        if isinstance(after, FieldProblem):
            raise Conflict(_CHANGED_MEANWHILE.within(row=row.number, uscc=row.stated.uscc))
        if after != before:
            changes.append(Change(row.stated.uscc, before, after))
    return changes


def _row(import_id: str, prepared: Prepared, *, actor: Actor, now: datetime) -> dict[str, object]:
    origin = prepared.origin
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


_CHANGES: Final = b"+"
_CHANGES_NOTHING: Final = b"="
_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(RegisterRow)
_EMPTY: Final = {field.name: field.default for field in msgspec.structs.fields(Organisation) if field.name in FACTS}
_MISSING: Final = Text(zh="新登记的机构必须填写", en="A new organisation must state this")
_FIRST_YEAR: Final = 1949
_SEEN_BEFORE: Final = Text(zh="来源的时间早于 1949 年", en="No source was seen before 1949")
_SEEN_LATER: Final = Text(zh="来源的时间在将来", en="The source cannot have been seen in the future")
_VALID_LATER: Final = Text(
    zh="生效日期在将来：登记内容一经导入即生效，请在当日导入",
    en="The first day lies in the future: facts count as soon as they are imported, so import them on that day",
)
_CHANGED_MEANWHILE: Final = Text(
    zh="比对之后，第 {row} 行的 {uscc} 被他人移出登记册，没有写入任何内容；请重新导入",
    en="Since the comparison {uscc} (row {row}) was taken out of the register; nothing is written: import again",
)
