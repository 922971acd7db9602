"""`certreg reference`: make the reference tables that are computed from postings."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from certreg.checks.full_time import is_full_time
from certreg.cli import table_building
from certreg.cli.failures import terminal_language
from certreg.cli.progress import Progress
from certreg.cli.scoring_run import Source
from certreg.cli.title_words_build import build_title_words
from certreg.domain.errors import InvalidInput
from certreg.domain.posting import Posting
from certreg.domain.text import Language, Text
from certreg.exchange.reading import Row
from certreg.notation.dates import read_period
from certreg.notation.monthly_pay import midpoint
from certreg.notation.unreadable import Unreadable
from certreg.reference.occupations import load_occupations
from certreg.reference.pay_band_counts import LEAST, MOST, PayCounts, SeenBefore
from certreg.reference.pay_bands import COLUMNS


@click.group()
def command() -> None:
    """Make reference tables from postings."""


command.add_command(build_title_words)


EXAMPLES: Final = """\b
Examples:
  certreg reference build-pay-bands postings.jsonl.gz --out pay_bands.csv
  certreg reference build-pay-bands 2025.csv 2026.csv --source "招聘平台甲 2025-2026" --out pay_bands.csv

\b
Exit codes:
  0  the table was written
  3  no posting could be counted
"""


@command.command("build-pay-bands", epilog=EXAMPLES)
@table_building.arguments
@click.option(
    "--since", default=2023, show_default=True, type=click.IntRange(2000, 2100), help="First year that counts."
)
@click.option("--least", default=50, show_default=True, type=click.IntRange(min=1), help="Fewest postings of a cell.")
@table_building.options
def build_pay_bands(
    *,
    files: tuple[Path, ...],
    out: Path,
    source: str,
    since: int,
    least: int,
    profile: str | None,
    day: datetime | None,
    lang: Language | None,
) -> None:
    """Percentiles of monthly pay by occupation group and province from the postings of FILE...

    Counted is the middle of both bounds of full-time pay by the month or year, each posting once. The year is that of
    publication, else the first in which it may have been collected. Memory does not grow with the files.
    """
    made = table_building.made_on(day)
    reading = _Reading(since)
    counts = PayCounts()
    for group, province, amount in reading.amounts(table_building.postings_of(files, profile)):
        counts.add(group, province, amount)
    if not reading.counted:
        raise InvalidInput(_NOTHING)
    named = table_building.source_named(source, files)
    table_building.write(out, _lines(counts, reading, named, made, least))
    click.echo(_DONE.within(**reading.tally).to(lang or terminal_language()), err=True)


class _Reading:
    """Picks what counts out of the postings, and keeps the tally of what did not."""

    def __init__(self, since: int) -> None:
        self.since = since
        self._seen = SeenBefore()
        self._groups = load_occupations()
        self._tally = Counter[str]()

    @property
    def counted(self) -> int:
        return self._tally["counted"]

    @property
    def tally(self) -> dict[str, int]:
        """Rows by what became of them."""
        return {name: self._tally[name] for name in _OUTCOMES}

    def amounts(self, source: Source) -> Iterator[tuple[str | None, str | None, int]]:
        """Occupation group, province and monthly pay of each posting that counts."""
        progress = Progress("rows")
        for count, (_, item) in enumerate(source.rows(), 1):
            progress.at(count)
            amount = midpoint(item.posting.pay) if isinstance(item, Row) and item.posting.pay else None
            outcome = self._outcome(item.posting, amount) if isinstance(item, Row) else "refused"
            self._tally[outcome] += 1
            if outcome == "counted" and amount is not None and isinstance(item, Row):
                division = item.posting.location.division
                province = None if division is None else division[:2] + "0000"
                yield self._groups.of_title(item.posting.title), province, amount
        progress.done()

    def _outcome(self, posting: Posting, amount: int | None) -> str:
        year = year_of(posting)
        if year is None or year < self.since:
            return "earlier"
        if amount is None or not LEAST <= amount <= MOST or not is_full_time(posting):
            return "no_full_time_month"
        employer = posting.employer.name if posting.employer else ""
        place = posting.text_of("location") or posting.location.division or ""
        return "repeated" if self._seen.add(employer, posting.title, place, str(amount)) else "counted"


def year_of(posting: Posting) -> int | None:
    """The year of publication; else the first one in which the posting may have been collected."""
    known: date | None = posting.published_on or posting.provenance.collected_on
    if known is None and (words := posting.verbatim.get("collected_on")) is not None:
        with suppress(Unreadable):
            known = read_period(words).first
    return None if known is None else known.year


def _lines(counts: PayCounts, reading: _Reading, source: str, made: date, least: int) -> Iterator[str]:
    tally = reading.tally
    yield "# Percentiles of monthly pay by occupation group and province, in fen; * is all of them."
    yield f"# source: {source}"
    yield f"# as_of: {made}"
    yield f"# since: {reading.since}"
    yield f"# least: {least}"
    yield f"# rows: {sum(tally.values())}, of which " + ", ".join(f"{name} {number}" for name, number in tally.items())
    yield "# basis: the middle of both bounds of full-time pay by the month (by the year: a twelfth), each posting once"
    yield ",".join(COLUMNS)
    for band in counts.bands(least):
        yield ",".join([band.group, band.region, *map(str, (band.count, *band.percentiles))])


_OUTCOMES: Final = ("counted", "repeated", "earlier", "no_full_time_month", "refused")
_NOTHING: Final = Text(
    zh="没有可以统计的招聘信息：应为指定年份以来的全职岗位，并写明月薪或年薪的上下限",
    en="No posting could be counted: it takes full-time ones of these years with both bounds of monthly or yearly pay",
)
_DONE: Final = Text(
    zh="统计 {counted} 条；重复 {repeated} 条，早于起始年份 {earlier} 条，"
    "没有全职月薪 {no_full_time_month} 条，不能读取 {refused} 条",
    en="{counted} counted; {repeated} repeated, {earlier} of earlier years, "
    "{no_full_time_month} without full-time monthly pay, {refused} unreadable",
)
