"""`certreg demo` from the outside, as a newcomer runs it."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from demo_runs import CERTREG, environment, run_certreg

ROOT = Path(__file__).resolve().parents[2]


def test_it_says_loudly_that_keys_are_demo_keys(demo: tuple[Path, str]) -> None:
    _, printed = demo
    assert printed.lstrip().startswith("DEMO KEYS")


def test_it_certifies_refuses_and_returns(demo: tuple[Path, str]) -> None:
    _, printed = demo
    rows = [line for line in printed.splitlines() if line.startswith(("good-", "bad-"))]
    assert sum("certified" in row for row in rows) >= 20
    assert all("certified" in row for row in rows if row.startswith("good-"))
    assert not any("certified" in row for row in rows if row.startswith("bad-"))
    assert any("refused" in row for row in rows)
    assert any("returned" in row for row in rows)


def test_a_failed_gate_is_shown_with_the_words_that_its_check_quotes(demo: tuple[Path, str]) -> None:
    _, printed = demo
    rows = {line.split()[0]: line for line in printed.splitlines() if line.startswith("bad-")}
    for row, gate, words in (
        ("bad-ethnicity", "G-discrimination", "汉族"),
        ("bad-deposit", "G-charges", "500元装备押金"),
    ):
        quoted = rows[row].partition(f"{gate}「")[2].partition("」")[0]
        assert words in quoted, rows[row]


def test_it_shows_why_rows_were_refused(demo: tuple[Path, str]) -> None:
    _, printed = demo
    assert "pay.min" in printed
    assert "2026-13-01" in printed


def test_it_shows_each_way_of_failing_under_its_name(demo: tuple[Path, str]) -> None:
    _, printed = demo
    for found in (": valid", ": content_mismatch (pay)", ": suspended", ": revoked"):
        assert found in printed, found


def test_its_label_verifies_with_the_command_and_a_tampered_posting_does_not(demo: tuple[Path, str]) -> None:
    folder, _ = demo
    public = ["--anchor", ".demo/bureau.jwk.json", "--status", ".demo/status-list.jwt"]
    good = run_certreg("verify", ".demo/label.jwt", "--posting", ".demo/posting.json", *public, cwd=folder)
    assert good.returncode == 0, good.stdout + good.stderr
    bad = run_certreg("verify", ".demo/label.jwt", "--posting", ".demo/tampered.json", *public, cwd=folder)
    assert bad.returncode == 1
    assert "content_mismatch" in bad.stdout + bad.stderr


def test_nothing_secret_is_printed_or_readable_by_others(demo: tuple[Path, str]) -> None:
    folder, printed = demo
    passphrase = (folder / ".demo" / "passphrase").read_text(encoding="utf-8").strip()
    assert passphrase not in printed
    assert "PRIVATE KEY" not in printed
    for path in [folder / ".demo", *(folder / ".demo").rglob("*")]:
        if path.name not in {".certreg-demo", "registry.sqlite3", "registry.sqlite3-wal", "registry.sqlite3-shm"}:
            assert path.stat().st_mode & 0o077 == 0, path


def test_every_certified_posting_took_two_people(demo: tuple[Path, str]) -> None:
    folder, _ = demo
    with sqlite3.connect(f"file:{folder / '.demo' / 'registry.sqlite3'}?mode=ro", uri=True) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert "audit" in tables
        actors = {actor for (actor,) in database.execute("SELECT DISTINCT actor FROM audit")}
    assert {"demo-assessor", "demo-lead"} <= actors


def test_a_second_run_makes_new_keys_and_works(demo: tuple[Path, str], tmp_path: Path) -> None:
    del demo
    first = run_certreg("demo", "--no-serve", "--dir", "again", cwd=tmp_path)
    keys = {path.name for path in (tmp_path / "again" / "keys").iterdir()}
    second = run_certreg("demo", "--no-serve", "--dir", "again", cwd=tmp_path)
    assert (first.returncode, second.returncode) == (0, 0), second.stderr
    assert keys.isdisjoint(path.name for path in (tmp_path / "again" / "keys").glob("*.pem"))


@pytest.mark.parametrize("moment", ["keys", "registry.sqlite3-wal"])
def test_a_killed_run_is_taken_up_by_the_next(tmp_path: Path, moment: str) -> None:
    running = subprocess.Popen(
        [CERTREG, "demo", "--no-serve"], cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL
    )
    while running.poll() is None and not (tmp_path / ".demo" / moment).exists():
        time.sleep(0.01)
    running.kill()
    running.wait()
    assert (tmp_path / ".demo" / moment).exists()
    again = run_certreg("demo", "--no-serve", cwd=tmp_path)
    assert again.returncode == 0, again.stderr


def test_the_callers_registry_is_never_used(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.sqlite3"
    done = run_certreg(
        "demo",
        "--no-serve",
        cwd=tmp_path,
        CERTREG_DATABASE_URL=f"sqlite:///{theirs}",
        CERTREG_KEY_DIR=str(tmp_path / "their-keys"),
        CERTREG_KEY_PASSPHRASE="their passphrase",
    )
    assert done.returncode == 0, done.stderr
    assert not theirs.exists()
    assert not (tmp_path / "their-keys").exists()


def test_it_works_from_the_environment_file(demo: tuple[Path, str]) -> None:
    folder, _ = demo
    listed = subprocess.run(
        ["bash", "-euc", f"source .demo/environment; '{CERTREG}' keys list; '{CERTREG}' staff list --format json"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "bureau" in listed.stdout
    assert "demo-lead" in listed.stdout


def test_on_a_file_of_ones_own_nothing_is_judged_and_nothing_certified(tmp_path: Path) -> None:
    done = run_certreg(
        "demo", "--no-serve", "--data", ROOT / "examples" / "notice-spreadsheet.csv", "--limit", "3", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "Nothing is certified" in done.stdout
    assert "only the first 3" in done.stdout
    rejects = (tmp_path / ".demo" / "rejects.ndjson").read_text(encoding="utf-8").splitlines()
    assert len(rejects) == 3
    assert all(json.loads(line)["problems"] for line in rejects)
    with sqlite3.connect(tmp_path / ".demo" / "registry.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM posting").fetchone() == (3,)
        assert database.execute("SELECT count(*) FROM label").fetchone() == (0,)


def test_hostile_words_cannot_steer_the_terminal(tmp_path: Path) -> None:
    titles = ["[b]红[/b]", "\x1b]0;x\x07\x1b[31m红"]
    lines = [json.dumps({"title": title, "employer": {"name": "甲"}}) + "\n" for title in titles]
    (tmp_path / "own.ndjson").write_text("".join(lines), encoding="utf-8")
    done = run_certreg("demo", "--no-serve", "--data", "own.ndjson", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "[b]红[/b]" in done.stdout


def test_a_file_that_holds_no_posting_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_bytes(b"\x00\x01\x02")
    done = run_certreg("demo", "--no-serve", "--data", "own.csv", cwd=tmp_path)
    assert done.returncode == 3
    assert "invalid_input" in done.stderr


def test_it_serves_what_it_made(tmp_path: Path) -> None:
    port = "18" + str(os.getpid() % 1000).zfill(3)
    serving = subprocess.Popen(
        [CERTREG, "demo"],
        cwd=tmp_path,
        env=environment(CERTREG_PORT=port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        ready = f"http://127.0.0.1:{port}/health/ready"
        while serving.poll() is None and not _answers(ready):
            time.sleep(0.1)
        assert serving.poll() is None
        feed = httpx.get(f"http://127.0.0.1:{port}/feeds/promoted.json").json()
        assert len(feed["dataFeedElement"]) >= 18
        busy = run_certreg("demo", "--no-serve", cwd=tmp_path)
        assert busy.returncode == 5
        assert "Another demo" in busy.stderr
    finally:
        serving.send_signal(signal.SIGINT)
        printed, _ = serving.communicate(timeout=60)
    assert f"http://127.0.0.1:{port}/search" in printed


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.TransportError:
        return False
