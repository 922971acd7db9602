"""Limits on sex and age and the other kinds against careful reading of 240 real postings."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from certreg.checks.age import age_limits
from certreg.checks.discrimination import kinds
from certreg.checks.discrimination_sex import sex_limit
from certreg.domain.posting import Posting

PRECISION = 0.90
RECALL = 0.85
FEW = 8

Labelled = list[tuple[Posting, dict[str, Any]]]


@pytest.fixture(scope="module")
def labelled(shared_data: Path) -> Labelled:
    with gzip.open(shared_data / "labelled" / "careful-dev.jsonl.gz") as file:
        rows = [json.loads(line) for line in file]
    return [(as_posting(row["posting"]), row["labels"]) for row in rows]


def as_posting(row: dict[str, Any]) -> Posting:
    return Posting(
        title=row.get("title") or "-",
        work_content=row.get("description") or None,
        work_conditions=row.get("welfare") or None,
    )


def assert_like_a_reader(pairs: list[tuple[bool, bool]]) -> None:
    """`(reader says so, check says so)` for each posting."""
    both = sum(reader and check for reader, check in pairs)
    assert sum(reader for reader, _ in pairs) >= FEW
    assert both / sum(check for _, check in pairs) >= PRECISION
    assert both / sum(reader for reader, _ in pairs) >= RECALL


def test_sex(labelled: Labelled) -> None:
    assert_like_a_reader(
        [(labels["gender"] != "none", sex_limit(posting)[0] != "none") for posting, labels in labelled]
    )
    agreed = sum(labels["gender"] == sex_limit(posting)[0] for posting, labels in labelled)
    assert agreed / len(labelled) >= PRECISION


def test_age(labelled: Labelled) -> None:
    assert_like_a_reader([(labels["age_limit"], bool(age_limits(posting))) for posting, labels in labelled])


def test_looks_or_height(labelled: Labelled) -> None:
    kind = "appearance_or_height"
    assert_like_a_reader(
        [(kind in labels["other_discrimination"], kind in kinds(posting)) for posting, labels in labelled]
    )


def test_any_other_kind(labelled: Labelled) -> None:
    pairs = []
    for posting, labels in labelled:
        found = set(kinds(posting)) - {"sex"}
        said = set(labels["other_discrimination"])
        pairs += [(kind in said, kind in found) for kind in said | found]
    assert_like_a_reader(pairs)


def test_quotes_stand_in_real_texts(labelled: Labelled) -> None:
    for posting, _ in labelled:
        for span in (*age_limits(posting), *(span for spans in kinds(posting).values() for span in spans)):
            text = posting.text_of(span.field)
            assert text is not None
            assert text[span.start : span.end] == span.quote
