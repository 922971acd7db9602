"""The trial of other criteria on a terminal: counts, the criteria behind them, the postings."""

from pathlib import Path
from typing import Final

from rich.text import Text as Styled

from certreg.cli.console import Page
from certreg.cli.terminal import one_line
from certreg.domain.assessment import Outcome
from certreg.domain.criteria import Level
from certreg.domain.text import Language, Text
from certreg.scoring.dry_run import EFFECT_WORDS, Counts, Effect, Trial, Tried, Why
from certreg.scoring.explanation import OUTCOMES

_REASONS: Final = 8
"""Criteria named for each effect; JSON has all of them."""


def render(trial: Trial, counts: Counts, changed: list[Tried], language: Language, out: Path | None) -> str:
    """The whole report. Colours only where it goes to a terminal."""
    page = Page(language, to_terminal=out is None)
    before, after = trial.before.published.criteria.id, trial.after.published.criteria.id
    page.print(Styled(f"{before} → {after}", style="bold"))
    page.print(page.say(_AT_BEST if trial.unknown == "met" else _AS_IT_STANDS))
    page.line(_COUNT, n=counts.postings)
    for effect in Effect:
        page.print(f"{counts.effects[effect]:>7,}  {page.say(EFFECT_WORDS[effect])}", indent=2)
        for criterion, times in counts.criteria.get(effect, {}).items() if effect is not Effect.SAME else ():
            if criterion in dict(counts.criteria[effect].most_common(_REASONS)):
                page.print(f"{times:>7,}  {criterion}", indent=9)
    for tried in changed:
        _posting(page, tried)
    rest = counts.postings - counts.effects[Effect.SAME] - len(changed)
    if rest > 0:
        page.print()
        page.line(_REST, n=rest)
    return page.text()


def _posting(page: Page, tried: Tried) -> None:
    page.print()
    named = " · ".join(one_line(words) for words in (tried.title, tried.employer) if words)
    page.print(Styled(f"{one_line(tried.posting)}  {named}", style="bold"))
    levels = f"{_level(page, tried.before)} → {_level(page, tried.after)}"
    points = ", ".join(f"{name} {old}→{new}" for name, (old, new) in tried.points.items() if old != new)
    page.print(f"{page.say(EFFECT_WORDS[tried.effect])}: {levels}{'  ' + points if points else ''}", indent=2)
    decisive = [why for why in tried.why if why.decisive]
    for why in decisive:
        page.print(_why(page, why), indent=4)
    others = [why.criterion for why in tried.why if not why.decisive]
    if others:
        page.print(page.say(_OTHERS.within(ids=", ".join(others))), indent=4)


def _why(page: Page, why: Why) -> str:
    words = [_outcome(page, why.before, why.score_before), _outcome(page, why.after, why.score_after)]
    reason = "" if why.reason is None else "  " + one_line(page.say(why.reason))
    return f"{why.criterion}: {' → '.join(words)}{reason}"


def _outcome(page: Page, outcome: Outcome | None, score: float | None) -> str:
    if outcome is None:
        return page.say(_NO_SUCH)
    share = f" {score:g}" if outcome is Outcome.PARTLY else ""
    return page.say(OUTCOMES[outcome]) + share


def _level(page: Page, level: Level | None) -> str:
    return page.say(_LEVELS[level]) if level is not None else page.say(_NONE)


_LEVELS: Final = {
    Level.PREMIUM: Text(zh="优质", en="premium"),
    Level.EXEMPLARY: Text(zh="示范", en="exemplary"),
}
_NONE: Final = Text(zh="无", en="none")
_NO_SUCH: Final = Text(zh="无此项", en="no such criterion")
_AT_BEST: Final = Text(
    zh="尚无结论的项按符合计：回答的是谁还有可能获得标签",
    en="What is unknown counts as met: this says who could still get the label",
)
_AS_IT_STANDS: Final = Text(
    zh="按现有评定意见；尚无结论的项不得分", en="By the judgements that stand; what is unknown bars the label"
)
_COUNT: Final = Text(zh="共 {n} 条招聘信息，其中：", en="{n} postings, of which:")
_OTHERS: Final = Text(zh="结论也有变化，但不是原因：{ids}", en="Also different, but not the cause: {ids}")
_REST: Final = Text(
    zh="另有 {n} 条未列出（--list，或 --format ndjson）", en="{n} more not shown (--list, --format ndjson)"
)
