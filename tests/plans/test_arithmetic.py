"""Plain formulas are worked out; anything else is left unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.plans.arithmetic import NotPlain, references, worth

CELLS = {(9, 6): 3.0, (9, 7): 20.0, (10, 6): 0.0, (10, 7): 2.0}


def lookup(row: int, column: int) -> float | None:
    return CELLS.get((row, column))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=(50+180+2+204)", 436),
        ("=G9/F9*100", 20 / 3 * 100),
        (" = $G$9 - f9 * 2", 14),
        ("=SUM(F9:G10)", 25),
        ("=SUM(F9:F10,G9,-1)", 22),
        ("=-(2-5)*1.5", 4.5),
        ("=+G9", 20),
    ],
)
def test_plain_formulas(formula: str, value: float) -> None:
    assert worth(formula, lookup) == pytest.approx(value)


@pytest.mark.parametrize(
    "formula",
    [
        "=G10/F10",
        "=A1",
        "=IF(G9>1,1,2)",
        "=Hoja2!A1",
        "=[1]Otro!A1+1",
        "=#REF!+1",
        '="3"',
        "=(1+2",
        "=1+",
        "=2 3",
        "=SUM(A1:XFD1048576)",
        "=" + "(" * 1500 + "1" + ")" * 1500,
        "=" + "1+" * 1500 + "1",
        "=",
    ],
)
def test_anything_else_is_left_unknown(formula: str) -> None:
    with pytest.raises(NotPlain):
        worth(formula, lookup)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_a_typed_sum_is_its_sum(numbers: list[int]) -> None:
    assert worth("=(" + "+".join(map(str, numbers)) + ")", lookup) == sum(numbers)


def test_the_cells_a_formula_names() -> None:
    assert references("=G46/$F$46*100") == [(46, 7), (46, 6)]
    assert references('=IF(H9>=50,"A1","NO")') == [(9, 8)]
    assert references("=COUNT(F9:F17)+COUNT(F31)") == [(9, 6), (17, 6), (31, 6)]
    assert references("=Hoja2!A1+B2") == [(2, 2)]
