"""One explanation by three windows: the published example, the command line, the API and the page agree."""

import html
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from litestar.testing import TestClient

from certreg.app import create_app
from certreg.cli.score import command
from certreg.resources import resource
from certreg.scoring.criteria_file import by_id
from certreg.scoring.scorer import Scorer
from certreg.services.registry import Registry
from website import Clock

DOCS = Path(__file__).resolve().parents[2] / "docs"
GOLDEN: dict[str, Any] = json.loads((DOCS / "explanation.example.json").read_text(encoding="utf-8"))
POSTINGS = resource("examples", "postings.ndjson")
REWRITE = "run scripts/write_explanation_schema.py, and look at what changed"
OF_THE_REGISTER = {"employer_registered", "identity", "licence", "duplicate"}
"""Checks that know more in a registry than on a file."""


def parts(explanation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = [*explanation["gates"], *(c for d in explanation["dimensions"] for c in d["criteria"])]
    return {part["id"]: part for part in found}


@pytest.fixture
def raw() -> str:
    lines = POSTINGS.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if GOLDEN["posting"]["source_id"] in line)


def test_the_example_is_valid_under_the_published_schema() -> None:
    schema = json.loads((DOCS / "explanation.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(GOLDEN)
    assert any(part.get("spans") for part in parts(GOLDEN).values())


def test_the_command_line_prints_it() -> None:
    wanted = GOLDEN["posting"]["source_id"]
    call = [str(POSTINGS), "--explain", wanted, "--day", "2026-11-20", "--criteria", GOLDEN["criteria"]["id"]]
    said = CliRunner().invoke(command, [*call, "--format", "json"], catch_exceptions=False)
    assert json.loads(said.stdout) == GOLDEN, REWRITE
    words = CliRunner().invoke(command, [*call, "--lang", "en"], catch_exceptions=False).stdout
    for part in parts(GOLDEN).values():
        assert part["id"] in words
        assert (part["anchor"] in words) is (part["outcome"] != "met")


def test_the_api_and_the_page_say_the_same(registry: Registry, clock: Clock, raw: str) -> None:
    clock.turn(seconds=-4 * 86400 + 7200)
    published = by_id(GOLDEN["criteria"]["id"])
    first = Registry(registry.db, Scorer(published), registry.settings, registry.issuer)
    by_register = {c.id for c in published.criteria.criteria if c.check and c.check.name in OF_THE_REGISTER}
    with TestClient(create_app(first, clock=clock)) as client:
        api = client.post("/api/v1/score", content=raw, headers={"Content-Type": "application/json"}).json()
        page = client.post("/score", data={"way": "paste", "paste": raw}).text
    assert api["scored_at"] == GOLDEN["scored_at"]
    expected = parts(GOLDEN)
    for key, part in parts(api).items():
        assert key in by_register or part == expected[key], REWRITE
        row = page[page.index(f'<tr id="{key}">') :].partition("</tr>")[0]
        assert html.escape(part["anchor"]) in row
        assert part["reason"]["zh"] in html.unescape(re.sub(r"<[^>]+>", "", row))
