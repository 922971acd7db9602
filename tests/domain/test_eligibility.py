"""The reasons of eligibility: one for each obstacle, each with what to do about it."""

import re

from certreg.domain.eligibility import REASONS, Gate
from certreg.domain.licensing import Obstacle
from certreg.domain.organisation_facts import FACT_TITLES, FACTS, RECORD

NO_FAILURE = {Obstacle.NO_REGISTER, Obstacle.ORIGIN_UNKNOWN}
"""What only says that nobody knows."""


def test_every_obstacle_of_an_agency_is_a_reason() -> None:
    assert {code for gate, code in REASONS if gate is Gate.LICENCE} == set(Obstacle) - NO_FAILURE
    assert {gate for gate, _ in REASONS} == set(Gate)


def test_every_reason_says_in_both_languages_what_to_do() -> None:
    for reason in REASONS.values():
        problem, remedy = reason.zh.split("；", 1)
        assert problem
        assert re.search("请", remedy)
        problem, remedy = reason.en.split(": ", 1)
        assert problem
        assert len(remedy.split()) >= 4


def test_placeholders_are_the_same_in_both_languages() -> None:
    for reason in REASONS.values():
        assert set(re.findall(r"\{([a-z]+)\}", reason.zh)) == set(re.findall(r"\{([a-z]+)\}", reason.en))


def test_every_fact_has_a_title() -> None:
    assert set(FACT_TITLES) == {RECORD, *FACTS}
