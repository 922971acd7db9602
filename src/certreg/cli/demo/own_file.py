"""The demo on a file of one's own: everything is scored, some of it goes into the registry, nothing is judged.

What the criteria leave to an assessor stays unknown here. The demo does not invent judgements about real postings,
so that nothing is certified, and it says so.
"""

from itertools import islice
from pathlib import Path
from typing import Final

from certreg.checks.context import Context
from certreg.cli.demo.certifying import Case, Office
from certreg.cli.demo.directory import DemoDirectory
from certreg.cli.demo.showing import Screen
from certreg.cli.scoring_run import ScoringRun, Source
from certreg.domain.text import Text
from certreg.exchange.reading import Row, read_postings

SHOWN: Final = 20


def run_own_file(office: Office, path: Path, limit: int, directory: DemoDirectory, screen: Screen) -> None:
    """Score every row of `path`, put the first `limit` postings into the registry, and show what came of it."""
    scorer = office.registry.scorer
    rejects = directory.file("rejects.ndjson")
    screen.heading(_SCORING.within(path=path))
    # The register of the demo knows nobody of this file: whether an employer is registered stays unknown.
    scoring = ScoringRun(scorer, Context(now=office.clock()), Source((path,), None, None), screen.language)
    counting = scoring.score(None, rejects)
    scoring.show(counting, "table", None)
    if counting.refused:
        screen.say(_REJECTS.within(file=rejects, count=counting.refused))
    postings = (row for row in read_postings(path) if isinstance(row, Row))
    intake = office.take_in(islice(postings, limit))
    screen.heading(_IN_REGISTRY.within(shown=min(SHOWN, len(intake.records)), count=len(intake.records)))
    if intake.records:
        screen.cases([Case(record, None) for record in intake.records[:SHOWN]], {})
    for row in intake.refused:
        screen.problems(row.number, row.problems)
    if counting.accepted > limit:
        screen.say(_LIMITED.within(limit=limit, all=f"{counting.accepted:,}"), style="yellow")
    needed = sum(criterion.method != "automatic" for criterion in scorer.published.criteria.criteria)
    screen.warn(_NOT_JUDGED.within(count=needed))


_SCORING: Final = Text(zh="一、为 {path} 中的每一条招聘信息评分", en="1. Score every posting of {path}")
_IN_REGISTRY: Final = Text(
    zh="二、登记系统收入 {count} 条，显示前 {shown} 条", en="2. {count} postings in the registry, the first {shown}"
)
_REJECTS: Final = Text(
    zh="{count} 行未能读取，行号和原因见 {file}", en="{count} rows could not be read; line numbers and reasons: {file}"
)
_LIMITED: Final = Text(
    zh="全部 {all} 条都已评分；只有前 {limit} 条进入登记系统，可用 --limit 调整。",
    en="All {all} postings are scored; only the first {limit} went into the registry (see --limit).",
)
_NOT_JUDGED: Final = Text(
    zh="没有一条获得认证：{count} 项标准须由评定员核实，演示不会替人编造对真实信息的评定。",
    en="Nothing is certified: {count} criteria need an assessor, and the demo invents no judgements on real postings.",
)
