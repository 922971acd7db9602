"""Fixtures that every test may use: the clock, both databases, the browser, the real material."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import fresh_databases
import hypothesis
import psycopg
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from postgres_databases import postgres_database

ROOT = Path(__file__).resolve().parents[1]
ARTEFACTS = ROOT / "test-artefacts"

# A busy two-core machine must not turn a property into a timed test.
hypothesis.settings.register_profile("certreg", deadline=None, max_examples=100, print_blob=True)
hypothesis.settings.load_profile("certreg")


@pytest.fixture
def now() -> datetime:
    """The clock of the tests: 10:00 in Shanghai."""
    return datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real postings and labelled sets, kept beside the checkout and never in it."""
    path = ROOT.parent / "shared" / "data"
    if not path.is_dir():
        pytest.skip("the real postings are not beside this checkout")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a PostgreSQL server of this test process: `TEST_POSTGRES_URL`, else the wheel's own."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with fresh_databases.postgres_server() as address:
        with psycopg.connect(address, autocommit=True) as admin:
            # It need not outlive the machine. Hundreds of tests each wait for the disk otherwise.
            admin.execute("ALTER SYSTEM SET fsync = off")
            admin.execute("SELECT pg_reload_conf()")
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a fresh, empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'certreg.sqlite3'}"
        return
    with postgres_database(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_only_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a fresh SQLite database, for tests that are not about the database."""
    return f"sqlite:///{tmp_path_factory.mktemp('db') / 'certreg.sqlite3'}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, headless. `make test` installs it or says how."""
    executable = next(filter(None, (shutil.which(n) for n in ("chromium", "chromium-browser", "google-chrome"))), None)
    if executable is None:
        pytest.fail("no Chromium on PATH; run `make test`, which installs it or prints the command")
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=[*quiet, *sandbox])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a fresh profile, Chinese locale, desktop width."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def node() -> str:
    """Path of Node.js, with the peers' packages installed."""
    executable = shutil.which("node")
    if executable is None or not (ROOT / "tests" / "peers" / "node_modules").is_dir():
        pytest.fail("Node.js or tests/peers/node_modules is missing; run `make test`, which installs them")
    version = subprocess.run([executable, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").split(".")[0]) < 20:
        pytest.fail(f"Node.js 20 or newer is needed, this is {version}")
    return executable
