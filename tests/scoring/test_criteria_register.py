"""The register of published criteria: every shipped file against it, drafts, and what may be entered."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from certreg.domain.errors import Conflict, CriteriaInvalid, NotFound
from certreg.resources import resource
from certreg.scoring import criteria_file
from certreg.scoring.choice import choose
from certreg.scoring.criteria_file import by_id, current, digest_of, drafts, load_criteria, publication, published
from certreg.scoring.lint import lint
from certreg.scoring.register import Published, changed, entered, read_register
from certreg.strict_yaml import parse

FOLDER = resource("criteria")


def test_every_published_file_is_what_was_published() -> None:
    register = read_register(FOLDER)
    assert set(register) == set(published()) >= {"cq-premium-2026.1"}
    for criteria_id, line in register.items():
        path = FOLDER / f"{criteria_id}.yaml"
        loaded = load_criteria(path)
        assert loaded.digest == line.digest == digest_of(parse(path.read_bytes())), criteria_id
        assert (loaded.criteria.id, loaded.criteria.version) == (line.id, line.version)
        assert lint(loaded.criteria) == ()
        assert changed(criteria_id, loaded.digest, register) is None


def test_every_other_file_is_a_draft() -> None:
    stems = {path.stem for path in FOLDER.glob("*.yaml")}
    assert set(drafts()) == stems - set(published())


@pytest.fixture
def with_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The first criteria, published, and a draft that would be in effect by its days."""
    source = (FOLDER / "cq-premium-2026.1.yaml").read_text(encoding="utf-8")
    (tmp_path / "cq-premium-2026.1.yaml").write_text(source, encoding="utf-8")
    draft = source.replace("2026.1", "2026.9").replace("effective: 2026-01-01", "effective: 2026-02-01")
    (tmp_path / "cq-premium-2026.9.yaml").write_text(draft, encoding="utf-8")
    line = publication()["cq-premium-2026.1"]
    (tmp_path / "published.json").write_bytes(msgspec.json.encode([line]))
    monkeypatch.setattr(criteria_file, "resource", lambda *_: tmp_path)
    for cached in (criteria_file.published, criteria_file.publication, criteria_file._shipped):
        cached.cache_clear()
    return tmp_path


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Caches of another folder do not outlive a test."""
    for cached in (criteria_file.published, criteria_file.publication, criteria_file._shipped):
        cached.cache_clear()


@pytest.mark.usefixtures("with_draft")
def test_a_draft_never_comes_into_effect_and_can_be_tried() -> None:
    assert current(date(2026, 11, 24)).criteria.id == "cq-premium-2026.1"
    assert set(drafts()) == {"cq-premium-2026.9"}
    assert choose("cq-premium-2026.9", date(2026, 11, 24)).criteria.version == "2026.9"
    with pytest.raises(NotFound):
        by_id("cq-premium-2026.9")


def test_once_entered_it_is_in_effect(with_draft: Path) -> None:
    loaded = load_criteria(with_draft / "cq-premium-2026.9.yaml")
    line = Published(id="cq-premium-2026.9", version="2026.9", digest=loaded.digest, published=date(2026, 11, 24))
    content = entered(line, read_register(with_draft))
    assert content is not None
    (with_draft / "published.json").write_bytes(content)
    for cached in (criteria_file.published, criteria_file.publication):
        cached.cache_clear()
    assert current(date(2026, 11, 24)).criteria.id == "cq-premium-2026.9"
    assert current(date(2026, 1, 31)).criteria.id == "cq-premium-2026.1"
    assert list(read_register(with_draft)) == ["cq-premium-2026.1", "cq-premium-2026.9"]
    assert entered(line, read_register(with_draft)) is None
    with pytest.raises(Conflict):
        entered(msgspec.structs.replace(line, digest="sha-256:" + "A" * 43), read_register(with_draft))


def test_a_published_file_that_was_changed_stops_everything(with_draft: Path) -> None:
    path = with_draft / "cq-premium-2026.1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("validity_days: 90", "validity_days: 91"), "utf-8")
    with pytest.raises(CriteriaInvalid) as refused:
        published()
    assert [problem.code for problem in refused.value.problems] == ["published_changed"]
    path.unlink()
    criteria_file._shipped.cache_clear()
    with pytest.raises(CriteriaInvalid):
        current(date(2026, 11, 24))


@pytest.mark.parametrize("content", ["", "{}", '[{"id": "a"}]', "[1]"])
def test_a_register_that_cannot_be_read_is_an_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "published.json").write_text(content, encoding="utf-8")
    with pytest.raises(CriteriaInvalid):
        read_register(tmp_path)


def test_an_id_stands_once(tmp_path: Path) -> None:
    line = publication()["cq-premium-2026.1"]
    (tmp_path / "published.json").write_bytes(msgspec.json.encode([line, line]))
    with pytest.raises(CriteriaInvalid):
        read_register(tmp_path)
