"""Mandates from the command line."""

import io
import json
from pathlib import Path

import msgspec
import pytest

from casework import USCC, posting
from certreg.domain.posting import Agency
from certreg.exchange.native import encode_posting
from certreg.resources import resource
from cli_runs import Run

AGENCY = "91500112DEM000313L"


def written(folder: Path, **changes: object) -> Path:
    mandate = {
        "number": "委-1",
        "employer": "重庆测试精密机械有限公司",
        "employer_uscc": USCC,
        "agency_uscc": AGENCY,
        "valid_from": "2020-01-01",
        "valid_to": "2099-12-31",
        "lines": [{"position": "数控车工", "headcount": 6, "fee": 0}],
    }
    path = folder / "mandates.json"
    path.write_text(json.dumps([{**mandate, **changes}], ensure_ascii=False), encoding="utf-8")
    return path


def test_from_the_file_to_the_posting_that_took_the_line(
    staffed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path)
    assert "1 mandates in the file, 1 of them" in staffed("mandates", "import", str(path), "--as", "re").err
    assert "0 of them" in staffed("mandates", "import", str(path), "--as", "re").err
    content = posting(agency=Agency(name="重庆聘渡桥人力资源有限公司", uscc=AGENCY, seekers_charged=False))
    offer = tmp_path / "posting.json"
    offer.write_bytes(encode_posting(content))
    assert staffed("import", str(offer), "--as", "re").code == 0
    (record,) = json.loads(staffed("mandates", "list", "--of", AGENCY, "--format", "json").out)["items"]
    (posting_id,) = record["used_by"]
    assert posting_id in staffed("mandates", "show", record["id"]).out
    assert "委-1 #1" in staffed("postings", "show", posting_id).out
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert staffed("mandates", "withdraw", record["id"], "--reason", "撤回", "--as", "re").code == 1, "nobody said yes"
    assert "0.00" in staffed("mandates", "show", record["id"]).out
    gone = staffed("mandates", "withdraw", record["id"], "--reason", "用人单位撤回", "--as", "re", "--yes")
    assert (gone.code, "1 postings lose it" in gone.err) == (0, True)
    assert "Mandate 委-1 is withdrawn" in staffed("postings", "show", posting_id).out
    assert staffed("mandates", "withdraw", record["id"], "--reason", "又一次", "--as", "re", "--yes").code == 4


def test_a_wrong_file_is_refused_with_the_place_and_the_reason(staffed: Run, tmp_path: Path) -> None:
    said = staffed("mandates", "import", str(written(tmp_path, valid_to="2019-12-31")), "--as", "re")
    assert said.code == 3
    assert "[0]" in said.err
    assert "valid_to is before valid_from" in said.err
    said = staffed("mandates", "import", str(written(tmp_path, lines=[])), "--as", "re")
    assert (said.code, "lines" in said.err) == (3, True)


def test_a_dry_run_writes_nothing_and_others_may_not(staffed: Run, tmp_path: Path) -> None:
    path = written(tmp_path)
    assert staffed("mandates", "import", str(path), "--as", "re", "--dry-run").code == 0
    assert json.loads(staffed("mandates", "list", "--format", "json").out) == {"items": [], "next_cursor": None}
    assert staffed("mandates", "import", str(path), "--as", "wang").code == 4
    assert staffed("mandates", "show", "m0").code == 3


def test_the_example_is_a_file_of_mandates(staffed: Run) -> None:
    path = resource("examples", "mandates.json")
    assert staffed("mandates", "import", str(path), "--as", "re").code == 0
    page = json.loads(staffed("mandates", "list", "--format", "json").out)
    assert {one["mandate"]["number"] for one in page["items"]} == {
        mandate["number"] for mandate in msgspec.json.decode(path.read_bytes())
    }
