"""How numbers, shares and days are written, at the edges where one more or one less shows."""

from datetime import date

import pytest

from sinasec.methods.words import listed
from sinasec.web import words
from sinasec.web.risk import words as risk_words

N = "\u202f"  # the narrow space of thousands and of the sign of per cent
MINUS = "\u2212"


@pytest.mark.parametrize(
    ("value", "places", "says"),
    [
        (None, 1, "–"), (0, 0, "0"), (0.0, 1, "0,0"), (-0.04, 1, "0,0"), (-0.06, 1, f"{MINUS}0,1"),
        (-2, 0, f"{MINUS}2"), (1234.5, 1, f"1{N}234,5"), (999.95, 1, f"1{N}000,0"),
        (1_234_567, 0, f"1{N}234{N}567"), (0.5, 2, "0,50"),
    ],
)  # fmt: skip
def test_a_decimal_number(value, places, says):
    assert risk_words.decimal(value, places) == says


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, "–"), (0, "0,000"), (0.583, "0,583"), (-0.5, f"{MINUS}0,500"), (1, "1,00"),
        (4.12, "4,12"), (-9.5, f"{MINUS}9,50"), (10, "10,0"), (938.7, "938,7"), (1000, f"1{N}000"),
        (12_040.4, f"12{N}040"),
    ],
)  # fmt: skip
def test_a_measure_has_the_decimals_that_its_size_asks_for(value, says):
    assert risk_words.measure(value) == says


@pytest.mark.parametrize(
    ("share", "places", "says"),
    [
        (0, 0, f"0{N}%"), (0.004, 0, f"<{N}1{N}%"), (0.005, 0, f"<{N}1{N}%"),
        (0.0051, 0, f"1{N}%"), (0.5, 0, f"50{N}%"), (0.9949, 0, f"99{N}%"),
        (0.995, 0, f">{N}99{N}%"), (0.999, 0, f">{N}99{N}%"), (1, 0, f"100{N}%"),
        (0.0004, 1, f"<{N}0,1{N}%"), (0.9996, 1, f">{N}99,9{N}%"), (0.1234, 1, f"12,3{N}%"),
    ],
)  # fmt: skip
def test_a_share_is_never_said_all_or_none_unless_it_is(share, places, says):
    assert risk_words.percent(share, places) == says


@pytest.mark.parametrize(
    ("share", "says"),
    [
        (0, "en ninguno de los cálculos"),
        (0.004, "en menos de 1 de cada 100 cálculos"),
        (0.005, "en menos de 1 de cada 100 cálculos"),
        (0.0051, "en 1 de cada 100 cálculos"),
        (0.049, "en 4,9 de cada 100 cálculos"),
        (0.05, "en 5 de cada 100 cálculos"),
        (0.051, "en 5,1 de cada 100 cálculos"),
        (0.951, "en 95,1 de cada 100 cálculos"),
        (0.87, "en 87 de cada 100 cálculos"),
        (0.9949, "en 99 de cada 100 cálculos"),
        (0.995, "en más de 99 de cada 100 cálculos"),
        (0.997, "en más de 99 de cada 100 cálculos"),
        (1, "en todos los cálculos"),
    ],
)
def test_in_how_many_of_a_hundred(share, says):
    assert risk_words.out_of(share) == says


def test_a_change_says_its_sign_and_an_interval_its_two_ends():
    assert [risk_words.signed(value) for value in (3, 0, -2)] == ["+3", "0", f"{MINUS}2"]
    assert risk_words.signed(0.25, 1) == "+0,2"
    assert risk_words.interval(30, 55) == "30 a 55"
    assert risk_words.interval(30.2, 29.9) == "30"
    assert risk_words.interval(30.2, 29.9, 1) == "30,2 a 29,9"
    assert risk_words.interval(None, 3) == risk_words.interval(3, None) == "–"


def test_what_a_zone_means_names_both_probabilities():
    said = risk_words.zone_meaning((0.05, 0.95))
    assert list(said) == list(risk_words.ZONES)
    assert "más de 95 de cada 100" in said["dentro"]
    assert "de 5 a 95 de cada 100" in said["frontera"]
    assert "menos de 5 de cada 100" in said["fuera"]


def test_shares_days_and_names():
    assert words.share(1, 3) == f"33,3{N}%"
    assert words.share(0, 3) == f"0,0{N}%"
    assert words.share(3, 3) == f"100,0{N}%"
    assert words.share(0, 0) == "–"
    assert words.number(1893) == f"1{N}893"
    assert words.day_words(None) == "sin fecha"
    assert words.day_words(date(2026, 10, 31)) == "31 de octubre de 2026"
    assert sorted(["Callao", "Áncash", "Amazonas"], key=words.sorting)[1] == "Áncash"
    assert words.sorting("ÑAÑA") == "nana"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (0.0002, "<\u202f0,001"), (0.0, "0,000"), (0.0005, "0,001"), (0.121, "0,121"),
        (0.9998, ">\u202f0,999"), (1.0, "1,000"), (-0.42, "−0,420"), (None, "–"),
    ],
)  # fmt: skip
def test_a_chance_is_not_none_and_a_correlation_not_whole_until_they_are(value, says):
    assert risk_words.unit_share(value) == says


def test_the_last_of_a_list_is_joined_by_e_before_the_sound_of_an_i():
    said = [listed(["forma", last]) for last in ("imputación", "hijos", "Ica", "hielo", "ión", "a")]
    joints = ["e", "e", "e", "y", "y", "y"]
    assert [one.split()[1] for one in said] == joints
    assert listed(["pesos"]) == "pesos"
    assert listed(["a", "b", "índices"]) == "a, b e índices"
