"""Random work on a registry: the services agree with the state machine, and the invariants hold."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule, run_state_machine_as_test

import invariants
from casework import ASSESSOR, LEAD, PLATFORM, Casework, posting
from certreg.domain.errors import CertregError, PolicyRefused, TransitionRefused
from certreg.domain.lifecycle import FINAL, START, Action, LabelState, Stage, State, advance, allowed
from certreg.domain.posting import Posting
from certreg.services import lookup
from certreg.services.assess import assess
from certreg.services.decide import decide
from certreg.services.expire import expire_due
from certreg.services.issue import issue
from certreg.services.label_life import reinstate, revoke, suspend
from certreg.services.registry import Registry
from certreg.services.resubmit import resubmit
from certreg.services.update_posting import update_posting

PAST = date(2026, 11, 20)


class Content(msgspec.Struct, frozen=True):
    """The parts of a posting that the test varies."""

    title: str = "数控车工"
    headcount: int = 6
    apply: str = "请在网上投递。"
    ended: bool = False

    def posting(self) -> Posting:
        end: dict[str, Any] = {"valid_until": PAST} if self.ended else {}
        return posting(title=self.title, headcount=self.headcount, apply=self.apply, **end)


@dataclass
class Model:
    """What should be true of one posting."""

    id: str
    content: Content
    state: State = START
    version: int = 1
    reaches_level: bool = False
    certified: Content = field(default_factory=Content)


class RegistryMachine(RuleBasedStateMachine):
    """Rules are what callers do; each foretells the outcome from the model and compares."""

    registry: Registry
    now: datetime
    postings = Bundle("postings")

    @rule(target=postings)
    def submit(self) -> Model:
        content = Content()
        record = Casework(self.registry, self.now).submitted(content.posting())
        return Model(record.id, content)

    @rule(
        model=postings,
        title=st.sampled_from(["数控车工", "数控铣工"]),
        headcount=st.integers(1, 8),
        apply=st.sampled_from(["请在网上投递。", "请到现场报名。"]),
    )
    def update(self, model: Model, title: str, headcount: int, apply: str) -> None:
        self.record(model, Content(title, headcount, apply))

    @rule(model=postings)
    def change_back(self, model: Model) -> None:
        self.record(model, model.certified)

    @rule(model=postings)
    def end(self, model: Model) -> None:
        self.record(model, msgspec.structs.replace(model.content, ended=True))
        live = model.state.label in {LabelState.VALID, LabelState.SUSPENDED}
        assert expire_due(self.registry, now=self.now) == int(live)
        if live:
            model.state = advance(model.state, Action.EXPIRE)
        self.compare(model)

    def record(self, model: Model, content: Content) -> None:
        before, model.content = model.content, content
        update_posting(self.registry, model.id, content.posting(), actor=PLATFORM, now=self.now)
        if content != before:
            model.version += 1
            self.foretell_change(model, before, content)
        self.compare(model)

    def foretell_change(self, model: Model, before: Content, after: Content) -> None:
        reviewing = model.state.stage in {Stage.ASSESSED, Stage.APPROVED}
        if after.title != before.title or after.headcount > before.headcount:
            model.state = advance(model.state, Action.CHANGE)
        elif (after.apply, after.ended) != (before.apply, before.ended) or reviewing:
            model.state = advance(model.state, Action.REVISE)

    @rule(model=postings)
    def propose_certification(self, model: Model) -> None:
        if model.content.ended:
            return
        record = lookup.posting(self.registry, model.id)
        work = Casework(self.registry, self.now)
        if self.does(model, Action.ASSESS, lambda: work.assess(record)):
            model.reaches_level = True

    @rule(model=postings)
    def propose_return(self, model: Model) -> None:
        def act() -> object:
            return assess(self.registry, model.id, "return", (), "请补充", actor=ASSESSOR, now=self.now)

        if self.does(model, Action.ASSESS, act):
            model.reaches_level = False

    @rule(model=postings)
    def approve(self, model: Model) -> None:
        def act() -> object:
            return decide(self.registry, model.id, "approve", "同意", actor=LEAD, now=self.now)

        self.does(model, Action.APPROVE, act, refused_by_policy=not model.reaches_level)

    @rule(model=postings, decision=st.sampled_from([Action.RETURN, Action.REFUSE]))
    def decide_against(self, model: Model, decision: Action) -> None:
        word = "return" if decision is Action.RETURN else "refuse"
        self.does(
            model,
            decision,
            lambda: decide(self.registry, model.id, word, "理由", actor=LEAD, now=self.now),  # type: ignore[arg-type] # one of two literals
        )

    @rule(model=postings)
    def issue(self, model: Model) -> None:
        if self.does(model, Action.ISSUE, lambda: issue(self.registry, model.id, actor=LEAD, now=self.now)):
            model.certified = model.content

    @rule(model=postings)
    def resubmit(self, model: Model) -> None:
        if model.state.stage in {Stage.SUBMITTED, Stage.CERTIFIED}:
            with pytest.raises(TransitionRefused):
                resubmit(self.registry, model.id, actor=PLATFORM, now=self.now)
        else:
            self.does(model, Action.REVISE, lambda: resubmit(self.registry, model.id, actor=PLATFORM, now=self.now))

    @rule(model=postings, action=st.sampled_from([Action.SUSPEND, Action.REVOKE]))
    def stop_label(self, model: Model, action: Action) -> None:
        use_case = suspend if action is Action.SUSPEND else revoke
        label_id = self.label_id(model)
        if label_id is not None:
            self.does(model, action, lambda: use_case(self.registry, label_id, "理由", actor=LEAD, now=self.now))

    @rule(model=postings)
    def reinstate(self, model: Model) -> None:
        label_id = self.label_id(model)
        if label_id is None:
            return
        same = model.content.title == model.certified.title
        differs = not same or model.content.headcount > model.certified.headcount
        self.does(
            model,
            Action.REINSTATE,
            lambda: reinstate(self.registry, label_id, "理由", actor=LEAD, now=self.now),
            refused_by_policy=differs,
        )

    def label_id(self, model: Model) -> str | None:
        label = lookup.posting(self.registry, model.id).label
        return label.id if label is not None else None

    def does(self, model: Model, action: Action, act: Callable[[], object], *, refused_by_policy: bool = False) -> bool:
        """Do it, and find that it went as the state machine and the policy say; True if it was done."""
        expected: type[CertregError] | None = None
        if action not in allowed(model.state):
            expected = TransitionRefused
        elif refused_by_policy:
            expected = PolicyRefused
        if expected is None:
            act()
            model.state = advance(model.state, action)
        else:
            with pytest.raises(expected):
                act()
        self.compare(model)
        return expected is None

    def compare(self, model: Model) -> None:
        record = lookup.posting(self.registry, model.id)
        assert record.state == model.state
        assert (record.version, record.posting) == (model.version, model.content.posting())
        ended = [label.state for label in lookup.labels_of(self.registry, model.id)][1:]
        assert all(state in FINAL for state in ended)

    def teardown(self) -> None:
        invariants.check(self.registry, self.now)


def test_random_work_agrees_with_the_state_machine(registry: Registry, now: datetime) -> None:
    RegistryMachine.registry = registry
    RegistryMachine.now = now
    run_state_machine_as_test(
        RegistryMachine,
        # Without shrinking: each step is real work, and the failing run is short enough to read.
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )
