"""Postings out of files: NDJSON, JSON, JSON-LD, CSV and XLSX, gzip too, through a mapping profile if need be."""

import functools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, get_args

import msgspec

from certreg.domain.errors import CertregError, FieldProblem, InvalidInput
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.exchange.csv_rows import csv_rows
from certreg.exchange.jobposting import from_node
from certreg.exchange.json_rows import document_rows, ndjson_rows
from certreg.exchange.jsonld import is_jsonld, job_postings
from certreg.exchange.limits import MAX_RAW_SHOWN
from certreg.exchange.mapping import Mapped, RowMapper
from certreg.exchange.native import FIELDS, decode_posting
from certreg.exchange.profiles import Profile, available, load_profile, read_profile
from certreg.exchange.source_rows import SourceRow
from certreg.exchange.streams import head, lines
from certreg.exchange.xlsx_rows import xlsx_rows

Format = Literal["ndjson", "json", "csv", "xlsx"]


class Row(msgspec.Struct, frozen=True):
    """A posting and its number in the source: the line, the row of the sheet, or the place in the list.

    `remarks` say what was settled on the way (bounds put right, a column that is not known); they refuse nothing.
    """

    number: int
    posting: Posting
    remarks: tuple[FieldProblem, ...] = ()


class Rejected(msgspec.Struct, frozen=True):
    """A row that was refused, with a problem for each field, and the row as it stood in the source."""

    number: int
    problems: tuple[FieldProblem, ...]
    raw: str
    remarks: tuple[FieldProblem, ...] = ()


def read_postings(
    path: Path,
    *,
    profile: str | Path | None = None,
    form: Format | None = None,
    profile_dir: Path | None = None,
) -> Iterator[Row | Rejected]:
    """Read a file row by row, in bounded memory; rows that cannot be read are refused one by one.

    Without `form` the content decides, then the name. `profile` is a name, looked for in `profile_dir` and among the
    shipped ones, or a path; without it, JSON rows are native, JSON-LD or of a profile that recognises their keys, and
    tables are of the profile that knows most of their headings. `InvalidInput` if the file as a whole is unusable:
    missing, empty, damaged, without headings.
    """
    chosen = None if profile is None else load_profile(profile, profile_dir)
    kind = form or detect_format(path)
    if kind in ("csv", "xlsx"):
        rows = csv_rows if kind == "csv" else xlsx_rows
        table_profile, source = rows(path, chosen, profile_dir)
        mapper = RowMapper(table_profile)
        results = (_mapped(row, mapper) for row in source)
    else:
        source = ndjson_rows(path) if kind == "ndjson" else document_rows(path)
        reader = _ObjectReader(chosen, profile_dir)
        results = (result for row in source for result in reader.read(row))
    return _not_empty(results)


def detect_format(path: Path) -> Format:
    """The format of a file by its content, and by its name where the content leaves it open."""
    start = head(path)
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text:
        raise InvalidInput(_EMPTY, [FieldProblem("file", "empty", _EMPTY)])
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    suffix = suffixes[-1] if suffixes else ""
    if suffix in (".jsonl", ".ndjson"):
        return "ndjson"
    if text.startswith(b"["):
        return "json"
    if text.startswith(b"{"):
        return "ndjson" if _one_object_a_line(path) else "json"
    if suffix in (".json", ".jsonld"):
        return "json"
    return "csv"


def _one_object_a_line(path: Path) -> bool:
    """Several lines, and the first is a whole object: else it is one document printed over lines."""
    filled = (line for line in lines(path) if line.data.strip())
    first = next(filled)
    try:
        json.loads(first.data)
    except ValueError:
        return False
    return next(filled, None) is not None


class _ObjectReader:
    """Finds out for each JSON object what it is, and reads it so."""

    def __init__(self, profile: Profile | None, profile_dir: Path | None) -> None:
        self._mapper = RowMapper(profile) if profile is not None else None
        self._profile_dir = profile_dir

    @functools.cached_property
    def _recognisers(self) -> list[tuple[frozenset[str], RowMapper]]:
        profiles = [read_profile(path) for _, path in sorted(available(self._profile_dir).items())]
        return [(frozenset(profile.recognise), RowMapper(profile)) for profile in profiles if profile.recognise]

    def read(self, row: SourceRow) -> Iterator[Row | Rejected]:
        """The postings of one object: several if it is JSON-LD with a graph of them."""
        if row.values is None:
            yield _refused(row, ())
            return
        mapper = self._mapper or self._recognised(row.values)
        if mapper is not None:
            yield _mapped(row, mapper)
        elif is_jsonld(row.values):
            yield from _linked(row, row.values)
        else:
            try:
                yield Row(row.number, decode_posting(row.values), row.remarks)
            except CertregError as error:
                yield _refused(row, _problems_of(error))

    def _recognised(self, values: Mapping[str, Any]) -> RowMapper | None:
        if values.keys() <= FIELDS:
            return None
        return next((mapper for keys, mapper in self._recognisers if keys <= values.keys()), None)


def _linked(row: SourceRow, values: Mapping[str, Any]) -> Iterator[Row | Rejected]:
    try:
        nodes = job_postings(values)
    except InvalidInput as error:
        yield _refused(row, error.problems)
        return
    for node in nodes:
        try:
            yield Row(row.number, from_node(node), row.remarks)
        except InvalidInput as error:
            yield _refused(row, error.problems)


def _mapped(row: SourceRow, mapper: RowMapper) -> Row | Rejected:
    if row.values is None:
        return _refused(row, ())
    mapped: Mapped = mapper.map(row.values)
    if mapped.posting is None:
        return _refused(row, mapped.problems)
    return Row(row.number, mapped.posting, (*row.remarks, *mapped.remarks))


def _refused(row: SourceRow, problems: tuple[FieldProblem, ...]) -> Rejected:
    named = problems if row.problem is None else (row.problem, *problems)
    raw = row.raw or json.dumps(row.values, ensure_ascii=False)
    return Rejected(row.number, named, raw[:MAX_RAW_SHOWN], row.remarks)


def _problems_of(error: CertregError) -> tuple[FieldProblem, ...]:
    if isinstance(error, InvalidInput) and error.problems:
        return error.problems
    return (FieldProblem("posting", error.code, error.detail),)


def _not_empty(results: Iterator[Row | Rejected]) -> Iterator[Row | Rejected]:
    first = next(results, None)
    if first is None:
        raise InvalidInput(_NO_ROWS, [FieldProblem("file", "no_rows", _NO_ROWS)])
    yield first
    yield from results


FORMATS: Final = get_args(Format)
_EMPTY: Final = Text(zh="文件是空的", en="The file is empty")
_NO_ROWS: Final = Text(zh="文件中没有招聘信息", en="The file has no postings")
