"""One posting explained on a terminal: every criterion, its points, the quoted evidence and the remedy."""

from pathlib import Path
from typing import Final

from rich.text import Text as Styled

from certreg.cli.console import Page
from certreg.cli.terminal import one_line
from certreg.domain.assessment import Fact, Outcome, Span
from certreg.domain.posting import Posting
from certreg.domain.text import Language, Text
from certreg.scoring.explanation import OUTCOMES, CriterionExplained, DimensionExplained, Explanation

_AROUND: Final = 16
"""Characters shown on each side of a quotation."""

_SIGNS: Final = {
    Outcome.MET: ("✓", "green"),
    Outcome.PARTLY: ("◐", "yellow"),
    Outcome.UNMET: ("✗", "red"),
    Outcome.NOT_APPLICABLE: ("–", "dim"),
    Outcome.UNKNOWN: ("?", "cyan"),
}


def render(explanation: Explanation, posting: Posting, language: Language, out: Path | None) -> str:
    """The whole explanation. Colours only where it goes to a terminal."""
    page = Page(language, to_terminal=out is None)
    _head(page, explanation)
    page.print()
    page.print(Styled(page.say(_GATES), style="bold"))
    for gate in explanation.gates:
        _criterion(page, gate, posting)
    for dimension in explanation.dimensions:
        page.print()
        page.print(_dimension(page, dimension))
        for criterion in dimension.criteria:
            _criterion(page, criterion, posting)
    return page.text()


def _head(page: Page, explanation: Explanation) -> None:
    named = explanation.posting
    page.print(Styled(one_line(named.title), style="bold"))
    said = [named.employer, named.platform, named.source_id]
    page.print(" · ".join(one_line(words) for words in said if words))
    level = page.say(explanation.level_title or _NO_LEVEL)
    page.line(_RESULT, id=explanation.criteria.id, points=explanation.overall, level=level)
    for shortfall in explanation.shortfalls:
        page.print("• " + page.say(shortfall), indent=2)


def _dimension(page: Page, dimension: DimensionExplained) -> Styled:
    filled = round(dimension.points / 5)
    unknown = min(round(20 * dimension.unknown_share), 20 - filled)
    bar = "█" * filled + "▒" * unknown + "·" * (20 - filled - unknown)
    share = f"{100 * dimension.unknown_share:.0f}"
    words = _DIMENSION.within(title=page.say(dimension.title), points=dimension.points, bar=bar, unknown=share)
    return Styled(page.say(words), style="bold")


def _criterion(page: Page, criterion: CriterionExplained, posting: Posting) -> None:
    sign, colour = _SIGNS[criterion.outcome]
    line = Styled.assemble((sign, colour), f" {criterion.id}  {page.say(criterion.title)}  ")
    line.append(page.say(OUTCOMES[criterion.outcome]), style=colour)
    if criterion.points is not None:
        line.append(f"  {criterion.points:g} / {criterion.out_of:g}")
    page.print(line, indent=2)
    page.print(one_line(page.say(criterion.reason)), indent=6)
    if criterion.proposal is not None:
        word = page.say(OUTCOMES[criterion.proposal.outcome])
        page.print(page.say(_PROPOSED.within(word=word, reason=page.say(criterion.proposal.reason))), indent=6)
    for span in criterion.spans:
        page.print(_quotation(page, span, posting), indent=6)
    for fact in criterion.facts:
        page.print(_fact(page, fact), indent=6)
    if criterion.remedy is not None:
        page.print("→ " + page.say(criterion.remedy), indent=6)
    if criterion.outcome is not Outcome.MET:
        page.print(Styled(criterion.anchor, style="dim"), indent=6)


def _quotation(page: Page, span: Span, posting: Posting) -> Styled:
    """The quoted words within those around them, marked also where there are no colours."""
    text = posting.text_of(span.field) or ""
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    line = Styled(f"{span.field}:", style="dim")
    line.append(("…" if span.start > _AROUND else "") + one_line(before))
    line.append("【", style="dim")
    line.append(one_line(span.quote), style="bold reverse" if page.coloured else "")
    line.append("】", style="dim")
    line.append(one_line(after) + ("…" if span.end + _AROUND < len(text) else ""))
    return line


def _fact(page: Page, fact: Fact) -> str:
    if fact.names_its_source:
        return one_line(page.say(fact.statement))
    as_of = "" if fact.as_of is None else f", {fact.as_of}"
    return one_line(f"{page.say(fact.statement)} ({fact.source}{as_of})")


_GATES: Final = Text(zh="否决项", en="Gates")
_NO_LEVEL: Final = Text(zh="未达到", en="none")
_RESULT: Final = Text(
    zh="标准 {id}：总分 {points} 分，等级：{level}", en="Criteria {id}: {points} points overall, level: {level}"
)
_DIMENSION: Final = Text(
    zh="{title}  {points} 分  {bar}  尚无结论 {unknown} %", en="{title}  {points} points  {bar}  unknown {unknown} %"
)
_PROPOSED: Final = Text(zh="自动检查曾判为“{word}”：{reason}", en="The check had found '{word}': {reason}")
