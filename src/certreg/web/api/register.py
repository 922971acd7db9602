"""The bureau brings its register up to date, looks at an import, and takes one back (notice 2(1)); its own key."""

import hashlib
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any, Final

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, RawBody
from msgspec import Meta

from certreg.domain.errors import FieldProblem
from certreg.domain.label import DIGEST_PREFIX
from certreg.domain.policy import MAX_REASON
from certreg.domain.posting import Line
from certreg.domain.text import Language
from certreg.exchange.register_rows import read_rows, rows_of
from certreg.services import register_import, register_import_log, register_rollback
from certreg.services.records import Scope
from certreg.services.register_import import Origin, Prepared, RowDiff, Standing
from certreg.services.register_import_log import ImportRecord
from certreg.services.register_rollback import Left
from certreg.signing import base64url
from certreg.web.api.auth import require_key
from certreg.web.api.bodies import read_form
from certreg.web.api.documents import encode
from certreg.web.routes import JSON, AnyRequest, reading
from certreg.web.site import Site


class RegisterImportRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Records of organisations, and where they come from. What a record does not state is left as it is.

    `again` applies a body that was applied already; `stop_on_rejects` writes nothing if any record is rejected.
    """

    source: Line
    records: Annotated[tuple[Any, ...], Meta(min_length=1)]
    seen_at: Annotated[datetime, Meta(tz=True)] | None = None
    valid_from: date | None = None
    reason: Annotated[str, Meta(min_length=1, max_length=MAX_REASON)] | None = None
    stop_on_rejects: bool = False
    again: bool = False


class RollbackRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why an import is taken back."""

    reason: str


class FactDiff(msgspec.Struct, frozen=True):
    """One fact before and after; `record` is the whole of a new organisation."""

    fact: str
    before: Any
    after: Any


class RecordProblem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is wrong with one field of a record."""

    field: str
    code: str
    reason: str
    value: str | None = None


class RecordDiff(msgspec.Struct, frozen=True, omit_defaults=True):
    """One record, by its place in `records` from 1: what it changes, or why it is rejected.

    `kept`: facts that stay, because the register has them from a source that was seen later.
    """

    number: int
    standing: Standing
    uscc: str | None = None
    changes: tuple[FactDiff, ...] = ()
    problems: tuple[RecordProblem, ...] = ()
    kept: tuple[RecordProblem, ...] = ()


class RegisterImportDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """An import that was applied. `counts` are records by `standing`."""

    id: str
    url: str
    source: str
    digest: str
    seen_at: datetime
    valid_from: date
    applied_at: datetime
    applied_by: str
    counts: dict[str, int]
    reason: str | None = None
    rolled_back_at: datetime | None = None
    rolled_back_by: str | None = None
    rollback_reason: str | None = None


class RegisterDiffDocument(msgspec.Struct, frozen=True):
    """What the records change. `import` is the import that wrote it, now or before; null where nothing is written.

    `records`: those rejected or with facts that stay, and in a preview those new and changed as well.
    """

    counts: dict[str, int]
    records: tuple[RecordDiff, ...]
    import_: RegisterImportDocument | None = msgspec.field(name="import")


class RollbackDocument(msgspec.Struct, frozen=True):
    """The import taken back, how many organisations are as before, and the facts that something changed since."""

    import_: RegisterImportDocument = msgspec.field(name="import")
    restored: int
    left: tuple[Left, ...]


@post("/api/v1/register/imports", sync_to_thread=True, status_code=200)
def import_register(
    request: AnyRequest,
    body: RawBody,
    *,
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
    preview: FromQuery[bool] = False,
) -> Response[bytes]:
    """Compare records with the register and apply them: 201 with the import; 200 where nothing is written."""
    key = require_key(request, site, now, Scope.REGISTER)
    asked = read_form(request, body, RegisterImportRequest)
    digest = DIGEST_PREFIX + base64url.encode(hashlib.sha256(body).digest())
    origin = Origin(asked.source, digest, asked.seen_at or now, asked.valid_from, asked.reason)
    earlier = None if asked.again else register_import_log.applied_before(site.registry, digest)
    if earlier is not None:
        counts = {**dict.fromkeys(map(str, Standing), 0), "unchanged": len(asked.records)}
        return _answer(RegisterDiffDocument(counts, (), _document(site, earlier)), language)
    with register_import.preparation(origin, now) as prepared:
        records = _compared(site, asked, prepared, language, whole=preview)
        stopped = asked.stop_on_rejects and prepared.counts[Standing.REJECTED]
        record = None
        if not preview and not stopped:
            record = register_import.apply(site.registry, prepared, actor=key.actor, now=now)
        counts = {str(standing): count for standing, count in prepared.counts.items()}
    written = _document(site, record) if record else None
    return _answer(RegisterDiffDocument(counts, records, written), language, made=written)


@reading("/api/v1/register/imports/{import_id:str}")
def read_import(
    request: AnyRequest,
    import_id: FromPath[str],
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """One import and whether it was taken back."""
    require_key(request, site, now, Scope.REGISTER)
    return _answer(_document(site, register_import_log.one(site.registry, import_id)), language)


@post("/api/v1/register/imports/{import_id:str}/rollback", sync_to_thread=True, status_code=200)
def roll_back_import(
    request: AnyRequest,
    body: RawBody,
    import_id: FromPath[str],
    *,
    site: NamedDependency[Site],
    language: NamedDependency[Language],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """Restore what an import changed, where nothing changed since; 409 for one that was taken back already."""
    key = require_key(request, site, now, Scope.REGISTER)
    asked = read_form(request, body, RollbackRequest)
    done = register_rollback.roll_back(site.registry, import_id, asked.reason, actor=key.actor, now=now)
    return _answer(RollbackDocument(_document(site, done.record), done.restored, done.left), language)


def _compared(
    site: Site, asked: RegisterImportRequest, prepared: Prepared, language: Language, *, whole: bool
) -> tuple[RecordDiff, ...]:
    told = {Standing.REJECTED, Standing.NEW, Standing.CHANGED} if whole else {Standing.REJECTED}
    rows = register_import.compare(site.registry, read_rows(rows_of(asked.records)), prepared)
    return tuple(_diff(row, language) for row in rows if row.standing in told or row.kept)


def _diff(row: RowDiff, language: Language) -> RecordDiff:
    return RecordDiff(
        number=row.number,
        standing=row.standing,
        uscc=row.uscc,
        changes=tuple(FactDiff(change.fact, change.before, change.after) for change in row.changes),
        problems=tuple(_problem(problem, language) for problem in row.problems),
        kept=tuple(_problem(problem, language) for problem in row.kept),
    )


def _problem(problem: FieldProblem, language: Language) -> RecordProblem:
    return RecordProblem(problem.field, problem.code, problem.reason.to(language), problem.value)


def _document(site: Site, record: ImportRecord) -> RegisterImportDocument:
    told = {name: getattr(record, name) for name in RegisterImportDocument.__struct_fields__ if name != "url"}
    return RegisterImportDocument(url=site.url(f"/api/v1/register/imports/{record.id}"), **told)


def _answer(
    content: msgspec.Struct, language: Language, *, made: RegisterImportDocument | None = None
) -> Response[bytes]:
    headers = {**_PRIVATE, "Content-Language": language, **({"Location": made.url} if made else {})}
    status = HTTPStatus.CREATED if made else HTTPStatus.OK
    return Response(encode(content), media_type=JSON, status_code=status, headers=headers)


_PRIVATE: Final = {"Cache-Control": "no-store", "Vary": "Authorization, Accept-Language"}
