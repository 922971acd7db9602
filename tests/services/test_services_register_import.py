"""Imports of the register: compared, applied whole, repeated without effect, taken back where nothing changed since."""

import itertools
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registers import HEADINGS, cells, code, csv_text

from casework import LEAD, REGISTRAR, USCC, employer
from certreg.domain.errors import Conflict, InvalidInput, NotFound, NotPermitted
from certreg.domain.organisation import Organisation, OrganisationKind, OrganisationStatus
from certreg.exchange.register_rows import read_register, read_rows, rows_of
from certreg.services import organisations, register_history, register_import, register_import_log, register_rollback
from certreg.services.register_import import Origin, RowDiff, Standing
from certreg.services.register_import_log import ImportRecord
from certreg.services.registry import Registry


class Bureau:
    """Brings records, as one file each."""

    def __init__(self, registry: Registry, now: datetime) -> None:
        self.registry = registry
        self.now = now
        self._files = 0

    def compares(self, *records: Mapping[str, Any]) -> list[RowDiff]:
        with register_import.preparation(Origin("比对", "sha-256:0", self.now), self.now) as prepared:
            return list(register_import.compare(self.registry, read_rows(rows_of(records)), prepared))

    def brings(self, *records: Mapping[str, Any], **origin: Any) -> ImportRecord | None:
        self._files += 1
        self.now += timedelta(minutes=1)
        told = Origin(f"名册{self._files}", f"sha-256:{self._files}", **{"seen_at": self.now, **origin})
        with register_import.preparation(told, self.now) as prepared:
            for _ in register_import.compare(self.registry, read_rows(rows_of(records)), prepared):
                pass
            return register_import.apply(self.registry, prepared, actor=REGISTRAR, now=self.now)

    def brought(self, *records: Mapping[str, Any], **origin: Any) -> str:
        record = self.brings(*records, **origin)
        assert record is not None
        return record.id

    def takes_back(self, import_id: str) -> register_rollback.RolledBack:
        self.now += timedelta(minutes=1)
        return register_rollback.roll_back(self.registry, import_id, "名册有误", actor=REGISTRAR, now=self.now)

    def has(self, number: int = 1) -> Organisation | None:
        try:
            return organisations.organisation(self.registry, code(number))
        except NotFound:
            return None


@pytest.fixture
def bureau(registry: Registry, now: datetime) -> Bureau:
    return Bureau(registry, now)


def record(number: int = 1, **facts: Any) -> dict[str, Any]:
    return {"uscc": code(number), "name": f"第{number}", "kinds": ["agency"], **facts}


def test_the_diff_says_what_each_row_means(bureau: Bureau) -> None:
    bureau.brings(record(1, integrity_points=90), record(2))
    rows = bureau.compares(
        record(1, integrity_points=80),
        record(2),
        record(3),
        {"uscc": code(4)},
        {"uscc": "1"},
        record(3),
        7,  # type: ignore[arg-type]
    )
    assert [row.standing.value for row in rows] == [
        "changed", "unchanged", "new", "rejected", "rejected", "rejected", "rejected",
    ]  # fmt: skip
    assert [(c.fact, c.before, c.after) for c in rows[0].changes] == [("integrity_points", 90, 80)]
    assert [[(p.field, p.code) for p in row.problems] for row in rows[3:]] == [
        [("name", "missing")],
        [("uscc", "invalid_code")],
        [("uscc", "stated_twice")],
        [("json", "wrong_type")],
    ]
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6, 7]


def test_what_is_not_stated_stays_and_null_takes_away(bureau: Bureau) -> None:
    licence = {"number": "1", "scope": ["职业介绍"], "valid_from": "2026-01-01"}
    bureau.brings(
        {"uscc": code(1), "name": "甲", "licence": licence, "integrity_points": 90, "complaint_phone": "12333"}
    )
    bureau.brings({"uscc": code(1), "licence": None, "integrity_points": 70})
    found = bureau.has()
    assert found is not None
    assert (found.kinds, found.licence, found.integrity_points) == (frozenset({OrganisationKind.AGENCY}), None, 70)
    assert found.complaint_phone == "12333"


def test_every_fact_keeps_source_day_and_time(bureau: Bureau) -> None:
    first = bureau.brought(record(integrity_points=90))
    second = bureau.brought(record(name="新名", integrity_points=80), valid_from=date(2026, 11, 1))
    found = bureau.has()
    assert found is not None
    assert found.former_names == ("第1",)
    past = register_history.history(bureau.registry, code(1))
    points = [line for line in past if line.fact == "integrity_points"]
    assert [(p.before, p.after, p.source, p.import_id) for p in points] == [
        (None, 90, "名册1", first),
        (90, 80, "名册2", second),
    ]
    assert points[1].valid_from == date(2026, 11, 1)
    assert points[1].seen_at == bureau.now
    assert register_history.newest(past)["kinds"].import_id == first


LICENCE = {"number": "1", "scope": ["职业介绍"], "valid_from": "2026-01-01"}


def test_an_old_file_does_not_undo_what_a_newer_source_said(bureau: Bureau) -> None:
    old = bureau.now - timedelta(days=30)
    bureau.brings(record(licence=LICENCE, integrity_points=90), seen_at=bureau.now - timedelta(days=60))
    bureau.brings(record(licence=None, status="revoked", name="新名"))
    given = record(name="旧名", licence=LICENCE, status="active", integrity_points=80, former_names=["更早"])
    told = Origin("旧册", "sha-256:old", old)
    with register_import.preparation(told, bureau.now) as prepared:
        (row,) = register_import.compare(bureau.registry, read_rows(rows_of([given])), prepared)
        register_import.apply(bureau.registry, prepared, actor=REGISTRAR, now=bureau.now)
    assert [(c.fact, c.after) for c in row.changes] == [
        ("former_names", ("第1", "更早")),
        ("integrity_points", 80),
    ]
    assert [(p.field, p.code) for p in row.kept] == [("name", "older"), ("status", "older"), ("licence", "older")]
    assert "名册2" in row.kept[0].reason.zh
    found = bureau.has()
    assert found is not None
    assert (found.name, found.licence, found.status) == ("新名", None, OrganisationStatus.REVOKED)
    assert (found.integrity_points, found.former_names) == (80, ("第1", "更早"))


def test_an_old_file_may_end_a_registration_that_a_newer_one_did_not_speak_of(bureau: Bureau) -> None:
    bureau.brings(record())
    bureau.brings({"uscc": code(1), "status": "deregistered"}, seen_at=bureau.now - timedelta(days=3))
    found = bureau.has()
    assert found is not None
    assert found.status is OrganisationStatus.DEREGISTERED


def test_what_was_taken_back_does_not_stand_against_an_older_file(bureau: Bureau) -> None:
    seen = bureau.now
    bureau.brings(record(integrity_points=90), seen_at=seen)
    bureau.takes_back(bureau.brought(record(integrity_points=10)))
    bureau.brings(record(integrity_points=85), seen_at=seen)
    found = bureau.has()
    assert found is not None
    assert found.integrity_points == 85


@pytest.mark.parametrize(
    ("origin", "field"),
    [
        (lambda now: {"valid_from": now.date() + timedelta(days=2)}, "valid_from"),
        (lambda now: {"seen_at": now + timedelta(hours=1), "valid_from": now.date()}, "seen_at"),
    ],
)
def test_nothing_is_imported_before_its_day(
    bureau: Bureau, origin: Callable[[datetime], dict[str, Any]], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        bureau.brings(record(), **origin(bureau.now + timedelta(minutes=1)))
    assert [(p.field, p.code) for p in refused.value.problems] == [(field, "future")]
    assert bureau.has() is None


def test_what_another_brings_between_comparison_and_writing_is_compared_anew(bureau: Bureau) -> None:
    bureau.brings(record(1, integrity_points=90), record(2, integrity_points=90))
    with register_import.preparation(Origin("甲", "sha-256:a", bureau.now), bureau.now) as prepared:
        rows = read_rows(rows_of([record(1, integrity_points=90), record(2, integrity_points=70)]))
        assert len(list(register_import.compare(bureau.registry, rows, prepared))) == 2
        between = [msgspec.structs.replace(found, integrity_points=10) for found in (bureau.has(1),) if found]
        organisations.put(bureau.registry, between, "乙", actor=REGISTRAR, now=bureau.now - timedelta(seconds=1))
        register_import.apply(bureau.registry, prepared, actor=REGISTRAR, now=bureau.now)
    assert [found.integrity_points for found in (bureau.has(1), bureau.has(2)) if found] == [90, 70]


def test_a_row_that_cannot_be_written_any_longer_is_not_passed_over(bureau: Bureau) -> None:
    made = bureau.brought(record(1))
    with register_import.preparation(Origin("甲", "sha-256:a", bureau.now), bureau.now) as prepared:
        rows = read_rows(rows_of([{"uscc": code(1), "integrity_points": 1}, record(2)]))
        assert len(list(register_import.compare(bureau.registry, rows, prepared))) == 2
        bureau.takes_back(made)
        with pytest.raises(Conflict) as refused:
            register_import.apply(bureau.registry, prepared, actor=REGISTRAR, now=bureau.now)
    assert code(1) in refused.value.detail.zh
    assert bureau.has(2) is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"licence": {**LICENCE, "valid_to": "2025-12-31"}}, "licence.valid_to"),
        ({"kinds": []}, "kinds"),
        ({"integrity_points": 10**30}, "integrity_points"),
    ],
)
def test_facts_that_cannot_be_are_named(bureau: Bureau, facts: dict[str, Any], field: str) -> None:
    (row,) = bureau.compares(record(**facts))
    assert [problem.field for problem in row.problems] == [field]


def test_the_same_again_changes_nothing(bureau: Bureau) -> None:
    rows = [record(n, former_names=["旧"], activity_divisions=["500112"]) for n in range(1, 4)]
    assert bureau.brings(*rows) is not None
    bureau.brings(record(1, name="改名"))
    assert {row.standing for row in bureau.compares(record(1, name="改名"), *rows[1:])} == {Standing.UNCHANGED}
    assert bureau.brings(*rows[1:]) is None
    assert len(register_import_log.imports(bureau.registry)) == 2
    standing = register_import_log.applied_before(bureau.registry, "sha-256:1")
    assert standing is not None
    bureau.takes_back(standing.id)
    assert register_import_log.applied_before(bureau.registry, "sha-256:1") is None


def test_a_rollback_restores_and_names_what_it_cannot(bureau: Bureau) -> None:
    bureau.brings(record(1, integrity_points=90, complaint_phone="1"), record(2))
    spoilt = bureau.brought(
        record(1, name="错名", integrity_points=10, complaint_phone="2"),
        record(2, status="revoked"),
        record(3),
        record(4),
    )
    bureau.brings(record(1, name="错名", integrity_points=50), record(4, integrity_points=1))
    done = bureau.takes_back(spoilt)
    first, second = bureau.has(1), bureau.has(2)
    assert first is not None
    assert second is not None
    assert (first.name, first.former_names, first.integrity_points, first.complaint_phone) == ("第1", (), 50, "1")
    assert second.status is OrganisationStatus.ACTIVE
    assert bureau.has(3) is None
    assert bureau.has(4) is not None
    assert {(left.uscc, left.fact, left.source) for left in done.left} == {
        (code(1), "integrity_points", "名册3"),
        (code(4), "record", "名册3"),
    }
    assert done.restored == 3
    assert done.record.rollback_reason == "名册有误"
    with pytest.raises(Conflict):
        bureau.takes_back(spoilt)


def test_imports_are_taken_back_one_after_the_other(bureau: Bureau) -> None:
    ids = [bureau.brought(record(integrity_points=points)) for points in (90, 80, 90, 80)]
    for import_id in reversed(ids[1:]):
        assert bureau.takes_back(import_id).left == ()
    found = bureau.has()
    assert found is not None
    assert found.integrity_points == 90
    bureau.takes_back(ids[0])
    assert bureau.has() is None
    assert bureau.brings(record(integrity_points=90)) is not None


def test_only_the_register_roles_import_and_with_a_reason(bureau: Bureau) -> None:
    made = bureau.brought(record())
    for call in (
        lambda: register_rollback.roll_back(bureau.registry, made, "理由", actor=LEAD, now=bureau.now),
        lambda: register_import.apply(
            bureau.registry,
            register_import.Prepared(None, Origin("a", "b", bureau.now), bureau.now),  # type: ignore[arg-type]
            actor=LEAD, now=bureau.now,
        ),
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            call()
    with pytest.raises(InvalidInput):
        register_rollback.roll_back(bureau.registry, made, " ", actor=REGISTRAR, now=bureau.now)
    with pytest.raises(NotFound):
        bureau.takes_back("none")


def test_a_failure_on_the_way_leaves_nothing(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_import, "BATCH", 2)
    written: list[int] = []
    real = organisations.write_changes

    def fails_later(*given: Any, **more: Any) -> None:
        written.append(1)
        if len(written) == 2:
            raise RuntimeError("power cut")
        real(*given, **more)

    monkeypatch.setattr(register_import, "write_changes", fails_later)
    with pytest.raises(RuntimeError):
        bureau.brings(*(record(n) for n in range(1, 6)))
    assert [bureau.has(n) for n in range(1, 6)] == [None] * 5
    assert register_import_log.imports(bureau.registry) == ()


def test_a_table_speaks_chinese(tmp_path: Path, bureau: Bureau) -> None:
    path = tmp_path / "名册.csv"
    bad = list(cells(2))
    bad[6], bad[8] = "明年", "九十"
    path.write_text(csv_text([cells(1), tuple(bad), ("91", *cells(3)[1:])]), encoding="gb18030")
    rows = list(read_register(path))
    with register_import.preparation(Origin("名册", "x", bureau.now), bureau.now) as prepared:
        diffs = list(register_import.compare(bureau.registry, rows, prepared))
        register_import.apply(bureau.registry, prepared, actor=REGISTRAR, now=bureau.now)
    assert [(d.number, [p.field for p in d.problems]) for d in diffs] == [
        (2, []),
        (3, ["有效期起", "诚信分"]),
        (4, [HEADINGS[0]]),
    ]
    found = bureau.has(1)
    assert found is not None
    assert found.licence is not None
    assert (found.licence.scope, found.licence.valid_to) == (("开展网络招聘服务", "职业介绍"), None)
    assert found.integrity_points == 90


def test_whoever_waits_is_told_how_far_the_writing_is(bureau: Bureau) -> None:
    told: list[int] = []
    many = [{"uscc": code(n), "name": f"重庆第{n}公司", "kinds": ["employer"]} for n in range(1, 1_202)]
    with register_import.preparation(Origin("名册", "x", bureau.now), bureau.now) as prepared:
        assert len(list(register_import.compare(bureau.registry, read_rows(rows_of(many)), prepared))) == len(many)
        register_import.apply(bureau.registry, prepared, actor=REGISTRAR, now=bureau.now, progress=told.append)
    assert told == [500, 1_000, 1_201]


def test_put_keeps_history_and_former_names(registry: Registry, now: datetime) -> None:
    renamed = msgspec.structs.replace(employer(), name="重庆测试新名有限公司")
    assert organisations.put(registry, [renamed], "人工", actor=REGISTRAR, now=now) == 1
    assert organisations.put(registry, [renamed], "人工", actor=REGISTRAR, now=now) == 0
    assert organisations.organisation(registry, USCC).former_names == (employer().name,)
    names = [p.after for p in register_history.history(registry, USCC) if p.fact == "name"]
    assert names == [employer().name, renamed.name]


def test_two_at_once_leave_one_unbroken_history(bureau: Bureau) -> None:
    bureau.brings(*(record(n, integrity_points=0) for n in range(1, 30)))

    def brings(points: int) -> None:
        given = [msgspec.structs.replace(known, integrity_points=points) for known in there]
        organisations.put(bureau.registry, given, f"来源{points}", actor=REGISTRAR, now=bureau.now)

    there = [organisations.organisation(bureau.registry, code(n)) for n in range(1, 30)]
    with ThreadPoolExecutor(4) as several:
        list(several.map(brings, range(1, 9)))
    for n in range(1, 30):
        points = [p for p in register_history.history(bureau.registry, code(n)) if p.fact == "integrity_points"]
        assert all(later.before == earlier.after for earlier, later in itertools.pairwise(points))
        found = bureau.has(n)
        assert found is not None
        assert points[-1].after == found.integrity_points


facts = st.fixed_dictionaries(
    {"uscc": st.sampled_from([code(1), code(2)]), "name": st.sampled_from("甲乙丙"), "kinds": st.just(["agency"])},
    optional={"integrity_points": st.integers(0, 2) | st.none(), "status": st.sampled_from(list(OrganisationStatus))},
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(facts, min_size=1, max_size=2, unique_by=lambda f: f["uscc"]), min_size=1, max_size=4))
def test_taking_back_in_reverse_order_leads_back_step_by_step(
    bureau: Bureau, files: list[list[dict[str, Any]]]
) -> None:
    """And the history always ends in what the register has."""
    steps = []
    for records in files:
        before = (bureau.has(1), bureau.has(2))
        done = bureau.brings(*({**r, "status": str(r.get("status", "active"))} for r in records))
        if done is not None:
            steps.append((done.id, before))
    for number in (1, 2):
        present = bureau.has(number)
        last = register_history.newest(register_history.history(bureau.registry, code(number)))
        assert (last["name"].after if last else None) == (present.name if present else None)
    for import_id, before in reversed(steps):
        assert bureau.takes_back(import_id).left == ()
        assert (bureau.has(1), bureau.has(2)) == before
