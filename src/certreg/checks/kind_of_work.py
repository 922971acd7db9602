"""A kind of work, and what gives it away in the duties that a posting writes."""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from certreg.domain.text import Text

SURE: Final = 6
"""Signs of this weight leave no doubt what the work is."""


class Kind(msgspec.Struct, frozen=True, eq=False):
    """`least` distinct signs make the kind; `few` of them where the title is a plain desk or service job (`plain`).

    Kinds are keys of tables and equal to themselves only (`eq=False`): hashing all their patterns would cost too much.
    `narrow` takes the place of `fitting` where the signs weigh `SURE`. An employer whose name tells the `trade` and
    who pays by commission counts as two signs more: no clerk of such a firm is paid so.
    """

    name: Text
    signs: re.Pattern[str]
    least: int
    fitting: re.Pattern[str]
    few: int | None = None
    only: re.Pattern[str] | None = None
    strong: re.Pattern[str] | None = None
    narrow: re.Pattern[str] | None = None
    trade: re.Pattern[str] | None = None

    def fits(self, title: str, *, sure: bool) -> bool:
        """The title may well mean this kind; where the text leaves no doubt, only if it nearly names it."""
        pattern = self.fitting if self.narrow is None or not sure else self.narrow
        return pattern.search(title) is not None

    def weight(self, signs: Iterable[str]) -> int:
        """How much these signs say: a strong one counts as two."""
        return sum(2 if self.strong is not None and self.strong.fullmatch(sign) else 1 for sign in signs)


def kind(name: Text, signs: str, least: int, fitting: str, **more: int | str) -> Kind:
    """One line of the list of kinds; all but `few` of the further arguments are patterns."""
    few = more.pop("few", None)
    patterns = {key: re.compile(str(words)) for key, words in more.items()}
    return Kind(name, re.compile(signs), least, re.compile(fitting), few if isinstance(few, int) else None, **patterns)
