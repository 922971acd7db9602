"""Tables and lines for people, as text that may then go to a terminal or a file."""

import io
import os
import shutil
import sys

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text as Styled

from certreg.domain.text import Language, Text

_WIDTH_OF_FILES = 120
_LEAST_WIDTH = 80


class Page:
    """Collects lines and tables in one language.

    Nothing is read as markup: words of postings are printed as they are, after `certreg.cli.terminal.plain`.
    """

    def __init__(self, language: Language, *, to_terminal: bool) -> None:
        self._language = language
        self._buffer = io.StringIO()
        coloured = to_terminal and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        width = shutil.get_terminal_size((_WIDTH_OF_FILES, 24)).columns if to_terminal else _WIDTH_OF_FILES
        self.coloured = coloured
        self._console = Console(
            file=self._buffer,
            width=max(width, _LEAST_WIDTH),
            force_terminal=coloured,
            no_color=not coloured,
            markup=False,
            highlight=False,
            emoji=False,
        )

    def say(self, text: Text) -> str:
        """The words in the page's language."""
        return text.to(self._language)

    def line(self, text: Text, **values: object) -> None:
        """One sentence with its placeholders filled in."""
        self._console.print(text.within(**values).to(self._language))

    def print(self, words: str | Styled = "", *, indent: int = 0) -> None:
        """Words that are in the right language already, wrapped under an indent."""
        styled = words if isinstance(words, Styled) else Styled(words)
        for wrapped in styled.wrap(self._console, self._console.width - indent) if styled.plain else [styled]:
            self._console.print(Styled(" " * indent) + wrapped, soft_wrap=True)

    def new_table(self, title: Text, words: tuple[Text, ...], numbers: tuple[Text, ...]) -> Table:
        """An empty table: columns of words on the left, of numbers on the right."""
        table = Table(
            title=self.say(title), title_justify="left", title_style=Style(bold=True), box=None, padding=(0, 1)
        )
        for heading in words:
            table.add_column(self.say(heading), overflow="fold")
        for heading in numbers:
            table.add_column(self.say(heading), justify="right", no_wrap=True)
        return table

    def table(self, table: Table) -> None:
        """The table with an empty line before it."""
        self._console.print()
        self._console.print(table)

    def text(self) -> str:
        """Everything so far."""
        return self._buffer.getvalue()
