"""One scored posting as one line of NDJSON."""

import msgspec

from certreg.domain.assessment import Outcome, ScoreCard
from certreg.domain.criteria import Dimension, Level
from certreg.domain.posting import Posting
from certreg.scoring.duplicate_groups import DuplicateGroup


class InGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The group of near-copies that a posting belongs to (`certreg.scoring.duplicate_groups`)."""

    group: int
    postings: int
    employers: int
    copied: bool
    flood: bool


class ResultLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Criteria are grouped by outcome; `partly` has the share that is met. The reasons: `certreg score --explain`.

    `row` counts from 1 in the file, `id` is the source's own. `unknown_share` is per dimension, 0 to 1.
    """

    file: str | None = None
    row: int
    id: str | None = None
    title: str
    level: Level | None
    overall: int
    points: dict[Dimension, int]
    unknown_share: dict[Dimension, float]
    met: tuple[str, ...] = ()
    partly: dict[str, float] = {}
    unmet: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    failed_gates: tuple[str, ...] = ()
    duplicates: InGroup | None = None


def result_line(
    card: ScoreCard, posting: Posting, row: int, file: str | None = None, group: DuplicateGroup | None = None
) -> ResultLine:
    """The line of one card; `file` only where several are read, `group` only where rows are compared."""
    met: list[str] = []
    unmet: list[str] = []
    inapplicable: list[str] = []
    partly: dict[str, float] = {}
    for result in card.results:
        outcome = result.finding.outcome
        if outcome is Outcome.MET:
            met.append(result.criterion)
        elif outcome is Outcome.PARTLY:
            partly[result.criterion] = result.finding.score
        elif outcome is Outcome.UNMET:
            unmet.append(result.criterion)
        elif outcome is Outcome.NOT_APPLICABLE:
            inapplicable.append(result.criterion)
    return ResultLine(
        file=file,
        row=row,
        id=posting.provenance.source_id,
        title=posting.title,
        level=card.level,
        overall=card.overall,
        points={score.dimension: score.points for score in card.dimensions},
        unknown_share={score.dimension: round(score.unknown_share, 4) for score in card.dimensions},
        met=tuple(met),
        partly=partly,
        unmet=tuple(unmet),
        unknown=card.unknown,
        not_applicable=tuple(inapplicable),
        failed_gates=card.failed_gates,
        duplicates=None if group is None else _in(group),
    )


def _in(group: DuplicateGroup) -> InGroup:
    return InGroup(
        group=group.id,
        postings=group.postings,
        employers=group.employers,
        copied=group.copied,
        flood=group.flood,
    )
