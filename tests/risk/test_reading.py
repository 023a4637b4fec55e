"""What is read of an index is what was published: looked up again, slowly, in its CSV."""

import csv
import io
from datetime import date

import polars as pl
import pytest

from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.methods.composite import build
from sinasec.methods.risk import frames
from sinasec.publications import catalogue
from sinasec.publications.packages.canonical import UnreadableTable, csv_bytes, in_order
from sinasec.risk.published import reading
from sinasec.risk.published.between import between
from sinasec.risk.published.older_packages import read_result
from tests.risk.made_publication import made_edition, publish_made
from tests.risk.made_result import (
    NEVER,
    REPLICATIONS,
    TOP,
    UNKNOWN,
    made_inputs,
    made_result,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]
UNIT = "150108"


@pytest.fixture
def published():
    return publish_made()


def slow_rows(published, name: str, **equal: str) -> list[dict[str, str]]:
    """The rows of a CSV of the package, as text, one at a time."""
    with open(reading.folder(published) / f"{name}.csv", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[k] == v for k, v in equal.items())]


@pytest.mark.parametrize("name", list(frames.RESULTS))
def test_every_table_is_the_one_computed(published, name):
    """But for the digits past the tenth, and the order of the rows."""
    table, made = reading.table(published, name), made_result().tables[name]
    assert table.schema == frames.RESULTS[name]
    keys = list(reading.TABLES[name].keys)
    made = made.sort(keys)
    for column in table.sort(keys):
        other = made[column.name]
        if column.dtype == pl.Float64:
            assert column.is_null().equals(other.is_null())
            far = (column - other).abs() > 1e-9 * (1 + other.abs())
            assert not far.any()
        else:
            assert column.equals(other)


def test_a_table_it_does_not_have_is_said_so(published):
    with pytest.raises(reading.UnknownTable, match="distritos, elementos"):
        reading.table(published, "otra")


def test_a_semaforo_is_no_index(published):
    assert reading.latest() == reading.get(published.pk) == published
    assert reading.latest(simulated=False) is None
    assert catalogue.latest(SEMAFORO) is None
    with pytest.raises(reading.UnknownPublication, match="otra clase"):
        catalogue.get(published.pk, "semaforo")


def test_what_it_was_made_from_is_inside(published):
    assert reading.edition(published) == made_edition()
    assert reading.design(published).height == REPLICATIONS
    assert reading.top(published) == TOP
    inputs = reading.inputs(published)
    assert inputs.simulated
    assert inputs.reports["count"].sum() == made_inputs().reports["count"].sum()
    assert list(reading.steps(published)) == list(made_result().steps)
    assert reading.steps(published)["04-rank"].height == len(made_result().idata)


def test_the_index_built_from_its_tables_is_the_one_published(published):
    built = build(reading.index_tables(published), reading.recipe(published))
    ranks = dict(built.ranks.select("uCode", "irs").iter_rows())
    shown = reading.table(published, "distritos").drop_nulls("rank")
    assert dict(shown.select("unit", "rank").iter_rows()) == ranks


def test_a_district_has_everything_said_of_it(published):
    found = reading.district(published, UNIT)
    (slow,) = slow_rows(published, "distritos", unit=UNIT)
    assert (found.row["name"], str(found.row["rank"])) == (slow["name"], slow["rank"])
    for rows, name in (
        (found.rates, "tasas"),
        (found.spatial, "espacial"),
        ([row for row in found.variants if row["rank"]], "variantes_puestos"),
        (found.quality, "calidad"),
    ):
        assert len(rows) == len(slow_rows(published, name, unit=UNIT)) > 0
    for level, rows in found.contributions.items():
        assert sum(row["contribution"] for row in rows) == pytest.approx(found.row["score"])
        same = slow_rows(published, "contribuciones", unit=UNIT, level=str(level))
        assert {row["element"] for row in rows} == {row["element"] for row in same}
        points = [row["contribution"] for row in rows]
        assert points == sorted(points, reverse=True)
    assert all(row["name"] and row["weight"] for row in found.contributions[1])
    assert all(row["title"] for row in found.variants)
    assert len(found.variants) == len(slow_rows(published, "variantes"))


def test_its_peers_are_the_nearest_of_its_kind(published):
    found = reading.district(published, UNIT)
    alike = [
        (int(row["rank"]), row["unit"])
        for row in slow_rows(published, "distritos", peer=found.row["peer"])
        if row["rank"]
    ]
    place = sorted(alike).index((found.row["rank"], UNIT))
    near = sorted(alike)[max(place - reading.NEAR, 0) : place + reading.NEAR + 1]
    assert [row["unit"] for row in found.peers] == [unit for _, unit in near]


def test_a_district_without_information_has_no_place(published):
    found = reading.district(published, NEVER)
    assert (found.row["why"], found.row["rank"]) == (UNKNOWN[NEVER], None)
    assert found.contributions == {}
    assert found.peers == ()
    assert {row["flag"] for row in found.quality} == {"nunca_reporto"}


def test_a_district_that_is_not_there_is_said_so(published):
    with pytest.raises(reading.NotInIt, match="«999999»"):
        reading.district(published, "999999")


def test_the_frontier_is_who_is_in_doubt(published):
    found = reading.frontier(published)
    slow = slow_rows(published, "distritos", zone="frontera")
    assert sorted(found["unit"]) == sorted(row["unit"] for row in slow)
    assert 0.05 <= found["p_top"].min() <= found["p_top"].max() <= 0.95
    assert found["p_top"].is_sorted(descending=True)


def test_compared_districts_come_once_in_the_order_asked(published):
    asked = ["150110", UNIT, "150110"]
    assert [one.row["unit"] for one in reading.compare(published, asked)] == ["150110", UNIT]


def test_the_committees_that_may_reply_are_those_of_its_districts(published):
    found = reading.respondents(published)
    assert "CODISEC-150108" in found
    assert "COPROSEC-2101" in found  # the seat of a province answers by its committee
    assert "CODISEC-210101" not in found
    assert len(found) == made_inputs().units.height


def test_an_index_is_not_dated_where_nothing_is_known(published):
    assert published.as_of == date(2023, 12, 31)
    assert published.horizon_from == date(2021, 1, 1)


def test_between_two_indices_who_moved(published):
    other = publish_made(count=70)
    found = between(published, other)
    rows = {row["unit"]: row for row in found.districts.iter_rows(named=True)}
    old = {row["unit"]: row["rank"] for row in slow_rows(published, "distritos")}
    new = {row["unit"]: row["rank"] for row in slow_rows(other, "distritos")}
    assert set(rows) == set(old) | set(new)
    both = [unit for unit in rows if old.get(unit) and new.get(unit)]
    for unit, row in rows.items():
        if unit in both:
            before, after = (
                sum(int(ranks[one]) < int(ranks[unit]) for one in both) for ranks in (old, new)
            )
            assert row["shift"] == before - after
        else:
            assert row["shift"] is None
    assert found.shift.units == len(both)
    assert found.districts.filter("enters").height == found.shift.enter
    assert between(published, published).shift.max == 0


def test_a_package_from_before_a_column_is_read_without_it():
    table = reading.TABLES["elementos"]
    written = csv_bytes(table, in_order(table, made_result().tables["elementos"]))
    rows = list(csv.reader(io.StringIO(written.decode())))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(row[:-2] for row in rows)
    found = read_result(table, text.getvalue().encode())
    assert found.schema == frames.ELEMENTS
    assert found["reason"].is_null().all()
    assert found["element"].to_list() == [row[0] for row in rows[1:]]


def test_a_package_without_its_keys_is_refused():
    with pytest.raises(UnreadableTable, match="deben ser"):
        read_result(reading.TABLES["elementos"], b"name,parent\nA,B\n")
