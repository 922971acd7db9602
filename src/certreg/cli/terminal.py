"""Words of strangers on a terminal: nothing in a posting may move the cursor, change colours or reorder text."""

import re
from typing import Final

_UNSAFE: Final = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls, ESC and CSI among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u200b\u2028\u2029\u2060\ufeff\ufff9-\ufffb"  # invisible, separating and annotating characters
    "\ud800-\udfff"  # lone surrogates, which cannot be written at all
    "]"
)


def plain(text: str) -> str:
    """The text with every unsafe character shown as U+FFFD; line feeds and tabs stay."""
    return _UNSAFE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split())
