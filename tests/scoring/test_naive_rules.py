"""What `benchmarks/bench_score.py` compares scoring with."""

import importlib
import re
from pathlib import Path

import bench_score
import naive_rules
import pytest

MODULE = """
import re
WANTED = re.compile("a")
GUARD = re.compile("b")
EACH = re.compile("c")
KEPT = ({"key": re.compile("d")}, [re.compile("e")])
AGAIN = WANTED
def find(first, text):
    if GUARD.search(text[:3]) is None:
        return first(text, WANTED), list(EACH.finditer(text))
"""


def test_patterns_are_found_once_and_triggers_told_from_guards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made_checks.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    made = [importlib.import_module("made_checks")]
    assert sorted(pattern.pattern for pattern in naive_rules.all_patterns(made)) == ["a", "b", "c", "d", "e"]
    assert sorted(pattern.pattern for pattern in naive_rules.triggers(made)) == ["a", "c", "d", "e"]


def test_only_the_rules_of_the_checks_in_question_count() -> None:
    names = {module.__name__.removeprefix("certreg.checks.") for module in naive_rules.modules(["charges"])}
    assert {"charges", "mentions", "search"} <= names
    assert not names & {"advert", "age", "discrimination"}
    assert names < {module.__name__.removeprefix("certreg.checks.") for module in naive_rules.modules()}


def test_every_module_with_patterns_gives_some() -> None:
    modules = naive_rules.modules()
    every, narrow = naive_rules.all_patterns(modules), naive_rules.triggers(modules)
    assert set(narrow) < set(every)
    assert any("押金" in pattern.pattern for pattern in narrow)


def test_the_loop_counts_every_match_of_every_pattern_in_every_text() -> None:
    assert naive_rules.matches([re.compile("a"), re.compile("b")], ["aab", "", "ba"]) == 5


def test_the_benchmark_runs_on_the_examples(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(bench_score, "BESIDE", tmp_path / "absent")
    monkeypatch.setattr(bench_score, "ROUNDS", 1)
    monkeypatch.setattr(bench_score, "ROWS", 10)
    draft = bench_score.resource("criteria", "cq-premium-2026.2.yaml")
    monkeypatch.setattr("sys.argv", ["bench_score.py", "--criteria", str(draft)])
    bench_score.main()
    out = capsys.readouterr().out
    assert out.startswith("postings.ndjson: 10 rows, 10 accepted")
    assert "cq-premium-2026.2" in out
    for name in ("decode", "read", "score", "naive, every pattern", "naive, triggers only", "memory:"):
        assert any(line.strip().startswith(name) for line in out.splitlines())
