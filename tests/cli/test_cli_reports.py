"""`certreg reports unlicensed`: what the districts get, and that a spreadsheet runs none of it."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casework import BASE, BUREAU, PASSPHRASE, PLATFORM, REGISTRAR, Casework, make_keys, make_registry, posting
from certreg.cli import certreg
from certreg.domain.organisation import Organisation, OrganisationKind
from certreg.domain.posting import Agency, Location, Posting
from certreg.services import organisations
from certreg.services.registry import Registry
from certreg.services.update_posting import update_posting

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
CODE = "91350100M000100Y43"


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    keys, url = tmp_path / "keys", f"sqlite:///{tmp_path / 'reports.sqlite3'}"
    make_keys(keys, NOW)
    given = {"DATABASE_URL": url, "BASE_URL": BASE, "BUREAU_URL": BUREAU, "KEY_DIR": str(keys)}
    for name, value in {**given, "KEY_PASSPHRASE": PASSPHRASE}.items():
        monkeypatch.setenv(f"CERTREG_{name}", value)
    return make_registry(url, keys, NOW)


@pytest.fixture
def run(registry: Registry) -> Callable[..., Result]:
    del registry
    return lambda *arguments: CliRunner().invoke(certreg, ["reports", "unlicensed", *arguments])


def by(name: str, uscc: str | None = CODE, **changes: object) -> Posting:
    return posting(agency=Agency(name=name, uscc=uscc, seekers_charged=False), **changes)


def found(run: Callable[..., Result], out: Path, *arguments: str) -> list[dict[str, object]]:
    result = run("--format", "json", "--out", str(out), *arguments)
    assert result.exit_code == 0, result.output
    rows: list[dict[str, object]] = json.loads(out.read_bytes())
    return rows


def test_unlicensed_agencies_are_reported_to_registration_and_activity(
    registry: Registry, run: Callable[..., Result], tmp_path: Path
) -> None:
    work, out = Casework(registry, NOW), tmp_path / "out.json"
    work.submitted()
    assert found(run, out) == []
    record = work.submitted(by("甲"))
    nowhere = work.submitted(by("乙", None, location=Location(address="某处某路1号")))
    rows = {row["posting_id"]: row for row in found(run, out)}
    assert set(rows) == {record.id, nowhere.id}
    first = rows[record.id]
    assert (first["obstacles"], first["seen"]) == (["unknown"], 1)
    # Not in the register: the code itself says where it was registered.
    assert (first["registered_in"], first["active_in"]) == ("350100", ["500118"])
    assert first["districts"] == ["350100", "500118"]
    assert (rows[nowhere.id]["publisher_uscc"], rows[nowhere.id]["districts"]) == (None, ["500000"])
    assert [row["posting_id"] for row in found(run, out, "--district", "3501")] == [record.id]
    assert len(found(run, out, "--district", "500000")) == 2
    assert found(run, out, "--district", "500103") == []
    assert run("--district", "永川").exit_code == 2


def test_where_the_register_says_that_it_works_is_told_and_the_city_of_what_names_no_place_in_it(
    registry: Registry, run: Callable[..., Result], tmp_path: Path
) -> None:
    kinds, works_in = frozenset({OrganisationKind.AGENCY}), ("500112", "500118")
    agency = Organisation(uscc=CODE, name="甲", kinds=kinds, division="350102", activity_divisions=works_in)
    organisations.put(registry, [agency], "test register", actor=REGISTRAR, now=NOW)
    work, out = Casework(registry, NOW), tmp_path / "out.json"
    here = work.submitted(by("甲"))
    other = work.submitted(by("乙", "91999999MA00000001", location=Location(address="某处某路1号")))
    rows = {row["posting_id"]: row for row in found(run, out)}
    assert rows[here.id]["districts"] == ["350102", "500118", "500112"]
    assert rows[other.id]["districts"] == ["999999", "500000"]
    assert [row["posting_id"] for row in found(run, out, "--district", "500112")] == [here.id]
    assert {row["posting_id"] for row in found(run, out, "--district", "500000")} == {here.id, other.id}


def test_seen_again_counts_on_and_keeps_the_first_time(
    registry: Registry, run: Callable[..., Result], tmp_path: Path
) -> None:
    record, later = Casework(registry, NOW).submitted(by("甲")), NOW + timedelta(days=1)
    kinds = frozenset({OrganisationKind.AGENCY})
    agency = Organisation(uscc=CODE, name="甲", kinds=kinds, division="350102")
    organisations.put(registry, [agency], "test register", actor=REGISTRAR, now=NOW)
    update_posting(registry, record.id, by("甲", title="铣工"), actor=PLATFORM, now=later)
    (row,) = found(run, tmp_path / "out.json")
    assert (row["obstacles"], row["seen"], row["registered_in"]) == (["no_licence", "no_branch_report"], 2, "350102")
    seen = (str(row["first_seen"]), str(row["last_seen"]))
    assert tuple(map(datetime.fromisoformat, seen)) == (NOW, later)


def test_no_cell_is_a_formula(registry: Registry, run: Callable[..., Result], tmp_path: Path) -> None:
    Casework(registry, NOW).submitted(by('=HYPERLINK("http://x")'))
    assert run("--out", str(tmp_path / "out.csv")).exit_code == 0
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["publisher_name"] == '\'=HYPERLINK("http://x")'
    assert (row["obstacles"], row["districts"]) == ("unknown", "350100;500118")
