"""The native format: what goes out comes back, and what is wrong is named field by field."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.errors import InvalidInput
from certreg.domain.posting import Posting
from certreg.exchange.native import decode_posting, encode_posting, posting_schema
from posting_strategies import postings


def problems_of(data: bytes | dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        decode_posting(data)
    for problem in caught.value.problems:
        assert problem.reason.zh
        assert problem.reason.en
        assert problem.value is None or len(problem.value) <= 80
    return [(problem.field, problem.code) for problem in caught.value.problems]


@given(postings)
def test_what_is_encoded_is_decoded_again(posting: Posting) -> None:
    data = encode_posting(posting)
    assert decode_posting(data) == posting
    assert decode_posting(json.loads(data)) == posting
    assert encode_posting(decode_posting(data)) == data


@given(postings)
def test_what_is_encoded_is_of_the_schema(posting: Posting) -> None:
    jsonschema.Draft202012Validator(posting_schema()).validate(json.loads(encode_posting(posting)))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(posting_schema())


def test_every_wrong_field_is_named() -> None:
    assert problems_of(
        {
            "colour": "red",
            "headcount": 0,
            "pay": {"min": "8000", "max": -1, "currency": "cny"},
            "published_on": "2026-02-30",
            "employment_type": "slave",
            "work_content": "x" * 500_001,
            "location": {"division": "5001"},
            "provenance": {"channel_lacks": ["soul"]},
        }
    ) == [
        ("colour", "unknown_field"),
        ("title", "missing"),
        ("headcount", "too_small"),
        ("employment_type", "unknown_value"),
        ("work_content", "too_long"),
        ("location.division", "wrong_form"),
        ("pay.min", "wrong_type"),
        ("pay.max", "too_small"),
        ("pay.currency", "wrong_form"),
        ("published_on", "not_a_date"),
        ("provenance.channel_lacks[0]", "unknown_value"),
    ]


@pytest.mark.parametrize(
    ("data", "field", "code"),
    [
        (b"", "json", "not_json"),
        (b"{", "json", "not_json"),
        (b"[]", "posting", "wrong_type"),
        (b'"text"', "posting", "wrong_type"),
        (b'{"title":"a","title":"b"}', "json", "name_twice"),
        (b'{"title":"a","pay":{"min":1,"min":2}}', "json", "name_twice"),
        (b'{"title":"\xff"}', "json", "not_utf8"),
        (b'{"title":NaN}', "json", "not_json"),
        (b'{"title":' + b"9" * 5_000 + b"}", "json", "not_json"),
        (b"[" * 100_000, "json", "too_deep"),
        (b'{"title":' + b"[" * 80 + b"]" * 80 + b"}", "json", "too_deep"),
        (b'{"title":"' + b"x" * 4 * 1024 * 1024 + b'"}', "posting", "too_long"),
        (b'{"title":"a\\u0000b"}', "title", "forbidden_character"),
        (b'{"title":"a\\ud800b"}', "title", "forbidden_character"),
        ('{"title":"a\u202eb"}'.encode(), "title", "forbidden_character"),
        (b'{"title":" \\n"}', "title", "empty"),
        (b'{"title":""}', "title", "empty"),
        (b'{"title":null}', "title", "wrong_type"),
        (b'{"title":"a","headcount":1000001}', "headcount", "too_large"),
        (b'{"title":"a","headcount":true}', "headcount", "wrong_type"),
        (b'{"title":"a","pay":{"min":3,"max":2}}', "pay.min", "bounds_swapped"),
        (b'{"title":"a","pay":{"min":3,"negotiable":true}}', "pay.negotiable", "contradiction"),
        (
            b'{"title":"a","conditions":{"experience":{"min_years":3,"max_years":2}}}',
            "conditions.experience.min_years",
            "bounds_swapped",
        ),
        (b'{"title":"a","location":{"division":"500106\\n"}}', "location.division", "too_long"),
        (b'{"title":"a","pay":{"currency":"CNY\\n"}}', "pay.currency", "too_long"),
        (b'{"title":"a","verbatim":{"":"x"}}', "verbatim.", "too_long"),
    ],
)
def test_hostile_input_is_refused_by_name(data: bytes, field: str, code: str) -> None:
    assert (field, code) in problems_of(data)


def test_too_many_verbatim_texts_are_refused() -> None:
    assert problems_of({"title": "a", "verbatim": {str(n): "x" for n in range(65)}}) == [("verbatim", "too_many")]


def test_a_byte_order_mark_is_no_harm() -> None:
    assert decode_posting(b'\xef\xbb\xbf{"title":"a"}') == Posting(title="a")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_any_json_is_decoded_or_refused(value: object) -> None:
    with pytest.raises(InvalidInput):
        decode_posting(json.dumps({"title": value, "no such field": value}).encode())
