"""Evidence of postings on both databases: taken in once, shown to whom it may be, purged when its time is over."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from casework import ADMINISTRATOR, ASSESSOR, LEAD, OTHER_PLATFORM, PLATFORM, REGISTRAR, Casework
from certreg.domain.errors import EvidenceUnavailable, InvalidInput, KeyUnavailable, NotFound, NotPermitted
from certreg.domain.evidence import MAX_FILES, EvidenceKind, shown_name
from certreg.domain.people import Role
from certreg.evidence.store import ObjectName
from certreg.services import evidence, evidence_purge, evidence_sweep, evidence_views, label_life, lookup, staff
from certreg.services.evidence import EvidenceRecord
from certreg.services.history import broken_histories
from certreg.services.registry import Registry
from certreg.signing import evidence_key
from certreg.signing.keys import KeyStore
from certreg.storage import evidence as stored
from certreg.storage.tables import audit
from evidence_files import pdf, photo, picture
from s3_server import s3_bucket

KIND = EvidenceKind.BROCHURE
IDENTITY = EvidenceKind.IDENTITY_CARD
HALF_A_YEAR = timedelta(days=180)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


@pytest.fixture
def kept(registry: Registry, root: Path) -> Registry:
    """A registry whose evidence lies in a directory of its own."""
    return replace(registry, settings=msgspec.structs.replace(registry.settings, evidence_store=str(root)))


@pytest.fixture
def work(kept: Registry, now: datetime) -> Casework:
    return Casework(kept, now)


@pytest.fixture
def people(kept: Registry, now: datetime) -> None:
    staff.add(kept, "ad", "管理员", {Role.ADMINISTRATOR}, actor=staff.CONSOLE, now=now)
    staff.add(kept, "an", "评定员", {Role.ASSESSOR}, actor=ADMINISTRATOR, now=now)


def add(
    work: Casework, posting_id: str, content: bytes, kind: EvidenceKind = KIND, name: str = "简章.pdf"
) -> EvidenceRecord:
    return evidence.add(work.registry, posting_id, kind, content, name=name, actor=PLATFORM, now=work.now)


def files(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if path.is_file())


def test_a_file_is_kept_recorded_counted_and_audited(work: Casework, root: Path) -> None:
    case = work.submitted()
    record = add(work, case.id, pdf())
    assert files(root) == [record.digest]
    assert record.media_type == "application/pdf"
    seen = lookup.posting(work.registry, case.id)
    assert seen.evidence == {KIND: 1}
    line = lookup.timeline(work.registry, case.id)[-1]
    assert (line.action, line.object_id, line.actor) == ("evidence.add", record.id, PLATFORM)
    assert list(broken_histories(work.registry)) == []
    assert evidence.listed(work.registry, case.id, actor=PLATFORM) == (record,)


def test_twice_the_same_is_once(work: Casework, root: Path) -> None:
    case = work.submitted()
    first = add(work, case.id, pdf())
    assert add(work, case.id, pdf(), name="另一个名字.pdf") == first
    other = add(work, case.id, pdf(), EvidenceKind.MANDATE)
    assert other.id != first.id
    assert files(root) == [first.digest]


def test_two_at_once_are_one(work: Casework, root: Path) -> None:
    case = work.submitted()
    ids: list[str] = []
    threads = [threading.Thread(target=lambda: ids.append(add(work, case.id, pdf()).id)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 4
    assert len(set(ids)) == 1
    assert len(files(root)) == 1


def test_only_the_submitter_adds_and_lists(work: Casework, root: Path) -> None:
    case = work.submitted()
    with pytest.raises(NotPermitted):
        evidence.add(work.registry, case.id, KIND, pdf(), actor=OTHER_PLATFORM, now=work.now)
    with pytest.raises(NotPermitted):
        evidence.listed(work.registry, case.id, actor=OTHER_PLATFORM)
    with pytest.raises(NotPermitted):
        add(work, case.id, pdf(), EvidenceKind.CALLBACK)
    with pytest.raises(NotFound):
        add(work, "p-none", pdf())
    assert not root.exists()
    assert evidence.add(work.registry, case.id, EvidenceKind.CALLBACK, pdf(), actor=REGISTRAR, now=work.now)


def test_what_is_refused_leaves_nothing(work: Casework, tmp_path: Path, root: Path) -> None:
    case = work.submitted()
    before = sorted(tmp_path.rglob("*"))
    limit = work.registry.settings.evidence_max_bytes
    for content in (b"", b"<html>", picture() + b"x", b"%PDF-1.7" + b"\x00" * limit):
        with pytest.raises(InvalidInput) as caught:
            add(work, case.id, content)
        assert [problem.field for problem in caught.value.problems] == ["file"]
    assert not root.exists()
    assert [path for path in sorted(tmp_path.rglob("*")) if path not in before and "sqlite3" not in path.name] == []
    assert evidence.listed(work.registry, case.id, actor=PLATFORM) == ()


def test_there_is_a_most_of_files(work: Casework) -> None:
    case = work.submitted()
    for number in range(MAX_FILES):
        add(work, case.id, picture(size=(number + 1, 1)))
    with pytest.raises(InvalidInput, match="at most 20"):
        add(work, case.id, pdf())
    add(work, case.id, picture(size=(1, 1)))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("营业执照.pdf", "营业执照.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\li\\id.png", "id.png"),
        ("..", ""),
        ("a/..", ""),
        ("a\x00b.pdf", "a\ufffdb.pdf"),
        ("\u202efdp.exe", "\ufffdfdp.exe"),
        ("a\r\nX: 1\u2028b", "a\ufffd\ufffdX: 1 b"),
        ("长" * 500, "长" * 120),
    ],
)
def test_a_name_is_harmless_and_never_a_path(work: Casework, root: Path, given: str, shown: str) -> None:
    assert shown_name(given) == shown
    record = add(work, work.submitted().id, pdf(), name=given)
    assert record.name == shown
    assert files(root) == [record.digest]


@pytest.mark.usefixtures("people")
def test_an_identity_document_is_sealed_and_shown_to_who_is_assigned(work: Casework, root: Path) -> None:
    case = work.submitted()
    record = add(work, case.id, photo(), IDENTITY)
    (name,) = files(root)
    assert name == record.digest + ".sealed"
    on_disk = next(root.rglob(name)).read_bytes()
    assert b"JFIF" not in on_disk
    assert b"SecretMaker" not in on_disk
    for who in (ASSESSOR, LEAD):
        with pytest.raises(NotPermitted, match="not assigned"):
            evidence_views.show(work.registry, record.id, "核对", actor=who, now=work.now)
    with pytest.raises(NotPermitted):
        evidence_views.assign(work.registry, case.id, LEAD.id, "核对", actor=LEAD, now=work.now)
    with pytest.raises(NotPermitted):
        evidence_views.assign(work.registry, case.id, "an", "核对", actor=ASSESSOR, now=work.now)
    with pytest.raises(NotFound):
        evidence_views.assign(work.registry, case.id, "nobody", "核对", actor=LEAD, now=work.now)
    assert evidence_views.assign(work.registry, case.id, "an", "核对", actor=LEAD, now=work.now)
    assert not evidence_views.assign(work.registry, case.id, "an", "核对", actor=LEAD, now=work.now)
    with pytest.raises(InvalidInput):
        evidence_views.show(work.registry, record.id, " ", actor=ASSESSOR, now=work.now)
    _, shown = evidence_views.show(work.registry, record.id, "核对姓名", actor=ASSESSOR, now=work.now)
    assert shown.startswith(b"\xff\xd8\xff")
    assert b"Secret" not in shown
    with work.registry.db.read() as tx:
        seen = [(row["viewed_by"], row["viewed_role"], row["reason"]) for row in stored.views(tx, record.id)]
    assert seen == [("an", Role.ASSESSOR, "核对姓名")]
    assert list(broken_histories(work.registry)) == []


@pytest.mark.usefixtures("people")
def test_an_assignment_can_be_taken_back(work: Casework) -> None:
    case = work.submitted()
    record = add(work, case.id, photo(), IDENTITY)
    evidence_views.assign(work.registry, case.id, "an", "核对", actor=LEAD, now=work.now)
    assert evidence_views.show(work.registry, record.id, "核对", actor=ASSESSOR, now=work.now)
    with pytest.raises(NotPermitted):
        evidence_views.withdraw(work.registry, case.id, "an", "转出", actor=ASSESSOR, now=work.now)
    with pytest.raises(InvalidInput):
        evidence_views.withdraw(work.registry, case.id, "an", " ", actor=LEAD, now=work.now)
    assert evidence_views.withdraw(work.registry, case.id, "an", "转出", actor=LEAD, now=work.now)
    assert not evidence_views.withdraw(work.registry, case.id, "an", "转出", actor=LEAD, now=work.now)
    with pytest.raises(NotPermitted, match="not assigned"):
        evidence_views.show(work.registry, record.id, "核对", actor=ASSESSOR, now=work.now)
    line = lookup.timeline(work.registry, case.id)[-1]
    assert (line.action, line.object_id, line.actor.id, line.reason) == ("evidence.withdraw", "an", "li", "转出")
    assert evidence_views.assign(work.registry, case.id, "an", "核对", actor=LEAD, now=work.now)
    assert list(broken_histories(work.registry)) == []


def test_other_evidence_needs_no_assignment_but_a_role_and_a_reason(work: Casework) -> None:
    record = add(work, work.submitted().id, pdf())
    for who in (PLATFORM, REGISTRAR):
        with pytest.raises(NotPermitted):
            evidence_views.show(work.registry, record.id, "核对", actor=who, now=work.now)
    assert evidence_views.show(work.registry, record.id, "核对", actor=ASSESSOR, now=work.now) == (record, pdf())


def test_without_the_key_identity_documents_are_refused_and_others_taken(work: Casework, tmp_path: Path) -> None:
    case = work.submitted()
    bare = msgspec.structs.replace(work.registry.settings, key_dir=tmp_path / "no-keys")
    without = Casework(replace(work.registry, settings=bare), work.now)
    with pytest.raises(KeyUnavailable):
        add(without, case.id, pdf(), IDENTITY)
    assert add(without, case.id, pdf())


def test_a_file_changed_or_lost_in_the_store_is_not_shown(work: Casework, root: Path) -> None:
    record = add(work, work.submitted().id, pdf())
    next(root.rglob(record.digest)).write_bytes(pdf("另一份"))
    with pytest.raises(EvidenceUnavailable):
        evidence_views.show(work.registry, record.id, "核对", actor=ASSESSOR, now=work.now)
    next(root.rglob(record.digest)).unlink()
    with pytest.raises(EvidenceUnavailable):
        evidence_views.show(work.registry, record.id, "核对", actor=ASSESSOR, now=work.now)


def test_a_file_sent_again_puts_a_damaged_one_right(work: Casework, root: Path) -> None:
    case = work.submitted()
    record = add(work, case.id, pdf())
    next(root.rglob(record.digest)).write_bytes(b"half")
    assert add(work, case.id, pdf()) == record
    assert evidence_views.show(work.registry, record.id, "核对", actor=ASSESSOR, now=work.now)[1] == pdf()


@pytest.mark.usefixtures("people")
def test_an_identity_document_sealed_by_a_lost_key_is_put_right(work: Casework, root: Path, tmp_path: Path) -> None:
    case = work.submitted()
    record = add(work, case.id, photo(), IDENTITY)
    evidence_views.assign(work.registry, case.id, "an", "核对", actor=LEAD, now=work.now)
    another = msgspec.structs.replace(work.registry.settings, key_dir=tmp_path / "new keys")
    evidence_key.make(KeyStore(another.key_dir, another.passphrase()))
    after = Casework(replace(work.registry, settings=another), work.now)
    with pytest.raises(KeyUnavailable):
        evidence_views.show(after.registry, record.id, "核对", actor=ASSESSOR, now=work.now)
    assert add(after, case.id, photo(), IDENTITY) == record
    assert files(root) == [record.digest + ".sealed"]
    assert evidence_views.show(after.registry, record.id, "核对", actor=ASSESSOR, now=work.now)


def grow_old(root: Path, moment: datetime) -> None:
    for path in root.rglob("*"):
        if path.is_file():
            os.utime(path, (moment.timestamp(), moment.timestamp()))


def test_a_file_without_a_record_is_swept_and_no_other(
    work: Casework, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = work.submitted()
    kept, card = add(work, case.id, pdf()), add(work, case.id, photo(), IDENTITY)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the database goes away")

    with monkeypatch.context() as broken:
        broken.setattr(stored, "add", fails)
        for content, kind in ((picture(), IDENTITY), (pdf("另一份"), KIND), (photo(), KIND)):
            with pytest.raises(RuntimeError):
                add(work, case.id, content, kind)
    (root / ".waiting" / ("0" * 32)).write_bytes(b"half of an identity card")
    (root / "lost+found").write_bytes(b"not ours")
    assert len(files(root)) == 7
    grow_old(root, work.now)
    soon, later = work.now + timedelta(hours=23), work.now + timedelta(days=1, seconds=1)
    assert list(evidence_sweep.strays(work.registry, soon)) == []
    found = list(evidence_sweep.strays(work.registry, later))
    with pytest.raises(NotPermitted):
        evidence_sweep.sweep(work.registry, "无记录", actor=ASSESSOR, now=later)
    with pytest.raises(InvalidInput):
        evidence_sweep.sweep(work.registry, "", actor=REGISTRAR, now=later)
    assert sorted(evidence_sweep.sweep(work.registry, "无记录", actor=REGISTRAR, now=later)) == sorted(found)
    assert files(root) == sorted([kept.digest, card.digest + ".sealed", "lost+found"])
    assert list(evidence_sweep.strays(work.registry, later)) == []
    with work.registry.db.read() as tx:
        said = tx.connection.execute(select(audit).where(audit.c.action == "evidence.sweep")).all()
    assert {(row.actor, row.reason) for row in said} == {("re", "无记录")}
    assert len(said) == 4


def test_what_is_added_while_it_is_swept_stays(work: Casework, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = work.submitted()
    record = add(work, case.id, pdf())
    later = work.now + timedelta(days=2)
    grow_old(root, work.now)
    monkeypatch.setattr(evidence_sweep, "strays", lambda *_: iter([record.object_name.path]))
    assert evidence_sweep.sweep(work.registry, "无记录", actor=REGISTRAR, now=later) == ()
    assert files(root) == [record.digest]


def test_retention_takes_the_file_and_leaves_the_record(work: Casework, root: Path) -> None:
    case = work.submitted()
    card, brochure = add(work, case.id, photo(), IDENTITY), add(work, case.id, pdf())
    later = work.now + HALF_A_YEAR
    assert evidence_purge.due(work.registry, later - timedelta(seconds=1)) == ()
    assert evidence_purge.due(work.registry, later) == (card,)
    with pytest.raises(NotPermitted):
        evidence_purge.purge(work.registry, "保存期满", actor=ASSESSOR, now=later)
    (purged,) = evidence_purge.purge(work.registry, "保存期满", actor=REGISTRAR, now=later)
    assert purged.id == card.id
    assert files(root) == [brochure.digest]
    assert evidence_purge.purge(work.registry, "保存期满", actor=REGISTRAR, now=later) == ()
    listed = {r.id: r for r in evidence.listed(work.registry, case.id, actor=PLATFORM)}
    gone = listed[card.id]
    assert (gone.purged_at, gone.purged_by, gone.purge_reason, gone.name) == (later, "re", "保存期满", "")
    assert lookup.posting(work.registry, case.id).evidence == {KIND: 1}
    assert lookup.timeline(work.registry, case.id)[-1].action == "evidence.purge"
    assert list(broken_histories(work.registry)) == []
    with pytest.raises(NotFound, match="purged"):
        evidence_views.show(work.registry, card.id, "核对", actor=ASSESSOR, now=later)
    assert add(work, case.id, photo(), IDENTITY).id != card.id


def test_a_file_that_another_posting_needs_stays(work: Casework, root: Path) -> None:
    first, second = work.submitted(), work.submitted()
    add(work, first.id, photo(), IDENTITY)
    later = Casework(work.registry, work.now + HALF_A_YEAR)
    young = add(later, second.id, photo(), IDENTITY)
    assert len(evidence_purge.purge(work.registry, "保存期满", actor=REGISTRAR, now=later.now)) == 1
    assert files(root) == [young.digest + ".sealed"]
    evidence_purge.purge(work.registry, "保存期满", actor=REGISTRAR, now=later.now + HALF_A_YEAR)
    assert files(root) == []


def test_evidence_of_a_running_label_stays_until_it_has_ended(work: Casework, root: Path) -> None:
    label = work.certified()
    add(work, label.posting_id, photo(), IDENTITY)
    later = work.now + HALF_A_YEAR
    assert evidence_purge.due(work.registry, later) == ()
    label_life.revoke(work.registry, label.id, "岗位已取消", actor=LEAD, now=work.now)
    assert len(evidence_purge.purge(work.registry, "保存期满", actor=REGISTRAR, now=later)) == 1
    assert files(root) == []


@pytest.fixture
def on_s3(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    with s3_bucket(monkeypatch) as address:
        yield replace(
            registry, settings=msgspec.structs.replace(registry.settings, evidence_store=f"{address}/registry")
        )


def test_the_same_on_an_s3_server(on_s3: Registry, now: datetime) -> None:
    work = Casework(on_s3, now)
    case = work.submitted()
    record, card = add(work, case.id, pdf()), add(work, case.id, photo(), IDENTITY)
    assert evidence_views.show(on_s3, record.id, "核对", actor=ASSESSOR, now=now)[1] == pdf()
    store = evidence.store_of(on_s3)
    assert store.has(card.object_name.path)
    store.put(ObjectName("0" * 64, sealed=True).path, b"left behind")
    later = datetime.now(UTC) + timedelta(days=2)
    assert evidence_sweep.sweep(on_s3, "无记录", actor=REGISTRAR, now=later) == ("00/" + "0" * 64 + ".sealed",)
    assert not store.has(ObjectName("0" * 64, sealed=True).path)
    assert store.has(card.object_name.path)
    evidence_purge.purge(on_s3, "保存期满", actor=REGISTRAR, now=now + HALF_A_YEAR)
    assert not store.has(card.object_name.path)
    assert store.has(record.object_name.path)
