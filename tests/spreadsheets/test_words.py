"""Words as people type them in headings."""

import pytest

from sinasec.spreadsheets.words import has_like, is_like, plain, tokens


def test_accents_case_signs_and_blanks_do_not_matter() -> None:
    assert plain("  Línea de\n acción  N° 4 ") == "LINEA DE ACCION N 4"
    assert plain(None) == ""
    assert tokens("% Avance (ejecución)") == ["%", "AVANCE", "EJECUCION"]


@pytest.mark.parametrize("typo", ["PROGRAMDA", "PROGRMADA", "PROGAMADA", "PROGRAMADO"])
def test_a_typo_or_two_do_not_matter(typo: str) -> None:
    assert is_like(typo, "PROGRAMADA")


def test_other_words_and_short_ones_are_not_confused() -> None:
    assert not is_like("EJECUTADA", "PROGRAMADA")
    assert not is_like("MESA", "META")
    assert not has_like(["UNIDAD", "DE"], "MEDIDA")
