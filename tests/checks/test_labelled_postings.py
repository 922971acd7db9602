"""The checks against careful reading of real postings: a check is held to a reader's standard."""

import gzip
import json
from pathlib import Path
from typing import Any

import check_quality
import pytest

from certreg.checks import CHECKS
from certreg.checks.work_conditions_stated import TOPICS, stated
from certreg.domain.posting import Posting
from posting_cases import context

AGREEMENT = 0.90
PRECISION = 0.90
RECALL = 0.85


@pytest.fixture(scope="module")
def labelled(shared_data: Path) -> list[dict[str, Any]]:
    with gzip.open(shared_data / "labelled" / "careful-dev.jsonl.gz") as file:
        return [json.loads(line) for line in file]


def assert_like_a_reader(pairs: list[tuple[bool, bool]]) -> None:
    """`(reader says so, check says so)` for each posting."""
    both = sum(reader and check for reader, check in pairs)
    assert both / sum(check for _, check in pairs) >= PRECISION
    assert both / sum(reader for reader, _ in pairs) >= RECALL


@pytest.mark.parametrize(
    ("topic", "label"), [(0, "hours"), (1, "rest_days"), (2, "insurance"), (3, "accommodation_or_meals")]
)
def test_working_conditions(labelled: list[dict[str, Any]], topic: int, label: str) -> None:
    pairs = []
    for row in labelled:
        posting = row["posting"]
        text = "\n".join(str(posting.get(key) or "") for key in ("welfare", "description", "work_time"))
        found = stated(Posting(title="x", work_conditions=text), TOPICS[topic][1]) is not None
        pairs.append((label in row["labels"]["work_conditions"], found))
    assert_like_a_reader(pairs)


def test_two_duties_say_what_the_person_will_do(labelled: list[dict[str, Any]]) -> None:
    check = CHECKS["work_content_concrete"].bound({})
    pairs = []
    for row in labelled:
        posting = Posting(title="x", work_content=row["posting"].get("description") or None)
        pairs.append((row["labels"]["work_content"] == "good", check(posting, context()).score > 0.5))
    assert_like_a_reader(pairs)


@pytest.fixture(scope="module")
def read_rows(shared_data: Path) -> list[check_quality.Labelled]:
    """The labelled postings as the product reads them."""
    return list(check_quality.read(shared_data / "labelled" / "careful-dev.jsonl.gz"))


@pytest.mark.parametrize("field", ["headcount_concrete", "work_content", "requirements"])
def test_a_base_field_has_substance_where_a_reader_says_so(read_rows: list[check_quality.Labelled], field: str) -> None:
    measured = check_quality.FINDINGS[field]
    pairs = [
        (bool(measured.labelled(row.labels)), row.posting is not None and bool(measured.found(row.posting)))
        for row in read_rows
    ]
    assert len(pairs) >= 200
    assert sum(reader == check for reader, check in pairs) / len(pairs) >= AGREEMENT


def test_each_condition_of_work_is_stated_where_a_reader_says_so(read_rows: list[check_quality.Labelled]) -> None:
    measured = check_quality.FINDINGS["work_conditions"]
    for condition in check_quality.CONDITIONS:
        pairs = [
            (
                condition in measured.labelled(row.labels),
                row.posting is not None and condition in measured.found(row.posting),
            )
            for row in read_rows
        ]
        assert sum(reader == check for reader, check in pairs) / len(pairs) >= AGREEMENT, condition


def test_pay_is_stated_where_a_reader_says_so(read_rows: list[check_quality.Labelled]) -> None:
    figures = CHECKS["pay_stated"].bound({})
    pairs = [
        (
            row.labels["pay_stated"] in ("range", "single"),
            row.posting is not None and figures(row.posting, context()).score > 0,
        )
        for row in read_rows
    ]
    assert sum(reader == check for reader, check in pairs) / len(pairs) >= AGREEMENT
