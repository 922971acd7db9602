"""Bilingual text, and the one way in which text is normalised."""

import re
import unicodedata
from typing import Literal

import msgspec

Language = Literal["zh-CN", "en"]
LANGUAGES: tuple[Language, ...] = ("zh-CN", "en")

_WHITE_SPACE = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""Unicode's White_Space property, spelt out: `\\s` means one set in Python and another in JavaScript."""


FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Control characters but tab and line ends (PostgreSQL refuses NUL), overrides of writing direction (they let a text
show in another order than it is checked in, CVE-2021-42574), half surrogates, and non-characters."""


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """One sentence in both languages of the registry; Chinese comes first.

    Placeholders are those of `str.format`, and the same in both.
    """

    zh: str
    en: str

    def within(self, **values: object) -> "Text":
        """The text with its placeholders filled in; a value that is a `Text` itself goes in by language."""
        if not any(isinstance(value, Text) for value in values.values()):
            return Text(zh=self.zh.format(**values), en=self.en.format(**values))
        zh = {name: value.zh if isinstance(value, Text) else value for name, value in values.items()}
        en = {name: value.en if isinstance(value, Text) else value for name, value in values.items()}
        return Text(zh=self.zh.format(**zh), en=self.en.format(**en))

    def to(self, language: Language) -> str:
        """The sentence in one language."""
        return self.zh if language == "zh-CN" else self.en


def normalise(text: str) -> str:
    """NFKC, trimmed, inner white space collapsed to one space.

    This is the normalisation of canonical form 1 (label profile, "What the label is bound to"), and the
    only one by which two texts of the registry are called equal.
    """
    return _WHITE_SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip(" ")
