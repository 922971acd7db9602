"""`certreg criteria diff`, `publish` and `dry-run`, as an operator types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from certreg.cli.criteria import command
from certreg.domain.errors import Conflict, CriteriaInvalid
from certreg.resources import resource
from certreg.scoring.register import read_register

FIRST = "cq-premium-2026.1"
SOURCE = resource("criteria", f"{FIRST}.yaml").read_text(encoding="utf-8")
POSTINGS = str(resource("examples", "postings.ndjson"))


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def next_set(tmp_path: Path) -> Path:
    """The first criteria with a narrower pay range, half a year longer labels and a lighter criterion."""
    text = SOURCE.replace("2026.1", "2026.9").replace("validity_days: 90", "validity_days: 180")
    text = text.replace("pay_width, params: {full: 2.0, none: 3.0}", "pay_width, params: {full: 1.1, none: 1.2}")
    path = tmp_path / "cq-premium-2026.9.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_diff_in_words_and_as_json(next_set: Path) -> None:
    words = run("diff", FIRST, next_set, "--lang", "en").stdout
    assert "cq-premium-2026.1 → cq-premium-2026.9" in words
    assert "validity_days: 90 → 180" in words
    assert "A-pay-width" in words
    assert "check.params.full: " in words
    assert "[parameters of the check]" in words
    chinese = run("diff", FIRST, next_set, "--lang", "zh-CN").stdout
    assert "检查参数调整" in chinese
    found = json.loads(run("diff", FIRST, next_set, "--format", "json").stdout)
    assert [item["id"] for item in found["changed"]] == ["A-pay-width"]
    assert {change["kind"] for change in found["changed"][0]["changes"]} == {"params"}
    assert found["added"] == found["removed"] == found["retired"] == []


def test_publishing_enters_the_digest_once_and_for_all(next_set: Path) -> None:
    folder = next_set.parent
    assert "(draft, not published)" in run("check", next_set, "--lang", "en").stdout
    said = run("publish", next_set, "--lang", "en", "--day", "2026-11-24")
    line = read_register(folder)["cq-premium-2026.9"]
    assert line.digest in said.stdout
    assert str(line.published) == "2026-11-24"
    assert "before it was published" in said.stderr
    assert "draft" not in run("check", next_set, "--lang", "en").stdout
    assert "unchanged" in run("publish", next_set, "--lang", "en").stdout
    next_set.write_text(
        next_set.read_text(encoding="utf-8").replace("validity_days: 180", "validity_days: 30"), "utf-8"
    )
    with pytest.raises(Conflict):
        run("publish", next_set)
    changed = CliRunner().invoke(command, ["check", str(next_set), "--lang", "en"])
    assert changed.exit_code == 1
    assert "[published_changed]" in changed.stdout
    assert read_register(folder)["cq-premium-2026.9"] == line


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("other.yaml", "", "", "file_name"),
        ("cq-premium-2026.9.yaml", "weight: 40", "weight: 41", "weights_do_not_sum"),
    ],
)
def test_what_is_not_sound_is_not_published(tmp_path: Path, name: str, old: str, new: str, code: str) -> None:
    path = tmp_path / name
    path.write_text(SOURCE.replace("2026.1", "2026.9").replace(old or "\x00", new), encoding="utf-8")
    with pytest.raises(CriteriaInvalid) as refused:
        run("publish", path)
    assert code in {problem.code for problem in refused.value.problems}
    assert not (tmp_path / "published.json").exists()


def test_a_trial_on_files_counts_and_lists(next_set: Path, tmp_path: Path) -> None:
    trial = ("dry-run", next_set, "--against", FIRST, "--day", "2026-11-20", POSTINGS)
    document = json.loads(run(*trial, "--format", "json").stdout)
    assert document["unknown_counts_as"] == "met"
    assert document["postings"] == sum(document["effects"].values())
    assert document["effects"]["loses"] + document["effects"]["lowered"] == len(document["changed"]) > 0
    for tried in document["changed"]:
        assert [why["criterion"] for why in tried["why"]] == ["A-pay-width"]
        assert tried["why"][0]["reason"]["zh"]
    out = tmp_path / "changed.ndjson"
    run(*trial, "--format", "ndjson", "--out", out)
    assert [json.loads(line)["posting"] for line in out.read_text(encoding="utf-8").splitlines()] == [
        tried["posting"] for tried in document["changed"]
    ]
    table = run(*trial, "--lang", "en", "--list", "1").stdout
    assert "could still get the label" in table
    assert f"{document['effects']['loses']:>7,}  would lose the label" in table
    assert "A-pay-width: " in table
    assert "将失去标签" in run(*trial, "--lang", "zh-CN").stdout


def test_a_trial_needs_files_or_the_registry() -> None:
    for arguments in (["dry-run", FIRST], ["dry-run", FIRST, "--registry", POSTINGS]):
        assert CliRunner().invoke(command, arguments).exit_code == 2
