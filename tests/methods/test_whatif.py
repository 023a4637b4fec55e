"""Who changes colour, where, and since when."""

from datetime import date

import polars as pl

from sinasec.methods.compliance.frames import COMMITTEE_LIGHTS
from sinasec.methods.compliance.whatif import changed_lights, changed_on


def lights(*rows):
    return pl.DataFrame(
        [
            (committee, "legal", first, last, light, 0, 0, 0, 0, 0)
            for committee, first, last, light in rows
        ],
        schema=COMMITTEE_LIGHTS,
        orient="row",
    )


def test_only_the_days_that_differ_are_told():
    before = lights(
        ("CONASEC", date(2025, 1, 1), date(2025, 12, 31), "verde"),
        ("CORESEC-21", date(2025, 1, 1), date(2025, 12, 31), "rojo"),
    )
    after = lights(
        ("CONASEC", date(2025, 1, 1), date(2025, 6, 10), "verde"),
        ("CONASEC", date(2025, 6, 11), date(2025, 9, 30), "rojo"),
        ("CONASEC", date(2025, 10, 1), date(2025, 12, 31), "verde"),
        ("CORESEC-21", date(2025, 1, 1), date(2025, 12, 31), "rojo"),
    )
    found = changed_lights(before, after)
    assert found.rows() == [
        ("CONASEC", "legal", date(2025, 6, 11), date(2025, 9, 30), "verde", "rojo")
    ]
    assert changed_on(found, date(2025, 6, 10)).is_empty()
    assert changed_on(found, date(2025, 6, 11)).height == 1


def test_a_light_that_appears_differs_from_none():
    before = lights(("CONASEC", date(2025, 3, 1), date(2025, 3, 31), "verde"))
    after = lights(("CONASEC", date(2025, 1, 1), date(2025, 3, 31), "verde"))
    assert changed_lights(before, after).rows() == [
        ("CONASEC", "legal", date(2025, 1, 1), date(2025, 2, 28), None, "verde")
    ]


def test_the_same_law_changes_nobody():
    same = lights(
        ("CONASEC", date(2025, 1, 1), date(2025, 3, 31), "verde"),
        ("CONASEC", date(2025, 4, 1), date(2025, 5, 31), "rojo"),
    )
    assert changed_lights(same, same).is_empty()
