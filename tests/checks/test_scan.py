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
from certreg.checks.scan import PATTERNS as METS
from certreg.checks.search import TEXTS, TITLE, WITH_TITLE, AnyOf, hits
from certreg.checks.search import texts as searchable
from certreg.domain.posting import Posting

PATTERNS = {
    f"{module.name}.{name}": value
    for module in pkgutil.iter_modules(checks.__path__)
    for name, value in vars(importlib.import_module(f"certreg.checks.{module.name}")).items()
    if isinstance(value, re.Pattern) and not value.match("")
}


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


def assert_hits_are_those_of_re(*texts: str) -> None:
    """The posting is made anew, so that it is looked through by an automaton over every pattern."""
    posting = Posting(title=texts[0], work_content=texts[1], work_conditions=texts[2])
    for name, pattern in PATTERNS.items():
        for fields in (WITH_TITLE, TEXTS, TITLE, ("work_content", "title")):
            found = [(field, match.span()) for field, _, match in hits(posting, pattern, fields)]
            alone = [
                (field, match.span())
                for field, folded in searchable(posting, fields)
                for match in pattern.finditer(folded.text)
            ]
            assert sorted(found) == sorted(alone), (name, fields)
            assert fields != WITH_TITLE or found == alone, (name, fields)


@pytest.fixture(scope="module", autouse=True)
def every_pattern_met() -> None:
    for pattern in PATTERNS.values():
        METS.meet(pattern)
    METS.build()


def test_every_pattern_finds_in_real_texts_what_it_finds_alone(shared_data: Path) -> None:
    with gzip.open(shared_data / "labelled" / "careful-dev.jsonl.gz") as file:
        rows = [json.loads(line)["posting"] for line in file]
    for row in rows[:60]:
        assert_hits_are_those_of_re(row["title"], row.get("description", ""), row.get("welfare", ""))


@given(*[st.text(alphabet="男女限性优先18-45岁,。五险包吃住加微信收费押金不无😊 \n", max_size=60)] * 3)
def test_every_pattern_finds_in_any_text_what_it_finds_alone(title: str, content: str, conditions: str) -> None:
    assert_hits_are_those_of_re(title or "普工", content, conditions)


def test_any_of_several_patterns() -> None:
    either = AnyOf(re.compile("押金[0-9]"), re.compile("(?:不收)?费"))
    assert either.may_hit(Posting(title="普工")), "nothing is ruled out before the patterns are looked for"
    METS.build()
    assert either.may_hit(Posting(title="普工", work_content="押金200元"))
    assert either.may_hit(Posting(title="收费员"))
    assert not either.may_hit(Posting(title="押运员", work_content="押送金条"))
    open_ended = AnyOf(re.compile(".金"))
    assert open_ended.may_hit(Posting(title="普工")), "a pattern that may begin with anything can never be ruled out"
