"""One table, one sequence of bytes, and back again."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.publications import resources
from sinasec.publications.canonical import (
    UnreadableTable,
    csv_bytes,
    in_order,
    parquet_bytes,
    read_csv,
)
from sinasec.publications.resources import TABLES

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
VALUES = {
    pl.String: TEXT,
    pl.Date: st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    pl.Datetime: st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
    pl.Boolean: st.booleans(),
    pl.Int32: st.integers(-(2**31), 2**31 - 1),
}


def rows_of(table):
    cells = [st.none() | VALUES[kind.base_type()] for kind in table.schema.values()]
    return st.lists(st.tuples(*cells), max_size=6).map(
        lambda rows: pl.DataFrame(rows, schema=table.schema, orient="row")
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_reading_undoes_writing(table, data):
    frame = in_order(table, data.draw(rows_of(table)))
    assert read_csv(table, csv_bytes(table, frame)).equals(frame)


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_rows_does_not_matter(data):
    frame = data.draw(rows_of(resources.REPLIES_TABLE))
    shuffled = frame.sample(fraction=1, shuffle=True, seed=3)
    both = [in_order(resources.REPLIES_TABLE, one) for one in (frame, shuffled)]
    assert csv_bytes(resources.REPLIES_TABLE, both[0]) == csv_bytes(
        resources.REPLIES_TABLE, both[1]
    )
    assert parquet_bytes(both[0]) == parquet_bytes(both[1])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_no_spreadsheet_takes_a_reply_for_a_formula(start):
    row = ("CORESEC-21", datetime(2026, 1, 1), "ST", f"{start}HYPERLINK(1)", "f")
    frame = pl.DataFrame([row], schema=resources.REPLIES, orient="row")
    cell = csv_bytes(resources.REPLIES_TABLE, frame).decode().split("\n", 1)[1].split(",")[3]
    assert cell.lstrip('"').startswith("'")


def test_columns_changed_are_refused_by_name():
    data = csv_bytes(resources.REPLIES_TABLE, resources.REPLIES.to_frame())
    with pytest.raises(UnreadableTable, match="deben ser"):
        read_csv(resources.REPLIES_TABLE, data.replace(b"text", b"texto"))


def test_a_value_that_is_not_a_date_is_refused():
    row = b"committee,received_at,by,text,sha256\nCONASEC,ayer,ST,hola,f\n"
    with pytest.raises(UnreadableTable, match=r"respuestas\.csv no se puede leer"):
        read_csv(resources.REPLIES_TABLE, row)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_says_what_it_is(table):
    assert set(table.describes) == set(table.schema)
    assert set(table.keys) <= set(table.schema)
