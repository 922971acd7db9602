"""A row as it stands in the file, before anything is made of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from certreg.domain.errors import FieldProblem


class SourceRow(NamedTuple):
    """Values by name, or `problem` if the row could not even be taken apart. `raw` is what stood in the file."""

    number: int
    values: Mapping[str, Any] | None
    raw: str
    problem: FieldProblem | None = None
    remarks: tuple[FieldProblem, ...] = ()
