"""iData and iMeta: read as COINr has them, and every fault said at once."""

import numpy as np
import polars as pl
import pytest

from sinasec.methods.composite import IndexFaults, Recipe, build, read_tables

META = {
    "x": (1, "P", 1, 1, "Indicator"),
    "y": (1, "P", -1, 2, "Indicator"),
    "P": (2, "I", 1, 1, "Aggregate"),
    "I": (3, "", 1, None, "Aggregate"),
}


def imeta(**changes):
    rows = {**META, **{code: row for code, row in changes.items() if row is not None}}
    for code in [code for code, row in changes.items() if row is None]:
        del rows[code]
    columns = ("Level", "Parent", "Direction", "Weight", "Type")
    return pl.DataFrame(
        {
            "iCode": list(rows),
            **{
                name: pl.Series(name, [row[place] for row in rows.values()], strict=False)
                for place, name in enumerate(columns)
            },
        }
    )


def idata(**columns):
    base = {"uCode": ["a", "b", "c"], "x": [1.0, 2.0, 3.0], "y": ["4", "NA", ""]}
    return pl.DataFrame({**base, **columns})


def faults(data=None, meta=None):
    with pytest.raises(IndexFaults) as raised:
        read_tables(idata() if data is None else data, imeta() if meta is None else meta)
    return [(each.table, each.row, each.column, each.message) for each in raised.value.faults]


def test_sound_tables():
    tables = read_tables(idata(uName=["A", "", "C"]), imeta())
    assert tables.units == ("a", "b", "c")
    assert tables.names == ("A", "b", "C")
    assert np.isnan(tables.values[1:, 1]).all()
    assert [element.direction for element in tables.tree.indicators] == [1, -1]
    assert tables.tree.index.code == "I"


def test_the_columns_of_coinr_are_read_as_they_are():
    """Names, groups by iMeta, denominators, goalposts and R's NA, as COINr documents them."""
    data = idata(uName=["A", "B", "C"], Time=[2023] * 3, zona=["s", "t", "NA"], pob=[10, 20, 0])
    meta = imeta(zona=(None, "", None, None, "Group"), pob=(None, "", None, None, "Denominator"))
    meta = meta.with_columns(
        pl.Series("Denominator", ["pob", "NA", "", "", "", ""]),
        pl.Series("goalpost_lower", [0, None, None, None, None, None]),
        pl.Series("goalpost_upper", [9, None, None, None, None, None]),
        pl.Series("Unit", ["casos"] + [""] * 5),
    )
    tables = read_tables(data, meta)
    first, second = tables.tree.indicators
    assert (first.denominator, first.posts, first.unit) == ("pob", (0, 9), "casos")
    assert (second.denominator, second.posts) == ("", None)
    assert tables.groups == {"zona": ("s", "t", "")}
    built = build(tables, Recipe.from_mapping({"steps": [{"step": "denominate"}]}))
    assert built.step("denominate").table["x"].to_list() == [0.1, 0.1, None]


def test_standard_errors_are_a_column():
    meta = imeta().with_columns(pl.Series("StdErr", ["x_ee", "", "", ""]))
    tables = read_tables(idata(x_ee=["0.5", "", "0.1"]), meta)
    np.testing.assert_array_equal(tables.errors[:, 0], [0.5, np.nan, 0.1])
    assert np.isnan(tables.errors[:, 1]).all()
    assert ("iData", 3, "x_ee", "un error estándar no es negativo.") in faults(
        idata(x_ee=["0.5", "-1", "0.1"]), meta
    )


def test_every_fault_of_both_tables_at_once():
    data = pl.DataFrame(
        {
            "uCode": ["a", "a", ""],
            "x": ["1", "mucho", "3"],
            "raro": ["1", "2", "3"],
            "Time": ["2022", "2023", "2023"],
        }
    )
    meta = imeta(
        y=(1, "nadie", 2, -1, "Indicator"), z=(2, "P", 1, 1, "Indicator"), w=(1, "x", 1, 1, "Cosa")
    )
    found = faults(data, meta)
    places = {(table, row, column) for table, row, column, _ in found}
    assert places >= {
        ("iData", None, "Time"),
        ("iData", None, "raro"),
        ("iData", 3, "uCode"),
        ("iData", 4, "uCode"),
        ("iData", 3, "x"),
        ("iMeta", 3, "Parent"),
        ("iMeta", 3, "Direction"),
        ("iMeta", 3, "Weight"),
        ("iMeta", 3, "iCode"),  # no column in iData
        ("iMeta", 6, "Level"),
        ("iMeta", 7, "Type"),
    }
    for _, _, _, message in found:
        assert message.endswith((".", "…"))


@pytest.mark.parametrize(
    ("meta", "column", "says"),
    [
        (imeta(P=(2, "Q", 1, 1, "Aggregate"), Q=(3, "P", 1, 1, "Aggregate")), "Parent", "P → Q"),
        (imeta(P=(3, "I", 1, 1, "Aggregate")), "Parent", "del nivel siguiente"),
        (imeta(x=(1, "I", 1, 1, "Indicator")), "Parent", "del nivel siguiente"),
        (imeta(x=(1, "y", 1, 1, "Indicator")), "Parent", "nada cuelga de él"),
        (imeta(x=(1, "", 1, 1, "Indicator")), "Parent", "cuelga de un agregado"),
        (imeta(J=(3, "", 1, 1, "Aggregate")), "Parent", "el índice es uno solo"),
        (imeta(I=None, P=(2, "P", 1, 1, "Aggregate")), "Parent", "P → P"),
        (imeta(Q=(2, "I", 1, 1, "Aggregate")), "iCode", "no cuelga nada"),
        (imeta(x=(1, "P", 1, 0, "Indicator"), y=(1, "P", 1, 0, "Indicator")), "iCode", "cero"),
        (imeta(x=(1, "P", 1, None, "Indicator")), "Weight", "falta el peso"),
        (imeta(P=(2, "I", -1, 1, "Aggregate")), "Direction", "solo de los indicadores"),
        (imeta(x=(1.5, "P", 1, 1, "Indicator")), "Level", "nivel 1"),
        (imeta(P=(2.5, "I", 1, 1, "Aggregate")), "Level", "su nivel"),
        (imeta(uCode=(1, "P", 1, 1, "Indicator")), "iCode", "no puede ser el código"),
        (imeta(x=None, y=None), "Type", "ningún indicador"),
    ],
)  # fmt: skip
def test_a_tree_that_is_not_one(meta, column, says):
    found = faults(meta=meta)
    assert any(column == where and says in message for _, _, where, message in found), found


def test_names_that_point_nowhere():
    meta = imeta().with_columns(
        pl.Series("Denominator", ["pob", "", "", ""]), pl.Series("StdErr", ["x_ee", "", "", ""])
    )
    messages = [message for *_, message in faults(meta=meta)]
    assert "«pob» no es un iCode de Type Denominator." in messages
    assert "iData no tiene la columna «x_ee»." in messages


@pytest.mark.parametrize("posts", [(5, 5), (9, 0), (None, 3), (3, None)])
def test_goalposts_that_are_not_two_in_order(posts):
    meta = imeta().with_columns(
        pl.Series("goalpost_lower", [posts[0], None, None, None], dtype=pl.Float64),
        pl.Series("goalpost_upper", [posts[1], None, None, None], dtype=pl.Float64),
    )
    assert [where for _, _, where, _ in faults(meta=meta)] == ["goalpost_lower"]


def test_empty_tables():
    found = faults(idata().head(0), imeta().head(0))
    assert {(table, message.split(":")[0]) for table, _, _, message in found} == {
        ("iData", "la tabla está vacía"),
        ("iMeta", "la tabla está vacía"),
    }
    assert {where for _, _, where, _ in faults(pl.DataFrame({"a": [1]}), pl.DataFrame({"b": [1]}))}
    assert ("iMeta", None, "Parent", "falta esta columna en la primera fila.") in faults(
        meta=imeta().drop("Parent")
    )


@pytest.mark.parametrize("cell", ["inf", "-inf", "1e300", "1,5", "12 3", "Infinity", "0x1F", "1_0"])
def test_cells_that_are_no_number(cell):
    assert [where for _, _, where, _ in faults(idata(x=["1", cell, "3"]))] == ["x"]


def test_a_column_of_words_is_told_without_flooding():
    data = pl.DataFrame({"uCode": [f"u{n}" for n in range(90)], "x": ["malo"] * 90, "y": [1] * 90})
    found = faults(data)
    assert len(found) == 21
    assert any(message == "otras 70 celdas tampoco son números." for *_, message in found)


def test_an_infinite_number_of_a_numeric_frame():
    assert faults(idata(x=[1.0, float("inf"), 3.0]))[0][:3] == ("iData", 3, "x")
