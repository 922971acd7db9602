"""What was sent to "score my posting", read as a posting.

Fields are read as a row of a spreadsheet under the headings of the notice, a pasted or uploaded posting as a file: one
way of reading for people and platforms.
"""

import re
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final, Literal

import msgspec

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.exchange.mapping import RowMapper
from certreg.exchange.profiles import load_profile
from certreg.exchange.reading import Rejected, Row, read_postings
from certreg.web.score_fields import INPUTS, PROFILE

Way = Literal["fields", "paste", "file"]
_SUFFIXES: Final = (".xlsx", ".csv", ".tsv", ".json", ".jsonld", ".jsonl", ".ndjson")


class Failure(msgspec.Struct, frozen=True):
    """What is wrong, and the id of the field where it is put right."""

    field: str
    reason: Text
    value: str | None = None


class Sent(msgspec.Struct, frozen=True):
    """What was sent: the way, the fields or the pasted text, the uploaded file. Nothing of it is kept."""

    way: Way | None = None
    values: Mapping[str, str] = {}
    paste: str = ""
    file: bytes = b""
    file_name: str = ""


class Refused(Exception):
    """What was sent cannot be read; `failures` say why and where."""

    def __init__(self, failures: tuple[Failure, ...]) -> None:
        super().__init__()
        self.failures = failures


def read(sent: Sent, profile_dir: Path | None) -> Posting:
    """The posting that was sent. `Refused` names every field that cannot be read."""
    if sent.way == "paste":
        return _from_file(sent.paste.encode("utf-8", "replace"), "", "paste", profile_dir)
    if sent.way == "file":
        return _from_file(sent.file, sent.file_name, "file", profile_dir)
    return _from_fields(sent.values)


def _from_fields(values: Mapping[str, str]) -> Posting:
    row = {item.heading: values[item.target] for item in INPUTS if values.get(item.target, "").strip()}
    mapped = _mapper().map(row)
    if mapped.posting is None:
        raise Refused(tuple(_failure(problem) for problem in mapped.problems))
    return mapped.posting


def _failure(problem: FieldProblem) -> Failure:
    ids = {item.heading: item.id for item in INPUTS}
    return Failure(ids.get(problem.field, INPUTS[0].id), problem.reason, problem.value)


def _from_file(data: bytes, name: str, field: str, profile_dir: Path | None) -> Posting:
    """One posting; readers look at a file twice, so there is one for a moment, and nobody else can open it."""
    if not data.strip():
        raise Refused((Failure(field, _NOTHING),))
    suffix = next((suffix for suffix in _SUFFIXES if name.lower().endswith(suffix)), "")
    with tempfile.NamedTemporaryFile(prefix="certreg-score-", suffix=suffix) as copy:
        copy.write(data)
        copy.flush()
        try:
            rows = list(islice(read_postings(Path(copy.name), profile_dir=profile_dir), 2))
        except InvalidInput as error:
            plain = field == "paste" and any(problem.code == "headings_unknown" for problem in error.problems)
            failures = (Failure(field, _PLAIN_TEXT),) if plain else _failures(field, error.problems)
            raise Refused(failures or (Failure(field, error.detail),)) from None
    if len(rows) > 1:
        raise Refused((Failure(field, _SEVERAL),))
    return _only(rows[0], field)


def _only(row: Row | Rejected, field: str) -> Posting:
    if isinstance(row, Rejected):
        raise Refused(_failures(field, row.problems))
    return row.posting


def _failures(field: str, problems: tuple[FieldProblem, ...]) -> tuple[Failure, ...]:
    return tuple(Failure(field, _AT.within(field=_place(p.field), reason=p.reason), p.value) for p in problems[:_MOST])


def _place(field: str) -> Text:
    """`row 3` in words; the name of a field as it stands."""
    row = _ROW.fullmatch(field)
    return Text(zh=field, en=field) if row is None else _ROW_WORDS.within(row=row[1], rest=row[2])


@lru_cache(maxsize=1)
def _mapper() -> RowMapper:
    return RowMapper(load_profile(PROFILE))


_MOST: Final = 20
_AT: Final = Text(zh="{field}：{reason}", en="{field}: {reason}")
_ROW: Final = re.compile(r"row ([0-9]+)(.*)", re.DOTALL)
_ROW_WORDS: Final = Text(zh="第 {row} 行{rest}", en="row {row}{rest}")
_PLAIN_TEXT: Final = Text(
    zh="不是能够识别的数据：应为 JSON、JSON-LD，或带表头的表格行；纯文字的招聘信息请填入上面的各栏",
    en="No data that can be read: paste JSON, JSON-LD, or table rows with their headings; put plain words into the "
    "fields above",
)
_NOTHING: Final = Text(zh="请粘贴一条招聘信息，或选择一个文件", en="Paste a posting, or choose a file")
_SEVERAL: Final = Text(
    zh="这里一次只评一条；多条请用命令 certreg score 或接口",
    en="One posting at a time here; for several use `certreg score` or the API",
)
