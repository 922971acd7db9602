"""The diff of an import of the register as `certreg organisations import` shows it."""

from pathlib import Path
from typing import Final

import click
import msgspec

from certreg.cli.failures import terminal_language
from certreg.cli.terminal import one_line
from certreg.domain.errors import FieldProblem
from certreg.exchange.rejects import RejectsFile
from certreg.services.register_import import RowDiff, Standing

SHOWN: Final = 20
"""Rejected rows that are printed where a file keeps all of them, and rows that a newer source stands against."""

_VALUE: Final = 60


class ShownDiff:
    """Where the rows of the diff go: rejected ones to standard error and their file, the others to the output."""

    def __init__(self, rejects: Path | None, *, diff: bool, ndjson: bool) -> None:
        self.file = RejectsFile(rejects) if rejects else None
        self._diff = diff
        self._ndjson = ndjson
        self._rejected = 0
        self._older = 0

    def show(self, path: Path, row: RowDiff) -> None:
        """One row of the diff."""
        self._say(path, row.number, row.remarks)
        self._older += bool(row.kept)
        if self._older <= SHOWN:
            self._say(path, row.number, row.kept)
        if row.standing is Standing.REJECTED:
            self._reject(path, row)
        if not self._diff or row.standing is Standing.UNCHANGED:
            return
        if self._ndjson:
            click.echo(msgspec.json.encode(row).decode())
        elif row.standing is not Standing.REJECTED:
            click.echo(one_line(_line(row)))

    def _reject(self, path: Path, row: RowDiff) -> None:
        self._rejected += 1
        if self.file is not None:
            self.file.write(row.number, row.problems, row.raw)
        if self.file is None or self._rejected <= SHOWN:
            self._say(path, row.number, row.problems)

    def _say(self, path: Path, number: int, told: tuple[FieldProblem, ...]) -> None:
        if told:
            said = "; ".join(f"{problem.field}: {problem.reason.to(terminal_language())}" for problem in told)
            click.echo(one_line(f"{path.name}:{number}: {said}"), err=True)


def _line(row: RowDiff) -> str:
    mark = "+" if row.standing is Standing.NEW else "~"
    if row.standing is Standing.NEW:
        return f"{mark} {row.number}: {row.uscc} {row.changes[0].after['name']}"
    return f"{mark} {row.number}: {row.uscc} " + "; ".join(
        f"{change.fact}: {_value(change.before)} → {_value(change.after)}" for change in row.changes
    )


def _value(value: object) -> str:
    if value is None:
        return "-"
    said = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return said if len(said) <= _VALUE else said[:_VALUE] + "…"
