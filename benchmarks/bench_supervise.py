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
from itertools import islice
from pathlib import Path
from typing import Any, Final

from fresh_databases import databases
from sqlalchemy import insert, select

from certreg.cli.demo.certifying import Office
from certreg.cli.demo.examples import shipped
from certreg.cli.demo.setting_up import BUREAU, set_up
from certreg.config import Settings
from certreg.domain.organisation import ONLINE_RECRUITMENT, Licence, Organisation, OrganisationKind
from certreg.domain.people import Actor
from certreg.domain.policy import local_day
from certreg.services import organisations
from certreg.services.registry import Registry
from certreg.services.supervise import Watch
from certreg.storage.tables import assessment, label, posting, posting_version

LABELS: Final = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
AGENCIES: Final = 2_000
EMPLOYERS: Final = 20_000
LAPSING: Final = 10
BATCH: Final = 2_000
NOW: Final = datetime.now(UTC).replace(microsecond=0)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="certreg-bench-") as folder, databases() as urls:
        for name, url in urls.items():
            given = {
                "CERTREG_DATABASE_URL": url,
                "CERTREG_KEY_DIR": str(Path(folder, name)),
                "CERTREG_KEY_PASSPHRASE": "only for this benchmark",
                "CERTREG_BASE_URL": "http://127.0.0.1:8080",
                "CERTREG_BUREAU_URL": BUREAU,
            }
            office = _office(Settings.from_env(given))
            try:
                measure(name, office.registry, office.people.registrar)
            finally:
                office.registry.db.close()


def _office(settings: Settings) -> Office:
    """The demo's registry with the first of its postings, certified."""
    examples = shipped(local_day(NOW))
    demo = set_up(settings, examples, NOW)
    office = Office(demo.registry, demo.people, lambda: NOW)
    (record,) = office.take_in(islice(examples.rows(examples.manifest.postings[0]), 1)).records
    if office.handle(record, examples.assessments()).record.label is None:
        raise RuntimeError("the first example is certified no more")
    return office


def measure(name: str, registry: Registry, registrar: Actor) -> None:
    """Fill one database and print its figures."""
    organisations.put(registry, [*_agencies(None), *_employers()], "made up", actor=registrar, now=NOW)
    for start in range(0, LABELS, BATCH):
        _copy(registry, start, min(BATCH, LABELS - start))
    floor, rows = _floor(registry)
    watch = Watch(registry)
    # Later than the labels began by more than a transaction may be late.
    quiet, none = _timed(watch, NOW + timedelta(hours=1))
    same, nobody = _timed(watch, NOW + timedelta(hours=1))
    # Midnight of the last day of ten licences passes without anyone writing anything.
    tomorrow = NOW + timedelta(days=1)
    organisations.put(registry, _agencies(local_day(NOW)), "made up", actor=registrar, now=NOW)
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
