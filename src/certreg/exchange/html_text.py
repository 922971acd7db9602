"""HTML of a description as the text that people see, and text as HTML."""

import html
import re
from html.parser import HTMLParser
from typing import Final

_BLOCKS: Final = re.compile(
    "address|article|aside|blockquote|br|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|"
    "ol|p|pre|section|table|t[dhr]|ul"
)
_UNSEEN: Final = frozenset({"head", "noscript", "script", "style", "template", "title"})
_SPACES: Final = re.compile(r"[ \t\r\f]+")
_LINES: Final = re.compile(r" ?\n[ \n]*")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _UNSEEN:
            self._unseen += 1
        elif _BLOCKS.fullmatch(tag):
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if _BLOCKS.fullmatch(tag):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif _BLOCKS.fullmatch(tag):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def text_of_html(source: str) -> str:
    """What a browser would show: tags gone, one line a block, entities resolved, scripts and styles left out.

    A text without markup comes back as it is, line ends included.
    """
    if "<" not in source:
        return html.unescape(source).strip()
    parser = _Text()
    parser.feed(source)
    parser.close()
    return _LINES.sub("\n", _SPACES.sub(" ", "".join(parser.parts))).strip()


def guarded(text: str) -> str:
    """A text for a property where markup is allowed but not expected: as it is, unless it looks like markup."""
    return html_of_text(text) if "<" in text else text


def html_of_text(text: str) -> str:
    """A paragraph for each line, markup characters escaped: `text_of_html` gives the same words back."""
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.splitlines() if line.strip())
