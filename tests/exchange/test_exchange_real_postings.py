"""The real postings of 27 crawls: every row is accepted or refused, and refused only for what nobody could read."""

from collections import Counter
from pathlib import Path

from certreg.exchange.native import decode_posting, encode_posting
from certreg.exchange.reading import Rejected, Row, read_postings

ROWS = 242_119
UNREADABLE = {
    ("title", "missing"): 646,
    # Another column's words, and heading rows: 招1人 as education, 本科 as experience.
    ("education", "education_unreadable"): 44,
    ("experience", "experience_unreadable"): 61,
    ("experience", "too_long_to_read"): 1,
    ("salary", "pay_unreadable"): 11,
    ("salary", "pay_months_out_of_range"): 1,
}


def test_every_row_is_accepted_or_refused_for_a_reason(shared_data: Path) -> None:
    reasons: Counter[tuple[str, str]] = Counter()
    accepted = refused = 0
    for found in read_postings(shared_data / "postings" / "postings-zh.jsonl.gz"):
        if isinstance(found, Rejected):
            refused += 1
            reasons.update((problem.field, problem.code) for problem in found.problems)
        else:
            accepted += 1
            if accepted % 997 == 0:
                assert decode_posting(encode_posting(found.posting)) == found.posting
    assert accepted + refused == ROWS
    assert reasons == UNREADABLE


def test_rows_with_their_raw_fields_are_read_alike(shared_data: Path) -> None:
    found = list(read_postings(shared_data / "postings" / "sample-with-raw.jsonl.gz"))
    assert len(found) == 5_459
    assert sum(isinstance(r, Rejected) for r in found) < 40


def test_chongqing_is_found_in_its_postings(shared_data: Path) -> None:
    found = [r for r in read_postings(shared_data / "postings" / "chongqing.jsonl.gz") if isinstance(r, Row)]
    divisions = Counter(r.posting.location.division for r in found)
    inside = sum(count for code, count in divisions.items() if code is not None and code.startswith("50"))
    assert inside / len(found) > 0.97
    assert divisions["500112"] > 100
    assert divisions["500105"] > 50
    assert "500157" not in divisions
