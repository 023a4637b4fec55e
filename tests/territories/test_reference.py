"""The reference tables are whole, consistent, and what their sources say."""

import csv
import gzip
from collections import Counter
from datetime import date

import pytest

from sinasec.territories import reference
from sinasec.territories.names import bare


def of(kind):
    return [unit for unit in reference.units() if unit.kind == kind]


def test_the_edition_has_as_many_units_as_it_says():
    counts = reference.edition()["counts"]
    assert len(of("dept")) == counts["departments"] == 25
    assert len(of("prov")) == counts["provinces"] == 196
    assert len(of("dist")) == counts["districts"] == 1893


def test_codes_are_unique_and_every_parent_is_there():
    codes = Counter(unit.code for unit in reference.units())
    assert max(codes.values()) == 1
    assert all(unit.parent in codes for unit in reference.units() if unit.kind != "dept")
    assert all(unit.source for unit in reference.units())


def test_no_two_districts_of_a_province_share_a_name():
    names = Counter((unit.parent, unit.name.casefold()) for unit in of("dist"))
    assert [pair for pair, times in names.items() if times > 1] == []


def test_reniec_codes_are_another_numbering_and_never_repeat():
    by_code = reference.by_code()
    assert by_code["07"].reniec == "24"  # Callao comes last but one in RENIEC's numbering
    assert by_code["15"].reniec == "14"
    assert by_code["150108"].reniec == "140108"
    known = Counter(unit.reniec for unit in reference.units() if unit.reniec)
    assert max(known.values()) == 1
    assert sum(1 for unit in of("dist") if not unit.reniec) < 60


def test_an_unknown_date_of_creation_stays_unknown():
    by_code = reference.by_code()
    assert by_code["150108"].valid_from is None
    assert by_code["160405"].valid_from == date(2025, 7, 4)  # the day after Ley 32403 came out


def test_history_speaks_of_units_that_exist_and_says_its_source():
    for event in reference.history():
        assert event.code in reference.by_code()
        assert event.source
        assert event.event in ("created", "counted", "named", "merged")
        assert set(event.others) <= reference.by_code().keys() - {event.code}
        assert (event.event == "named") == bool(event.former_name)
        assert event.event != "created" or (event.norm and event.published)


def test_every_province_has_its_capital_district():
    for province in of("prov"):
        capital = reference.by_code()[reference.capital_of(province.code)]
        assert capital.parent == province.code


def test_lima_is_two_regions_and_callao_one():
    assert reference.region_of("150108") == "1501"
    assert reference.region_of("150806") == "15"
    assert reference.region_of("070101") == "07"
    assert reference.region_name("1501") == "Lima Metropolitana"
    assert reference.region_name("15") == "Lima Provincias"
    assert reference.full_name("140114") == "Santa Rosa (Chiclayo, Lambayeque)"


@pytest.fixture(scope="module")
def real_districts(shared):
    table = shared / "data" / "territory" / "distritos.csv.gz"
    with gzip.open(table, "rt", encoding="utf-8") as file:
        return {row["ubigeo"]: row for row in csv.DictReader(file)}


def test_districts_are_those_of_an_independent_table_but_for_the_one_it_lacks(real_districts):
    ours = {unit.code: unit.name for unit in of("dist")}
    theirs = {code: row["distrito"] for code, row in real_districts.items()}
    assert ours.keys() - theirs.keys() == {"120307"}
    assert theirs.keys() - ours.keys() == set()
    assert {c for c in theirs if ours[c] != theirs[c]} == set()


def test_reniec_codes_agree_with_an_independent_table(real_districts):
    disagree = {
        unit.code: (unit.reniec, real_districts[unit.code]["ubigeo_reniec"])
        for unit in of("dist")
        if unit.reniec and unit.reniec != real_districts[unit.code]["ubigeo_reniec"]
    }
    assert disagree == {}


def test_the_legal_capital_of_each_province_lies_in_the_district_coded_01(shared, real_districts):
    table = shared / "data" / "territory" / "provincias.csv.gz"
    with gzip.open(table, "rt", encoding="utf-8") as file:
        capitals = {row["ubigeo_prov"]: row["capital"] for row in csv.DictReader(file)}
    elsewhere = {
        province: capital
        for province, capital in capitals.items()
        if bare(capital) != bare(real_districts[reference.capital_of(province)]["capital_legal"])
    }
    assert elsewhere == {}
