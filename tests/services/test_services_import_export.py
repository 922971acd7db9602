"""Imports that can be repeated, exports that can be read again."""

from datetime import datetime

import msgspec
import pytest

from casework import LEAD, PLATFORM, REGISTRAR, Casework, posting
from certreg.domain.errors import NotPermitted
from certreg.domain.lifecycle import LabelState
from certreg.domain.people import Actor, Role
from certreg.domain.posting import Posting, Provenance
from certreg.exchange.native import decode_posting, encode_posting
from certreg.services import import_postings as importing
from certreg.services import lookup
from certreg.services.export import certified
from certreg.services.import_postings import RowResult, Taken, import_postings
from certreg.services.issue import issue
from certreg.services.label_life import revoke
from certreg.services.registry import Registry


def source(number: int, **changes: object) -> Posting:
    provenance = Provenance(platform="渝岗网", source_id=str(number))
    return posting(title=f"车工{number}", provenance=provenance, **changes)


def run(registry: Registry, now: datetime, *postings: Posting) -> list[RowResult]:
    return list(import_postings(registry, enumerate(postings, 1), actor=REGISTRAR, now=now))


def taken(results: list[RowResult]) -> list[Taken]:
    assert [result.number for result in results] == list(range(1, len(results) + 1))
    return [result.taken for result in results]


def test_it_can_be_run_again(registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 3)
    rows = [source(number) for number in range(8)]
    first = run(registry, now, *rows)
    assert taken(first) == [Taken.NEW] * 8
    rows[2] = source(2, headcount=1)
    rows.append(source(8))
    second = run(registry, now, *rows)
    assert taken(second) == [Taken.UNCHANGED] * 2 + [Taken.UPDATED] + [Taken.UNCHANGED] * 5 + [Taken.NEW]
    assert [r.posting_id for r in second[:8]] == [r.posting_id for r in first]


def test_an_interrupted_import_goes_on(registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    rows = [source(number) for number in range(5)]
    interrupted = import_postings(registry, enumerate(rows, 1), actor=REGISTRAR, now=now)
    assert next(interrupted).taken is Taken.NEW
    interrupted.close()
    assert taken(run(registry, now, *rows)) == [Taken.UNCHANGED] * 2 + [Taken.NEW] * 3


def test_a_row_without_source_id_is_known_by_its_content(registry: Registry, now: datetime) -> None:
    assert taken(run(registry, now, posting(), posting(headcount=2), posting())) == [
        Taken.NEW,
        Taken.NEW,
        Taken.UNCHANGED,
    ]
    assert taken(run(registry, now, posting(headcount=2))) == [Taken.UNCHANGED]


def test_the_same_source_twice_in_a_file_is_an_update(registry: Registry, now: datetime) -> None:
    results = run(registry, now, source(1), source(1, headcount=2), source(1, headcount=2))
    assert taken(results) == [Taken.NEW, Taken.UPDATED, Taken.UNCHANGED]
    assert len({result.posting_id for result in results}) == 1


def test_an_import_of_changed_content_suspends_labels_too(registry: Registry, work: Casework, now: datetime) -> None:
    (result,) = run(registry, now, source(1))
    assert result.posting_id is not None
    record = lookup.posting(registry, result.posting_id)
    work.approve(work.assess(record))
    label = issue(registry, record.id, actor=LEAD, now=now)
    run(registry, now, source(1, work_conditions="两班制，每周休息1天。"))
    assert lookup.label(registry, label.id).state is LabelState.SUSPENDED


def test_a_row_without_canonical_form_is_refused_and_the_others_go_on(registry: Registry, now: datetime) -> None:
    broken = msgspec.structs.replace(source(2), work_content="\ud800")
    results = run(registry, now, source(1), broken, source(3))
    assert taken(results) == [Taken.NEW, Taken.REFUSED, Taken.NEW]
    assert results[1].problems


def test_importing_is_for_those_who_may_submit(registry: Registry, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        list(import_postings(registry, [(1, posting())], actor=Actor("au", Role.AUDITOR), now=now))


def test_each_row_leaves_its_audit_line(registry: Registry, now: datetime) -> None:
    results = run(registry, now, source(1), source(2))
    for result in results:
        assert result.posting_id is not None
        (line,) = lookup.timeline(registry, result.posting_id)
        assert (line.action, line.actor) == ("submit", REGISTRAR)


def test_only_what_is_certified_now_is_exported(
    registry: Registry, work: Casework, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("certreg.services.export.BATCH", 2)
    labels = [work.certified(posting(title=str(number))) for number in range(5)]
    work.submitted(posting(title="waiting"), PLATFORM)
    revoke(registry, labels[0].id, "查实", actor=LEAD, now=now)
    exported = list(certified(registry, now=now))
    assert sorted(item.posting.title for item in exported) == ["1", "2", "3", "4"]
    assert {item.label.token for item in exported} == {label.token for label in labels[1:]}
    for item in exported:
        assert decode_posting(encode_posting(item.posting)) == item.posting
    assert list(certified(registry, now=labels[0].expires_at)) == []
