"""Take in many postings: new ones are submitted, known ones updated, the same ones left alone.

Running an import again is always safe: what was committed is recognised. Batches share one transaction, which is
several times faster than one for each posting; a batch is written whole or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from certreg.checks.context import Context
from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.people import Actor
from certreg.domain.policy import SUBMITTING_ROLES, require_role
from certreg.domain.posting import Posting
from certreg.services import cases, intake, mandates
from certreg.services.intake import Prepared, Source
from certreg.services.neighbours import Pending, RegisteredNeighbours
from certreg.services.organisations import scoring_context
from certreg.services.registry import Registry
from certreg.services.update_posting import record_version
from certreg.storage import postings
from certreg.storage.database import Reading, Writing

BATCH: Final = 250


class Taken(StrEnum):
    """What became of one row."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class RowResult(msgspec.Struct, frozen=True):
    """One row: its number in the file, what became of it, and the posting or the problems."""

    number: int
    taken: Taken
    posting_id: str | None = None
    problems: tuple[FieldProblem, ...] = ()


class _Line(msgspec.Struct, frozen=True):
    number: int
    posting_id: str
    source: Source
    posting: Posting
    prepared: Prepared | None


def import_postings(
    registry: Registry, rows: Iterable[tuple[int, Posting]], *, actor: Actor, now: datetime
) -> Iterator[RowResult]:
    """Take in numbered postings; yields each row's result once it is committed.

    A posting is recognised by platform and source id, one without source id by its whole content.
    """
    require_role(actor, SUBMITTING_ROLES)
    context = scoring_context(registry, now)
    for batch in _batches(rows, actor):
        yield from _take(registry, batch, context, actor=actor, now=now)


def _batches(rows: Iterable[tuple[int, Posting]], actor: Actor) -> Iterator[list[tuple[int, Source, Posting]]]:
    """No source twice in one batch: the second would not see the first."""
    batch: list[tuple[int, Source, Posting]] = []
    sources: set[Source] = set()
    for number, posting in rows:
        source = _recognised(posting, actor)
        if len(batch) == BATCH or source in sources:
            yield batch
            batch, sources = [], set()
        batch.append((number, source, posting))
        sources.add(source)
    if batch:
        yield batch


def _recognised(posting: Posting, actor: Actor) -> Source:
    source = intake.source_of(posting, actor)
    if source.source_id is not None:
        return source
    return msgspec.structs.replace(source, source_id=intake.content_digest(posting))


def _take(
    registry: Registry, batch: Sequence[tuple[int, Source, Posting]], context: Context, *, actor: Actor, now: datetime
) -> list[RowResult]:
    while True:
        with registry.db.read() as tx:
            known = _known(tx, [source for _, source, _ in batch])
            contents = postings.contents(tx, list(known.values()))
        lines, refused = _prepared(registry, batch, known, contents, context)
        with registry.db.write() as tx:
            written = _write(tx, lines, known, actor=actor, now=now)
        if written is not None:
            return sorted([*refused, *written], key=lambda result: result.number)


def _prepared(
    registry: Registry,
    batch: Sequence[tuple[int, Source, Posting]],
    known: Mapping[Source, str],
    contents: Mapping[str, Posting],
    context: Context,
) -> tuple[list[_Line], list[RowResult]]:
    """Lines ready to be written, each compared with what is registered and with those before it, and the refused."""
    lines: list[_Line] = []
    refused: list[RowResult] = []
    pending = Pending(context.now)
    for number, source, posting in batch:
        posting_id = known.get(source) or intake.fresh_id()
        prepared = None
        if contents.get(posting_id) != posting:
            neighbours = RegisteredNeighbours(registry, context.now, posting_id, pending)
            try:
                prepared = intake.prepare(registry, posting, replace(context, neighbours=neighbours))
            except InvalidInput as error:
                refused.append(RowResult(number, Taken.REFUSED, None, _problems(error)))
                continue
            pending.add(posting_id, posting, prepared.signature)
        lines.append(_Line(number, posting_id, source, posting, prepared))
    return lines, refused


def _write(
    tx: Writing, lines: Sequence[_Line], known: Mapping[Source, str], *, actor: Actor, now: datetime
) -> list[RowResult] | None:
    """None, and nothing written, if another import took one of the sources meanwhile: evidence names posting ids."""
    for origin in {line.source.origin for line in lines}:
        postings.hold_source(tx, origin, "")
    sources = [line.source for line in lines]
    if _known(tx, sources) != {source: known[source] for source in sources if source in known}:
        return None
    new, results = [], []
    for line in lines:
        if line.source not in known and line.prepared is not None:
            refused = _refused_by_mandate(tx, line, now)
            results.append(refused or RowResult(line.number, Taken.NEW, line.posting_id))
            if refused is None:
                new.append((line.posting_id, line.source, line.prepared))
    intake.write(tx, new, actor=actor, now=now)
    # Postings are locked in order of id, as everywhere: two at once wait for each other and never in a circle.
    present = sorted(((known[line.source], line) for line in lines if line.source in known), key=lambda p: p[0])
    for posting_id, line in present:
        results.append(_update(tx, posting_id, line, actor=actor, now=now))
    return results


def _refused_by_mandate(tx: Writing, line: _Line, now: datetime) -> RowResult | None:
    """Take the row's line of a mandate, as `submit` does; why not, if it is refused."""
    try:
        mandates.match(tx, line.posting_id, line.posting, now)
    except InvalidInput as error:
        return RowResult(line.number, Taken.REFUSED, None, _problems(error))
    return None


def _update(tx: Writing, posting_id: str, line: _Line, *, actor: Actor, now: datetime) -> RowResult:
    if line.prepared is None:
        return RowResult(line.number, Taken.UNCHANGED, posting_id)
    case = cases.lock(tx, posting_id)
    try:
        after = record_version(tx, case, line.prepared, actor=actor, now=now)
    except InvalidInput as error:  # raised before anything of the row was written
        return RowResult(line.number, Taken.REFUSED, posting_id, _problems(error))
    return RowResult(line.number, Taken.UNCHANGED if after.version == case.version else Taken.UPDATED, posting_id)


def _known(tx: Reading, sources: Sequence[Source]) -> dict[Source, str]:
    """Posting ids of the sources that came before."""
    found: dict[Source, str] = {}
    for origin, platform in sorted({(source.origin, source.platform) for source in sources}):
        wanted = [s.source_id for s in sources if (s.origin, s.platform) == (origin, platform) and s.source_id]
        for source_id, posting_id in postings.by_source(tx, origin, platform, wanted).items():
            found[Source(origin, platform, source_id)] = posting_id
    return found


def _problems(error: InvalidInput) -> tuple[FieldProblem, ...]:
    return error.problems or (FieldProblem("posting", error.code, error.detail),)
