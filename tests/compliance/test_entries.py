"""What an act says of itself, brought to one spelling."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.compliance.canonical import canonical
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


SAID = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.dictionaries(st.text(), SAID | st.text()))
def test_the_text_of_what_is_said_is_the_plain_one_of_json(said: dict[str, object]):
    known = {key: value for key, value in said.items() if value is not None}
    plain = json.dumps(known, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(said) == plain  # pyright: ignore[reportArgumentType]


def test_a_number_that_json_cannot_hold_has_no_text():
    with pytest.raises(ValueError, match="JSON"):
        canonical({"monto": float("nan")})
