"""A published place goes with the middle of its draws, and says when it falls outside of them."""

import csv
import html
import io
import re

import pytest

from sinasec.risk.published import reading
from sinasec.web.risk import hexes
from sinasec.web.risk.districts import districts
from sinasec.web.risk.words import apart
from sinasec.web.words import number


def place(rank, low, middle, high):
    return {"rank": rank, "rank_low": low, "rank_median": middle, "rank_high": high}


def test_one_outside_its_interval_is_told_to_which_side():
    below = apart(place(1823, 1407, 1600, 1763))
    assert "1\u202f823" in below
    assert "más cerca del primer puesto" in below
    assert "mediano en ellos es el 1\u202f600" in below
    assert "más lejos del primer puesto" in apart(place(2, 3, 5, 9))


@pytest.mark.parametrize("rank", [3, 5, 9])
def test_one_inside_or_at_the_edge_says_nothing(rank):
    assert apart(place(rank, 3, 5, 9)) == ""


def test_one_without_a_place_says_nothing():
    assert apart(place(None, None, None, None)) == ""


def test_the_map_says_it_in_its_title():
    row = place(1823, 1407, 1600, 1763) | {"name": "X", "zone": "fuera"}
    said = "X: puesto 1823, mediano 1600 (1407 a 1763), fuera"
    assert hexes.title(row | {"apart": ""}) == said
    assert hexes.title(row | {"apart": "…"}) == f"{said}; el puesto queda fuera de su intervalo"


@pytest.fixture
def moved(index, monkeypatch):
    """The index, with a district whose place is beyond the last of its interval."""
    table = districts(index)
    row = next(row for row in table.iter_rows(named=True) if row["rank_high"])
    outside = row | {"rank": row["rank_high"] + 3}
    outside["apart"] = apart(outside)
    monkeypatch.setattr(
        "sinasec.web.risk.views.district.district_or_404", lambda publication, unit: outside
    )
    return outside


def test_its_page_and_its_json_say_so(moved, client):
    page = html.unescape(client.get(f"/riesgo/distrito/{moved['unit']}/").content.decode())
    assert moved["apart"] in page
    told = client.get(f"/riesgo/distrito/{moved['unit']}/datos.json").json()["distrito"]
    assert told["sobre_el_puesto"] == moved["apart"]
    assert told["rank_median"] == moved["rank_median"]


def test_the_middle_goes_with_each_place_in_page_csv_api_and_map(index, client):
    known = {row["unit"]: row for row in reading.table(index, "distritos").iter_rows(named=True)}
    ranked = [row for row in known.values() if row["rank"]]
    listed = client.get("/riesgo/distritos/?orden=puesto").content.decode()
    shown = re.findall(
        r'/riesgo/distrito/(\d+)/.*?data-c="Puesto">(.*?)<span>mediano (.*?)</span>',
        listed,
        re.DOTALL,
    )
    assert len(shown) == 50
    for unit, rank, middle in shown:
        row = known[unit]
        assert (rank, middle) == (number(row["rank"]), number(row["rank_median"]))
    rows = csv.DictReader(
        io.StringIO(client.get("/riesgo/distritos.csv").content.decode("utf-8-sig"))
    )
    assert {row["unit"]: (row["rank_median"], row["sobre_el_puesto"]) for row in rows} == {
        unit: ("" if row["rank"] is None else str(row["rank_median"]), apart(row))
        for unit, row in known.items()
    }
    answer = client.get("/api/v1/riesgo/distritos?limite=500").json()["items"]
    assert {row["unit"]: (row["rank_median"], row["rank_note"]) for row in answer} == {
        unit: (row["rank_median"], apart(row)) for unit, row in known.items()
    }
    drawn = client.get("/riesgo/").content.decode()
    for row in ranked:
        assert f"puesto {row['rank']}, mediano {row['rank_median']} (" in drawn
