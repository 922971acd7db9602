"""Criteria files: digest, errors that name every place, and the published ones."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from certreg.domain.criteria import Dimension
from certreg.domain.errors import CriteriaInvalid, NotFound
from certreg.resources import resource
from certreg.scoring.choice import choose
from certreg.scoring.criteria_file import by_id, current, load_criteria, published, read_criteria
from certreg.scoring.lint import lint

SOURCE = resource("criteria", "cq-premium-2026.1.yaml")
DIGEST = "sha-256:ob4_scFGw19B_42YtoKLmRmb5SnzPL0gteM0HbJ_Xyw"

FIXED_BY_DESIGN = {
    "G": "licence employer mandate evidence discrimination charges minimum-wage minors record advert",
    "C": "employer headcount conditions employment-type work-content work-conditions location pay fees validity apply",
    "A": "title pay-consistent pay-width pay-basis location-code location-consistent education-consistent "
    "experience-consistent headcount-plausible type-consistent age current plain contact",
    "T": "identity evidence brochure callback pay-plausible duplicate history agency-disclosed",
}


def test_the_published_file_is_sound_and_immutable() -> None:
    loaded = load_criteria(SOURCE)
    assert lint(loaded.criteria) == ()
    assert loaded.digest == DIGEST, "a published file must not change: labels carry its digest"
    assert loaded.raw == SOURCE.read_bytes()


def test_it_has_every_criterion_and_gate() -> None:
    ids = {criterion.id for criterion in by_id("cq-premium-2026.1").criteria.criteria}
    assert ids == {f"{initial}-{name}" for initial, names in FIXED_BY_DESIGN.items() for name in names.split()}


def test_its_levels_and_weights() -> None:
    criteria = by_id("cq-premium-2026.1").criteria
    assert [(rule.id, rule.each_dimension, rule.overall) for rule in criteria.levels] == [
        ("premium", 80, 85),
        ("exemplary", 90, 95),
    ]
    for dimension in Dimension:
        assert sum(c.weight or 0 for c in criteria.criteria if c.dimension is dimension) == 100


def test_the_digest_is_of_the_content_and_not_of_its_layout() -> None:
    source = SOURCE.read_text(encoding="utf-8")
    without_remarks = "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("#"))
    assert read_criteria(without_remarks.encode()).digest == DIGEST
    assert read_criteria(source.replace("validity_days: 90", "validity_days: 91").encode()).digest != DIGEST


def test_the_criteria_in_effect_are_chosen_by_day() -> None:
    assert current(date(2026, 11, 23)).criteria.id == "cq-premium-2026.1"
    assert current(date(2026, 11, 24)).criteria.id == "cq-premium-2026.2"
    with pytest.raises(NotFound):
        current(date(2025, 12, 31))
    with pytest.raises(NotFound):
        by_id("cq-premium-1999.1")
    assert choose(None, date(2026, 11, 24)) is published()["cq-premium-2026.2"]


def test_a_file_of_ones_own_must_be_sound(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_bytes(SOURCE.read_bytes())
    assert choose(str(own), date(2026, 1, 1)).digest == DIGEST
    own.write_text(SOURCE.read_text(encoding="utf-8").replace("weight: 40", "weight: 41"), encoding="utf-8")
    with pytest.raises(CriteriaInvalid):
        choose(str(own), date(2026, 1, 1))


def test_every_wrong_place_is_named() -> None:
    text = SOURCE.read_text(encoding="utf-8")
    text = text.replace("method: automatic\n    check: {name: pay_width", "method: magic\n    check: {name: pay_width")
    text = text.replace("id: C-pay\n", "id: pay\n").replace("each_dimension: 90", "each_dimension: 101")
    text = text.replace("validity_days: 90", "validity_days: 0")
    with pytest.raises(CriteriaInvalid) as refused:
        read_criteria(text.encode())
    assert [problem.field for problem in refused.value.problems] == [
        "levels[1].each_dimension (exemplary)",
        "criteria[20].method (A-pay-width)",
        "criteria[39].id (pay)",
        "validity_days",
    ]


@pytest.mark.parametrize("text", ["[]", "a: 1", "criteria: 5", "just words"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(CriteriaInvalid) as refused:
        read_criteria(text.encode())
    assert refused.value.problems


def test_an_unreadable_path_is_an_error_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(CriteriaInvalid):
        load_criteria(tmp_path / "missing.yaml")


def test_criteria_survive_a_round_trip_as_json() -> None:
    criteria = by_id("cq-premium-2026.1").criteria
    assert msgspec.json.decode(msgspec.json.encode(criteria), type=type(criteria)) == criteria
