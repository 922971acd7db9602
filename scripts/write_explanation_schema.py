"""Writes docs/explanation.schema.json from the structs, and docs/explanation.example.json, a whole explanation.

Run it after changing certreg.scoring.explanation, or a check that the example shows.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from certreg.checks.context import Context
from certreg.exchange.reading import Row, read_postings
from certreg.scoring.criteria_file import by_id
from certreg.scoring.explanation import Explanation, explain, explanation_schema
from certreg.scoring.scorer import Scorer

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "docs" / "explanation.schema.json"
EXAMPLE: Final = ROOT / "docs" / "explanation.example.json"
POSTING: Final = "bad-pay-conflict"
CRITERIA: Final = "cq-premium-2026.2"
NOW: Final = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def example() -> Explanation:
    """The example posting under the current criteria, without a register."""
    rows = read_postings(ROOT / "examples" / "postings.ndjson")
    postings = (row.posting for row in rows if isinstance(row, Row))
    posting = next(posting for posting in postings if posting.provenance.source_id == POSTING)
    published = by_id(CRITERIA)
    return explain(Scorer(published).score(posting, Context(now=NOW)), published, posting)


def main() -> None:
    """Overwrite the committed schema and example."""
    TARGET.write_text(json.dumps(explanation_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    EXAMPLE.write_bytes(msgspec.json.format(msgspec.json.encode(example()), indent=2) + b"\n")
    print(f"wrote {TARGET} and {EXAMPLE}")


if __name__ == "__main__":
    main()
