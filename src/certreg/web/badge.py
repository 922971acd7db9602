"""The badge: 20 px high, for one line of text. Each state has its colour, its shape and its word."""

from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import msgspec

from certreg.domain.criteria import Level
from certreg.domain.text import Language, Text
from certreg.web import words
from certreg.web.shown_state import ShownState

MEDIA_TYPE: Final = "image/svg+xml"
_INK: Final = "#2b3440"
_CJK_ADVANCE: Final = 11.0
_LATIN_ADVANCE: Final = 6.2
_PAD: Final = 6.0
_MARK: Final = 19.0
_FONT: Final = "system-ui,'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif"

_COLOUR: Final[Mapping[ShownState, str]] = {
    ShownState.VALID: "#17693f",
    ShownState.DIFFERS: "#8a5300",
    ShownState.SUSPENDED: "#8a5300",
    ShownState.REVOKED: "#a8201a",
    ShownState.EXPIRED: "#515c69",
    ShownState.SUPERSEDED: "#515c69",
    ShownState.UNKNOWN: "#515c69",
}
_SHAPE: Final[Mapping[ShownState, str]] = {
    ShownState.VALID: "m4.6 8 2.1 2.2 3.7-4",
    ShownState.DIFFERS: "M4.7 6.5h6M4.7 9.5h6M9.4 4.6 6 11.4",
    ShownState.SUSPENDED: "M6 5.5v5M9.4 5.5v5",
    ShownState.REVOKED: "m5.3 5.6 4.8 4.8M10.1 5.6l-4.8 4.8",
    ShownState.EXPIRED: "M7.7 5v3.2l2.2 1.4",
    ShownState.SUPERSEDED: "M5.2 8h5M8.2 6l2 2-2 2",
    ShownState.UNKNOWN: "M6 6.6a1.7 1.7 0 1 1 2.4 1.6c-.5.2-.7.5-.7 1M7.7 11v.1",
}
_PREMIUM: Final = Text(zh="优质招聘信息", en="Certified job posting")
_EXEMPLARY: Final = Text(zh="示范招聘信息", en="Exemplary job posting")
_VALID_UNTIL: Final = Text(zh="认证有效至 {end}", en="Certified until {end}")
_TITLE: Final = Text(zh="{mark}：{state}。{issuer}", en="{mark}: {state}. {issuer}")


class Badge(msgspec.Struct, frozen=True):
    """What a badge says. `end` is shown only while the label is valid: a date on a dead label misleads."""

    state: ShownState
    level: Level
    end: str
    issuer: str
    language: Language

    def svg(self) -> bytes:
        """The picture, with a title for those who cannot see it."""
        mark = (_EXEMPLARY if self.level is Level.EXEMPLARY else _PREMIUM).to(self.language)
        shown = _VALID_UNTIL.within(end=self.end) if self.state is ShownState.VALID else words.STATE[self.state]
        state = shown.to(self.language)
        title = _TITLE.within(mark=mark, state=state, issuer=self.issuer).to(self.language)
        left = _MARK + _width(mark) + _PAD
        right = _width(state) + 2 * _PAD
        return _PICTURE.format(
            title=escape(title),
            label=quoteattr(title),
            width=_number(left + right),
            left=_number(left),
            right=_number(right),
            ink=_INK,
            colour=_COLOUR[self.state],
            shape=_SHAPE[self.state],
            font=_FONT,
            mark_width=_number(_width(mark)),
            state_width=_number(_width(state)),
            mark_at=_number(_MARK),
            state_at=_number(left + _PAD),
            mark=escape(mark),
            state=escape(state),
        ).encode()


def _width(text: str) -> float:
    """Width at 11 px as drawn: `textLength` then holds every font to it."""
    return sum(_CJK_ADVANCE if ord(char) > 0x2E7F else _LATIN_ADVANCE for char in text)  # noqa: PLR2004 - first CJK block


def _number(value: float) -> str:
    return f"{value:g}"


_PICTURE: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" viewBox="0 0 {width} 20" role="img"'
    " aria-label={label}><title>{title}</title>"
    '<clipPath id="r"><rect width="{width}" height="20" rx="4"/></clipPath>'
    '<g clip-path="url(#r)"><rect width="{left}" height="20" fill="{ink}"/>'
    '<rect x="{left}" width="{right}" height="20" fill="{colour}"/></g>'
    '<g transform="translate(2 2)">'
    '<path fill="#fff" d="M7.7.6 2 2.6v4.5c0 3.6 2.4 6.3 5.7 7.6 3.3-1.3 5.7-4 5.7-7.6V2.6z"/>'
    '<path fill="none" stroke="{colour}" stroke-width="1.6" stroke-linecap="round" d="{shape}"/>'
    "</g>"
    '<g fill="#fff" font-family="{font}" font-size="11">'
    '<text x="{mark_at}" y="14" textLength="{mark_width}" lengthAdjust="spacingAndGlyphs">{mark}</text>'
    '<text x="{state_at}" y="14" textLength="{state_width}" lengthAdjust="spacingAndGlyphs">{state}</text>'
    "</g></svg>"
)
