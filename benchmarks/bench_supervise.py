"""The sweep that suspends labels with a failed gate, over 100,000 valid labels, on SQLite and on PostgreSQL.

    python benchmarks/bench_supervise.py [LABELS]

It runs as `certreg serve` runs it. One label in five is an agency's, of one of 2,000 agencies, for one of 20,000
employers. Printed are the sweep that finds nothing, beside a floor in the same run (reading id and codes of each
posting with a valid label, without judging anything), the next one, and the sweep after the licences of 10 agencies
lapsed. A label may be active for a minute after a gate failed, of which 20 s pass between two sweeps
(docs/operating.md).
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert, select

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from fresh_databases import databases  # noqa: E402 - lies beside this one

from casework import REGISTRAR, Casework, make_keys, make_registry  # noqa: E402 - lies with the tests
from certreg.domain.organisation import (  # noqa: E402
    ONLINE_RECRUITMENT,
    Licence,
    Organisation,
    OrganisationKind,
)
from certreg.domain.policy import local_day  # noqa: E402
from certreg.services import organisations  # noqa: E402
from certreg.services.registry import Registry  # noqa: E402
from certreg.services.supervise import Watch  # noqa: E402
from certreg.storage.tables import assessment, label, posting, posting_version  # noqa: E402

LABELS: Final = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
AGENCIES: Final = 2_000
EMPLOYERS: Final = 20_000
LAPSING: Final = 10
BATCH: Final = 2_000
NOW: Final = datetime.now(UTC).replace(microsecond=0)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="certreg-bench-") as folder, databases() as urls:
        keys = Path(folder, "keys")
        make_keys(keys, NOW)
        for name, url in urls.items():
            registry = make_registry(url, keys, NOW)
            try:
                measure(name, registry)
            finally:
                registry.db.close()


def measure(name: str, registry: Registry) -> None:
    """Fill one database and print its figures."""
    work = Casework(registry, NOW)
    work.certified()
    organisations.put(registry, [*_agencies(None), *_employers()], "made up", actor=REGISTRAR, now=NOW)
    for start in range(0, LABELS, BATCH):
        _copy(registry, start, min(BATCH, LABELS - start))
    floor, rows = _floor(registry)
    watch = Watch(registry)
    # Later than the labels began by more than a transaction may be late.
    quiet, none = _timed(watch, NOW + timedelta(hours=1))
    same, nobody = _timed(watch, NOW + timedelta(hours=1))
    # Midnight of the last day of ten licences passes without anyone writing anything.
    tomorrow = NOW + timedelta(days=1)
    organisations.put(registry, _agencies(local_day(NOW)), "made up", actor=REGISTRAR, now=NOW)
    lapse, suspended = _timed(watch, tomorrow)
    again, more = _timed(watch, tomorrow)
    print(f"{name}: {rows:,} valid labels, {AGENCIES + EMPLOYERS:,} organisations")
    print(f"  floor: read them            {floor:7.2f} s")
    print(f"  sweep, nothing lapsed       {quiet:7.2f} s   {quiet / floor:4.1f} of the floor   suspended {none}")
    print(f"  again, nothing changed      {same:7.2f} s   {same / floor:4.1f} of the floor   suspended {nobody}")
    print(f"  sweep, {LAPSING} licences lapsed   {lapse:7.2f} s   suspended {suspended}")
    print(f"  again, nothing changed      {again:7.2f} s   suspended {more}", flush=True)


def _agencies(last_day: date | None) -> Iterator[Organisation]:
    """All of them, or those whose licence ends on that day."""
    for number in range(AGENCIES if last_day is None else LAPSING):
        licence = Licence(
            number=f"渝测{number}号", scope=(ONLINE_RECRUITMENT,), valid_from=date(2024, 1, 1), valid_to=last_day
        )
        yield Organisation(
            uscc=f"AGENCY{number:012d}",
            name=f"重庆第{number}人力资源有限公司",
            kinds=frozenset({OrganisationKind.AGENCY}),
            division="500112",
            licence=licence,
        )


def _employers() -> Iterator[Organisation]:
    for number in range(EMPLOYERS):
        yield Organisation(
            uscc=f"EMPLOY{number:012d}", name=f"重庆第{number}公司", kinds=frozenset({OrganisationKind.EMPLOYER})
        )


def _copy(registry: Registry, start: int, count: int) -> None:
    """Postings with a label as the one that is there, under other codes."""
    chance = random.Random(start)
    with registry.db.write() as tx:
        model = {
            table.name: tx.connection.execute(select(table).limit(1)).one()._asdict()
            for table in (posting, posting_version, assessment, label)
        }
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in model}
        for number in range(start + 1, start + count + 1):
            own = {"posting": f"p{number:015d}", "assessment": f"a{number:015d}", "label": f"l{number:015d}"}
            by_agency = number % 5 == 0
            employer = f"EMPLOY{chance.randrange(EMPLOYERS):012d}"
            publisher = f"AGENCY{chance.randrange(AGENCIES):012d}" if by_agency else employer
            named = {"publisher_uscc": publisher, "employer_uscc": employer, "by_agency": by_agency}
            of_posting = {"posting_id": own["posting"]}
            # The list of the model is for its label alone: places are taken in one that nobody reads.
            labelled = {**of_posting, "id": own["label"], "assessment_id": own["assessment"], "idx": number}
            new = {
                "posting": {"id": own["posting"], "source_id": str(number), **named},
                "posting_version": of_posting,
                "assessment": {**of_posting, "id": own["assessment"]},
                "label": labelled,
            }
            for name, columns in new.items():
                rows[name].append({**model[name], **columns})
        for table in (posting, posting_version, assessment, label):
            tx.connection.execute(insert(table), rows[table.name])


def _floor(registry: Registry) -> tuple[float, int]:
    begun = time.perf_counter()
    columns = (posting.c.id, posting.c.publisher_uscc, posting.c.employer_uscc, posting.c.division)
    query = select(*columns).join(label, label.c.posting_id == posting.c.id).where(label.c.state == "valid")
    with registry.db.read() as tx:
        rows = len(tx.connection.execute(query).all())
    return time.perf_counter() - begun, rows


def _timed(watch: Watch, now: datetime) -> tuple[float, int]:
    begun = time.perf_counter()
    suspended = watch.look(now=now)
    return time.perf_counter() - begun, suspended


if __name__ == "__main__":
    main()
