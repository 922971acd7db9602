"""`certreg reference build-title-words`: the words that tell kinds of work apart, from postings."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from certreg.checks.folding import fold
from certreg.cli import table_building
from certreg.cli.failures import terminal_language
from certreg.cli.progress import Progress
from certreg.cli.scoring_run import Source
from certreg.domain.errors import InvalidInput
from certreg.domain.posting import Posting
from certreg.domain.text import Language, Text
from certreg.exchange.reading import Row
from certreg.reference.occupations import load_occupations
from certreg.reference.title_word_counts import TitleWordCounts
from certreg.reference.title_words import COLUMNS, LONGEST, Word, kind_of

EXAMPLES: Final = """\b
Examples:
  certreg reference build-title-words postings.jsonl.gz --out title_words.csv
  certreg reference build-title-words 2025.csv 2026.csv --source "招聘平台甲 2025-2026" --out title_words.csv

\b
Exit codes:
  0  the table was written
  3  the postings tell no kinds of work apart
"""


@click.command("build-title-words", epilog=EXAMPLES)
@table_building.arguments
@click.option(
    "--employers", default=20, show_default=True, type=click.IntRange(min=1), help="Fewest employers that use a word."
)
@table_building.options
def build_title_words(
    *,
    files: tuple[Path, ...],
    out: Path,
    source: str,
    employers: int,
    profile: str | None,
    day: datetime | None,
    lang: Language | None,
) -> None:
    """Words by which the duties of one kind of work differ from others, from the postings of FILE...

    Each text of an employer counts once, if all its titles are of one kind, and at most 600 texts of a platform and
    kind count. The table holds words and weights only, no sentences. The beginnings of all texts are held in memory.
    """
    made = table_building.made_on(day)
    counts, tally = _read(table_building.postings_of(files, profile))
    words = counts.words(employers)
    if not words:
        raise InvalidInput(_NOTHING)
    named = table_building.source_named(source, files)
    table_building.write(out, _lines(words, tally, named, made, employers))
    click.echo(_DONE.within(words=len(words), **tally).to(lang or terminal_language()), err=True)


def _read(source: Source) -> tuple[TitleWordCounts, dict[str, int]]:
    counts = TitleWordCounts()
    tally = Counter[str]()
    progress = Progress("rows")
    for count, (_, item) in enumerate(source.rows(), 1):
        progress.at(count)
        tally[_outcome(counts, item.posting) if isinstance(item, Row) else "refused"] += 1
    progress.done()
    return counts, {name: tally[name] for name in _OUTCOMES}


def _outcome(counts: TitleWordCounts, posting: Posting) -> str:
    group = load_occupations().of_title(posting.title)
    text = posting.text_of("work_content") or ""
    if group is None or len(text) < _SHORTEST_TEXT:
        return "no_kind_or_text"
    employer = posting.employer.name if posting.employer else ""
    platform = posting.provenance.platform or ""
    folded = fold(text[: 2 * LONGEST]).text
    return "counted" if counts.add(platform, employer, kind_of(group), folded) else "repeated"


def _lines(words: list[Word], tally: dict[str, int], source: str, made: date, employers: int) -> Iterator[str]:
    yield "# Words that stand more often in the duties of some kinds of work than of others, with weights in tenths."
    yield f"# source: {source}"
    yield f"# as_of: {made}"
    yield f"# employers: {employers}"
    yield f"# rows: {sum(tally.values())}, of which " + ", ".join(f"{name} {number}" for name, number in tally.items())
    yield "# basis: natural logarithm of observed against expected texts within each platform; empty: as expected"
    yield ",".join(COLUMNS)
    for word in words:
        yield ",".join([word.word, str(word.employers), *(str(weight or "") for weight in word.weights)])


_SHORTEST_TEXT: Final = 60
_OUTCOMES: Final = ("counted", "repeated", "no_kind_or_text", "refused")
_NOTHING: Final = Text(
    zh="这些招聘信息分不出各类工作的用词：应有多家单位、多类岗位，并写明工作内容",
    en="These postings tell no kinds of work apart: it takes several employers, kinds of titles, and texts of duties",
)
_DONE: Final = Text(
    zh="得 {words} 个词；统计 {counted} 条，重复 {repeated} 条，"
    "没有岗位类别或正文 {no_kind_or_text} 条，不能读取 {refused} 条",
    en="{words} words; {counted} counted, {repeated} repeated, "
    "{no_kind_or_text} without a kind or a text, {refused} unreadable",
)
