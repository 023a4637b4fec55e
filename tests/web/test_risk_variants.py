"""The change that a variant makes is the difference of the two places shown beside it."""

import csv
import re
from html import unescape
from pathlib import Path

import polars as pl
import pytest

from sinasec.publications import catalogue
from sinasec.risk.published import reading
from sinasec.risk.published.older_packages import with_places_of_both
from sinasec.web.risk.district import own_scale, variants
from sinasec.web.risk.districts import districts
from sinasec.web.risk.words import decimal
from sinasec.web.words import number
from tests.package_rows import table


def published(index) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """unit -> rank of the index, variant -> unit -> rank, counted from the files alone."""
    folder = Path(catalogue.folder(index))
    ranks = {row["unit"]: int(row["rank"]) for row in table(folder, "distritos") if row["rank"]}
    others: dict[str, dict[str, int]] = {}
    for row in table(folder, "variantes_puestos"):
        others.setdefault(row["variant"], {})[row["unit"]] = int(row["rank"])
    return ranks, others


def place(unit: str, ranks: dict[str, int], among: set[str]) -> int:
    return 1 + sum(ranks[other] < ranks[unit] for other in among)


def rows_of(client, unit):
    text = unescape(client.get(f"/riesgo/distrito/{unit}/").content.decode())
    table = text.split('<h2 id="variantes">')[1].split("</table>")[0]
    body = re.sub(r"<svg.*?</svg>", "", table.split("<tbody>")[1], flags=re.S)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in body.split("</tr>")
        if "<th" in row
    ]


def test_page_csv_and_api_say_the_places_a_recount_gives(index, client):
    ranks, others = published(index)
    titles = dict(reading.table(index, "variantes").select("title", "variant").iter_rows())
    folder = Path(catalogue.folder(index))
    with (folder / "variantes_puestos.csv").open(encoding="utf-8") as file:
        told = {(row["variant"], row["unit"]): row for row in csv.DictReader(file)}
    for unit in sorted(ranks)[:12]:
        api = client.get(f"/api/v1/riesgo/distritos/{unit}").json()["variants"]
        in_api = {row["variant"]: row for row in api}
        rows = rows_of(client, unit)
        assert [row[0] for row in rows] == list(titles)
        for title, *cells in rows:
            code = titles[title]
            if code not in others or unit not in others[code]:
                assert in_api[code]["rank"] is in_api[code]["shift"] is None
                assert (code, unit) not in told
                continue
            both = ranks.keys() & others[code].keys()
            before, after = place(unit, ranks, both), place(unit, others[code], both)
            row, said = told[code, unit], in_api[code]
            assert [said[name] for name in ("before", "after", "shift", "compared")] == [
                before, after, before - after, len(both),
            ]  # fmt: skip
            assert [int(row[name]) for name in ("before", "after", "shift")] == [
                before, after, before - after,
            ]  # fmt: skip
            assert cells[:3] == [number(len(both)), number(before), number(after)]
            assert cells[-1].lstrip("+") == decimal(before - after, 0).lstrip("+")


def test_a_variant_without_a_place_keeps_its_row_and_says_so(index, client):
    ranks, others = published(index)
    unit = next(unit for unit in ranks if unit not in others["exigente"])
    rows = {row[0]: row[1:] for row in rows_of(client, unit)}
    assert rows["Sin los 7 primeros"][-1] == "sin información: con esa decisión no tiene puesto"
    assert rows["Con otra encuesta"] == ["no se pudo probar con estos datos"]


def test_the_dot_is_the_published_rank_moved_by_the_change(index):
    for row in districts(index).drop_nulls("rank").head(20).to_dicts():
        scale = own_scale(index, row)
        for one in variants(index, row):
            dots = [float(x) for x in re.findall(r'cx="([\d.]+)%"', one.line)]
            assert dots == ([] if one.shift is None else [scale.at(row["rank"] - one.shift)])


@pytest.mark.parametrize("code", ["exigente", "geometrica"])
def test_a_package_that_lacks_them_gives_the_same_places(index, code):
    told = reading.table(index, "variantes_puestos")
    lacks = told.with_columns(pl.lit(None, pl.Int32).alias(name) for name in ("before", "after"))
    assert with_places_of_both(lacks, reading.table(index, "distritos")).equals(told)
    assert told.filter(variant=code)["before"].is_not_null().all()
