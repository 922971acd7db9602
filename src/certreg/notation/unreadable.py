"""What a notation answers when the words cannot be read."""

from typing import Final

from certreg.domain.errors import FieldProblem
from certreg.domain.text import Text, normalise

LONGEST: Final = 120
"""Characters that the words of a short field may have."""
SHOWN: Final = 80
"""Characters of an offending value that a problem quotes."""


class Unreadable(ValueError):
    """The words are none of the forms that a notation knows. `code` is stable, `reason` is for people."""

    def __init__(self, code: str, reason: Text) -> None:
        super().__init__(f"{code}: {reason.en}")
        self.code = code
        self.reason = reason

    def problem(self, field: str, value: str) -> FieldProblem:
        """The same as a problem of one field of an input."""
        return FieldProblem(field, self.code, self.reason, value[:SHOWN])


def words_of(text: str) -> str:
    """The normalised words of a short field; `Unreadable` for more of them than any notation has."""
    # The bound holds for the text as it stands, white space included: readings are cached under it.
    if len(text) > LONGEST:
        raise Unreadable("too_long_to_read", _TOO_LONG.within(longest=LONGEST))
    return normalise(text)


_TOO_LONG: Final = Text(
    zh="内容超过{longest}个字，不像这一栏应填的内容",
    en="More than {longest} characters: not what belongs in this field",
)
