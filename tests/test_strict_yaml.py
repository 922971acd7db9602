"""The strict part of YAML."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.errors import InvalidInput
from certreg.strict_yaml import MAX_BYTES, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\nb: [x, 2.5, true, null]\n", {"a": 1, "b": ["x", 2.5, True, None]}),
        ("day: 2026-01-01", {"day": "2026-01-01"}),
        ('a: "yes"\nb: "010"', {"a": "yes", "b": "010"}),
        ("zh: 请填写“不限”：不能留空", {"zh": "请填写“不限”：不能留空"}),
        ("a: |\n  两行\n  文字\n", {"a": "两行\n文字\n"}),
        ("{}", {}),
        ("clause: 3(1) pay", {"clause": "3(1) pay"}),
    ],
)
def test_it_reads_what_every_parser_reads_alike(text: str, value: object) -> None:
    assert parse(text.encode()) == value


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\na: 2", "line 2, column 1"),
        ("a: {b: 1, b: 2}", "line 1, column 11"),
        ("a: &x 1\nb: *x", "line 1, column 4"),
        ("a: !!python/name:os.system x", "line 1, column 4"),
        ("a: yes", "line 1, column 4"),
        ("a: On", "line 1, column 4"),
        ("a: 010", "line 1, column 4"),
        ("a: 0x1F", "line 1, column 4"),
        ("a: 12:30", "line 1, column 4"),
        ("a: 1_000", "line 1, column 4"),
        ("a: .inf", "line 1, column 4"),
        ("a: 1e3", "line 1, column 4"),
        ("? [a, b]\n: 1", "line 1, column 3"),
        ("--- 1\n--- 2", "line 2, column 1"),
        ("[" * 20 + "]" * 20, "line 1, column 13"),
        ("", "file"),
    ],
)
def test_it_refuses_the_rest_and_says_where(text: str, place: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse(text.encode())
    assert [problem.field for problem in refused.value.problems] == [place]


def test_size_and_encoding_are_bounded() -> None:
    for data in (b"a" * (MAX_BYTES + 1), b"\xff\xfe", b"[" * MAX_BYTES, b"a: [1, 2"):
        with pytest.raises(InvalidInput):
            parse(data)


# Line separators beyond JSON's are line breaks to YAML, and controls are not allowed in its streams.
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"], exclude_characters="\ufeff"), max_size=8
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**50), 2**50) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_json_is_read_as_itself(value: object) -> None:
    # JSON escapes beyond the BMP as surrogate pairs, which YAML does not know: they are written out.
    assert parse(json.dumps(value, ensure_ascii=False).encode()) == value
