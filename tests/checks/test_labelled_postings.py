"""The checks against careful reading of real postings: a check is held to a reader's standard."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from certreg.checks import CHECKS
from certreg.checks.folding import fold
from certreg.checks.work_conditions_stated import TOPICS, stated
from certreg.domain.posting import Posting
from posting_cases import context

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
        found = stated(TOPICS[topic][1], fold(text).text) is not None
        pairs.append((label in row["labels"]["work_conditions"], found))
    assert_like_a_reader(pairs)


def test_two_duties_say_what_the_person_will_do(labelled: list[dict[str, Any]]) -> None:
    check = CHECKS["work_content_concrete"].bound({})
    pairs = []
    for row in labelled:
        posting = Posting(title="x", work_content=row["posting"].get("description") or None)
        pairs.append((row["labels"]["work_content"] == "good", check(posting, context()).score > 0.5))
    assert_like_a_reader(pairs)
