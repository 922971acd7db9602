"""Scoring against merely decoding the same rows, in one run.

    python benchmarks/bench_score.py [FILE] [ROWS]

Without FILE the examples are taken over and over. Times are processor time of one core; each figure is the best of
several rounds, because other work on the machine only ever slows things down.
"""

import gzip
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from certreg.checks.context import Context
from certreg.exchange.reading import Row, read_postings
from certreg.resources import resource
from certreg.scoring.criteria_file import current
from certreg.scoring.scorer import Scorer
from certreg.scoring.summary import Counting

ROUNDS = 3
ROWS = 6000
NOW = datetime.now(UTC)


def lines_of(path: Path, rows: int) -> list[bytes]:
    """So many lines of a file, spread over all of it, or repeated if it is short."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        lines = [line for line in file if line.strip()]
    step = max(1, len(lines) // rows)
    return list(islice(cycle(lines[::step]), rows))


def best(work: Callable[[], object]) -> float:
    """Processor seconds of the quickest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else resource("examples", "postings.ndjson")
    lines = lines_of(path, int(sys.argv[2]) if len(sys.argv) > 2 else ROWS)
    scorer, context = Scorer(current(NOW.date())), Context(NOW)
    counting = Counting(scorer.published.criteria)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "rows.jsonl"
        copy.write_bytes(b"".join(line.rstrip(b"\n") + b"\n" for line in lines))

        def decode() -> None:
            for line in lines:
                json.loads(line)

        def read() -> list[Row]:
            return [item for item in read_postings(copy) if isinstance(item, Row)]

        postings = [row.posting for row in read()]

        def score() -> None:
            for posting in postings:
                counting.add(scorer.score(posting, context))

        decoding, reading, scoring = best(decode), best(read), best(score)
    together = reading + scoring
    characters = sum(len(text) for p in postings for text in (p.work_content or "", p.work_conditions or ""))
    print(f"{path.name}: {len(lines)} rows, {characters / len(postings):.0f} characters of text each")
    for name, seconds in (("decode", decoding), ("read", reading), ("score", scoring), ("read and score", together)):
        rate = len(lines) / seconds
        print(f"  {name:15} {rate:9,.0f} a second  {1e6 / rate:7.1f} us  {decoding / seconds:6.3f} of decoding")


if __name__ == "__main__":
    main()
