"""Who sent a file without the headings is told which row came nearest and what it lacks."""

import pytest

from sinasec.intake.nearest_heading import HeadingRow, Needs, nearest_told

ACTS = Needs(
    "actos",
    tuple((name, frozenset({name.lower()})) for name in ("Comite", "Clase", "Fecha")),
)
PEOPLE = Needs("poblacion", (("Ubigeo", frozenset({"ubigeo", "codigo"})),))


def told(*rows: list[str], sheet: str = "") -> str:
    return nearest_told(
        [HeadingRow(sheet, number, cells) for number, cells in enumerate(rows, start=1)],
        [PEOPLE, ACTS],
    )


def test_the_row_with_most_of_a_heading_is_told_with_what_it_lacks():
    said = told(["LIBRO", "", ""], ["Comité", "Fechas", "Clase"], ["CORESEC-21", "1", "2"])
    assert said == (
        "La más parecida es la fila 2, que dice «Comité», «Fechas», «Clase»: para actos le falta "
        "«Fecha»."
    )
    assert told(["fecha"], sheet="Hoja1").startswith("La más parecida es la fila 1 de «Hoja1»")
    assert told(["fecha"]).endswith("para actos le faltan «Comite», «Clase».")


def test_a_row_that_has_them_all_lacks_nothing_to_tell():
    assert "poblacion" not in told(["Ubigeo", "otra"])


def test_the_first_that_says_anything_is_told_where_none_is_like():
    assert told(["", " "], ["a", "b"]) == (
        "La primera escrita es la fila 2, que dice «a», «b», y ninguno de sus encabezados se "
        "conoce."
    )
    assert told([""]) == told() == ""


@pytest.mark.parametrize("cell", ["x" * 5000, "Fecha" * 900])
def test_a_long_or_a_wide_row_is_cut(cell):
    said = told([cell] * 500)
    assert len(said) < 1000
    assert "y 192 más" in said
