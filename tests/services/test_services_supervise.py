"""Eligibility: at submission, at the decision, and for as long as a label is valid (notice 1(2))."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import update

import invariants
from casework import LEAD, REGISTRAR, USCC, Casework, employer, posting
from certreg.domain.eligibility import Gate
from certreg.domain.errors import PolicyRefused
from certreg.domain.lifecycle import LabelState, Stage
from certreg.domain.organisation import (
    ONLINE_RECRUITMENT,
    Licence,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Violation,
)
from certreg.domain.people import Role
from certreg.domain.policy import local_day
from certreg.domain.posting import Agency, Location, Posting
from certreg.services import label_life, lookup, organisations
from certreg.services.eligibility import standing_against
from certreg.services.issue import issue
from certreg.services.records import LabelRecord
from certreg.services.registry import Registry
from certreg.services.supervise import Watch, supervise
from certreg.storage.tables import label as label_table
from certreg.storage.tables import posting as posting_table

AGENCY_CODE = "91350100M000100Y43"
LAST_DAY = date(2026, 11, 26)
MIDNIGHT = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
"""The end of `LAST_DAY` in Shanghai."""


def licence(**changes: Any) -> Licence:
    given: dict[str, Any] = {"number": "许可7号", "scope": (ONLINE_RECRUITMENT,), "valid_from": date(2024, 1, 1)}
    return Licence(**{**given, "valid_to": LAST_DAY, **changes})


def agency(**changes: Any) -> Organisation:
    fields: dict[str, Any] = {
        "uscc": AGENCY_CODE,
        "name": "重庆代招人力资源有限公司",
        "kinds": frozenset({OrganisationKind.AGENCY}),
        "division": "500118",
        "licence": licence(),
    }
    return Organisation(**{**fields, **changes})


def by_agency(**changes: Any) -> Posting:
    return posting(agency=Agency(name="重庆代招人力资源有限公司", uscc=AGENCY_CODE, seekers_charged=False), **changes)


def put(registry: Registry, organisation: Organisation, now: datetime) -> None:
    organisations.put(registry, [organisation], "test register", actor=REGISTRAR, now=now)


def label_now(registry: Registry, label: LabelRecord) -> LabelRecord:
    return lookup.label(registry, label.id)


FALSELY = Violation(what="发布虚假招聘信息", decided_by="测试区局", decided_on=date(2026, 3, 1))

FAILURES: list[tuple[dict[str, Any], Gate, str, str]] = [
    ({"status": OrganisationStatus.SUSPENDED}, Gate.LICENCE, "not_active", "恢复登记"),
    ({"licence": None}, Gate.LICENCE, "no_licence", "申请"),
    ({"licence": licence(valid_from=date(2026, 11, 25))}, Gate.LICENCE, "not_yet_valid", "生效后"),
    ({"licence": licence(valid_to=date(2026, 11, 23))}, Gate.LICENCE, "no_longer_valid", "延续"),
    ({"licence": licence(scope=("职业介绍",))}, Gate.LICENCE, "out_of_scope", "申请增加"),
    ({"division": "350102"}, Gate.LICENCE, "no_branch_report", "经营地区县"),
    ({"violations": (FALSELY,)}, Gate.RECORD, "false_recruitment", "满 12 个月"),
]


@pytest.mark.parametrize("case", FAILURES, ids=lambda case: case[2])
def test_each_failed_gate_is_named_with_how_to_mend_it(
    registry: Registry, work: Casework, case: tuple[dict[str, Any], Gate, str, str]
) -> None:
    facts, gate, code, mend = case
    put(registry, agency(**facts), work.now)
    record = work.submitted(by_agency())
    found = standing_against(registry, record.id, now=work.now)
    assert [(one.gate, one.code, one.uscc) for one in found] == [(gate, code, AGENCY_CODE)]
    assert mend in found[0].reason.zh
    put(registry, agency(), work.now)
    assert standing_against(registry, record.id, now=work.now) == ()


def test_an_unknown_agency_one_without_code_and_an_unknown_employer_are_named(work: Casework) -> None:
    stated = {
        "unknown": by_agency(),
        "invalid_code": posting(agency=Agency(name="代招")),
        "not_active": posting(),
    }
    put(work.registry, employer_of(OrganisationStatus.DEREGISTERED), work.now)
    for code, content in stated.items():
        found = standing_against(work.registry, work.submitted(content).id, now=work.now)
        assert code in [one.code for one in found]


def employer_of(status: OrganisationStatus) -> Organisation:
    return Organisation(uscc=USCC, name=employer().name, kinds=employer().kinds, status=status)


def test_what_happened_over_a_year_ago_or_works_elsewhere_does_not_count(registry: Registry, work: Casework) -> None:
    old = Violation(what="发布虚假招聘信息", decided_by="测试区局", decided_on=date(2025, 11, 24))
    other = Violation(what="未明示服务项目", decided_by="测试区局", decided_on=date(2026, 11, 1))
    put(registry, agency(violations=(old, other), division="350102"), work.now)
    record = work.submitted(by_agency(location=Location(division="510104", address="成都市锦江区红星路1号")))
    assert standing_against(registry, record.id, now=work.now) == ()


def test_the_decision_is_refused_with_the_reasons(registry: Registry, work: Casework) -> None:
    put(registry, agency(), work.now)
    record = work.assessed(by_agency())
    put(registry, agency(licence=None, status=OrganisationStatus.REVOKED), work.now)
    with pytest.raises(PolicyRefused) as refused:
        work.approve(record)
    assert len(refused.value.reasons) == 2
    put(registry, agency(), work.now)
    work.approve(record)
    put(registry, agency(licence=None), work.now)
    with pytest.raises(PolicyRefused):
        issue(registry, record.id, actor=LEAD, now=work.now)


def test_facts_that_change_suspend_in_the_same_moment_and_staff_reinstate(registry: Registry, work: Casework) -> None:
    put(registry, agency(), work.now)
    hit, other = work.certified(by_agency()), work.certified(posting(title="铣工"))
    later = work.now + timedelta(hours=1)
    put(registry, agency(licence=licence(scope=("职业介绍",))), later)
    label = label_now(registry, hit)
    assert (label.state, label.since) == (LabelState.SUSPENDED, later)
    assert "G-licence" in (label.reason or "")
    assert "开展网络招聘服务" in (label.reason or "")
    assert label_now(registry, other).state is LabelState.VALID
    line = lookup.timeline(registry, hit.posting_id)[-1]
    assert (line.action, line.actor.role, line.reason) == ("suspend", Role.TIMER, label.reason)
    with pytest.raises(PolicyRefused) as refused:
        label_life.reinstate(registry, hit.id, "已补正", actor=LEAD, now=later)
    assert any("申请增加" in reason.zh for reason in refused.value.reasons)
    put(registry, agency(), later)
    assert supervise(registry, now=later) == 0
    assert label_now(registry, hit).state is LabelState.SUSPENDED
    assert label_life.reinstate(registry, hit.id, "已补正", actor=LEAD, now=later).state is LabelState.VALID
    invariants.check(registry, later)


def test_an_employer_that_ends_takes_agency_postings_with_it(registry: Registry, work: Casework) -> None:
    put(registry, agency(), work.now)
    label = work.certified(by_agency())
    put(registry, employer_of(OrganisationStatus.DEREGISTERED), work.now)
    assert label_now(registry, label).state is LabelState.SUSPENDED


def test_a_licence_lapses_at_midnight_in_shanghai(registry: Registry, work: Casework) -> None:
    put(registry, agency(), work.now)
    label = work.certified(by_agency())
    assert supervise(registry, now=MIDNIGHT - timedelta(seconds=1)) == 0
    assert supervise(registry, now=MIDNIGHT) == 1
    assert supervise(registry, now=MIDNIGHT) == 0
    assert label_now(registry, label).state is LabelState.SUSPENDED


def test_sweeps_at_once_suspend_each_label_once(registry: Registry, work: Casework) -> None:
    put(registry, agency(), work.now)
    labels = [work.certified(by_agency(title=f"车工{number}")) for number in range(6)]
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(supervise(registry, now=MIDNIGHT))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(counts), len(counts)) == (len(labels), 4)
    invariants.check(registry, MIDNIGHT)


def test_a_watch_looks_at_labels_that_came_in_late(registry: Registry, work: Casework) -> None:
    put(registry, agency(), work.now)
    issued = work.certified(by_agency())
    watch = Watch(registry)
    assert watch.look(now=work.now) == 0
    put(registry, agency(licence=None), work.now)
    assert watch.look(now=work.now) == 0
    # A transaction that had read the register before the change, and ended after the look.
    later = work.now + timedelta(minutes=5)
    with registry.db.write() as tx:
        tx.connection.execute(
            update(label_table).where(label_table.c.id == issued.id).values(state=LabelState.VALID, since=work.now)
        )
        tx.connection.execute(
            update(posting_table).where(posting_table.c.id == issued.posting_id).values(stage=Stage.CERTIFIED)
        )
    assert watch.look(now=later) == 1
    assert label_now(registry, issued).state is LabelState.SUSPENDED
    assert watch.look(now=later) == 0


class HistoryMachine(RuleBasedStateMachine):
    """Random histories of facts and time; the sweep runs wherever time has passed, as the server's timer does."""

    registry: Registry
    start: datetime
    round: int = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).round += 1
        self.now = self.start
        self.watch = Watch(self.registry)
        self.agency, self.employer = agency(), employer()
        put(self.registry, self.agency, self.now)
        put(self.registry, self.employer, self.now)
        work = Casework(self.registry, self.now)
        made = [by_agency(title=f"车工{self.round}"), posting(title=f"铣工{self.round}")]
        self.labels = [work.certified(content) for content in made]
        self.allowed = {label.id for label in self.labels}
        """Labels that a person left valid; whatever suspends takes them out, only a person puts them back."""

    @rule(
        status=st.sampled_from([OrganisationStatus.ACTIVE, OrganisationStatus.ACTIVE, *OrganisationStatus]),
        changes=st.sampled_from([{}, {"licence": None}, {"division": "350102"}, {"violations": (FALSELY,)}]),
        days=st.integers(-1, 3),
    )
    def agency_changes(self, status: OrganisationStatus, changes: dict[str, Any], days: int) -> None:
        until = licence(valid_to=local_day(self.now) + timedelta(days=days))
        self.agency = agency(**{"status": status, "licence": until, **changes})
        put(self.registry, self.agency, self.now)

    @rule(status=st.sampled_from(OrganisationStatus))
    def employer_changes(self, status: OrganisationStatus) -> None:
        self.employer = employer_of(status)
        put(self.registry, self.employer, self.now)

    @rule(hours=st.integers(0, 30), seconds=st.integers(0, 60))
    def time_passes(self, hours: int, seconds: int) -> None:
        self.now += timedelta(hours=hours, seconds=seconds)
        self.watch.look(now=self.now)

    @rule()
    def just_past_midnight(self) -> None:
        today = datetime.combine(local_day(self.now), datetime.min.time(), UTC) + timedelta(hours=16)
        self.now = max(self.now, today)
        self.watch.look(now=self.now)

    @rule(which=st.integers(0, 1))
    def reinstate(self, which: int) -> None:
        label = label_now(self.registry, self.labels[which])
        if label.state is not LabelState.SUSPENDED or label.expires_at <= self.now:
            return
        act: Callable[[], object] = lambda: label_life.reinstate(  # noqa: E731 - done or refused, below
            self.registry, label.id, "已核实", actor=LEAD, now=self.now
        )
        if self.fails(which):
            with pytest.raises(PolicyRefused):
                act()
        else:
            act()
            self.allowed.add(label.id)

    def fails(self, which: int) -> bool:
        """Said anew, from the facts alone."""
        day, one = local_day(self.now), self.agency
        if self.employer.status is not OrganisationStatus.ACTIVE:
            return True
        if which == 1:
            return False
        lapsed = one.licence is None or (one.licence.valid_to is not None and one.licence.valid_to < day)
        outside = one.division != "500118"
        return one.status is not OrganisationStatus.ACTIVE or lapsed or outside or bool(one.violations)

    @invariant()
    def no_label_is_active_with_a_failed_gate(self) -> None:
        for which, issued in enumerate(self.labels):
            label = label_now(self.registry, issued)
            if label.state is not LabelState.VALID:
                self.allowed.discard(label.id)
                continue
            assert label.id in self.allowed, "reinstated by itself"
            assert label.expires_at <= self.now or not self.fails(which), (which, self.agency, self.employer)

    def teardown(self) -> None:
        invariants.check(self.registry, self.now)


def test_no_history_of_facts_leaves_a_label_active_with_a_failed_gate(registry: Registry, now: datetime) -> None:
    HistoryMachine.registry = registry
    HistoryMachine.start = now
    run_state_machine_as_test(
        HistoryMachine,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )
