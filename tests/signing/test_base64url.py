"""Base64url has one spelling."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.signing import base64url


@given(st.binary(max_size=200))
def test_decoding_gives_back_what_was_encoded(data: bytes) -> None:
    text = base64url.encode(data)
    assert text == base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    assert base64url.decode(text) == data
    assert base64url.decode(text.encode()) == data


@pytest.mark.parametrize(
    "text",
    [
        "A",
        "AA=",
        "AA==",
        "AB",
        "AAB",
        "A A",
        "AA\n",
        " AA",
        "AA+A",
        "AA/A",
        "AAAAA",
        "é",
        "AA\x00A",
        "====",
        "-",
        "AA.A",
    ],
)
def test_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(base64url.NotBase64url):
        base64url.decode(text)


@given(st.text(max_size=40))
def test_whatever_is_accepted_is_canonical(text: str) -> None:
    try:
        data = base64url.decode(text)
    except base64url.NotBase64url:
        return
    assert base64url.encode(data) == text
