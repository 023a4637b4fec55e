"""Seats and quorum in each wording, with the numbers a jurist can count in the article."""

from datetime import date

import pytest

from sinasec.definitions.composition import composition_of, quorum


@pytest.mark.parametrize(
    ("level", "day", "members"),
    [
        ("CONASEC", date(2016, 12, 8), 20),  # art. 11, a to s with ñ
        ("CONASEC", date(2016, 12, 9), 21),  # DL 1260 adds the fire service
        ("CONASEC", date(2019, 5, 10), 21),  # a to u
        ("CONASEC", date(2025, 6, 10), 24),  # a to w with ñ
        ("CONASEC", date(2025, 6, 11), 25),  # Ley 32378 adds Migraciones
        ("CORESEC", date(2018, 1, 1), 13),  # art. 16, with the tourism director
        ("CORESEC", date(2020, 1, 1), 12),
        ("CORESEC", date(2025, 2, 13), 13),  # autodefensa, where there is any
        ("COPROSEC", date(2020, 1, 1), 13),
        ("COPROSEC", date(2025, 2, 13), 14),
        ("CODISEC", date(2019, 5, 9), 9),
        ("CODISEC", date(2025, 2, 13), 12),
    ],
)
def test_members_named_by_the_article(level, day, members):
    assert composition_of(level, day).members == members


def test_lima_metropolitana_has_an_article_of_its_own():
    lima = composition_of("CORESEC", date(2020, 1, 1), "CORESEC-1501")
    assert lima.seats[0].name == "Alcalde metropolitano de Lima"
    assert lima.members == 12
    assert composition_of("CORESEC", date(2020, 1, 1), "CORESEC-21").seats[0].name == (
        "Gobernador regional"
    )


def test_before_the_reglamento_nobody_is_named():
    assert composition_of("CONASEC", date(2014, 12, 4)) is None


def test_a_seat_that_may_not_exist_makes_the_number_depend_on_the_place():
    assert composition_of("CORESEC", date(2020, 1, 1)).fixed
    assert not composition_of("COPROSEC", date(2020, 1, 1)).fixed  # rondas, where there are any
    assert not composition_of("CODISEC", date(2020, 1, 1)).fixed  # as many as comisarías


@pytest.mark.parametrize(
    ("members", "rounding", "expected"),
    [
        (12, "hacia_abajo", 7),
        (12, "hacia_arriba", 7),
        (13, "hacia_abajo", 7),
        (13, "hacia_arriba", 8),
        (21, "hacia_abajo", 11),
        (21, "hacia_arriba", 12),
    ],
)
def test_half_plus_one_rounds_as_the_setting_says(members, rounding, expected):
    assert quorum(members, "mitad_mas_uno", rounding) == expected


def test_in_2014_more_than_half_was_enough_whatever_the_rounding():
    assert quorum(20, "mas_de_la_mitad") == 11
    assert quorum(13, "mas_de_la_mitad", "hacia_arriba") == 7


def test_the_setting_in_use_rounds_down():
    assert quorum(13, "mitad_mas_uno") == 7
