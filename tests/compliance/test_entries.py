"""What an act says of itself, brought to one spelling."""

from datetime import date

import pytest

from sinasec.compliance.entries import ActEntry, clean_text
from sinasec.compliance.errors import InvalidAct

LINK = "https://ejemplo.pe/"


def test_a_text_that_cannot_be_kept_makes_no_act():
    with pytest.raises(InvalidAct, match="10000 letras"):
        clean_text("a" * 10_001)


def test_what_is_blank_is_not_kept_and_links_lose_their_blanks():
    said = {"documento": "  ", "asistentes": None, "lugar": " Puno "}
    entry = ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 2, 15), said, f" {LINK}acta ")
    cleaned = entry.clean()
    assert cleaned.attributes == {"lugar": "Puno"}
    assert cleaned.evidence_url == f"{LINK}acta"
    assert cleaned.clean() is cleaned
    only = ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 2, 15), {}, f" {LINK}acta ")
    assert only.clean().evidence_url == f"{LINK}acta"
