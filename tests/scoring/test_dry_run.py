"""A trial of other criteria on postings: effect, reasons, what is unknown; future and obsolete criteria by day."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from casework import posting
from certreg.checks.context import Context
from certreg.domain.assessment import Judgement, Outcome
from certreg.domain.criteria import Criteria, Level
from certreg.scoring.criteria_file import PublishedCriteria, by_id
from certreg.scoring.dry_run import Counts, Effect, OpenAs, Trial, Tried, fitting
from certreg.scoring.scorer import Scorer

FIRST = by_id("cq-premium-2026.1")
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def other(change: Callable[[Criteria], Criteria]) -> PublishedCriteria:
    return PublishedCriteria(change(FIRST.criteria), "sha-256:other", b"")


def edited(criterion: str, **changes: Any) -> PublishedCriteria:
    return other(
        lambda c: msgspec.structs.replace(
            c, criteria=tuple(msgspec.structs.replace(x, **changes) if x.id == criterion else x for x in c.criteria)
        )
    )


def trial(before: PublishedCriteria, after: PublishedCriteria, unknown: OpenAs = "met", now: datetime = NOW) -> Trial:
    return Trial(Scorer(before), Scorer(after), Context(now=now), unknown=unknown)


def stricter(criteria: Criteria) -> Criteria:
    """Levels nobody reaches but with everything met."""
    rules = tuple(msgspec.structs.replace(rule, each_dimension=100, overall=100) for rule in criteria.levels[:1])
    return msgspec.structs.replace(criteria, levels=rules)


def poor() -> Any:
    return posting(headcount=None)


def test_the_same_criteria_change_nothing() -> None:
    tried = trial(FIRST, FIRST).run("1", posting())
    assert (tried.effect, tried.why) == (Effect.SAME, ())
    assert tried.before is tried.after is Level.EXEMPLARY


def test_a_posting_loses_and_gains_by_thresholds() -> None:
    lost = trial(FIRST, other(stricter)).run("1", poor())
    assert (lost.effect, lost.after, lost.why) == (Effect.LOSES, None, ())
    assert trial(other(stricter), FIRST).run("1", poor()).effect is Effect.GAINS


def test_the_criterion_behind_it_is_named_with_its_reason() -> None:
    narrow = edited("A-pay-width", check=_check("pay_width", full=1.1, none=1.2))
    tried = trial(FIRST, narrow).run("7", posting())
    (why,) = tried.why
    assert (why.criterion, why.before, why.after) == ("A-pay-width", Outcome.MET, Outcome.UNMET)
    assert (why.score_before, why.score_after) == (1.0, 0.0)
    assert why.reason is not None
    assert tried.points["accuracy"][0] > tried.points["accuracy"][1]


def _check(name: str, **params: float) -> Any:
    return msgspec.structs.replace(FIRST.criteria.criterion("A-pay-width").check, name=name, params=params)  # type: ignore[union-attr,type-var]


def test_what_is_unknown_bars_the_label_unless_it_counts_at_best() -> None:
    assert trial(FIRST, FIRST, "unmet").run("1", posting()).before is None
    assert trial(FIRST, FIRST, "met").run("1", posting()).before is Level.EXEMPLARY


def test_standing_judgements_are_kept_where_there_is_a_place_for_them() -> None:
    context, scorer = Context(now=NOW), Scorer(FIRST)
    automatic = next(c.id for c in FIRST.criteria.criteria if c.method == "automatic")
    agency = next(c.id for c in FIRST.criteria.criteria if c.applies_when == "agency" and c.method != "automatic")
    kept = next(c.id for c in FIRST.criteria.criteria if c.method == "assessor" and c.applies_when == "always")
    said = [Judgement(c, Outcome.MET, "已核实") for c in (automatic, agency, kept, "C-nothing")]
    assert [j.criterion for j in fitting(scorer, said, posting(), context)] == [kept]
    tried = trial(FIRST, edited(kept, obsolete=date(2026, 6, 1))).run("1", posting(), said, judged_by="an")
    assert [(w.criterion, w.before, w.after) for w in tried.why] == [(kept, Outcome.MET, None)]


def test_a_future_criterion_counts_from_its_day_and_an_obsolete_one_until_it() -> None:
    changed = edited("C-pay", future=date(2026, 12, 1), obsolete=date(2027, 1, 1))
    scorer = Scorer(changed)
    for day, counted in ((30, False), (1, True), (31, True)):
        month = 11 if day == 30 else 12
        card = scorer.score(posting(), Context(now=datetime(2026, month, day, 2, tzinfo=UTC)))
        assert (card.result("C-pay") is not None) is counted, day
    assert scorer.score(posting(), Context(now=datetime(2027, 1, 1, 2, tzinfo=UTC))).result("C-pay") is None
    before, after = (
        trial(FIRST, changed, now=datetime(2026, 12, d, 2, tzinfo=UTC)).run("1", posting()) for d in (1, 2)
    )
    assert before.why == after.why == ()
    early: Tried = trial(FIRST, changed).run("1", posting())
    assert [(w.criterion, w.after) for w in early.why] == [("C-pay", None)]


def test_counts_say_which_criteria_did_it() -> None:
    counts = Counts()
    counts.add(trial(FIRST, FIRST).run("1", posting()))
    harder = edited("G-licence", applies_when="always")
    tried = trial(FIRST, harder).run("2", posting())
    counts.add(tried)
    assert counts.postings == 2
    assert sum(counts.effects.values()) == 2
    if tried.effect is Effect.LOSES:
        assert counts.criteria[Effect.LOSES]["G-licence"] == 1


def test_only_what_moved_the_way_of_the_label_is_decisive() -> None:
    def stricter_and_ended(criteria: Criteria) -> Criteria:
        ended = msgspec.structs.replace(criteria.criterion("C-headcount"), obsolete=date(2026, 6, 1))  # type: ignore[type-var]
        kept = tuple(ended if c.id == "C-headcount" else c for c in stricter(criteria).criteria)
        return msgspec.structs.replace(stricter(criteria), criteria=kept)

    narrow = edited("A-pay-width", check=_check("pay_width", full=1.1, none=1.2)).criteria
    harder = PublishedCriteria(stricter_and_ended(narrow), "sha-256:other", b"")
    counts = Counts()
    tried = trial(FIRST, harder).run("1", poor())
    counts.add(tried)
    assert tried.effect is Effect.LOSES
    assert [(why.criterion, why.decisive) for why in tried.why] == [("A-pay-width", True), ("C-headcount", False)]
    assert dict(counts.criteria[Effect.LOSES]) == {"A-pay-width": 1}
