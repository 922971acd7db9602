"""Import of the register: time, rows a second and peak memory, on SQLite and on PostgreSQL.

    python benchmarks/bench_register_import.py [ROWS]

100,000 agencies as a CSV with Chinese headings, by the command that an operator types, each call a process of its own
(so the figures hold its start and its memory): the preview, the import, the same file again (recognised by its
digest), again with `--again` (read and compared row by row), and one with 1 % bad rows of which each must be named.
"""

import contextlib
import io
import multiprocessing
import os
import re
import resource
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from fresh_databases import databases
from registers import HEADINGS, cells

from certreg.cli import main as certreg

ROWS: Final = 100_000
_APART: Final = multiprocessing.get_context("spawn")


class Command:
    """`certreg` on one database."""

    def __init__(self, url: str) -> None:
        self._environment = {"CERTREG_DATABASE_URL": url, "LC_ALL": "C"}

    def __call__(self, *arguments: str) -> tuple[str, float, float]:
        """What it said on standard error, seconds, and its peak memory in MB."""
        started = time.perf_counter()
        ours, theirs = _APART.Pipe(duplex=False)
        process = _APART.Process(target=_run, args=(self._environment, arguments, theirs))
        process.start()
        # Ours would keep the pipe open if the process ended without a word.
        theirs.close()
        said, memory = ours.recv()
        process.join()
        return said, time.perf_counter() - started, memory

    def told(self, name: str, rows: int, *arguments: str) -> str:
        """Run it and print the figures."""
        said, seconds, memory = self("organisations", "import", *arguments)
        counted = next((line for line in said.splitlines() if "unchanged" in line or "no change" in line), said[-200:])
        print(f"  {name:28} {seconds:7.1f} s {rows / seconds:9,.0f} rows/s {memory:6.0f} MB   {counted}", flush=True)
        return said


def _run(environment: Mapping[str, str], arguments: Sequence[str], told: Connection) -> None:
    """In a process of its own: the command, then what it said and its peak memory."""
    os.environ.update(environment)
    sys.argv = ["certreg", *arguments]
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        certreg()
    told.send((said.getvalue(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def write(path: Path, rows: int, *, bad_every: int = 0, points: int = 90) -> set[int]:
    """A register as CSV; returns the lines that are bad."""
    bad = set()
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(HEADINGS) + "\n")
        for number in range(1, rows + 1):
            row = list(cells(number, points=points))
            if bad_every and number % bad_every == 0:
                row[0] = row[0][:-1]
                bad.add(number + 1)
            file.write(",".join(row) + "\n")
    return bad


def measure(url: str, folder: Path, rows: int) -> None:
    """Print the figures of one database."""
    command = Command(url)
    command("db", "upgrade")
    command("staff", "add", "wang", "--name", "wang", "--role", "administrator")
    command("staff", "add", "re", "--name", "re", "--role", "registrar", "--as", "wang")
    good, broken = folder / "register.csv", folder / "broken.csv"
    write(good, rows)
    bad = write(broken, rows, bad_every=100, points=91)
    write_it = ("--apply", "--as", "re")
    command.told("preview", rows, str(good))
    command.told("import", rows, str(good), *write_it)
    command.told("the same file", rows, str(good), *write_it)
    command.told("the same, row by row", rows, str(good), "--again", *write_it)
    said = command.told("one fact of each, 1 % bad", rows, str(broken), *write_it)
    named = {int(line) for line in re.findall(r"^broken\.csv:(\d+): ", said, re.MULTILINE)}
    print(f"  bad rows named: {len(named)} of {len(bad)}, the right ones: {named == bad}")
    imported = re.search(r"import (i[0-9a-z]{16})", said)
    if imported is None:
        raise RuntimeError("the import was not applied: " + said[-500:])
    undo = ("organisations", "rollback", imported[1], "--reason", "benchmark", "--as", "re", "--yes")
    last, seconds, memory = command(*undo)
    print(f"  {'rollback':28} {seconds:7.1f} s {rows / seconds:9,.0f} rows/s {memory:6.0f} MB   {last.strip()}")


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder, databases() as urls:
        for name, url in urls.items():
            print(f"{name}, {rows:,} organisations")
            measure(url, Path(folder), rows)


if __name__ == "__main__":
    main()
