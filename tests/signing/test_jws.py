"""Compact JWS: what is refused, and that the refusal has a name. Broken labels are in tests/vectors."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.verification import BadSignature, Malformed, UnsupportedAlgorithm, VerificationFailure, WrongType
from certreg.signing import base64url, jws
from certreg.signing.es256 import SigningKey


class Note(msgspec.Struct):
    a: int
    b: dict[str, int] = {}


KEY = SigningKey.generate()
TOKEN = jws.sign("note+jwt", Note(1, {"c": 2}), KEY)


def test_a_token_of_ones_own_comes_back() -> None:
    parsed = jws.parse(TOKEN, 1000)
    parsed.require_type("note+jwt")
    parsed.require_algorithm()
    parsed.require_signature(KEY.public)
    assert parsed.header == jws.Header(alg="ES256", kid=KEY.kid, typ="note+jwt")
    assert parsed.claims(Note) == Note(1, {"c": 2})
    assert jws.parse(TOKEN.encode(), 1000) == parsed


def test_two_signatures_of_one_content_differ_and_both_hold() -> None:
    again = jws.sign("note+jwt", Note(1, {"c": 2}), KEY)
    assert again != TOKEN
    jws.parse(again, 1000).require_signature(KEY.public)


def test_the_bound_is_the_last_size_accepted() -> None:
    jws.parse(TOKEN, len(TOKEN))
    with pytest.raises(Malformed, match=f"at most {len(TOKEN) - 1}"):
        jws.parse(TOKEN, len(TOKEN) - 1)


def test_another_key_does_not_verify() -> None:
    with pytest.raises(BadSignature):
        jws.parse(TOKEN, 1000).require_signature(SigningKey.generate().public)


def test_type_and_algorithm_are_named_when_they_differ() -> None:
    with pytest.raises(WrongType, match=r"typ must be other\+jwt, it is note\+jwt"):
        jws.parse(TOKEN, 1000).require_type("other+jwt")
    header = json.dumps({"alg": "none\x1b[31m", "typ": "note+jwt"}).encode()
    forged = ".".join([base64url.encode(header), *TOKEN.split(".")[1:]])
    with pytest.raises(UnsupportedAlgorithm) as caught:
        jws.parse(forged, 1000).require_algorithm()
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"a":1,"b":{"c":1,"c":2}}',
        b'{"a":1,"x":{"y":1,"y":1}}',
        b'{"a":1,"\\u0061":2}',
        b'{"a":1,"x":"\xff"}',
        b'{"a":1,"x":1e}',
        b'{"a":1.5}',
        b'{"a":"1"}',
        b'{"a":1} ,',
        b"\xef\xbb\xbf" + b'{"a":1}',
        b'{"a":1}'.decode().encode("utf-16"),
        b"",
        b"null",
        b'{"a":1,"x":' + b"9" * 5000 + b"}",
    ],
)
def test_an_object_that_could_be_read_in_two_ways_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        jws.read_object(data, Note)


def test_members_of_another_version_are_ignored() -> None:
    assert jws.read_object(b'{ "z": [1e5, null], "a": 1 }', Note) == Note(1)


@given(st.integers(1, 4000))
def test_deep_nesting_is_read_or_refused_by_name(depth: int) -> None:
    data = b'{"a":1,"x":' + b"[" * depth + b"]" * depth + b"}"
    try:
        assert jws.read_object(data, Note).a == 1
    except Malformed:
        assert depth > 500


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_any_input_is_parsed_or_refused_by_name(data: bytes | str) -> None:
    with pytest.raises(VerificationFailure):
        jws.parse(data, 1000)
