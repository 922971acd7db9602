"""The demo meets every gate twice: failing, with the words to mend it, and passing. A gate without both fails here."""

import json
import re
import sqlite3
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from stdnum.cn import uscc

from certreg.cli.demo.directory import demo_directory
from certreg.cli.demo.examples import shipped
from certreg.cli.demo.gate_examples import GateExamples
from certreg.cli.demo.running import run
from certreg.cli.demo.showing import Screen
from certreg.domain.criteria import Criterion
from certreg.domain.eligibility import REASONS
from certreg.domain.policy import local_day
from certreg.domain.text import Language
from certreg.exchange.reading import Rejected
from certreg.scoring.criteria_file import current
from demo_runs import CERTREG, environment

ROW = re.compile(r"^(G-[a-z-]+)(?: ([a-z_]+))? {2,}(.*)$")


class Shown(msgspec.Struct, frozen=True):
    """One row of the block: the gate, the code of its reason, and the rest without white space."""

    gate: str
    code: str
    text: str


def rows(printed: str) -> list[Shown]:
    found: list[list[str]] = []
    for line in printed.splitlines():
        start = ROW.match(line)
        if start is not None:
            found.append([start[1], start[2] or "", start[3]])
        elif found and line.startswith("    "):
            found[-1][2] += line
        elif found:
            break
    return [Shown(gate, code, squeezed(text)) for gate, code, text in found]


def squeezed(text: str) -> str:
    """Lines are broken where the terminal ends."""
    return re.sub(r"\s", "", text)


def fragments(template: str) -> list[str]:
    """What stands between the placeholders."""
    return [squeezed(part) for part in re.split(r"\{[a-z]+\}", template)]


def gates(now: datetime) -> list[Criterion]:
    return [criterion for criterion in current(local_day(now)).criteria.criteria if criterion.gate]


def require_every_gate(printed: str, now: datetime, language: Language) -> None:
    """Every gate of the criteria in force and every reason of eligibility: failing with its words, then passing."""
    shown = rows(printed)
    fails, passes = {"en": ("fails:", "→passes,certified"), "zh-CN": ("未通过：", "→通过，已认证")}[language]
    without = [row for row in shown if fails not in row.text or not row.text.endswith(passes)]
    assert not without
    assert [row.gate for row in shown] == sorted((row.gate for row in shown), key=[g.id for g in gates(now)].index)
    assert {row.gate for row in shown} == {gate.id for gate in gates(now)}
    assert {(row.gate, row.code) for row in shown} >= {(str(gate), str(code)) for gate, code in REASONS}
    for row in shown:
        (criterion,) = (gate for gate in gates(now) if gate.id == row.gate)
        assert squeezed(criterion.title.to(language)) in row.text
        reasons = [reason for (gate, code), reason in REASONS.items() if (gate, code) == (row.gate, row.code)]
        if reasons:
            assert all(part in row.text for part in fragments(reasons[0].to(language))), row
        elif row.gate == "G-mandate":
            assert any(words in row.text for words in ("havetheemployer", "由用人主体")), row
        else:
            assert squeezed(criterion.remedy.to(language)) in row.text, row


def test_every_gate_fails_once_and_passes_once(demo: tuple[Path, str], now: datetime) -> None:
    require_every_gate(demo[1], now, "en")


def test_over_use_mismatch_and_expiry_of_a_mandate_are_shown(demo: tuple[Path, str]) -> None:
    mandates = [row for row in rows(demo[1]) if row.gate == "G-mandate"]
    assert [row.code for row in mandates] == ["over_mandate", "", ""]
    for words, row in zip(("5openings", "seeker'sfee", "endedon"), mandates, strict=True):
        assert words in row.text


@pytest.mark.parametrize(("language", "passed"), [("zh-CN", timedelta(days=40)), ("en", timedelta(days=500))])
def test_the_gates_are_met_whenever_the_demo_runs(
    tmp_path: Path, now: datetime, capsys: pytest.CaptureFixture[str], language: Language, passed: timedelta
) -> None:
    with demo_directory(tmp_path / "demo") as directory:
        run(directory, Screen(language), environ={}, clock=lambda: now + passed, data=None, limit=1)
    require_every_gate(capsys.readouterr().out, now + passed, language)


def test_a_gate_that_nobody_demonstrates_is_missed(demo: tuple[Path, str], now: datetime) -> None:
    # Three rows are of the gate of mandates, so one of them may go.
    for gate, code in {(row.gate, row.code) for row in rows(demo[1]) if row.gate != "G-mandate"}:
        start = f"{gate} {code}".rstrip() + "  "
        hidden = "\n".join(line for line in demo[1].splitlines() if not line.startswith(start))
        with pytest.raises(AssertionError):
            require_every_gate(hidden, now, "en")


def test_a_lapsed_licence_suspends_the_label_and_a_person_reinstates_it(demo: tuple[Path, str]) -> None:
    folder, printed = demo
    section = printed.partition("\n4. ")[2].partition("\n5. ")[0]
    states = re.findall(r": (suspended|valid)$", section, re.MULTILINE)
    assert states == ["suspended", "suspended", "suspended", "valid"]
    assert "已过有效期" in section
    assert "is no longer valid: have it renewed" in section
    with sqlite3.connect(f"file:{folder / '.demo' / 'registry.sqlite3'}?mode=ro", uri=True) as database:
        lines = database.execute(
            "SELECT actor, role, action FROM audit WHERE action = 'reinstate' OR (action = 'suspend' AND posting_id IN"
            " (SELECT posting_id FROM audit WHERE action = 'reinstate')) ORDER BY sequence"
        ).fetchall()
    assert [(actor, action) for actor, _, action in lines] == [("timer", "suspend"), ("demo-lead", "reinstate")]


def test_the_missing_papers_are_handed_in_and_identity_documents_are_encrypted(demo: tuple[Path, str]) -> None:
    folder, _ = demo
    source = ["bash", "-euc", f"source .demo/environment; exec '{CERTREG}' \"$@\"", "-"]

    def said(*arguments: str) -> str:
        command = [*source, *arguments]
        return subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=True).stdout

    (posting,) = json.loads(said("postings", "list", "--text", "桥梁检测技术员", "--format", "json"))["items"]
    files = json.loads(said("evidence", "list", posting["id"], "--as", "demo-lead", "--format", "json"))
    kept = {file["kind"]: file["encrypted"] for file in files}
    assert kept == {"brochure": False, "poster_identity": True}
    for file in files:
        assert list((folder / ".demo" / "evidence").rglob(f"*{file['digest']}*"))
    (lapsed,) = json.loads(said("postings", "list", "--text", "检测送样员", "--format", "json"))["items"]
    shown = said("postings", "show", lapsed["id"])
    assert "against: G-licence no_longer_valid: Licence " in shown
    assert "! G-licence: " in shown
    assert "→ Obtain or extend the licence first" in shown
    whole = json.loads(said("postings", "show", lapsed["id"], "--format", "json"))
    assert [one["code"] for one in whole["against"]] == ["no_longer_valid"]


def test_the_files_of_the_gates_belong_together(now: datetime) -> None:
    examples = GateExamples(shipped(local_day(now)))
    postings = examples.postings()
    assert [posting.provenance.source_id for posting in postings].count(None) == 0
    assert {posting.provenance.source_id for posting in postings} == set(examples.cases.cases)
    assert examples.cases.lapse.posting in examples.cases.cases
    today = local_day(now)
    assert all(posting.published_on is not None and posting.published_on <= today for posting in postings)
    judged = {criterion.id for criterion in current(today).criteria.criteria if criterion.method != "automatic"}
    assert set(examples.cases.met) <= judged


@pytest.mark.parametrize("file", ["corrected", "lapsed", "renewed"])
def test_the_bureaus_files_are_invented_and_can_be_read(now: datetime, file: str) -> None:
    examples = GateExamples(shipped(local_day(now)))
    cases = examples.cases
    names: dict[str, Callable[[], str]] = {
        "corrected": lambda: cases.corrected,
        "lapsed": lambda: cases.lapse.lapsed,
        "renewed": lambda: cases.lapse.renewed,
    }
    read = list(examples.register(names[file]()))
    assert read
    for row in read:
        assert not isinstance(row, Rejected)
        assert uscc.is_valid(row.stated.uscc)
        assert row.stated.uscc[8:].startswith("DEM")
