"""Numbers as people type them in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.spreadsheets.numbers import AmbiguousNumber, number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        (" 3,5 ", 3.5),
        ("3.5", 3.5),
        ("0,125", 0.125),
        ("1 293", 1293),
        ("1 293 000", 1293000),
        ("1'293", 1293),
        ("1,293.50", 1293.5),
        ("1.293,50", 1293.5),
        ("1,293,000", 1293000),
        ("30 %", None),
        ("-2", -2),
        ("NO PROGRAMADO", None),
        ("3 charlas", None),
        ("", None),
        ("2025-01-31", None),
        ("1,2,3", None),
    ],
)
def test_a_number_or_nothing(text: str, number: float | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["1,293", "12.500", "-1,000"])
def test_what_can_be_read_two_ways_is_not_guessed(text: str) -> None:
    with pytest.raises(AmbiguousNumber):
        number_in(text)


@given(st.integers(-(10**9), 10**9), st.integers(1, 99))
def test_a_decimal_comma_and_a_decimal_point_say_the_same(whole: int, cents: int) -> None:
    assert number_in(f"{whole},{cents:02}") == number_in(f"{whole}.{cents:02}")
