"""Bytes with validators, compression and memory."""

import gzip

import pytest

from certreg.web.respond import Document, Shelf, document, is_known


@pytest.mark.parametrize(
    ("header", "known"),
    [(None, False), ('W/"a"', True), ('"a"', True), ('"b", W/"a"', True), ("*", True), ('"b"', False), ("a", False)],
)
def test_it_compares_validators_weakly(header: str | None, *, known: bool) -> None:
    assert is_known(header, 'W/"a"') is known


def test_a_document_packs_only_what_gets_smaller() -> None:
    text = document(b"a" * 1000, "text/plain")
    assert text.packed is not None
    assert gzip.decompress(text.packed) == text.content
    assert document(b"short", "text/plain").packed is None


def test_equal_bytes_have_equal_validators() -> None:
    assert document(b"x", "a/b").etag == document(b"x", "a/b").etag
    assert document(b"x", "a/b").etag != document(b"y", "a/b").etag


def test_a_shelf_makes_a_document_once_for_each_mark() -> None:
    shelf, made = Shelf(2), []

    def make() -> Document:
        made.append(1)
        return document(b"x", "a/b")

    for mark in (1, 1, 2, 2, 1):
        shelf.get("k", mark, make)
    assert len(made) == 3


def test_a_shelf_is_bounded() -> None:
    shelf, made = Shelf(2), []

    def make() -> Document:
        made.append(1)
        return document(b"x", "a/b")

    for key in ("a", "b", "a", "c", "a", "b"):
        shelf.get(key, 0, make)
    assert len(made) == 4
