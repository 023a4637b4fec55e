"""What the figures of the pages say is what the publication says, counted again."""

import re

import polars as pl
import pytest

from sinasec.compliance.semaforo.reading import Tally
from sinasec.publications import catalogue
from sinasec.risk.published import reading as risk_reading
from sinasec.web.risk import curve, drivers
from sinasec.web.risk import hexes as risk_hexes
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.districts import districts
from sinasec.web.semaforo import hexes, levels, year_figure
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.semaforo.committee import unit
from tests.web import sample
from tests.web.charts.counting import committees_then, lights_then

SPACE = "\u202f"


def asked(**values):
    return SEMAFORO_PAGES.choose(values)


def number(said: str) -> int:
    return int(said.replace(SPACE, ""))


@pytest.mark.parametrize("region", ["", "21"])
def test_a_map_says_how_many_are_green_and_red(region, demonstration):
    chosen = asked(luz="gestion")
    figure = hexes.region_map(chosen, region) if region else hexes.national_map(chosen)
    counted = lights_then(catalogue.folder(demonstration[0]), chosen.day, "gestion", region)
    total = committees_then(catalogue.folder(demonstration[0]), chosen.day, region)
    said = [number(one) for one in re.findall(rf"\d[\d{SPACE}]*", figure.title)]
    assert said == [total, counted["verde"], counted["rojo"]]
    assert ("Puno" in figure.title) == bool(region)


def test_a_region_without_committees_or_cells_has_no_map(published):
    assert hexes.region_map(asked(), "99") is None


def test_the_levels_say_where_the_largest_share_is_green(demonstration, monkeypatch):
    """Which is not where most of them are."""
    shown = {"CORESEC": (16, 0, 10), "COPROSEC": (169, 0, 27), "CODISEC": (1300, 9, 385)}
    tallies = {level: Tally(*each) for level, each in shown.items()} | {"CONASEC": Tally(1)}
    monkeypatch.setattr(levels.reading, "national", lambda *asked: tallies)
    assert levels.levels(asked()).title.replace(SPACE, " ") == (
        "La mayor parte en verde está en el nivel provincial del Perú: 86,2 % (169 de 196)"
    )


def test_the_levels_say_where_none_is_green(demonstration, monkeypatch):
    tallies = dict.fromkeys(["CORESEC", "COPROSEC", "CODISEC", "CONASEC"], Tally(0, 2, 5, 1))
    monkeypatch.setattr(levels.reading, "national", lambda *asked: tallies)
    assert levels.levels(asked()).title.startswith("Ningún comité del Perú está en verde")


def test_where_there_is_hardly_a_light_no_level_is_the_best(both):
    figure = levels.levels(asked(datos="reales"))
    assert re.fullmatch(
        r"De [\d\u202f]+ de [\d\u202f]+ comités del Perú no hay información, o nada .*",
        figure.title,
    )


@pytest.mark.parametrize("code", [sample.PUNO, sample.ICA, "CODISEC-210104", "CODISEC-160405"])
def test_the_year_of_a_committee_says_how_many_are_red_that_day(code, published, client):
    figure = year_figure.year(asked(), code)
    page = client.get(f"/comite/{code}/").content.decode()
    states = re.findall(r'<div class="estado">.*?class="luz (\w+)', page)
    red, total = states.count("rojo"), len(states)
    if red:
        assert f" {red} de sus {total} deberes" in figure.title
    else:
        assert f"ninguno de sus {total} deberes" in figure.title
    assert figure.title.startswith(f"{unit(asked().publication, code)['name']}: el ")
    assert figure.title in page
    assert figure.note in page
    probable = len(re.findall(r'<div class="estado">[^/]*/?.*?probable.*?</div>', page))
    assert figure.drawing.parts.count(" (probable)</text>") == probable
    assert figure.drawing.parts.count('class="g-fuerte"') == page.count('<div class="deber">')


def test_of_a_committee_that_is_not_there_is_no_year(published, client):
    assert year_figure.year(asked(), "CODISEC-999999") is None
    assert client.get("/comite/CODISEC-999999/dibujo/anio.svg").status_code == 404


def test_the_border_says_how_many_cannot_be_decided(index):
    chosen = INDEX_PAGES.choose({})
    border = districts(index).filter(districts(index)["zone"] == "frontera").height
    figure = curve.curve(chosen)
    assert border
    assert f"De {border} distritos del Perú no se puede decir" in figure.title
    assert f"los {risk_reading.top(index)} primeros" in figure.title
    assert "ejemplo" in figure.source.said


def test_the_border_tells_its_dots_and_those_beyond(index):
    figure, table = curve.curve(INDEX_PAGES.choose({})), districts(index)
    low, high = risk_reading.edition(index).uncertainty.contested
    last = curve.drawn(table, risk_reading.top(index), low)["rank"].max()
    shown = [one for one in table.iter_rows(named=True) if one["rank"] and one["rank"] <= last]
    above = sum(one["p_top"] > high for one in shown)
    below = sum(one["p_top"] < low for one in shown)
    assert figure.drawing.parts.count("<circle") == len(shown)
    assert figure.told.startswith(f"{len(shown)} puntos, de ")
    assert f"{above} por encima de" in figure.told
    assert f"{len(shown) - above - below} en la banda y {below} por debajo" in figure.told
    beyond = sum(one["rank"] is not None for one in table.iter_rows(named=True)) - len(shown)
    assert (f" {beyond} distritos" in figure.note) if beyond else ("Están todos" in figure.note)
    for word in ("0\u202f%", "100\u202f%", "Puesto en el índice"):
        assert f">{word}" in figure.drawing.parts


def test_the_border_says_how_many_are_beyond():
    ranks = range(1, 41)
    table = pl.DataFrame(
        {"unit": [f"{one:06}" for one in ranks], "rank": list(ranks), "zone": ["fuera"] * 40}
    ).with_columns(p_top=pl.when(pl.col("rank") < 8).then(1.0).otherwise(0.01))
    assert curve._beyond(table, 7, 0.05) == (
        "Más allá del dibujo quedan 26 distritos con puesto, ninguno con más de 1\u202f% de los "
        "cálculos."
    )
    assert "Están todos" in curve._beyond(table.head(10), 7, 0.05)


def test_the_sum_of_a_district_is_its_score(index):
    row = districts(index).filter(districts(index)["rank"].is_not_null()).row(0, named=True)
    figure = drivers.figure(INDEX_PAGES.choose({}), row["unit"])
    said = f"{row['score']:.2f}".replace(".", ",")
    assert figure.drawing.parts.count(f">{said}<") == 1
    assert f"de sus {row['score']:.1f}".replace(".", ",") in figure.title
    assert figure.title.startswith(f"{row['name']}: ")
    assert f"Puesto {row['rank']}, entre {row['rank_low']} y {row['rank_high']}." in figure.subtitle


def test_the_parts_in_its_title_are_those_that_are_drawn(index):
    row = districts(index).filter(districts(index)["rank"].is_not_null()).row(0, named=True)
    figure = drivers.figure(INDEX_PAGES.choose({}), row["unit"])
    drawn = [
        one.lower() for one in re.findall(r'class="g-texto"[^>]*>(.*?)<', figure.drawing.parts)
    ]
    named = re.findall(r"([^,(]+) \(-?[\d,]+\)", figure.title.partition("salen de ")[2])
    assert named
    assert {re.sub(r"^\W*([ye] )?", "", one).strip() for one in named} <= set(drawn)


def test_a_district_without_a_score_has_no_sum(index, client):
    [unit, *_] = districts(index).filter(districts(index)["rank"].is_null())["unit"].to_list()
    answer = client.get(f"/riesgo/distrito/{unit}/dibujo/aportes.svg")
    assert answer.status_code == 404
    assert "vea la página" in answer.content.decode()


def test_the_map_of_the_index_says_how_many_are_inside(index):
    table = districts(index)
    inside = table.filter(table["zone"] == "dentro").height
    figure = risk_hexes.national_map(INDEX_PAGES.choose({}))
    assert figure.title.startswith(f"De {table.height} distritos del Perú, {inside} casi siempre")
    assert risk_hexes.region_map(INDEX_PAGES.choose({}), "99") is None
