"""Import of the register: time, rows a second and peak memory, on SQLite and on PostgreSQL.

    python benchmarks/bench_register_import.py [ROWS]

100,000 agencies as a CSV with Chinese headings, by the command that an operator types, each call a process of its own
(so the figures hold its start and its memory): the preview, the import, the same file again (recognised by its
digest), again with `--again` (read and compared row by row), and one with 1 % bad rows of which each must be named.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from fresh_databases import databases  # noqa: E402 - lies beside this one

from registers import HEADINGS, cells  # noqa: E402 - lies with the tests

ROWS: Final = 100_000


class Command:
    """`certreg` on one database."""

    def __init__(self, url: str) -> None:
        self._environment = {**os.environ, "CERTREG_DATABASE_URL": url, "LC_ALL": "C"}

    def __call__(self, *arguments: str) -> tuple[str, float, float]:
        """What it said on standard error, seconds, and its peak memory in MB."""
        started = time.perf_counter()
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as out:
            process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "certreg", *arguments], env=self._environment, stdout=out, stderr=said
            )
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            seconds = time.perf_counter() - started
            said.seek(0)
            return said.read().decode(), seconds, used.ru_maxrss / 1024

    def told(self, name: str, rows: int, *arguments: str) -> str:
        """Run it and print the figures."""
        said, seconds, memory = self("organisations", "import", *arguments)
        counted = next((line for line in said.splitlines() if "unchanged" in line or "no change" in line), said[-200:])
        print(f"  {name:28} {seconds:7.1f} s {rows / seconds:9,.0f} rows/s {memory:6.0f} MB   {counted}", flush=True)
        return said


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
