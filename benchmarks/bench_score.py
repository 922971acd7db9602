"""Scoring against two things in the same run: merely decoding the same rows, and a plain loop of `re` over the rules.

    python benchmarks/bench_score.py [FILE] [ROWS] [--criteria FILE]

FILE: the real postings if they lie beside the checkout, else the examples taken over and over (which are longer, and
repeat). 20,000 rows, spread over
all of the file. Criteria: those in force today.

One process, one thread; times are processor time. What is compared takes turns and each figure is the best of its
rounds, because other work on the machine only ever slows things down. `score` is every check of the criteria, with all
quotations. The naive loop runs `finditer` of every pattern over every text of every posting (title, work content and
conditions, conditions asked for, pay, location, employer) and builds nothing of what it finds; the texts were folded
outside its clock. `benchmarks/naive_rules.py` says which patterns are taken, and what the narrower set is.
"""

import argparse
import gc
import gzip
import json
import resource as process
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import IO, Final

import naive_rules
import psutil

from certreg.checks.context import Context
from certreg.checks.folding import fold
from certreg.domain.assessment import ScoreCard
from certreg.domain.posting import Posting
from certreg.exchange.reading import Row, read_postings
from certreg.resources import resource
from certreg.scoring.criteria_file import PublishedCriteria, current, load_criteria
from certreg.scoring.scorer import Scorer

AT_ONCE: Final = 64
ROUNDS: Final = 2
ROWS: Final = 20_000
NOW: Final = datetime.now(UTC)
BESIDE: Final = Path(__file__).resolve().parents[2] / "shared" / "data" / "postings" / "postings-zh.jsonl.gz"
FIELDS: Final = (
    *("title", "work_content", "work_conditions", "conditions", "composition", "apply", "pay", "location"),
    "employer",
)
OF_ROWS: Final = ("decode", "read", "read and score")
"""What is done with every row. The rest is done with the postings that were accepted."""

MEGABYTE: Final = 1 << 20


def opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def lines_of(path: Path, rows: int) -> list[bytes]:
    """So many lines of a file, spread over all of it, or repeated if it is short. Only those are kept in memory."""
    with opened(path) as file:
        step = max(1, sum(1 for line in file if line.strip()) // rows)
    with opened(path) as file:
        kept = list(islice((line for line in file if line.strip()), 0, None, step))
    return list(islice(cycle(kept), rows))


def postings_of(lines: Sequence[bytes]) -> list[Posting]:
    """The rows that the product accepts."""
    with rows_file(lines) as path:
        return [item.posting for item in read_postings(path) if isinstance(item, Row)]


@contextmanager
def rows_file(lines: Sequence[bytes]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        path.write_bytes(b"".join(line.rstrip(b"\n") + b"\n" for line in lines))
        yield path


def best_in_turns(works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Processor seconds of the quickest round of each, one round of all after the other."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            started = time.process_time()
            work()
            times[name].append(time.process_time() - started)
    return {name: min(taken) for name, taken in times.items()}


def peak() -> float:
    """The most memory that this process ever held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return process.getrusage(process.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


def held() -> float:
    """What it holds now."""
    return psutil.Process().memory_info().rss / MEGABYTE


def quotations(scorer: Scorer, context: Context, postings: Sequence[Posting]) -> int:
    """Score them and count what was quoted."""
    return sum(len(result.finding.spans) for card in cards(scorer, context, postings) for result in card.results)


def cards(scorer: Scorer, context: Context, postings: Sequence[Posting]) -> Iterator[ScoreCard]:
    """As `certreg score` goes through a file."""
    for start in range(0, len(postings), AT_ONCE):
        yield from scorer.score_all([(posting, context) for posting in postings[start : start + AT_ONCE]])


def measure(lines: Sequence[bytes], criteria: PublishedCriteria) -> None:
    """Print the figures."""
    scorer, context, postings = Scorer(criteria), Context(NOW), postings_of(lines)
    gc.freeze()  # as `certreg score` does
    before, peak_before = held(), peak()
    quoted = quotations(scorer, context, postings)
    grown, peak_after = held() - before, peak()
    texts = [fold(text).text for p in postings for text in map(p.text_of, FIELDS) if text]
    modules = naive_rules.modules(one.check.name for one in criteria.criteria.criteria if one.check is not None)
    every, narrow = naive_rules.all_patterns(modules), naive_rules.triggers(modules)

    def score() -> None:
        for _ in cards(scorer, context, postings):
            pass

    works: dict[str, Callable[[], object]] = {
        "decode": lambda: [json.loads(line) for line in lines],
        "read": lambda: postings_of(lines),
        "score": score,
        "naive, every pattern": lambda: naive_rules.matches(every, texts),
        "naive, triggers only": lambda: naive_rules.matches(narrow, texts),
    }
    taken = best_in_turns(works)
    taken["read and score"] = taken["read"] + taken["score"]
    print(
        f"{len(lines):,} rows, {len(postings):,} accepted, {sum(map(len, texts)) / len(postings):.0f} characters each;"
        f" {criteria.criteria.id}, {quoted:,} quotations"
    )
    for name, seconds in taken.items():
        each = seconds / (len(lines) if name in OF_ROWS else len(postings))
        print(
            f"  {name:22} {1 / each:9,.0f} a second {1e6 * each:9.1f} us"
            f" {seconds / taken['decode']:8.2f} times decoding {seconds / taken['score']:7.2f} times scoring"
        )
    print(f"  patterns: {len(every)}, of which triggers {len(narrow)}")
    print(f"  memory: {peak_after:.0f} MB at most ({peak_before:.0f} before scoring), {grown:+.0f} MB by scoring")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("--criteria", type=Path)
    given = parser.parse_args()
    path = given.file or (BESIDE if BESIDE.is_file() else resource("examples", "postings.ndjson"))
    criteria = current(NOW.date()) if given.criteria is None else load_criteria(given.criteria)
    print(f"{path.name}: ", end="")
    measure(lines_of(path, given.rows), criteria)


if __name__ == "__main__":
    main()
