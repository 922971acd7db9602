"""Every case of tests/vectors/labels.json comes out under its name."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from certreg.domain.posting import Posting
from certreg.domain.verification import ContentMismatch, VerificationFailure
from certreg.signing.anchor import read_anchor
from certreg.verify import verify_label

ROOT = Path(__file__).resolve().parents[2]
FILE = json.loads((ROOT / "tests/vectors/labels.json").read_text(encoding="ascii"))
NOW = datetime.fromtimestamp(FILE["now"], UTC)


def outcome(case: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    given = FILE["good"] | case
    posting = None if given["posting"] is None else msgspec.convert(given["posting"], Posting)
    try:
        verified = verify_label(
            given["label"],
            anchor=read_anchor(json.dumps(given["anchor"]).encode()),
            status=given["status"],
            posting=posting,
            now=NOW,
            leeway=timedelta(seconds=FILE["leeway"]),
        )
    except VerificationFailure as failure:
        return failure.code, failure.fields if isinstance(failure, ContentMismatch) else ()
    return "verified" if verified.complete else "incomplete", ()


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["name"])
def test_each_label_ends_as_its_name_says(case: dict[str, Any]) -> None:
    assert outcome(case) == (case["expect"], tuple(case.get("fields", ())))


def test_every_failure_code_has_a_case() -> None:
    def below(kind: type[VerificationFailure]) -> set[str]:
        return {sub.code for sub in kind.__subclasses__()}

    broken = {case["expect"] for case in FILE["cases"]} - {"verified", "incomplete"}
    assert broken == below(VerificationFailure)


def test_names_are_unique() -> None:
    names = [case["name"] for case in FILE["cases"]]
    assert len(names) == len(set(names))


def test_the_script_makes_the_committed_vectors() -> None:
    script = ROOT / "scripts/make_vectors.py"
    made = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
