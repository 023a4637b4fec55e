"""What an address asks of a list of districts, and in which order they come: small made tables."""

import polars as pl
import pytest

from sinasec.web.published.chosen import BadAsking
from sinasec.web.risk.filters import Filter, cut, read, said, select

PEERS = {"A": "Ciudades grandes"}
ROWS = pl.DataFrame(
    [
        ("1", "b", None, None, None, None, 10, "sin_informacion"),
        ("2", "a", 2, 1, 9, 0.5, 30, "frontera"),
        ("3", "c", 1, 1, 2, 0.9, 20, "dentro"),
        ("4", "d", 3, 2, 10, 0.5, None, "frontera"),
    ],
    schema=["unit", "by_name", "rank", "rank_low", "rank_high", "p_top", "population", "zone"],
    orient="row",
).with_columns(region=pl.lit("21"), peer=pl.lit("A"), text=pl.col("by_name"))


@pytest.mark.parametrize(
    ("order", "units"),
    [
        ("puesto", "3241"),
        ("intervalo", "2431"),
        ("nombre", "2134"),
        ("probabilidad", "3241"),
        ("poblacion", "2314"),
        ("zona", "3241"),
    ],
)
def test_every_order_and_what_is_not_known_comes_last(order, units):
    assert "".join(select(ROWS, Filter(order=order))["unit"]) == units


def test_what_is_not_asked_is_the_default_of_the_page():
    assert read({}, PEERS) == Filter()
    assert read({}, PEERS, order="puesto").order == "puesto"
    assert read({"orden": "nombre"}, PEERS, order="puesto").order == "nombre"
    asked = {"q": "  san  ", "region": "21", "tipo": "A", "zona": "dentro", "pagina": "2"}
    assert read(asked, PEERS) == Filter("san", "21", "A", "dentro", "zona", 2)
    assert read(asked, PEERS).values() == asked | {"q": "san"}
    assert len(read({"q": "a" * 99}, PEERS).text) == 80


@pytest.mark.parametrize(
    "asked",
    [{"region": "99"}, {"tipo": "Z"}, {"zona": "nada"}, {"orden": "suerte"},
     *({"pagina": page} for page in ("0", "-1", "x", "1.5", "²", "1234567", "0000000", "1 "))],
)  # fmt: skip
def test_what_there_is_not_is_a_sentence(asked):
    with pytest.raises(BadAsking):
        read(asked, PEERS)


def test_the_largest_page_that_can_be_asked_for():
    assert read({"pagina": "999999"}, PEERS).page == 999_999


def test_where_a_page_stands_among_the_others():
    rows, pages = cut(ROWS, Filter(page=1), per=3)
    assert (rows["unit"].to_list(), pages.first, pages.last) == (["1", "2", "3"], 1, 3)
    assert (pages.number, pages.count, pages.total, pages.before, pages.after) == (1, 2, 4, 0, 2)
    rows, pages = cut(ROWS, Filter(page=2), per=3)
    assert (rows["unit"].to_list(), pages.first, pages.last) == (["4"], 4, 4)
    assert (pages.before, pages.after) == (1, 0)
    assert cut(ROWS, Filter(), per=4)[1].count == 1
    with pytest.raises(BadAsking, match="2 páginas"):
        cut(ROWS, Filter(page=3), per=3)


def test_a_list_says_what_it_is_narrowed_to():
    assert said(Filter(), PEERS) == ""
    whole = said(Filter("san", "21", "A", "frontera"), PEERS)
    assert whole == "región Puno, ciudades grandes, zona «en la frontera», texto «san»"
