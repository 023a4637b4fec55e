"""One table, one sequence of bytes, and back again."""

import math
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, localcontext
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.compliance.semaforo.resources import TABLES
from sinasec.publications.packages.canonical import (
    UnreadableTable,
    UnwritableTable,
    check_declared,
    csv_bytes,
    in_order,
    parquet_bytes,
    read_csv,
    rounded,
    scan_csv,
)
from sinasec.publications.packages.canonical_json import json_bytes
from sinasec.publications.packages.table import Table
from sinasec.publications.replies import REPLIES, REPLIES_TABLE

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
VALUES = {
    pl.String: TEXT,
    pl.Date: st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    pl.Datetime: st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
    pl.Boolean: st.booleans(),
    pl.Int32: st.integers(-(2**31), 2**31 - 1),
    pl.Int64: st.integers(-(2**63), 2**63 - 1),
    pl.Float64: st.floats(allow_nan=False, min_value=-1e300, max_value=1e300),
}
NUMBERS = Table(
    "numeros",
    "numeros",
    "Números",
    pl.Schema({"unit": pl.String, "count": pl.Int64, "value": pl.Float64}),
    ("unit",),
    {"unit": "Distrito", "count": "Cuenta", "value": "Valor"},
    spoken=("unit",),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("tabla") / "tabla.csv"


def rows_of(table):
    cells = [st.none() | VALUES[kind.base_type()] for kind in table.schema.values()]
    return st.lists(st.tuples(*cells), max_size=6).map(
        lambda rows: pl.DataFrame(rows, schema=table.schema, orient="row")
    )


@pytest.mark.parametrize("table", [*TABLES, NUMBERS], ids=lambda table: table.name)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_reading_undoes_writing(table, data):
    frame = in_order(table, data.draw(rows_of(table)))
    assert read_csv(table, csv_bytes(table, frame)).equals(frame)


@pytest.mark.parametrize("table", [*TABLES, NUMBERS], ids=lambda table: table.name)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_a_file_read_row_by_row_is_the_same(table, data, file):
    frame = in_order(table, data.draw(rows_of(table)))
    file.write_bytes(csv_bytes(table, frame))
    assert scan_csv(table, list(table.schema), file).collect().equals(frame)


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_rows_does_not_matter(data):
    frame = data.draw(rows_of(REPLIES_TABLE))
    shuffled = frame.sample(fraction=1, shuffle=True, seed=3)
    both = [in_order(REPLIES_TABLE, one) for one in (frame, shuffled)]
    assert csv_bytes(REPLIES_TABLE, both[0]) == csv_bytes(REPLIES_TABLE, both[1])
    assert parquet_bytes(both[0]) == parquet_bytes(both[1])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_no_spreadsheet_takes_a_reply_for_a_formula(start):
    row = ("CORESEC-21", datetime(2026, 1, 1), "ST", f"{start}HYPERLINK(1)", "f")
    frame = pl.DataFrame([row], schema=REPLIES, orient="row")
    cell = csv_bytes(REPLIES_TABLE, frame).decode().split("\n", 1)[1].split(",")[3]
    assert cell.lstrip('"').startswith("'")


def test_columns_changed_are_refused_by_name():
    data = csv_bytes(REPLIES_TABLE, REPLIES.to_frame())
    with pytest.raises(UnreadableTable, match="deben ser"):
        read_csv(REPLIES_TABLE, data.replace(b"text", b"texto"))


def test_a_value_that_is_not_a_date_is_refused():
    row = b"committee,received_at,by,text,sha256\nCONASEC,ayer,ST,hola,f\n"
    with pytest.raises(UnreadableTable, match=r"respuestas\.csv no se puede leer"):
        read_csv(REPLIES_TABLE, row)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_says_what_it_is(table):
    assert set(table.describes) == set(table.schema)
    assert set(table.keys) <= set(table.schema)


WORDED = Table(
    name="palabras",
    path="palabras",
    title="Palabras",
    schema=pl.Schema({"code": pl.String, "light": pl.String, "why": pl.String}),
    keys=("code",),
    describes={"code": "Código", "light": "Luz", "why": "Por qué"},
    filled=("light",),
    words={"light": ("verde", "rojo"), "why": ("", "tarde")},
)


@pytest.mark.parametrize(
    ("light", "why", "refused"),
    [
        ("verde", "", ""),
        ("rojo", None, ""),
        (None, "", "la columna «light» tiene una celda vacía"),
        ("azul", "", "«light» dice «azul», que no es una de sus palabras: verde, rojo"),
        ("rojo", "ayer", "«why» dice «ayer», que no es una de sus palabras: tarde"),
    ],
)
def test_nothing_is_written_that_its_table_rules_out(light, why, refused):
    frame = pl.DataFrame([("a", light, why)], schema=WORDED.schema, orient="row")
    if not refused:
        check_declared(WORDED, frame)
        return
    with pytest.raises(UnwritableTable, match=refused):
        check_declared(WORDED, frame)


# -- numbers with decimals


def written(*values) -> list[str]:
    """The cells of one column of numbers, as written."""
    rows = [(f"{place:06}", 0, value) for place, value in enumerate(values)]
    frame = pl.DataFrame(rows, schema=NUMBERS.schema, orient="row")
    lines = csv_bytes(NUMBERS, in_order(NUMBERS, frame)).decode().splitlines()[1:]
    return [line.split(",")[2] for line in lines]


def test_ten_significant_digits_in_the_shortest_way():
    assert written(0.1 + 0.2, 1 / 3, 2e6, 1234567890.123, 1e-7, -0.0, None, float("nan")) == [
        "0.3",
        "0.3333333333",
        "2000000.0",
        "1234567890.0",
        "1e-7",
        "0.0",
        "",
        "",
    ]


@given(value=VALUES[pl.Float64])
def test_rounding_is_the_one_of_decimals_and_is_done_once(value):
    with localcontext() as ten:
        ten.prec = 10
        slow = float(+Decimal(value))
    assert rounded(value) == slow
    assert rounded(rounded(value)) == rounded(value)


@given(value=st.floats(1e-200, 1e200), last=st.integers(-2, 2))
def test_the_last_bits_do_not_show(value, last):
    """An addition done in another order differs in its last bits: not in what is written."""
    exact = rounded(value)
    assert written(exact) == written(exact + last * math.ulp(exact))


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), 1.7976931348623157e308])
def test_a_number_without_end_is_refused_in_words(value):
    with pytest.raises(UnwritableTable, match="«value» tiene un número infinito"):
        written(value)


def test_one_value_has_one_json_text_whatever_the_order_of_its_keys():
    text = '{\n  "a": [\n    2,\n    1\n  ],\n  "ñ": {\n    "b": null,\n    "c": 1\n  }\n}\n'
    for value in ({"ñ": {"c": 1, "b": None}, "a": [2, 1]}, {"a": [2, 1], "ñ": {"b": None, "c": 1}}):
        assert json_bytes(value) == text.encode()


@pytest.mark.parametrize(("as_given", "units"), [(False, ["a", "b"]), (True, ["b", "a"])])
def test_rows_are_sorted_unless_their_order_means_something(as_given, units):
    frame = pl.DataFrame({"unit": ["b", "a"], "count": [1, 2], "value": [0.5, 0.25]})
    asked = {"as_given": True} if as_given else {}
    assert in_order(replace(NUMBERS, **asked), frame)["unit"].to_list() == units
