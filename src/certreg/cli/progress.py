"""How far a long reading is, on standard error and only for people."""

import sys
import time
from typing import Final

_EVERY_ROWS: Final = 256
_EVERY_SECONDS: Final = 0.25


class Progress:
    """A line that counts rows. Silent where standard error is no terminal."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._shown = sys.stderr.isatty()
        self._started = self._last = time.monotonic()
        self._next = _EVERY_ROWS

    def at(self, rows: int) -> None:
        """So many rows are done."""
        if not self._shown or rows < self._next:
            return
        self._next = rows + _EVERY_ROWS
        now = time.monotonic()
        if now - self._last >= _EVERY_SECONDS:
            self._last = now
            rate = rows / (now - self._started)
            sys.stderr.write(f"\r{rows:,} {self._noun}, {rate:,.0f}/s \x1b[K")
            sys.stderr.flush()

    def done(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
