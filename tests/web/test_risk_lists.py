"""Lists of districts: what each filter keeps, against plain Python, and that pages lose nobody."""

import csv
import io
import re
from dataclasses import replace

import polars as pl
import pytest

from sinasec.risk.published import reading
from sinasec.web.published.chosen import BadAsking
from sinasec.web.risk.districts import districts, peer_names
from sinasec.web.risk.filters import PER_PAGE, Filter, cut, read, select
from sinasec.web.risk.hexes import symbol
from sinasec.web.risk.zones import by_region, tally
from sinasec.web.words import sorting


def codes(table):
    return set(table["unit"])


def plain(table, keeps):
    return {row["unit"] for row in table.iter_rows(named=True) if keeps(row)}


@pytest.mark.parametrize(
    ("asked", "keeps"),
    [
        (Filter(), lambda row: True),
        (Filter(text="SAN  mig"), lambda row: {"san", "mig"} <= _found(row, "san", "mig")),
        (Filter(text="1501"), lambda row: "1501" in row["unit"]),
        (Filter(region="1501"), lambda row: row["unit"].startswith("1501")),
        (Filter(region="07"), lambda row: row["unit"].startswith("07")),
        (Filter(peer="A"), lambda row: row["peer"] == "A"),
        (Filter(zone="frontera"), lambda row: row["zone"] == "frontera"),
        (Filter(zone="sin_informacion"), lambda row: row["rank"] is None),
        (
            Filter(region="1501", zone="fuera", text="a"),
            lambda row: row["unit"].startswith("1501") and row["zone"] == "fuera",
        ),
    ],
)
def test_a_filter_keeps_what_it_says(asked, keeps, index):
    table = districts(index)
    assert codes(select(table, asked)) == plain(table, keeps)


def _found(row, *wanted):
    text = sorting(f"{row['unit']} {row['name']} {row['province']} {row['region_name']}")
    return {word for word in wanted if word in text or word in sorting(row["department"])}


def test_orders_put_first_what_they_say(index):
    table = districts(index)
    by_rank = select(table, Filter(order="puesto"))["rank"].drop_nulls().to_list()
    assert by_rank == sorted(by_rank)
    chances = select(table, Filter(order="probabilidad"))["p_top"].drop_nulls().to_list()
    assert chances == sorted(chances, reverse=True)
    people = select(table, Filter(order="poblacion"))["population"].drop_nulls().to_list()
    assert people == sorted(people, reverse=True)
    wide = select(table, Filter(order="intervalo")).drop_nulls("rank")
    gaps = (wide["rank_high"] - wide["rank_low"]).to_list()
    assert gaps == sorted(gaps, reverse=True)
    zones = select(table, Filter())["zone"].cast(pl.String).unique(maintain_order=True).to_list()
    assert zones == ["dentro", "frontera", "fuera", "sin_informacion"]
    for order in ("puesto", "probabilidad", "intervalo", "poblacion"):
        assert select(table, Filter(order=order)).height == table.height


def test_the_pages_together_are_the_list(index):
    table = select(districts(index), Filter(order="puesto"))
    seen = []
    for number in (1, 2):
        rows, pages = cut(table, Filter(page=number))
        seen += rows["unit"].to_list()
        assert pages.count == 2
        assert pages.last - pages.first + 1 == rows.height
    assert seen == table["unit"].to_list()
    assert len(seen) > PER_PAGE
    with pytest.raises(BadAsking, match="2 páginas"):
        cut(table, Filter(page=3))


def test_an_empty_list_has_one_page(index):
    rows, pages = cut(districts(index).head(0), Filter())
    assert rows.is_empty()
    assert (pages.count, pages.before, pages.after) == (1, 0, 0)


def test_the_address_of_a_filter_reads_back_as_itself(index):
    peers = peer_names(index)
    asked = Filter("lima", "1501", "A", "fuera", "puesto", 1)
    assert read(asked.values(), peers) == asked
    assert Filter().values() == {}


def test_nobody_is_counted_twice_nor_left_out(index):
    table = districts(index)
    whole = tally(table)
    assert whole.total == table.height
    assert sum(row["tally"].total for row in by_region(table)) == table.height
    names = [row["name"] for row in by_region(table)]
    assert names == sorted(names, key=sorting)


def test_the_csv_is_the_filtered_list_with_its_publication(index, client):
    text = client.get("/riesgo/distritos.csv?zona=frontera&orden=puesto").content
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    wanted = select(districts(index), Filter(zone="frontera", order="puesto"))
    assert [row["unit"] for row in rows] == wanted["unit"].to_list()
    assert {row["publicacion"] for row in rows} == {index.id}
    assert {row["simulado"] for row in rows} == {"SIMULADO"}
    said = {(row["ejemplo"], row["etapa"], row["anio"]) for row in rows}
    assert said == {("EJEMPLO", "preliminar", "2023")}


def test_the_csv_of_an_approved_edition_does_not_say_example(index, client, monkeypatch):
    approved = replace(reading.edition(index), ejemplo=False)
    monkeypatch.setattr(reading, "edition", lambda publication: approved)
    text = client.get("/riesgo/distritos.csv").content.decode("utf-8-sig")
    assert {row["ejemplo"] for row in csv.DictReader(io.StringIO(text))} == {""}


def test_the_csv_leaves_unknown_numbers_empty(index, client):
    text = client.get("/riesgo/distritos.csv?zona=sin_informacion").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    assert all(row["rank"] == row["score"] == "" for row in rows)


def test_the_map_has_a_cell_for_every_district_of_the_index(index, client):
    text = client.get("/riesgo/").content.decode()
    cells = re.findall(r'<a href="/riesgo/distrito/(\d{6})/" tabindex="-1"><title>', text)
    assert set(cells) == codes(districts(index))
    assert len(cells) == len(set(cells))


def test_no_information_has_a_mark_of_its_own_and_no_place(index, client):
    text = client.get("/riesgo/").content.decode()
    unknown = re.findall(r'<title>([^<]*): sin información</title><use href="#(\w+)"', text)
    assert len(unknown) == 3
    assert {symbol for _, symbol in unknown} == {"r0"}


def test_the_first_page_leads_with_zones_and_says_nobody_first(index, client):
    """No league table: the home tells how many are inside and in doubt, and lists the doubtful."""
    main = client.get("/riesgo/").content.decode().split("<main")[1]
    assert main.index("Distritos por zona") < main.index("Los que están más en duda")
    listed = re.findall(r'<td data-c="Zona"><span class="zona (\w+)">', main)
    assert listed
    assert set(listed) == {"frontera"}


def test_the_thousands_of_a_kind_of_municipality_stay_together(monkeypatch):
    table = pl.DataFrame({"peer": ["grande"], "name": ["Distrito de 100 000 habitantes o más"]})
    monkeypatch.setattr("sinasec.web.risk.districts.reading.table", lambda *_: table)
    assert peer_names(None) == {"grande": "Distrito de 100\u202f000 habitantes o más"}


@pytest.mark.parametrize("path", ["/riesgo/", "/riesgo/region/1501/"])
def test_every_cell_of_a_map_uses_a_symbol_that_the_map_draws(index, client, path):
    text = client.get(path).content.decode()
    drawn = re.findall(r'<g id="(r\d\w*)"', text)
    used = set(re.findall(r'<use href="#(r\d\w*)"', text))
    assert len(drawn) == len(set(drawn)) == 1 + 5 * 3
    assert used
    assert used <= set(drawn)
    steps = {symbol(row) for row in districts(index).iter_rows(named=True)}
    assert {name[:2] for name in steps} > {"r0", "r1", "r5"}


@pytest.mark.parametrize("zone", ["dentro", "frontera", "fuera", "sin_informacion"])
def test_the_answer_takes_every_zone_of_the_page_and_gives_its_rows(index, client, zone):
    page = client.get(f"/riesgo/distritos.csv?zona={zone}").content.decode("utf-8-sig")
    given = client.get(f"/api/v1/riesgo/distritos?zona={zone}&limite=500").json()["items"]
    told = {row["unit"] for row in csv.DictReader(io.StringIO(page))}
    assert {row["unit"] for row in given} == told
    assert told
