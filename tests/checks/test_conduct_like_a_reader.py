"""Charges, adverts, hype, private contacts and agency against careful reading of 240 real postings."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from certreg.checks import advert, agency_disclosed, charges, exaggerated, private_contact
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting
from certreg.exchange.reading import Row, read_postings

Find = Callable[[Posting], tuple[Span, ...]]


@pytest.fixture(scope="module")
def read_and_labelled(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Posting, dict[str, Any]]]:
    """Each labelled row as the product reads it, with what the reader said of it."""
    with gzip.open(shared_data / "labelled" / "careful-dev.jsonl.gz") as file:
        rows = [json.loads(line) for line in file]
    path = tmp_path_factory.mktemp("labelled") / "rows.jsonl"
    crawled = [{"source": row["id"].partition(":")[0], **row["posting"]} for row in rows]
    path.write_text("".join(json.dumps(row) + "\n" for row in crawled), encoding="utf-8")
    items = list(read_postings(path, profile="crawled-postings"))
    assert len(items) == len(rows)
    return [(item.posting, row["labels"]) for item, row in zip(items, rows, strict=True) if isinstance(item, Row)]


def tallies(find: Find, label: str, postings: list[tuple[Posting, dict[str, Any]]]) -> tuple[int, int, int]:
    """How many both found, the check found, the reader found."""
    pairs = [(bool(find(posting)), bool(labels[label])) for posting, labels in postings]
    return sum(c and r for c, r in pairs), sum(c for c, _ in pairs), sum(r for _, r in pairs)


@pytest.mark.parametrize(
    ("find", "label", "precision", "recall"),
    [
        (private_contact.find, "private_contact", 0.90, 0.85),
        (exaggerated.find, "exaggerated", 0.80, 0.70),
        (agency_disclosed.find, "agency", 0.80, 0.70),
    ],
)
def test_findings_are_those_of_a_reader(
    find: Find,
    label: str,
    precision: float,
    recall: float,
    read_and_labelled: list[tuple[Posting, dict[str, Any]]],
) -> None:
    both, found, labelled = tallies(find, label, read_and_labelled)
    assert labelled >= 8
    assert both / found >= precision
    assert both / labelled >= recall


@pytest.mark.parametrize(("find", "label"), [(charges.find, "applicant_charge"), (advert.find, "off_topic")])
def test_rare_findings_raise_no_false_alarm(
    find: Find, label: str, read_and_labelled: list[tuple[Posting, dict[str, Any]]]
) -> None:
    both, found, _ = tallies(find, label, read_and_labelled)
    assert both == found
