"""The rejects file: what was refused and why, one JSON object a line."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

import msgspec

from certreg.domain.errors import FieldProblem

_ENCODER: Final = msgspec.json.Encoder()


class _Reject(msgspec.Struct, omit_defaults=True):
    row: int
    problems: tuple[FieldProblem, ...]
    raw: str


class RejectsFile:
    """Written as the rows are read. It exists also when nothing was refused: then it is empty."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self.count = 0

    def __enter__(self) -> Self:
        self._file = self._path.open("wb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def write(self, row: int, problems: Iterable[FieldProblem], raw: str) -> None:
        """Add one refused row: its number in the source, every problem, and the row as it stood there."""
        if self._file is None:
            raise ValueError("the rejects file is not open")
        self._file.write(_ENCODER.encode(_Reject(row, tuple(problems), raw)) + b"\n")
        self.count += 1
