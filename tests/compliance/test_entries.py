"""The longest texts and links that a fact may carry."""

from datetime import date

import pytest

from sinasec.compliance.entries import ActEntry, clean_text, is_link
from sinasec.compliance.errors import InvalidAct

LINK = "https://ejemplo.pe/"


@pytest.mark.parametrize("letter", ["a", "ñ"])
def test_a_text_of_ten_thousand_letters_is_the_longest(letter):
    assert clean_text(letter * 10_000) == letter * 10_000
    with pytest.raises(InvalidAct, match="10000 letras"):
        clean_text(letter * 10_001)


def test_a_link_of_two_thousand_letters_is_the_longest():
    assert is_link(LINK.ljust(2_000, "a"))
    assert not is_link(LINK.ljust(2_001, "a"))


def test_what_is_blank_is_not_kept_and_links_lose_their_blanks():
    said = {"documento": "  ", "asistentes": None, "lugar": " Puno "}
    entry = ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 2, 15), said, f" {LINK}acta ")
    cleaned = entry.clean()
    assert cleaned.attributes == {"lugar": "Puno"}
    assert cleaned.evidence_url == f"{LINK}acta"
    assert cleaned.clean() is cleaned
    only = ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 2, 15), {}, f" {LINK}acta ")
    assert only.clean().evidence_url == f"{LINK}acta"
