"""What moved between two indices, recounted from their files, with the doubt of each rank."""

import re
from html import unescape
from pathlib import Path

import numpy as np
import pytest

from sinasec.publications import catalogue
from sinasec.risk.published.between import between
from sinasec.web.risk.districts import districts
from sinasec.web.risk.peers import peers
from sinasec.web.risk.words import decimal
from tests.package_rows import table
from tests.risk.made_publication import publish_made


@pytest.fixture
def other(index):
    """Fewer districts and their own ranks: each list has some that the other lacks."""
    return publish_made(count=50)


def rows_of(found) -> dict[str, dict[str, int]]:
    rows = table(Path(catalogue.folder(found)), "distritos")
    columns = ("rank", "rank_low", "rank_high")
    return {row["unit"]: {name: int(row[name]) for name in columns} for row in rows if row["rank"]}


def place(unit, rows, among):
    return 1 + sum(rows[one]["rank"] < rows[unit]["rank"] for one in among)


def test_page_and_api_say_the_change_that_a_recount_gives(index, other, client):
    old, new = rows_of(index), rows_of(other)
    both = old.keys() & new.keys()
    assert old.keys() != new.keys()
    shifts = {unit: place(unit, old, both) - place(unit, new, both) for unit in both}
    mean = float(np.mean([abs(shift) for shift in shifts.values()]))
    api = client.get(f"/api/v1/riesgo/entre/{index.pk}/{other.pk}?limite=500").json()
    assert api["compared"] == len(both)
    assert api["mean_shift"] == pytest.approx(mean)
    for row in api["items"]:
        unit = row["unit"]
        assert row["shift"] == shifts.get(unit)
        if unit not in both:
            assert row["apart"] is row["before"] is None
            continue
        one, two = old[unit], new[unit]
        assert row["before"] - row["after"] == row["shift"]
        assert (row["published_low"], row["published_high"]) == (one["rank_low"], one["rank_high"])
        assert (row["low"], row["high"]) == (two["rank_low"], two["rank_high"])
        touch = one["rank_low"] <= two["rank_high"] and two["rank_low"] <= one["rank_high"]
        assert row["apart"] is not touch
    text = client.get("/riesgo/ediciones/", {"antes": index.pk, "despues": other.pk})
    shown = " ".join(re.sub(r"<[^>]+>", " ", unescape(text.content.decode())).split())
    assert f"el cambio medio es de {decimal(mean)} lugares" in shown


def test_who_enters_leaves_or_moves_most_is_shown_with_its_doubt(index, other, client):
    answer = client.get("/riesgo/ediciones/", {"antes": index.pk, "despues": other.pk})
    text = unescape(answer.content.decode())
    told = between(index, other).districts
    blocks = text.split("<h3 ")[1:]
    said = sum(block.count("se distinguen") for block in blocks)
    listed = told.filter("enters").height + told.filter("leaves").height
    known = told.filter((told["enters"] | told["leaves"]) & told["apart"].is_not_null()).height
    moving = told.filter(told["shift"].is_not_null() & (told["shift"] != 0)).height
    assert listed >= known > 0
    assert said == known + min(20, moving)


def test_a_trial_is_held_against_the_published_interval(index, client):
    api = client.get("/api/v1/riesgo/que-pasaria-si?normalizacion=puestos&limite=500").json()
    moved = [row for row in api["items"] if row["rank"]]
    assert any(row["shift"] for row in moved)
    for row in moved:
        assert row["low"] is row["high"] is None
        inside = row["published_low"] <= row["rank"] <= row["published_high"]
        assert row["apart"] is not inside


def test_the_place_among_its_kind_has_its_interval(index, client):
    for row in districts(index).drop_nulls("rank").head(8).to_dicts():
        found = peers(index, row)
        assert found.first <= found.place <= found.last or row["apart"]
        text = unescape(client.get(f"/riesgo/distrito/{row['unit']}/").content.decode())
        assert f"por su intervalo, entre el {found.first} y el {found.last}" in text
