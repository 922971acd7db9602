"""How a file is refused: always with the field and the reason."""

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.text import Text

FIELD = "file"
"""The field that every problem with a content names."""


def refused(code: str, reason: Text) -> InvalidInput:
    """The error to raise for a content that is not taken."""
    return InvalidInput(reason, [FieldProblem(FIELD, code, reason)])
