"""The shipped examples: files of postings, a register, and what the two demo assessors wrote about each posting.

The files are written as of one day, `as_of` in the manifest. So that they never go stale, every ISO date in them,
in a date field and in a sentence alike, is moved by the days that have passed since.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Final, TypeVar

import msgspec
import yaml
from msgspec import Meta

from certreg.domain.assessment import Judgement, Outcome
from certreg.domain.mandate import Mandate
from certreg.domain.organisation import Organisation
from certreg.domain.people import Role
from certreg.exchange.reading import Rejected, Row, read_postings
from certreg.exchange.record_files import read_records
from certreg.resources import resource
from certreg.services.records import Decision, Proposal

_ISO_DATE: Final = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])")

Value = TypeVar("Value", bound=msgspec.Struct)


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Common form of the examples' own files: immutable, a misspelt name is an error."""


class StaffMember(Document, frozen=True, kw_only=True):
    """One of the people of the demo."""

    id: str
    name: str
    roles: frozenset[Role]


class Manifest(Document, frozen=True, kw_only=True):
    """`examples/manifest.yaml`: the day the files are written for, what they are, and who judges.

    `gates`: the folder of postings that fail a gate at first (`certreg.cli.demo.gate_examples`).
    """

    as_of: date
    organisations: str
    mandates: str
    postings: tuple[str, ...]
    assessments: str
    gates: str
    registrar: StaffMember
    assessor: StaffMember
    lead: StaffMember


class Partly(Document, frozen=True, kw_only=True):
    """A criterion met in part: the share of it, and why."""

    score: Annotated[float, Meta(gt=0, lt=1)]
    reason: str


class Assessment(Document, frozen=True, kw_only=True):
    """What the assessor and then the lead wrote about one posting: criterion to reason, by outcome."""

    proposal: Proposal
    reason: str
    decision: Decision
    decision_reason: str
    met: Mapping[str, str] = {}
    partly: Mapping[str, Partly] = {}
    unmet: Mapping[str, str] = {}

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The same as the assess service takes them."""
        return (
            *(Judgement(criterion, Outcome.MET, reason) for criterion, reason in self.met.items()),
            *(Judgement(criterion, Outcome.PARTLY, p.reason, p.score) for criterion, p in self.partly.items()),
            *(Judgement(criterion, Outcome.UNMET, reason) for criterion, reason in self.unmet.items()),
        )


class Examples:
    """The examples as they read on one day."""

    def __init__(self, folder: Path, today: date) -> None:
        self.folder = folder
        self.manifest = msgspec.convert(read_yaml(folder / "manifest.yaml"), Manifest)
        self._days = (today - self.manifest.as_of).days

    def organisations(self) -> tuple[Organisation, ...]:
        """The register of the examples."""
        return self.records(self.manifest.organisations, Organisation)

    def mandates(self) -> tuple[Mandate, ...]:
        """What the employers of the examples asked the agencies to post."""
        return self.records(self.manifest.mandates, Mandate)

    def records(self, name: str, kind: type[Value]) -> tuple[Value, ...]:
        """One file of records, taken in whole or not at all."""
        return tuple(map(self.as_of_today, read_records(self.folder / name, kind)))

    def as_of_today(self, value: Value) -> Value:
        """A value of one of the files with its dates moved to today."""
        return moved(value, self._days)

    def rows(self, name: str) -> Iterator[Row | Rejected]:
        """One file of postings, through the reader that every import uses."""
        for row in read_postings(self.folder / name):
            if isinstance(row, Row):
                yield msgspec.structs.replace(row, posting=self.as_of_today(row.posting))
            else:
                yield row

    def assessments(self) -> Mapping[str, Assessment]:
        """By the `provenance.source_id` of the posting."""
        content = read_yaml(self.folder / self.manifest.assessments)
        decoded = msgspec.convert(content, dict[str, Assessment])
        return {source_id: self.as_of_today(assessment) for source_id, assessment in decoded.items()}


def shipped(today: date) -> Examples:
    """The examples that come with certreg, as they read today."""
    return Examples(resource("examples"), today)


def moved(value: Value, days: int) -> Value:
    """The same value with every ISO date in it, typed or in a sentence, moved by `days`."""
    plain = msgspec.to_builtins(value)
    return msgspec.convert(_moved(plain, timedelta(days=days)), type(value))


def _moved(plain: object, by: timedelta) -> object:
    match plain:
        case str():
            return _ISO_DATE.sub(lambda found: (date.fromisoformat(found[0]) + by).isoformat(), plain)
        case dict():
            return {key: _moved(value, by) for key, value in plain.items()}
        case list() | tuple():
            return [_moved(value, by) for value in plain]
        case _:
            return plain


def read_yaml(path: Path) -> object:
    """What the file holds; the caller's convert checks it."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
