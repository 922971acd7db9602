"""Many at once, and power failing in the middle: nothing doubled, nothing by halves."""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import invariants
from casework import LEAD, PLATFORM, Casework, posting
from certreg.domain.errors import Conflict, TransitionRefused
from certreg.domain.lifecycle import LabelState
from certreg.services import lookup
from certreg.services.expire import expire_due
from certreg.services.issue import issue
from certreg.services.label_life import revoke
from certreg.services.lookup import SearchQuery
from certreg.services.registry import Registry
from certreg.services.update_posting import update_posting

HERE = Path(__file__).parent
MANY = 200


def prepared(work: Casework, count: int) -> list[str]:
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda _: work.approved().id, range(count)))


def test_200_issues_at_once_give_200_labels(registry: Registry, work: Casework, now: datetime) -> None:
    waiting = prepared(work, MANY)
    with ThreadPoolExecutor(MANY) as pool:
        labels = list(pool.map(lambda posting_id: issue(registry, posting_id, actor=LEAD, now=now), waiting))
    assert len({label.id for label in labels}) == MANY
    assert len({(label.list_id, label.idx) for label in labels}) == MANY
    assert invariants.check(registry, now) == MANY


def test_one_posting_issued_by_many_at_once_gets_one_label(registry: Registry, work: Casework, now: datetime) -> None:
    record = work.approved()

    def attempt(_: int) -> bool:
        try:
            issue(registry, record.id, actor=LEAD, now=now)
        except (TransitionRefused, Conflict):
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(attempt, range(16))) == 1
    assert invariants.check(registry, now) == 1


def test_a_change_and_a_revocation_and_an_expiry_at_once_leave_one_story(
    registry: Registry, work: Casework, now: datetime
) -> None:
    for _ in range(5):
        label = work.certified()
        end = label.expires_at

        def change(posting_id: str = label.posting_id, at: datetime = end) -> None:
            update_posting(registry, posting_id, posting(title="数控铣工"), actor=PLATFORM, now=at)

        def end_it(label_id: str = label.id, at: datetime = end) -> None:
            revoke(registry, label_id, "查实", actor=LEAD, now=at)

        def expire(at: datetime = end) -> None:
            expire_due(registry, now=at)

        with ThreadPoolExecutor(3) as pool:
            outcomes = [pool.submit(act) for act in (change, end_it, expire)]
        errors = [outcome.exception() for outcome in outcomes]
        assert errors[0] is None
        assert errors[2] is None
        assert errors[1] is None or isinstance(errors[1], TransitionRefused)
        ended = lookup.label(registry, label.id).state
        assert ended is (LabelState.REVOKED if errors[1] is None else LabelState.EXPIRED)
    invariants.check(registry, now)


def test_a_kill_in_the_middle_leaves_whole_labels_only(
    registry: Registry, work: Casework, database_url: str, key_dir: Path, now: datetime
) -> None:
    waiting = prepared(work, 40)
    rng = random.Random(4)
    said: list[str] = []
    for _ in range(3):
        said += kill_while_issuing(database_url, key_dir, now, [p for p in waiting if p not in said], rng)
        found = invariants.check(registry, now)
        # What was said to be done is done; one more may have been done and not said.
        assert len(said) <= found <= len(said) + 1
        done = lookup.search(registry, SearchQuery(), limit=100, now=now).items
        said = [item.id for item in done]
    for posting_id in waiting:
        if posting_id not in said:
            issue(registry, posting_id, actor=LEAD, now=now)
    assert invariants.check(registry, now) == len(waiting)


def kill_while_issuing(url: str, key_dir: Path, now: datetime, waiting: list[str], rng: random.Random) -> list[str]:
    """Start another process that issues, kill it after some labels, at no particular moment; returns what it said."""
    path = os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, str(HERE / "killed_issuer.py"), url, str(key_dir), now.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("\n".join(waiting))
        process.stdin.close()
        said = [process.stdout.readline().strip() for _ in range(rng.randint(1, 5))]
        time.sleep(rng.random() / 50)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().split()
    return [posting_id for posting_id in said if posting_id]
