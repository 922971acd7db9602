"""Real rows: everything is accepted or refused, and every quotation is in the text."""

import gzip
from pathlib import Path

import pytest

from certreg.exchange.reading import Row, read_postings
from certreg.scoring.criteria_file import by_id
from certreg.scoring.scorer import Scorer
from certreg.scoring.summary import Counting
from posting_cases import context

PUBLISHED = by_id("cq-premium-2026.1")
EVERY = 120


@pytest.fixture(scope="module")
def some_rows(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every 120th of the 242,119 postings, so that all sources are met."""
    path = tmp_path_factory.mktemp("rows") / "some.jsonl"
    with gzip.open(shared_data / "postings" / "postings-zh.jsonl.gz") as source, path.open("wb") as target:
        target.writelines(line for number, line in enumerate(source) if number % EVERY == 0)
    return path


def test_accepted_and_refused_are_all_and_every_quotation_is_in_the_text(some_rows: Path) -> None:
    scorer, counting, rows = Scorer(PUBLISHED), Counting(PUBLISHED.criteria), 0
    for item in read_postings(some_rows):
        rows += 1
        if not isinstance(item, Row):
            counting.refuse(item.problems)
            continue
        card = scorer.score(item.posting, context())
        counting.add(card)
        for result in card.results:
            for span in result.finding.spans:
                text = item.posting.text_of(span.field)
                assert text is not None
                assert text[span.start : span.end] == span.quote
                assert span.quote
    summary = counting.summary()
    assert summary.all == rows == 2018
    assert summary.accepted + summary.refused == rows
    assert summary.refused < rows / 50
