"""Fen shown in yuan, and codes of divisions whole or without their zeros."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.domain.division_code import is_division_code, significant
from certreg.domain.money import yuan


@given(fen=st.integers(0, 10**15))
def test_no_fen_is_lost(fen: int) -> None:
    assert Decimal(yuan(fen)) * 100 == fen


@pytest.mark.parametrize(
    ("code", "expected"),
    [("500000", "50"), ("50", "50"), ("5001", "5001"), ("500100", "5001"), ("500118", "500118"), ("330200", "3302")],
)
def test_a_code_and_its_short_form_are_one_division(code: str, expected: str) -> None:
    assert is_division_code(code)
    assert significant(code) == expected


@pytest.mark.parametrize("text", ["", "5", "500", "50011", "5001180", "５０", "5O", "-1"])
def test_anything_else_is_no_code(text: str) -> None:
    assert not is_division_code(text)
