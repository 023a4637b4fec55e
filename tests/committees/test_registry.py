"""Which committees there are, on both sides of the reform of the capitals."""

from datetime import date

import pytest

from sinasec import definitions
from sinasec.committees.frames import committees_frame
from sinasec.committees.registry import answering_for, by_code, committees, label
from sinasec.methods.compliance.frames import COMMITTEES
from sinasec.territories import reference


def on(day, level):
    return [c for c in committees() if c.level == level and c.exists_on(day)]


@pytest.mark.parametrize(
    ("day", "district_committees"),
    [
        (date(2019, 5, 9), 1889),  # 1,893 less the four whose beginning is known to be later
        (date(2019, 5, 10), 1693),
        (date(2026, 1, 1), 1697),
    ],
)
def test_the_codisec_of_a_capital_ends_when_the_coprosec_takes_its_place(day, district_committees):
    assert len(on(day, "CONASEC")) == 1
    assert len(on(day, "CORESEC")) == 26
    assert len(on(day, "COPROSEC")) == 196
    assert len(on(day, "CODISEC")) == district_committees


def test_a_capital_district_is_answered_for_by_its_coprosec_since_the_reform():
    assert answering_for("210101", date(2019, 5, 9)) == "CODISEC-210101"
    assert answering_for("210101", date(2019, 5, 10)) == "COPROSEC-2101"
    assert answering_for("210103", date(2026, 1, 1)) == "CODISEC-210103"
    assert answering_for("2101", date(2026, 1, 1)) == "COPROSEC-2101"
    assert answering_for("21", date(2026, 1, 1)) == "CORESEC-21"
    with pytest.raises(KeyError):
        answering_for("990101", date(2026, 1, 1))


def test_lima_has_two_coresec_and_each_province_its_own():
    assert by_code()["CORESEC-1501"].name == "CORESEC Lima Metropolitana"
    assert by_code()["CORESEC-15"].name == "CORESEC Lima Provincias"
    assert by_code()["COPROSEC-1501"].parent == "CORESEC-1501"
    assert by_code()["COPROSEC-1508"].parent == "CORESEC-15"
    assert by_code()["CODISEC-150108"].region == "1501"
    assert by_code()["COPROSEC-0701"].parent == "CORESEC-07"


def test_every_committee_but_the_first_has_a_parent_of_the_level_above():
    above = {"CORESEC": "CONASEC", "COPROSEC": "CORESEC", "CODISEC": "COPROSEC"}
    for committee in committees():
        if committee.level != "CONASEC":
            assert by_code()[committee.parent].level == above[committee.level]


def test_a_new_district_has_its_committee_from_its_creation():
    assert by_code()["CODISEC-160405"].valid_from == date(2025, 7, 4)
    assert by_code()["CODISEC-150108"].valid_from == date(2014, 12, 5)


def test_labels_never_repeat():
    labels = [label(committee) for committee in committees()]
    assert len(set(labels)) == len(labels)


def test_the_frame_has_the_shape_that_methods_read():
    frame = committees_frame()
    assert frame.schema == COMMITTEES
    assert frame.height == len(committees())
    assert frame["committee"].is_sorted()
    assert frame["committee"].n_unique() == frame.height


def test_the_definitions_speak_of_committees_and_places_that_there_are():
    """They cannot know the register; whoever mistypes a code would bind nobody, and say nothing."""
    law = definitions.load()
    assert set(law.unverified) <= set(by_code())
    places = {place for duty in law.duties for place in duty.only_in}
    assert places <= set(reference.by_code())
