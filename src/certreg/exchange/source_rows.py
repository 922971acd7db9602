"""A row as it stands in the file, before anything is made of it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from certreg.domain.errors import FieldProblem


class SourceRow(NamedTuple):
    """Values by name, or `problem` if the row could not even be taken apart. `raw` is what stood in the file."""

    number: int
    values: Mapping[str, Any] | None
    raw: str
    problem: FieldProblem | None = None
    remarks: tuple[FieldProblem, ...] = ()


class Table(Protocol):
    """The headings of a table, recognised: what takes its rows apart."""

    @property
    def width(self) -> int:
        """Cells in the row of headings."""

    @property
    def remarks(self) -> tuple[FieldProblem, ...]:
        """What is to be said of the headings."""

    def values(self, cells: Sequence[str]) -> Mapping[str, str]:
        """The cells of one row by heading."""
