"""The examples that fail a gate at first: postings, and what publisher, employer and bureau then do about it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from certreg.cli.demo.examples import Document, Examples, read_yaml
from certreg.domain.evidence import EvidenceKind
from certreg.domain.mandate import Mandate
from certreg.domain.posting import Posting
from certreg.exchange.reading import Rejected
from certreg.exchange.register_rows import RegisterRow, read_register


class GateCase(Document, frozen=True, kw_only=True):
    """One posting: what was found `unmet` at first, and the `change` and `evidence` that mend it."""

    unmet: Mapping[str, str] = {}
    change: Mapping[str, Any] = {}
    evidence: Mapping[EvidenceKind, str] = {}


class LapseCase(Document, frozen=True, kw_only=True):
    """A certified posting whose agency's licence lapses by one file of the bureau and is renewed by the next."""

    posting: str
    lapsed: str
    renewed: str
    reason: str


class GateCases(Document, frozen=True, kw_only=True):
    """`cases.yaml`: the files of the folder, what the assessor found of every posting, and each case by source id."""

    postings: str
    corrected: str
    mandates: str
    met: Mapping[str, str]
    cases: Mapping[str, GateCase]
    lapse: LapseCase


class GateExamples:
    """The folder as it reads on the day of the examples."""

    def __init__(self, examples: Examples) -> None:
        self._examples = examples
        self._folder = examples.manifest.gates
        self.cases = msgspec.convert(read_yaml(self.path("cases.yaml")), GateCases)

    def path(self, name: str) -> Path:
        """A file of the folder."""
        return self._examples.folder / self._folder / name

    def source(self, name: str) -> str:
        """The same as the registry records where it has things from."""
        return f"examples/{self._folder}/{name}"

    def postings(self) -> tuple[Posting, ...]:
        """The postings as first submitted."""
        return self._examples.records(f"{self._folder}/{self.cases.postings}", Posting)

    def case(self, posting: Posting) -> GateCase:
        """What happens to a posting."""
        return self.cases.cases[posting.provenance.source_id or ""]

    def mended(self, posting: Posting) -> Posting:
        """What its publisher writes after it was turned down."""
        return msgspec.convert(_merged(msgspec.to_builtins(posting), self.case(posting).change), Posting)

    def mandates(self) -> tuple[Mandate, ...]:
        """What the employers put on file afterwards."""
        return self._examples.records(f"{self._folder}/{self.cases.mandates}", Mandate)

    def register(self, name: str) -> Iterator[RegisterRow | Rejected]:
        """A file of the bureau, through the reader that every import uses."""
        for row in read_register(self.path(name)):
            yield row if isinstance(row, Rejected) else self._examples.as_of_today(row)

    def judgements(self, posting: Posting) -> Mapping[str, str]:
        """What the assessor found in order, by criterion, in words about this posting."""
        employer, publisher = posting.employer, posting.publisher
        about = {
            "employer": employer.name if employer else "",
            "publisher": publisher.name if publisher else "",
            "title": posting.title,
            "headcount": posting.headcount,
        }
        met = self._examples.as_of_today(self.cases).met
        return {criterion: words.format(**about) for criterion, words in met.items()}


def _merged(target: object, patch: object) -> object:
    """A merge patch applied (RFC 7396)."""
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = _merged(merged.get(name), value)
    return merged
