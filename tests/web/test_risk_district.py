"""A district's page: what it prints adds up, says its doubt, and never makes up a place."""

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape

import polars as pl
import pytest

from sinasec.methods.words import day_words
from sinasec.publications.catalogue import last_reply_day
from sinasec.risk.published import reading
from sinasec.web.published.shelf import SHELF
from sinasec.web.risk.around import Around, around
from sinasec.web.risk.compare import verdicts
from sinasec.web.risk.district import rates, years
from sinasec.web.risk.districts import districts
from sinasec.web.risk.drivers import _below as below_of
from sinasec.web.risk.drivers import drivers
from sinasec.web.risk.moves import moves
from sinasec.web.risk.peers import NEAREST, peers
from sinasec.web.risk.words import decimal
from tests.risk import made_result

LIMA, ANCON = "150101", "150102"
UNKNOWN = made_result.UNKNOWN


def page(client, unit, query=""):
    return unescape(client.get(f"/riesgo/distrito/{unit}/{query}").content.decode())


def row_of(publication, unit):
    return districts(publication).filter(pl.col("unit") == unit).row(0, named=True)


def figure(text):
    return float(text.replace("\u202f", "").replace(",", ".").replace("\u2212", "-"))


def test_printed_contributions_add_up_to_the_printed_score(index, client):
    text = page(client, LIMA)
    table = re.search(r'<table class="pila aportes">.*?</table>', text, re.S)[0]
    body, foot = table.split("<tfoot>")
    points = re.compile(r'data-c="Puntos">([^<]+)<')
    rows = re.findall(r"<tr.*?</tr>", body, re.S)[1:]
    sums = [row for row in rows if 'class="suma"' in row]
    parts = [row for row in rows if 'class="suma"' not in row]
    score = figure(points.search(foot)[1])
    assert len(parts) == len(made_result.INDICATORS)
    for told in (sums, parts):
        total = sum(figure(points.search(row)[1]) for row in told)
        assert total == pytest.approx(score, abs=0.005 * len(told) + 0.005)
    assert score == pytest.approx(row_of(index, LIMA)["score"], abs=0.005)


def test_each_contribution_leads_to_why_its_element_is_there(index, client):
    text = page(client, LIMA, f"?publicacion={index.id}")
    table = re.search(r'<table class="pila aportes">.*?</table>', text, re.S)[0]
    linked = re.findall(r'href="(/riesgo/auditoria/[^"#]*)#elemento-([^"]+)"', table)
    told = reading.table(index, "contribuciones").filter(unit=LIMA)
    levels = told.filter(pl.col("level") < told["level"].max())
    assert sorted(code for _, code in linked) == sorted(levels["element"])
    assert {path for path, _ in linked} == {f"/riesgo/auditoria/?publicacion={index.id}"}
    audit = unescape(client.get(linked[0][0]).content.decode())
    for row in reading.table(index, "elementos").iter_rows(named=True):
        found = re.search(rf'<tr id="elemento-{row["element"]}">.*?</tr>', audit, re.S)[0]
        said = (row["criterion"], row["norm"], row["reason"], row["note"])
        assert all(text in found for text in said)


def test_more_and_less_risk_are_not_called_worse_and_better(index, client):
    text = page(client, LIMA)
    assert "Sus lugares más altos" in text
    assert "Sus lugares menos altos" in text
    assert "peor</h2>" not in text


def test_each_bar_begins_where_the_one_before_ended(index):
    score = row_of(index, LIMA)["score"]
    parts = drivers(index, LIMA, score)
    bars = [part.drawing for whole in parts for part in whole.parts]
    starts = [float(re.search(r'<rect[^>]* x="([\d.e-]+)%"', bar)[1]) for bar in bars]
    widths = [float(re.search(r'width="([\d.e-]+)%" height="12"', bar)[1]) for bar in bars]
    assert starts[0] == 0
    for start, before, wide in zip(starts[1:], starts, widths, strict=False):
        assert start == pytest.approx(before + wide, abs=0.05)
    assert starts[-1] + widths[-1] == pytest.approx(100, abs=0.05)


def test_the_place_is_said_with_its_interval_and_chance(index, client):
    row, text = row_of(index, LIMA), page(client, LIMA)
    interval = f"Entre el {row['rank_low']} y el {row['rank_high']} en 90 de cada 100 cálculos"
    assert interval in re.sub(r"<[^>]+>", "", text)
    assert "Más puntaje es más riesgo" in text
    assert "denuncias de 2021 a 2023" in text
    assert "Fuente: SIMULADO" in text
    assert "no son todos los que ocurren" in text


@pytest.mark.parametrize("unit", UNKNOWN)
def test_without_information_there_is_a_reason_and_a_remedy_and_no_place(unit, index, client):
    text = page(client, unit)
    assert "No se le pone un puesto" in text
    assert "Qué se puede hacer" in text
    assert "Su puesto" not in text
    assert "Por qué tiene ese puntaje" not in text
    assert "seguro" in text


def test_the_last_day_to_reply_is_said_with_whose_choice_it_is(index, client):
    text = page(client, LIMA)
    last = last_reply_day(index)
    assert f"Hasta el {day_words(last)} el comité" in text
    assert "ninguna norma lo fija" in text


def test_smoothed_rates_are_beside_the_counted_ones(index):
    table = reading.table(index, "tasas")
    for row in rates(index, LIMA):
        whole = table.filter(pl.col("element") == row["element"])
        pooled = 100_000 * whole["events"].sum() / whole["exposure"].sum()
        assert row["national"] == pytest.approx(pooled)
        assert row["line"].count("<circle") == 2


def test_a_lever_crosses_the_border_in_words(index):
    k = reading.top(index)
    ranked = districts(index).drop_nulls("rank").sort("rank")
    inside, outside = ranked.row(k - 1, named=True), ranked.row(k, named=True)
    for row, verb in ((inside, "bajar"), (outside, "subir")):
        found = moves(index, row)
        assert found.inside == (row["rank"] <= k)
        rates = set(reading.table(index, "tasas")["element"])
        rate = next(move for move in found.moves if move.lever.element in rates and move.change)
        assert rate.change.startswith(verb)


def test_peers_are_of_its_kind_and_it_is_among_them(index):
    row = row_of(index, LIMA)
    found = peers(index, row)
    assert {one["peer"] for one in found.rows} == {row["peer"]}
    assert LIMA in [one["unit"] for one in found.rows]
    better = districts(index).filter(
        (pl.col("peer") == row["peer"]) & (pl.col("rank") < row["rank"])
    )
    assert found.place == better.height + 1


def test_the_peers_shown_are_the_nearest_in_population_the_best_placed_first(index):
    row = row_of(index, LIMA)
    found = peers(index, row)
    same = [
        one
        for one in districts(index).iter_rows(named=True)
        if one["peer"] == row["peer"] and one["rank"] is not None and one["unit"] != LIMA
    ]
    same.sort(key=lambda one: (abs((one["population"] or 0) - row["population"]), one["unit"]))
    assert len(same) > NEAREST
    assert [one["unit"] for one in found.rows if one["unit"] != LIMA] == [
        one["unit"] for one in sorted(same[:NEAREST], key=lambda one: (one["rank"], one["unit"]))
    ]
    assert [one["rank"] for one in found.rows] == sorted(one["rank"] for one in found.rows)


def test_a_district_without_a_place_is_beside_its_kind_and_not_among_it(index):
    row = row_of(index, made_result.COVERAGE)
    found = peers(index, row)
    assert found.place is None
    assert len(found.rows) == min(NEAREST, found.ranked)
    assert made_result.COVERAGE not in [one["unit"] for one in found.rows]
    assert found.ranked < found.units


def test_the_neighbours_are_those_of_the_publication(index):
    pairs = made_result.made_inputs().neighbours
    expected = set(pairs.filter(pl.col("unit") == LIMA)["neighbour"])
    assert {row["unit"] for row in around(index, LIMA).rows} == expected


def test_a_year_without_whole_months_says_it_may_not_be_calm(index, client):
    unit = made_result.COVERAGE
    assert [row["months"] for row in years(index, unit)] == [2, 2, 2]
    text = page(client, unit)
    assert "2 de 12" in text
    assert "un mes que el archivo no cubre" in text


def test_downloads_are_the_published_rows(index, client):
    text = client.get(f"/riesgo/distrito/{LIMA}/aportes.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    table = reading.table(index, "contribuciones").filter(pl.col("unit") == LIMA)
    assert [row["element"] for row in rows] == table["element"].to_list()
    assert {row["publicacion"] for row in rows} == {index.id}
    whole = json.loads(client.get(f"/riesgo/distrito/{LIMA}/datos.json").content)
    assert whole["simulado"] is True
    assert whole["distrito"]["rank"] == row_of(index, LIMA)["rank"]
    assert len(whole["contribuciones"]) == table.height


def test_districts_that_cannot_be_told_apart_are_not_ordered():
    rows = [
        {"name": "Uno", "unit": "1", "rank": 1, "rank_low": 1, "rank_high": 3},
        {"name": "Dos", "unit": "2", "rank": 2, "rank_low": 2, "rank_high": 9},
        {"name": "Tres", "unit": "3", "rank": 30, "rank_low": 20, "rank_high": 40},
        {"name": "Nada", "unit": "4", "rank": None, "rank_low": None, "rank_high": None},
    ]
    said = verdicts(rows)
    assert len(said) == 3
    assert said[0].startswith("Solo por sus intervalos, Uno y Dos no se distinguen")
    assert "Uno tiene más puntaje que Tres" in said[1]
    assert "Dos tiene más puntaje que Tres" in said[2]


def test_compared_points_are_those_of_each_district(index, client):
    text = unescape(client.get(f"/riesgo/comparar/?d={LIMA}&d={ANCON}").content.decode())
    foot = re.findall(r'class="columna">([^<]+)</td>', text.split("<tfoot>")[1])
    scores = [row_of(index, unit)["score"] for unit in (LIMA, ANCON)]
    assert foot == [decimal(score, 2) for score in scores]


def test_a_name_typed_is_added_when_only_one_matches(index, client):
    text = client.get(f"/riesgo/comparar/?d={LIMA}&q=ancon").content.decode()
    assert "Quién tiene más puntaje" in text
    many = client.get(f"/riesgo/comparar/?d={LIMA}&q=san").content.decode()
    assert "Elija uno" in many
    assert f"d={LIMA}&amp;d=" in many


def test_a_district_twice_is_one(index, client):
    text = client.get(f"/riesgo/comparar/?d={LIMA}&d={LIMA}").content.decode()
    assert "al menos otro distrito" in text


def test_one_without_information_can_be_set_beside_another(index, client):
    text = client.get(f"/riesgo/comparar/?d={LIMA}&d={made_result.NEVER}").content.decode()
    assert "sin información" in text


def test_nobody_is_asked_to_have_fewer_inhabitants(index, monkeypatch):
    """With an edition in which one of its indicators is the population."""
    row = row_of(index, LIMA)
    before = {move.lever.element for move in moves(index, row).moves}
    held = reading.edition(index)
    people = next(each for each in held.indicators if each.input.origin == "population")
    renamed = replace(held, elements=(*held.elements, replace(people, code="hurto")))
    monkeypatch.setattr("sinasec.web.risk.moves.reading.edition", lambda publication: renamed)
    assert before - {move.lever.element for move in moves(index, row).moves} == {"hurto"}


def test_a_place_with_few_months_says_that_silence_may_be_what_is_missing(
    index, client, monkeypatch
):
    """The sample has 36 months: less than half of the 84 that a window of seven years has."""
    assert "Puede faltar registro" not in page(client, LIMA)
    held = reading.edition(index)
    monkeypatch.setattr(
        "sinasec.web.risk.districts.reading.edition", lambda publication: replace(held, window=7)
    )
    districts.cache_clear()
    SHELF.clear()
    assert "Puede faltar registro" in page(client, LIMA)
    listed = unescape(client.get("/riesgo/distritos/").content.decode())
    assert "Con denuncias en 36 meses: puede faltar registro" in listed
    districts.cache_clear()
    SHELF.clear()


def test_the_indicators_under_an_element_whatever_the_levels_between():
    def row(element, parent, level, contribution):
        return {"element": element, "parent": parent, "level": level, "contribution": contribution}

    rows = [
        row("indice", "", 4, 6.0),
        row("pilar-a", "indice", 3, 5.0), row("pilar-b", "indice", 3, 1.0),
        row("tema-a1", "pilar-a", 2, 2.0), row("tema-a2", "pilar-a", 2, 3.0),
        row("tema-b", "pilar-b", 2, 1.0),
        row("a1", "tema-a1", 1, 2.0), row("a2", "tema-a2", 1, 3.0), row("b", "tema-b", 1, 1.0),
    ]  # fmt: skip
    below = [each["element"] for each in below_of(rows, rows[1], 4)]
    assert below == ["a2", "a1"]
    assert [each["element"] for each in below_of(rows, rows[2], 4)] == ["b"]


@pytest.mark.parametrize(
    ("cluster", "significant", "says"),
    [
        (
            "no se distingue de un reparto al azar",
            False,
            "su puntaje no se distingue de un reparto",
        ),
        ("valor alto, rodeado de valores altos", True, "su puntaje es un valor alto, rodeado"),
    ],
)
def test_what_the_neighbours_say_is_a_sentence(
    cluster, significant, says, index, client, monkeypatch
):
    found = Around(cluster, significant, 0.0001, ())
    monkeypatch.setattr("sinasec.web.risk.views.district.around", lambda *_: found)
    text = re.sub(r"<[^>]+>", "", client.get("/riesgo/distrito/210101/").content.decode())
    assert f"Entre sus vecinos, {says}" in text
    assert "(q: &lt;\u202f0,001, con" in text


def test_a_district_that_never_reported_has_no_zeros(index, client):
    text = page(client, made_result.NEVER)
    body = text.split('<h2 id="datos">')[1].split("</table>")[0].split("<tbody>")[1]
    rows = body.split("</tr>")[:-1]
    assert rows
    for row in rows:
        assert "sin información" in row
        assert "0 de " not in row
        assert 'data-c="Denuncias"' not in row
