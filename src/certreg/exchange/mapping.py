"""Turns the row of somebody's file into a posting, as a mapping profile says."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from certreg.domain.errors import FieldProblem
from certreg.domain.posting import ChannelField, Posting
from certreg.domain.text import Text
from certreg.exchange.assembly import assemble
from certreg.exchange.cells import Cells
from certreg.exchange.clean_text import without_forbidden
from certreg.exchange.profiles import Joined, Profile, Target
from certreg.notation.unreadable import SHOWN

_PRINTED_LIST: Final = re.compile(r"\[(?:'[^']*'(?:, )?)*\]")
_ITEM: Final = re.compile("'([^']*)'")


class Mapped(NamedTuple):
    """A posting, or None with the problems that refuse the row; `remarks` are what was settled on the way."""

    posting: Posting | None
    problems: tuple[FieldProblem, ...] = ()
    remarks: tuple[FieldProblem, ...] = ()


class RowMapper:
    """A profile, made ready to map many rows."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._columns = tuple(profile.fields.items())
        self._absent = frozenset(profile.absent)
        self._lists = frozenset(profile.printed_lists)
        self._always = frozenset(profile.channel.always)
        self._lacks = {value: self._always | frozenset(more) for value, more in profile.channel.by_value.items()}

    def map(self, row: Mapping[str, Any]) -> Mapped:
        """Map one row. Its keys are the headings as the profile writes them; other keys are not looked at."""
        cells = Cells()
        for target, columns in self._columns:
            if isinstance(columns, Joined):
                self._join(cells, row, target, columns)
                continue
            for heading in columns:
                if heading not in row:
                    continue
                text = self._text(cells, row, heading)
                if text is not None:
                    cells.put(target, text, heading)
        posting = assemble(cells, self.profile, self._channel_lacks(row))
        if posting is None:
            return Mapped(None, tuple(cells.problems))
        return Mapped(posting, remarks=tuple(cells.remarks))

    def _join(self, cells: Cells, row: Mapping[str, Any], target: Target, columns: Joined) -> None:
        lines: list[str] = []
        for heading in columns.join:
            text = self._text(cells, row, heading)
            if text is not None:
                lines.append(f"{heading}：{text}" if columns.headed else text)
                cells.headings.setdefault(target, heading)
        if lines:
            cells.texts[target] = "\n".join(lines)

    def _text(self, cells: Cells, row: Mapping[str, Any], heading: str) -> str | None:
        value = row.get(heading)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            if isinstance(value, bool | list | dict):
                cells.problems.append(FieldProblem(heading, "wrong_type", _NOT_TEXT, str(value)[:SHOWN]))
                return None
            value = str(value)
        text = without_forbidden(value).strip()
        if heading in self._lists and _PRINTED_LIST.fullmatch(text):
            text = "、".join(_ITEM.findall(text))
        return None if not text or text in self._absent else text

    def _channel_lacks(self, row: Mapping[str, Any]) -> frozenset[ChannelField]:
        key = self.profile.channel.key
        return self._always if key is None else self._lacks.get(str(row.get(key)), self._always)


_NOT_TEXT: Final = Text(zh="应为文字或数字", en="Neither a text nor a number")
