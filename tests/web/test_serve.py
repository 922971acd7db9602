"""`certreg serve`: starts only when it can, serves, expires, and stops in good order."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import msgspec
import pytest

from casework import BASE, BUREAU, PASSPHRASE, REGISTRAR, Casework, make_keys, make_registry, posting
from certreg.cli.serve import expiry_timer
from certreg.domain.errors import DatabaseUnavailable
from certreg.domain.lifecycle import LabelState
from certreg.domain.organisation import ONLINE_RECRUITMENT, Licence
from certreg.domain.posting import Agency
from certreg.domain.text import Text
from certreg.services import lookup, organisations, register_file
from certreg.services.registry import Registry
from website import AGENCY, Clock


def environment(database: Path, keys: Path) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("CERTREG_")}
    return {
        **plain,
        "LC_ALL": "C.UTF-8",
        "CERTREG_DATABASE_URL": f"sqlite:///{database}",
        "CERTREG_BASE_URL": BASE,
        "CERTREG_BUREAU_URL": BUREAU,
        "CERTREG_KEY_DIR": str(keys),
        "CERTREG_KEY_PASSPHRASE": PASSPHRASE,
    }


def serve(*arguments: str, env: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("certreg")), "serve", *arguments],
        env=dict(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(*arguments: str, env: Mapping[str, str]) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = free_port()
    process = serve("--port", str(port), *arguments, env=env)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if process.poll() is not None:
                pytest.fail(f"the server ended: {process.communicate()[0]}")
            try:
                httpx.get(f"{address}/health/live")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address, process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def test_it_refuses_a_database_that_was_not_upgraded(tmp_path: Path, key_dir: Path) -> None:
    process = serve(env=environment(tmp_path / "empty.sqlite3", key_dir))
    output = process.communicate(timeout=60)[0]
    assert process.returncode == 5
    assert "certreg db upgrade" in output


def test_it_refuses_to_start_without_keys(tmp_path: Path, now: datetime, key_dir: Path) -> None:
    database = tmp_path / "web.sqlite3"
    make_registry(f"sqlite:///{database}", key_dir, now).db.close()
    process = serve(env=environment(database, tmp_path / "nothing"))
    output = process.communicate(timeout=60)[0]
    assert process.returncode == 5
    assert "certreg keys new" in output or "key" in output
    assert "Traceback" not in output


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_serves_and_stops_on_request(tmp_path: Path, workers: str) -> None:
    now = datetime.now(UTC)
    keys, database = tmp_path / "keys", tmp_path / "web.sqlite3"
    make_keys(keys, now - timedelta(days=1))
    registry = make_registry(f"sqlite:///{database}", keys, now)
    label = Casework(registry, now).certified(
        posting(published_on=now.date() - timedelta(days=1), valid_until=now.date() + timedelta(days=30))
    )
    registry.db.close()
    with running("--workers", workers, env=environment(database, keys)) as (address, process):
        assert httpx.get(f"{address}/labels/{label.id}.json").json()["state"] == "valid"
        assert httpx.get(f"{address}/health/ready").status_code == 200
        assert "server" not in httpx.get(address).headers
        process.send_signal(signal.SIGTERM)
        output = process.communicate(timeout=60)[0]
    assert process.returncode == 0, output
    assert f"{BASE}/schema" in output
    assert "Traceback" not in output


def test_the_timer_expires_what_is_due(registry: Registry, work: Casework, clock: Clock) -> None:
    label = work.certified()
    clock.now = label.expires_at
    with expiry_timer(registry, clock, seconds=0.01):
        while lookup.label(registry, label.id).state is not LabelState.EXPIRED:
            time.sleep(0.01)


def test_the_timer_suspends_when_the_licence_lapses(registry: Registry, clock: Clock, work: Casework) -> None:
    licence = Licence(
        number="许可7号", scope=(ONLINE_RECRUITMENT,), valid_from=date(2024, 1, 1), valid_to=date(2026, 11, 25)
    )
    agency = msgspec.structs.replace(AGENCY, division="500118", licence=licence)
    organisations.put(registry, [agency], "test register", actor=REGISTRAR, now=clock())
    label = work.certified(posting(agency=Agency(name=agency.name, uscc=agency.uscc, seekers_charged=False)))
    with expiry_timer(registry, clock, seconds=0.01):
        assert lookup.label(registry, label.id).state is LabelState.VALID
        clock.turn(seconds=2 * 86_400)
        while lookup.label(registry, label.id).state is not LabelState.SUSPENDED:
            time.sleep(0.01)


def test_the_timer_makes_the_file_of_the_day(registry: Registry, clock: Clock) -> None:
    with expiry_timer(registry, clock, seconds=0.01):
        while (first := register_file.newest(registry)) is None:
            time.sleep(0.01)
        clock.turn(seconds=86_400)
        while register_file.newest(registry) == first:
            time.sleep(0.01)


def test_the_timer_survives_an_error_that_nobody_thought_of(
    registry: Registry, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    suspended = threading.Event()

    def broken(*_: object, **__: object) -> int:
        raise ValueError("a record that cannot be read")

    def supervised(*_: object, **__: object) -> int:
        suspended.set()
        return 0

    monkeypatch.setattr("certreg.services.expire.expire_due", broken)
    monkeypatch.setattr("certreg.services.supervise.Watch.look", supervised)
    with expiry_timer(registry, clock, seconds=0.001):
        assert suspended.wait(10)
    assert "a record that cannot be read" in caplog.text


def test_the_timer_survives_a_database_that_is_away(
    registry: Registry, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def away(*_: object, **__: object) -> int:
        calls.append(1)
        if len(calls) < 3:
            raise DatabaseUnavailable(Text(zh="忙", en="busy"))
        return 0

    monkeypatch.setattr("certreg.services.expire.expire_due", away)
    with expiry_timer(registry, clock, seconds=0.001):
        while len(calls) < 4:
            time.sleep(0.001)
