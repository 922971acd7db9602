"""The consistency checks against careful reading of real postings: a check is held to a reader's standard."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from certreg.checks import (
    education_consistent,
    experience_consistent,
    location_consistent,
    pay_consistent,
    title_consistent,
)
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting
from certreg.exchange.reading import Row, read_postings

Labelled = list[tuple[Posting, dict[str, Any]]]


@pytest.fixture(scope="module")
def labelled(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Labelled:
    """The labelled postings as the product reads crawled ones."""
    with gzip.open(shared_data / "labelled" / "careful-dev.jsonl.gz") as file:
        rows = [json.loads(line) for line in file]
    path = tmp_path_factory.mktemp("labelled") / "rows.jsonl"
    crawled = [row["posting"] | {"source": row["id"].partition(":")[0], "crawled": "2020-01-01"} for row in rows]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in crawled), encoding="utf-8")
    read = list(read_postings(path))
    assert len(read) == len(rows)
    return [(item.posting, row["labels"]) for item, row in zip(read, rows, strict=True) if isinstance(item, Row)]


@pytest.mark.parametrize(
    ("find", "label", "precision", "recall"),
    [
        (pay_consistent.find, "pay_conflict", 0.90, 0.85),
        (education_consistent.find, "education_conflict", 0.90, 0.85),
        (experience_consistent.find, "experience_conflict", 0.90, 0.85),
        (title_consistent.find, "title_mismatch", 0.80, 0.70),
        # Seven positives: too few for the bar of recall.
        (location_consistent.find, "location_conflict", 0.90, 0.50),
    ],
)
def test_as_careful_as_a_reader(
    labelled: Labelled, find: Callable[[Posting], tuple[Span, ...]], label: str, precision: float, recall: float
) -> None:
    pairs = [(bool(labels[label]), bool(find(posting))) for posting, labels in labelled]
    both = sum(reader and check for reader, check in pairs)
    assert both / sum(check for _, check in pairs) >= precision
    assert both / sum(reader for reader, _ in pairs) >= recall
