"""Canonical form 1: the vectors, their second implementation, and the properties that a digest rests on."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.errors import InvalidInput
from certreg.domain.posting import Agency, Conditions, Education, Experience, Location, Party, Pay, PayPeriod, Posting
from certreg.domain.text import normalise
from certreg.signing.canonical import (
    BASE_FIELDS,
    canonical_bytes,
    canonical_object,
    differing_fields,
    field_digests,
    posting_digest,
)
from peer_programs import ask

FILE = json.loads((Path(__file__).resolve().parents[1] / "vectors/canonical-v1.json").read_text(encoding="ascii"))
CASES = {case["name"]: case for case in FILE["cases"]}
SPACES = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2003\u200a\u2028\u2029\u202f\u205f\u3000"

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
spaces = st.text(st.sampled_from(SPACES), max_size=4)
codes = st.text(st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXYabcxyzＡａ９ "), min_size=1, max_size=20)
parties = st.builds(Party, name=words, uscc=st.none() | codes)
sums = st.none() | st.integers(0, 10**12)
postings = st.builds(
    Posting,
    title=words,
    employer=st.none() | parties,
    agency=st.none()
    | st.builds(
        Agency,
        name=words,
        uscc=st.none() | codes,
        seekers_charged=st.none() | st.booleans(),
        fee=sums,
        fee_text=st.none() | words,
    ),
    headcount=st.none() | st.integers(1, 1_000_000),
    conditions=st.builds(
        Conditions,
        education=st.none() | st.sampled_from(Education),
        experience=st.none() | st.builds(Experience, min_years=st.integers(0, 60), max_years=st.none()),
        other=st.none() | words,
    ),
    work_content=st.none() | words,
    work_conditions=st.none() | words,
    location=st.builds(Location, division=st.none() | st.just("500103"), address=st.none() | words),
    pay=st.none() | st.builds(Pay, min=sums, max=sums, period=st.none() | st.sampled_from(PayPeriod)),
)


def read(case: dict[str, Any]) -> Posting:
    return msgspec.convert(case["posting"], Posting)


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["name"])
def test_each_case_has_its_canonical_form(case: dict[str, Any]) -> None:
    posting = read(case)
    assert canonical_bytes(posting).decode() == case["canonical"]
    assert posting_digest(posting) == case["digest"]
    assert field_digests(posting) == case["fields"]


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["name"])
def test_a_case_that_says_it_equals_another_does(case: dict[str, Any]) -> None:
    head, colon, _ = case["why"].partition(":")
    if colon and head.startswith("Equal to "):
        assert case["digest"] == CASES[head.removeprefix("Equal to ")]["digest"]


def test_cases_that_say_nothing_of_equality_differ() -> None:
    own = [case["digest"] for case in FILE["cases"] if not case["why"].startswith("Equal to ")]
    assert len(own) == len(set(own))


@pytest.mark.parametrize("case", FILE["refused"], ids=lambda case: case["name"])
def test_a_posting_without_one_form_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        canonical_bytes(read(case))


@pytest.mark.parametrize("case", FILE["jcs"], ids=lambda case: case["name"])
def test_the_library_follows_rfc_8785(case: dict[str, Any]) -> None:
    assert rfc8785.dumps(case["value"]).decode() == case["canonical"]


def test_another_implementation_in_another_language_agrees(node: str) -> None:
    answer = ask(node, "canonical.mjs", FILE)
    wanted = [{key: case[key] for key in ("name", "canonical", "digest", "fields")} for case in FILE["cases"]]
    assert answer["cases"] == wanted
    assert answer["jcs"] == [{"name": case["name"], "canonical": case["canonical"]} for case in FILE["jcs"]]
    assert all(case["refused"] for case in answer["refused"])


def test_there_are_cases_enough() -> None:
    assert len(FILE["cases"]) >= 25


@given(postings)
def test_members_are_the_base_fields_and_never_empty(posting: Posting) -> None:
    def check(value: object) -> None:
        assert value not in (None, "", {})
        if isinstance(value, dict):
            for inner in value.values():
                check(inner)

    members = canonical_object(posting)
    assert set(members) <= set(BASE_FIELDS)
    assert set(field_digests(posting)) == set(members)
    for value in members.values():
        check(value)


@given(postings)
def test_bytes_are_the_canonical_json_of_themselves(posting: Posting) -> None:
    text = canonical_bytes(posting)
    assert rfc8785.dumps(json.loads(text)) == text


@given(words)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(words, spaces, spaces, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_spelling_of_a_text_does_not_matter(text: str, before: str, after: str, form: str) -> None:
    spelt = before + unicodedata.normalize(form, text) + after
    assert posting_digest(Posting(title=spelt)) == posting_digest(Posting(title=text))


@given(postings, st.integers(1, 1_000_000))
def test_headcount_does_not_matter(posting: Posting, headcount: int) -> None:
    assert posting_digest(msgspec.structs.replace(posting, headcount=headcount)) == posting_digest(posting)


@given(postings, postings)
def test_postings_differ_exactly_in_the_fields_named(a: Posting, b: Posting) -> None:
    named = differing_fields(a, b)
    left, right = field_digests(a), field_digests(b)
    assert set(named) == {name for name in BASE_FIELDS if left.get(name) != right.get(name)}
    assert (named == ()) == (posting_digest(a) == posting_digest(b))


def test_native_json_of_a_posting_keeps_its_digest() -> None:
    for case in FILE["cases"]:
        posting = read(case)
        again = msgspec.json.decode(msgspec.json.encode(posting), type=Posting)
        assert posting_digest(again) == case["digest"]


def test_every_assigned_character_has_the_same_form_in_javascript(node: str) -> None:
    """All of Unicode as this Python knows it; characters assigned since may differ and then fail closed."""
    assigned = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co")]
    texts = ["".join(assigned[at : at + 100]) for at in range(0, len(assigned), 100)]
    # Backwards too: combining marks then meet other letters, and white space other neighbours.
    cases = [{"name": str(n), "posting": {"title": t}} for n, t in enumerate(texts + [t[::-1] for t in texts])]
    answer = ask(node, "canonical.mjs", {"cases": cases, "jcs": [], "refused": []})
    wanted = [posting_digest(Posting(title=case["posting"]["title"])) for case in cases]
    assert [case["digest"] for case in answer["cases"]] == wanted
