"""The work of `certreg score`: rows in, score cards counted, results out."""

import gc
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, Literal

import click
import msgspec

from certreg.checks.context import Context
from certreg.cli.duplicates_run import DuplicatesRun
from certreg.cli.files import naming, output, readable
from certreg.cli.progress import Progress
from certreg.domain.errors import InvalidInput, NotFound
from certreg.domain.posting import Posting
from certreg.domain.text import Language, Text
from certreg.exchange.reading import Rejected, Row, read_postings
from certreg.exchange.rejects import RejectsFile
from certreg.scoring.duplicates import Place
from certreg.scoring.result_line import result_line
from certreg.scoring.scorer import Scorer
from certreg.scoring.summary import Counting

Placed = tuple[Place, Row | Rejected]
"""A row read or refused, with its place in the run."""
OutputFormat = Literal["table", "json", "ndjson"]


@dataclass(frozen=True)
class Source:
    """What is read: files in order, at most `limit` rows of them together."""

    files: tuple[Path, ...]
    profile: str | None
    limit: int | None
    profile_dir: Path | None = None

    def rows(self) -> Iterator[tuple[str, Row | Rejected]]:
        """Every row with the name of its file."""
        return islice(self._all(), self.limit)

    def _all(self) -> Iterator[tuple[str, Row | Rejected]]:
        for file in self.files:
            with naming(file), readable(file) as path:
                for item in read_postings(path, profile=self.profile, profile_dir=self.profile_dir):
                    yield str(file), item

    def places(self) -> Iterator[Placed]:
        """Every row with its place in the run."""
        several = len(self.files) > 1
        for file, item in self.rows():
            yield Place(item.number, file if several else None), item

    def find(self, wanted: str) -> tuple[Place, Posting]:
        """The posting of a row number or of a source's identifier.

        Raises `NotFound`, or `InvalidInput` with the reasons if that row was refused.
        """
        number = int(wanted) if wanted.isascii() and wanted.isdigit() else None
        for place, item in self.places():
            if isinstance(item, Row):
                if item.number == number or item.posting.provenance.source_id == wanted:
                    return place, item.posting
            elif item.number == number:
                raise InvalidInput(_REFUSED.within(row=number), item.problems)
        raise NotFound(_NOT_THERE.within(wanted=wanted))


@dataclass(frozen=True)
class ScoringRun:
    """One call of the command."""

    scorer: Scorer
    context: Context
    source: Source
    language: Language
    duplicates: DuplicatesRun | None = None

    def context_at(self, place: Place) -> Context:
        """What checks may know of the posting at a place."""
        return self.context if self.duplicates is None else self.duplicates.context(self.context, place)

    def score(self, lines: BinaryIO | None, rejects: Path | None) -> Counting:
        """Score every row; a result line for each goes to `lines`, each refused row to the file `rejects`."""
        # What was loaded stays: the collector need not walk tables and patterns again for every few thousand rows.
        gc.freeze()
        counting = Counting(self.scorer.published.criteria)
        encode = msgspec.json.Encoder().encode
        progress = Progress("rows")
        count = 0
        with nullcontext() if rejects is None else RejectsFile(rejects) as refused:
            for some in _together(self.source.places()):
                accepted = [(place, item) for place, item in some if isinstance(item, Row)]
                cases = [(item.posting, self.context_at(place)) for place, item in accepted]
                for (place, item), card in zip(accepted, self.scorer.score_all(cases), strict=True):
                    counting.add(card)
                    if lines is not None:
                        group = None if self.duplicates is None else self.duplicates.group(item.posting)
                        line = result_line(card, item.posting, item.number, place.file, group)
                        lines.write(encode(line) + b"\n")
                for _, read in some:
                    if read.remarks:
                        counting.remark(read.remarks)
                    if isinstance(read, Rejected):
                        counting.refuse(read.problems)
                        if refused is not None:
                            refused.write(read.number, read.problems, read.raw)
                count += len(some)
                progress.at(count)
        progress.done()
        return counting

    def show(self, counting: Counting, form: OutputFormat, out: Path | None) -> None:
        """The summary: as the result itself, or for NDJSON beside it."""
        summary = counting.summary()
        duplicates = None if self.duplicates is None else self.duplicates.summary()
        published = self.scorer.published
        if form == "json":
            named = {"id": published.criteria.id, "digest": published.digest}
            document: dict[str, object] = {
                "criteria": named,
                "scored_at": self.context.now,
                **msgspec.to_builtins(summary),
            }
            if duplicates is not None:
                document["duplicates"] = duplicates
            with output(out) as file:
                file.write(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
            return
        # rich takes 60 ms to load, which JSON need not pay.
        from certreg.cli.summary_report import render

        if form == "table":
            with output(out) as file:
                file.write(
                    render(summary, published, self.context.day, self.language, out, duplicates=duplicates).encode()
                )
        else:
            aside = out is None or str(out) == "-"
            stream = sys.stderr if aside else sys.stdout
            click.echo(
                render(summary, published, self.context.day, self.language, None, duplicates=duplicates),
                file=stream,
                nl=False,
            )


def _together(rows: Iterator[Placed]) -> Iterator[list[Placed]]:
    """Some rows at a time; those read before a file turns out broken come first, then the error."""
    some: list[Placed] = []
    try:
        for row in rows:
            some.append(row)
            if len(some) == _AT_ONCE:
                yield some
                some = []
    except Exception:
        yield some
        raise
    yield some


_AT_ONCE: Final = 64
"""Rows that are scored together, which is quicker (`Scorer.score_all`)."""
_REFUSED: Final = Text(zh="第 {row} 行不能读取", en="Row {row} could not be read")
_NOT_THERE: Final = Text(
    zh="没有第 {wanted} 行，也没有标识为 {wanted} 的招聘信息",
    en="There is no row {wanted} and no posting with that identifier",
)
