"""Values travel whole, and nothing is built that the reader did not name."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import msgpack
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.sandbox import codec
from tests.sandbox.jobs import Refusal, Thing

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text() | st.tuples(st.text(), st.integers()), inner, max_size=4)
    ),
    max_leaves=20,
)


def there_and_back(value, *classes):
    return codec.unpacked(codec.packed(value), codec.named(classes))


@given(VALUES)
def test_a_value_comes_back_as_it_was(value):
    again = there_and_back(value)
    assert again == value
    assert type(again) is type(value)


def test_a_table_a_path_a_set_and_a_dataclass_come_back():
    table = pl.DataFrame({"a": [1, None], "b": ["x", "y"], "c": [date(2024, 5, 24), None]})
    assert there_and_back(table).equals(table)
    assert there_and_back(Path("actos.csv")) == Path("actos.csv")
    assert there_and_back({"a", "b"}) == {"a", "b"}
    whole = Thing("á", (date(2024, 5, 24), datetime(2024, 5, 24, 8), time(8), timedelta(1)))
    assert there_and_back(whole, Thing) == whole


def test_a_refusal_comes_back_with_its_code_and_its_sentence():
    again = there_and_back(Refusal("vacio", "El archivo está vacío."), Refusal)
    assert isinstance(again, Refusal)
    assert (again.code, str(again)) == ("vacio", "El archivo está vacío.")


def test_a_class_that_was_not_named_is_not_built():
    with pytest.raises(codec.Unreadable):
        there_and_back(Thing("x", ()))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xc1",
        b"\xdd\xff\xff\xff\xff",  # a list that claims four thousand million values
        b"\xc6\xff\xff\xff\xff",  # and a text that claims as many bytes
        b"\x91" * 100_000,
        msgpack.packb(msgpack.ExtType(99, b"")),
        msgpack.packb(msgpack.ExtType(7, b"no table")),
        msgpack.packb(msgpack.ExtType(2, b"2024-99-99")),
        msgpack.packb(msgpack.ExtType(6, b"9" * 100_000)),
        msgpack.packb(msgpack.ExtType(8, msgpack.packb(["os:system", {"command": "true"}]))),
        msgpack.packb(msgpack.ExtType(9, msgpack.packb(["builtins:SystemExit", [], {}]))),
    ],
)
def test_bytes_that_are_no_answer_are_refused(data):
    with pytest.raises(codec.Unreadable):
        codec.unpacked(data, {})


def test_what_no_answer_holds_is_not_sent():
    with pytest.raises(TypeError, match="no part of an answer"):
        codec.packed(object())
