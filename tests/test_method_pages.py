"""The numbers that the pages of method say are those of the program, and written in Spanish."""

import inspect
import re
from pathlib import Path

import pytest

from sinasec.definitions.index import load
from sinasec.methods.rates import moran

PAGES = Path(__file__).parents[1] / "docs" / "metodos"
ABOUT_SIGNS = "lectura-de-celdas.md"  # it shows what other signs are read as


@pytest.mark.parametrize(
    "page", [one.name for one in PAGES.glob("*.md") if one.name != ABOUT_SIGNS]
)
def test_no_comma_parts_thousands(page):
    """1,893 is less than two where the comma is the decimal sign."""
    text = (PAGES / page).read_text(encoding="utf-8")
    assert re.findall(r"\b[1-9]\d{0,2},\d{3}\b", text) == []


def test_how_often_moran_is_dealt_again():
    said = (PAGES / "tasas.md").read_text(encoding="utf-8")
    of_itself = inspect.signature(moran).parameters["permutations"].default
    edition = f"{load().spatial.permutations:,}".replace(",", " ")
    assert f"repartiéndolos {of_itself} veces, si no se dice otra cosa" in said
    assert f"del índice, {edition})" in said
