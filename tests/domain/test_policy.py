"""Who may, until when, on what content."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework import posting
from certreg.domain.errors import InvalidInput, NotPermitted, PolicyRefused
from certreg.domain.people import Actor, Role
from certreg.domain.policy import (
    MAX_REASON,
    end_of_day,
    label_expiry,
    local_day,
    require_certifiable,
    require_reason,
    require_role,
    require_second_person,
)

MOMENT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def test_a_role_outside_the_list_is_refused_and_the_needed_ones_are_named() -> None:
    with pytest.raises(NotPermitted) as refusal:
        require_role(Actor("x", Role.AUDITOR), {Role.LEAD, Role.ASSESSOR})
    assert "assessor, lead" in refusal.value.detail.en


def test_nobody_decides_on_their_own_proposal() -> None:
    require_second_person("an", Actor("bo", Role.LEAD))
    with pytest.raises(NotPermitted):
        require_second_person("an", Actor("an", Role.LEAD))


@pytest.mark.parametrize("reason", ["", "  \n\t ", "x" * (MAX_REASON + 1)])
def test_a_reason_is_needed_and_bounded(reason: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        require_reason(reason)
    assert [problem.field for problem in refusal.value.problems] == ["reason"]


def test_a_reason_is_trimmed() -> None:
    assert require_reason("  理由\n") == "理由"


def test_a_label_ends_with_the_criteria_or_the_posting_whichever_is_sooner() -> None:
    assert label_expiry(posting(valid_until=None), MOMENT, 30) == MOMENT + timedelta(days=30)
    assert label_expiry(posting(valid_until=date(2027, 6, 1)), MOMENT, 30) == MOMENT + timedelta(days=30)
    assert label_expiry(posting(valid_until=date(2026, 11, 30)), MOMENT, 30) == end_of_day(date(2026, 11, 30))


def test_days_are_those_of_shanghai() -> None:
    assert local_day(datetime(2026, 11, 23, 16, 0, tzinfo=UTC)) == date(2026, 11, 24)
    assert end_of_day(date(2026, 11, 24)).astimezone(UTC) == datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC)


def test_every_reason_against_a_label_is_told() -> None:
    with pytest.raises(PolicyRefused) as refusal:
        require_certifiable(posting(employer=None, headcount=None, valid_until=date(2026, 11, 23)), MOMENT)
    assert len(refusal.value.reasons) == 3
    require_certifiable(posting(valid_until=date(2026, 11, 24)), MOMENT)
