"""What the demo prints.

Text from postings is data: rich's markup is never applied to it, and nothing in it may steer the terminal.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from certreg.cli.demo.certifying import Case
from certreg.cli.demo.gating import Shortcoming, Walk
from certreg.cli.demo.lapsing import Moment
from certreg.cli.demo.proving import Proof
from certreg.cli.terminal import one_line
from certreg.domain.assessment import Finding, Outcome, ScoreCard
from certreg.domain.criteria import Criteria, Dimension, Level
from certreg.domain.errors import FieldProblem
from certreg.domain.lifecycle import LabelState, Stage
from certreg.domain.policy import local_day
from certreg.domain.text import Language, Text
from certreg.domain.verification import VerificationFailure
from certreg.services.records import Listed

PIPED_WIDTH: Final = 150
TABLE_WIDTH: Final = 120
"""Columns below which the reason would have no room."""

ID_WIDTH: Final = 18
TITLE_WIDTH: Final = 20
GATE_WIDTH: Final = 26
POINTS_WIDTH: Final = 5
OUTCOME_WIDTH: Final = 9
_QUOTED: Final = 12
"""Characters of a quotation; the pages have it whole."""
_COLOURS: Final = {Stage.CERTIFIED: "green", Stage.REFUSED: "red", Stage.RETURNED: "yellow"}
_STAGES: Final = {
    Stage.SUBMITTED: Text(zh="待评定", en="awaits an assessor"),
    Stage.ASSESSED: Text(zh="待复核", en="awaits a decision"),
    Stage.APPROVED: Text(zh="待签发", en="awaits its label"),
    Stage.CERTIFIED: Text(zh="已认证", en="certified"),
    Stage.RETURNED: Text(zh="已退回", en="returned"),
    Stage.REFUSED: Text(zh="不予认证", en="refused"),
    Stage.CLOSED: Text(zh="已结束", en="closed"),
}
_DIMENSIONS: Final = (Dimension.TRUTHFULNESS, Dimension.ACCURACY, Dimension.COMPLETENESS)


class Screen:
    """The terminal, in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._console = Console(highlight=False)
        if not self._console.is_terminal:
            self._console = Console(highlight=False, width=PIPED_WIDTH)

    def heading(self, text: Text) -> None:
        """Begin a section."""
        self._console.print()
        self._console.print(Line(text.to(self.language), style="bold"))

    def say(self, text: Text, style: str = "") -> None:
        """One line."""
        self._console.print(Line("  " + text.to(self.language), style=style))

    def warn(self, text: Text) -> None:
        """A line that nobody should miss."""
        self._console.print(Line(f" {text.to(self.language)} ", style="bold black on yellow"))

    def problems(self, number: int, problems: Iterable[FieldProblem]) -> None:
        """Why one row was refused, field by field."""
        for problem in problems:
            shown = f" ({one_line(problem.value)})" if problem.value is not None else ""
            reason = problem.reason.to(self.language)
            line = f"    {number}: {one_line(problem.field)}: {reason}{shown}"
            self._console.print(Line(line, style="yellow"))

    def cases(self, cases: Iterable[Case], levels: Mapping[Level, Text]) -> None:
        """The results as a table, or in two lines each on a narrow terminal; `levels` are titles of the criteria."""
        if self._console.width < TABLE_WIDTH:
            self._lines(cases, levels)
        else:
            self._table(cases, levels)
        self.say(_LEGEND, style="dim")

    def _lines(self, cases: Iterable[Case], levels: Mapping[Level, Text]) -> None:
        for case in cases:
            name, title, *_, outcome, reason = self._row(case, levels)
            shown = " ".join(points.strip() for points in _points(case.record.card))
            self._console.print(Line.assemble(name, "  ", title, "  ", shown, "  ", outcome), no_wrap=True)
            self._console.print(Line.assemble("  ", reason, style="dim"), no_wrap=True, overflow="ellipsis")

    def _table(self, cases: Iterable[Case], levels: Mapping[Level, Text]) -> None:
        table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bold", expand=True)
        table.add_column(_ID.to(self.language), no_wrap=True, min_width=ID_WIDTH)
        table.add_column(_POSTING.to(self.language), no_wrap=True, min_width=TITLE_WIDTH, max_width=TITLE_WIDTH)
        for column in _POINTS:
            table.add_column(column.to(self.language), justify="right", no_wrap=True, min_width=POINTS_WIDTH)
        table.add_column(_OUTCOME.to(self.language), no_wrap=True, min_width=OUTCOME_WIDTH)
        table.add_column(_REASON.to(self.language), no_wrap=True, overflow="ellipsis", ratio=1)
        for case in cases:
            table.add_row(*self._row(case, levels))
        self._console.print(table)

    def gates(self, walks: Iterable[Walk], criteria: Criteria) -> None:
        """Each gate in the order of the criteria: what the publisher reads of it, what is done, and that it passes."""
        met = [(failed, walk) for walk in walks for failed in walk.failed]
        order = [criterion.id for criterion in criteria.criteria]
        table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bold", expand=True)
        table.add_column(_GATE.to(self.language), no_wrap=True, min_width=GATE_WIDTH)
        table.add_column(_WHAT_CAME.to(self.language), overflow="fold", ratio=1)
        for failed, walk in sorted(met, key=lambda pair: order.index(pair[0].gate)):
            criterion = criteria.criterion(failed.gate)
            title = criterion.title.to(self.language) if criterion is not None else ""
            table.add_row(f"{failed.gate} {failed.code}", self._gate(title, failed, walk))
        self._console.print(table)
        self.say(_SAME_WORDS, style="dim")

    def _gate(self, title: str, failed: Shortcoming, walk: Walk) -> Line:
        passed = walk.passed(failed.gate)
        against = walk.refused.reasons if walk.refused is not None else ()
        stop = _STOP.to(self.language)
        end = _PASSES if passed else _STILL_FAILS.within(why=stop.join(reason.to(self.language) for reason in against))
        done = stop.join(step.to(self.language) for step in walk.done)
        return Line.assemble(
            one_line(f"{title} · {walk.posting.title}") + "\n",
            (_FAILS.to(self.language), "red"),
            one_line(failed.words.to(self.language)) + "\n" + one_line(done) + " → ",
            (one_line(end.to(self.language)), "green" if passed else "bold red"),
        )

    def moment(self, moment: Moment) -> None:
        """One step of a label's life, and what was said about it."""
        state = moment.state.value if moment.state is not None else "-"
        colour = "bold green" if moment.state is LabelState.VALID else "bold red"
        self._console.print(Line.assemble(f"  {moment.what.to(self.language)}: ", (state, colour)))
        if moment.words is not None:
            self._console.print(Line(f"    {one_line(moment.words.to(self.language))}", style="dim"))

    def proof(self, proof: Proof, *, steps: bool) -> None:
        """One attempt to verify: valid, with the steps that were taken if asked for, or its named failure."""
        answer = proof.answer
        fields = getattr(answer, "fields", ())
        name = proof.code + (f" ({', '.join(fields)})" if fields else "")
        failed = isinstance(answer, VerificationFailure)
        self._console.print(
            Line.assemble(
                f"  {proof.tried.to(self.language)} · {one_line(proof.label.claims.posting.title)}: ",
                (name, "bold red" if failed else "bold green"),
            )
        )
        for report in answer.checked if steps else ():
            line = f"    {report.step.value} {report.step.title.to(self.language)}: {report.detail.to(self.language)}"
            self._console.print(Line(line, style="dim"))

    def promoted(self, items: Iterable[Listed]) -> None:
        """The first items of the promotion feed."""
        for item in items:
            if item.label is not None:
                employer = item.posting.employer.name if item.posting.employer else ""
                line = (
                    f"  {item.posting.title} · {employer} · {item.label.claims.result.level} · {item.label.claims.ref}"
                )
                self._console.print(Line(f"  {one_line(line)}"))

    def _row(self, case: Case, levels: Mapping[Level, Text]) -> tuple[str | Line, ...]:
        record = case.record
        stage = record.state.stage
        return (
            Line(one_line(record.posting.provenance.source_id or record.id)),
            Line(one_line(record.posting.title)),
            *_points(record.card),
            Line(_STAGES[stage].to(self.language), style=_COLOURS.get(stage, "")),
            Line(self._reason(case, levels)),
        )

    def _reason(self, case: Case, levels: Mapping[Level, Text]) -> str:
        record = case.record
        if record.label is not None:
            level = levels[record.label.claims.result.level].to(self.language)
            return _CERTIFIED.within(level=level, until=local_day(record.label.expires_at)).to(self.language)
        if case.refused is not None:
            return "; ".join(reason.to(self.language) for reason in case.refused.reasons)
        if case.assessment is not None:
            return one_line(" ".join([*_against(record.card), case.assessment.reason]))
        return _WAITS.within(count=len(record.card.unknown) if record.card else 0).to(self.language)


def _against(card: ScoreCard | None) -> list[str]:
    """What stands against the posting, gates first, each with the first words that its check quotes."""
    if card is None:
        return []
    gates = [r for r in card.results if r.criterion in card.failed_gates]
    unmet = [r for r in card.results if r.finding.outcome is Outcome.UNMET and not r.gate]
    return [f"{result.criterion}{_quoted(result.finding)}" for result in (*gates, *unmet)]


def _quoted(finding: Finding) -> str:
    return f"「{finding.spans[0].quote[:_QUOTED]}」" if finding.spans else ""


def _points(card: ScoreCard | None) -> tuple[str, ...]:
    if card is None:
        return ("-",) * 4
    open_ = {d.dimension: "*" if d.unknown_share > 0 else " " for d in card.dimensions}
    return (
        *(f"{card.points(dimension)}{open_[dimension]}" for dimension in _DIMENSIONS),
        f"{card.overall}{'*' if card.unknown else ' '}",
    )


_ID: Final = Text(zh="编号", en="id")
_POSTING: Final = Text(zh="岗位", en="posting")
_POINTS: Final = (
    Text(zh="真实 ", en="truth "),
    Text(zh="准确 ", en="accur "),
    Text(zh="全面 ", en="compl "),
    Text(zh="总分 ", en="total "),
)
_OUTCOME: Final = Text(zh="结果", en="outcome")
_REASON: Final = Text(zh="理由", en="reason in short")
_LEGEND: Final = Text(
    zh="* 含尚无结论的项目；这些项目在给出证据之前按未满足计分。",
    en="* some criteria are unknown; until there is evidence they count as unmet.",
)
_GATE: Final = Text(zh="否决项", en="gate")
_WHAT_CAME: Final = Text(
    zh="招聘信息、发布者看到的补正要求和结果", en="posting, what its publisher reads, and what came of it"
)
_FAILS: Final = Text(zh="未通过：", en="fails: ")
_PASSES: Final = Text(zh="通过，已认证", en="passes, certified")
_STILL_FAILS: Final = Text(zh="仍未通过：{why}", en="still fails: {why}")
_STOP: Final = Text(zh="；", en="; ")
_SAME_WORDS: Final = Text(
    zh="发布者在接口返回的 against、mandate、explanation 中读到同样的文字，工作人员用 certreg postings show 查看。",
    en="Publishers read the same words in the API's against, mandate and explanation; staff: `certreg postings show`",
)
_CERTIFIED: Final = Text(zh="{level}，有效至 {until}", en="{level}, valid until {until}")
_WAITS: Final = Text(zh="{count} 项尚无结论", en="{count} criteria are unknown")
