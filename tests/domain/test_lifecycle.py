"""The state machine, exhaustively: 7 stages, 6 label states, 11 actions."""

import functools
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.errors import TransitionRefused
from certreg.domain.lifecycle import FINAL, START, Action, LabelState, Stage, State, advance, allowed
from invariants import REACHABLE

STATES = [State(stage, label) for stage, label in product(Stage, (None, *LabelState))]
LIVE = {LabelState.VALID, LabelState.SUSPENDED}


STATES_REACHED = sorted(REACHABLE, key=str)


@pytest.mark.parametrize("state", STATES, ids=str)
@pytest.mark.parametrize("action", Action, ids=str)
def test_advance_takes_exactly_what_is_allowed(state: State, action: Action) -> None:
    if action in allowed(state):
        advance(state, action)
    else:
        with pytest.raises(TransitionRefused) as refusal:
            advance(state, action)
        assert action.value in refusal.value.detail.zh
        assert state.stage.value in refusal.value.detail.en


@pytest.mark.parametrize("state", STATES_REACHED, ids=str)
def test_certified_means_a_live_label_and_closed_means_an_ended_one(state: State) -> None:
    if state.stage is Stage.CERTIFIED:
        assert state.label in LIVE
    if state.stage is Stage.CLOSED:
        assert state.label in FINAL
    if state.label is LabelState.VALID:
        assert state.stage is Stage.CERTIFIED


@pytest.mark.parametrize("state", STATES_REACHED, ids=str)
def test_a_changed_base_field_never_leaves_a_valid_label(state: State) -> None:
    after = advance(state, Action.CHANGE)
    assert after.stage is Stage.SUBMITTED
    assert after.label is not LabelState.VALID
    assert (after.label in LIVE) == (state.label in LIVE)


@pytest.mark.parametrize("state", STATES_REACHED, ids=str)
def test_only_issuing_follows_an_ended_label(state: State) -> None:
    if state.label in FINAL:
        for action in allowed(state) - {Action.ISSUE}:
            assert advance(state, action).label is state.label


@pytest.mark.parametrize("state", STATES_REACHED, ids=str)
def test_the_only_ways_to_a_valid_label(state: State) -> None:
    for action in allowed(state):
        if state.label is not LabelState.VALID and advance(state, action).label is LabelState.VALID:
            assert action in {Action.ISSUE, Action.REINSTATE}


def test_every_reachable_posting_can_still_be_certified() -> None:
    way = (Action.CHANGE, Action.ASSESS, Action.APPROVE, Action.ISSUE)
    for state in STATES_REACHED:
        assert functools.reduce(advance, way, state).is_certified_now


def test_a_refusal_cannot_be_got_round_by_reinstating() -> None:
    state = START
    for action in (Action.ASSESS, Action.APPROVE, Action.ISSUE, Action.CHANGE, Action.ASSESS, Action.REFUSE):
        state = advance(state, action)
    assert state == State(Stage.REFUSED, LabelState.SUSPENDED)
    assert Action.REINSTATE not in allowed(state)


@given(st.lists(st.sampled_from(Action), max_size=40))
def test_a_label_passes_only_through_approval(actions: list[Action]) -> None:
    state, approvals, issues = START, 0, 0
    for action in actions:
        if action not in allowed(state):
            continue
        approvals += action is Action.APPROVE
        issues += action is Action.ISSUE
        state = advance(state, action)
        assert issues <= approvals
        if state.label is not None:
            assert issues > 0
