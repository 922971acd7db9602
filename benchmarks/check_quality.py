"""Precision and recall of the checks against careful reading, finding by finding.

    python benchmarks/check_quality.py ../shared/data/labelled/careful-dev.jsonl.gz [--json]

Each line of FILE is `{"id", "posting": fields as crawled, "labels"}`. A posting is read as the product reads it, by the
profile `crawled-postings`, and judged by what the checks themselves find (`find`, `kinds`, or the outcome of `check`).
A row that the product refuses has no findings: whatever its labels say is missed.

A finding is keyed by the label's name. What is counted: the posting, for labels that are yes or no; `gender` if a sex
is required or preferred; `work_content`, `requirements` if `good` (against `thin`, `absent`), found where the check
gives more than half of its points (`requirements`: and quotes some condition from the text); each pair of posting and
kind for `other_discrimination`, and each pair of posting and condition for `work_conditions` (the five of the notice:
hours, rest days, insurance, meals or lodging, probation; the label's `benefits` is none of them). A sex
is counted by `gender` alone.

Precision or recall is 0 where it has no cases.
Without --json every miss and every false alarm is printed below the table, with the reader's quote or the check's.
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from certreg.checks import (
    CHECKS,
    advert,
    age,
    agency_disclosed,
    charges,
    discrimination,
    discrimination_sex,
    education_consistent,
    exaggerated,
    experience_consistent,
    location_consistent,
    pay_consistent,
    private_contact,
    title_consistent,
)
from certreg.checks.context import Context
from certreg.checks.work_conditions_stated import TOPICS, stated
from certreg.domain.assessment import Finding, Span
from certreg.domain.posting import Posting
from certreg.exchange.reading import Row, read_postings

CONTEXT: Final = Context(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
CONDITIONS: Final = ("hours", "rest_days", "insurance", "accommodation_or_meals", "probation")
HALF: Final = 0.5

Labels = Mapping[str, Any]
Found = dict[str, str]
"""What was found, each with the words that say so. A finding without kinds is found under the key `""`."""


class Measured(NamedTuple):
    """How one finding is read from the labels and from the posting."""

    labelled: Callable[[Labels], Found]
    found: Callable[[Posting], Found]


class Labelled(NamedTuple):
    """One row: the posting is None where the product refused it."""

    id: str
    posting: Posting | None
    labels: Labels


def quoted(spans: tuple[Span, ...]) -> str:
    return " | ".join(f"{span.field}: {span.quote}" for span in spans)


def plain_finding(name: str, quote: str, find: Callable[[Posting], tuple[Span, ...]]) -> Measured:
    """A label that is yes or no, and the words that a check finds for it."""

    def found(posting: Posting) -> Found:
        spans = find(posting)
        return {"": quoted(spans)} if spans else {}

    return Measured(lambda labels: {"": str(labels[quote])} if labels[name] else {}, found)


def outcome_of(check: str) -> Callable[[Posting], Finding]:
    """The finding of a check with its parameters as they stand by default."""
    bound = CHECKS[check].bound({})
    return lambda posting: bound(posting, CONTEXT)


def substance(name: str, good: object, check: str, *, in_text: bool = False) -> Measured:
    """A label of a base field, and a check that gives more than half of its points.

    `in_text`: a reader calls it good only where the text says something, whatever the fields say.
    """
    judge = outcome_of(check)

    def found(posting: Posting) -> Found:
        finding = judge(posting)
        return (
            {"": quoted(finding.spans) or finding.reason.zh}
            if finding.score > HALF and (finding.spans or not in_text)
            else {}
        )

    return Measured(lambda labels: {"": str(good)} if labels[name] == good else {}, found)


def conditions_found(posting: Posting) -> Found:
    found: Found = {}
    for condition, (_, pattern) in zip(CONDITIONS, TOPICS, strict=True):
        span = stated(posting, pattern)
        if span is not None:
            found[condition] = quoted((span,))
    return found


def kinds_labelled(labels: Labels) -> Found:
    return dict.fromkeys(labels["other_discrimination"], str(labels["other_quote"]))


FINDINGS: Final[Mapping[str, Measured]] = {
    "gender": Measured(
        lambda labels: {} if labels["gender"] == "none" else {"": str(labels["gender_quote"])},
        lambda posting: (
            {} if discrimination_sex.sex_limit(posting)[0] == "none" else {"": quoted(discrimination_sex.find(posting))}
        ),
    ),
    "age_limit": plain_finding("age_limit", "age_quote", age.find),
    "other_discrimination": Measured(
        kinds_labelled,
        lambda posting: {kind: quoted(spans) for kind, spans in discrimination.kinds(posting).items() if kind != "sex"},
    ),
    "applicant_charge": plain_finding("applicant_charge", "charge_quote", charges.find),
    "private_contact": plain_finding("private_contact", "contact_quote", private_contact.find),
    "pay_conflict": plain_finding("pay_conflict", "pay_quote", pay_consistent.find),
    "education_conflict": plain_finding("education_conflict", "education_quote", education_consistent.find),
    "experience_conflict": plain_finding("experience_conflict", "experience_quote", experience_consistent.find),
    "location_conflict": plain_finding("location_conflict", "location_quote", location_consistent.find),
    "title_mismatch": plain_finding("title_mismatch", "title_quote", title_consistent.find),
    "headcount_concrete": substance("headcount_concrete", good=True, check="headcount_stated"),
    "work_content": substance("work_content", "good", "work_content_concrete"),
    "requirements": substance("requirements", "good", "conditions_stated", in_text=True),
    "work_conditions": Measured(
        lambda labels: {name: "" for name in labels["work_conditions"] if name in CONDITIONS}, conditions_found
    ),
    "exaggerated": plain_finding("exaggerated", "exaggerated_quote", exaggerated.find),
    "agency": plain_finding("agency", "agency_quote", agency_disclosed.find),
    "off_topic": plain_finding("off_topic", "off_topic_quote", advert.find),
}


def read(path: Path) -> Iterator[Labelled]:
    """The labelled rows, their postings read as the product reads them."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "postings.jsonl"
        copy.write_text("".join(json.dumps(_as_crawled(row)) + "\n" for row in rows), encoding="utf-8")
        postings = [
            item.posting if isinstance(item, Row) else None for item in read_postings(copy, profile="crawled-postings")
        ]
    for row, posting in zip(rows, postings, strict=True):
        yield Labelled(row["id"], posting, row["labels"])


def _as_crawled(row: Mapping[str, Any]) -> dict[str, Any]:
    """The posting with its source, which the profile reads what the channel lacks by."""
    return {"source": str(row["id"]).partition(":")[0], **row["posting"]}


class Tally:
    """What was found, missed and wrongly found of one finding, in pairs of posting and kind."""

    def __init__(self) -> None:
        self.right = 0
        self.missed: list[str] = []
        self.wrong: list[str] = []

    def add(self, row: Labelled, measured: Measured) -> None:
        """Compare what one row's labels say with what is found in its posting."""
        labelled = measured.labelled(row.labels)
        found = {} if row.posting is None else measured.found(row.posting)
        self.right += len(labelled.keys() & found.keys())
        self.missed += [_line(row, kind, labelled[kind]) for kind in labelled if kind not in found]
        self.wrong += [_line(row, kind, found[kind]) for kind in found if kind not in labelled]

    def figures(self) -> dict[str, float]:
        """As `--json` prints them."""
        positives, predicted = self.right + len(self.missed), self.right + len(self.wrong)
        return {
            "precision": round(self.right / predicted, 4) if predicted else 0.0,
            "recall": round(self.right / positives, 4) if positives else 0.0,
            "positives": positives,
            "predicted": predicted,
        }


def _line(row: Labelled, kind: str, words: str) -> str:
    title = "refused by the product" if row.posting is None else row.posting.title
    return f"{row.id} [{title}]{' ' + kind if kind else ''}: {words}"


def measure(path: Path) -> dict[str, Tally]:
    """The tallies of every finding over one labelled file."""
    tallies = {name: Tally() for name in FINDINGS}
    for row in read(path):
        for name, measured in FINDINGS.items():
            tallies[name].add(row, measured)
    return tallies


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "--json"]
    if len(arguments) != 1:
        sys.exit("usage: check_quality.py FILE [--json]")
    tallies = measure(Path(arguments[0]))
    if "--json" in sys.argv:
        print(json.dumps({name: tally.figures() for name, tally in tallies.items()}, indent=2))
        return
    print(f"{'finding':22} precision recall positives predicted")
    for name, tally in tallies.items():
        figures = tally.figures()
        print(
            f"{name:22} {figures['precision']:9.2f} {figures['recall']:6.2f}"
            f" {figures['positives']:9} {figures['predicted']:9}"
        )
    for name, tally in tallies.items():
        for what, lines in (("missed", tally.missed), ("false alarm", tally.wrong)):
            for line in lines:
                print(f"{name} {what}: {line}")


if __name__ == "__main__":
    main()
