"""The look that is taken for all patterns at once finds what each pattern finds alone."""

import gzip
import importlib
import json
import pkgutil
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg import checks
from certreg.checks.beginnings import beginnings
from certreg.checks.folding import Folded
from certreg.checks.scan import Index

PATTERNS = {
    f"{module.name}.{name}": value
    for module in pkgutil.iter_modules(checks.__path__)
    for name, value in vars(importlib.import_module(f"certreg.checks.{module.name}")).items()
    if isinstance(value, re.Pattern) and not value.match("")
}


@pytest.fixture(scope="module")
def index() -> Index:
    """Every pattern of the checks, in one automaton."""
    made = Index()
    for pattern in PATTERNS.values():
        made.meet(pattern)
    made.build()
    return made


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("包吃|包住", {"包吃", "包住"}),
        ("(?:限|仅)[男女]性?", {"限男", "限女", "限男性", "限女性", "仅男", "仅女", "仅男性", "仅女性"}),
        ("(?<!不)收费+", {"收费"}),
        ("a?bc", {"abc", "bc"}),
        ("[^a]b", None),
        ("a*", None),
    ],
)
def test_beginnings(pattern: str, expected: set[str] | None) -> None:
    assert beginnings(re.compile(pattern)) == expected


def test_every_pattern_finds_in_real_texts_what_it_finds_alone(index: Index, shared_data: Path) -> None:
    with gzip.open(shared_data / "labelled" / "careful-dev.jsonl.gz") as file:
        texts = [json.loads(line)["posting"].get("description", "") for line in file]
    for text in texts[:60]:
        folded = Folded(text, text)
        for name, pattern in PATTERNS.items():
            found = [match.span() for match in index.matches(pattern, folded)]
            assert found == [match.span() for match in pattern.finditer(text)], name


@given(st.text(alphabet="男女限性优先18-45岁,。五险包吃住加微信收费押金不无 \n", max_size=60))
def test_every_pattern_finds_in_any_text_what_it_finds_alone(index: Index, text: str) -> None:
    folded = Folded(text, text)
    for name, pattern in PATTERNS.items():
        found = [match.span() for match in index.matches(pattern, folded)]
        assert found == [match.span() for match in pattern.finditer(text)], name
