"""Columns are found by their headers, however these are written."""

import pytest

from sinasec.compliance.ingest.loading import layouts as row_layouts
from sinasec.intake.bulk.layouts import layouts as bulk_layouts
from sinasec.intake.columns import Column
from sinasec.intake.headings import LONGEST, bare, faults_of, match, names_of, written

UNIT = Column("unit", "ubigeo", None, ("código INEI",))
YEAR = Column("year", "Año", None, ("anio",))
NOTE = Column("note", "Nota", None, required=False, blank=True)
COLUMNS = (UNIT, YEAR, NOTE)


@pytest.mark.parametrize(
    "headers", [("UBIGEO ", "AÑO"), ("Codigo_Inei", "anio"), ("código inei", "A\u00d1O")]
)
def test_case_accents_and_marks_do_not_matter(headers):
    assert match(headers, COLUMNS).places == {"unit": 0, "year": 1}


def test_what_is_missing_repeated_or_unknown_is_told():
    matched = match(("ubigeo", "", "Ubigeo", "Folio"), COLUMNS)
    assert (matched.places, matched.missing) == ({"unit": 0}, (YEAR,))
    assert (matched.repeated, matched.unclaimed) == ((("Ubigeo", 2),), ("Folio",))
    assert [(fault.row, fault.column, fault.code) for fault in faults_of(matched, "Hoja 1", 4)] == [
        (4, "C", "columna-repetida"),
        (4, "", "columna-faltante"),
    ]


def test_a_header_that_two_columns_could_claim_is_of_the_first():
    other = Column("other", "Folio", None, ("ubigeo",))
    assert match(("ubigeo",), (UNIT, other)).places == {"unit": 0}


def test_a_whole_document_in_a_cell_is_no_heading():
    assert match(("ubigeo".ljust(LONGEST + 1),), COLUMNS).places == {}


@pytest.mark.parametrize("cell", ["Comité *", "\ufeffComité", "'Comité ", "Comité*"])
def test_the_marks_of_programs_and_templates_are_no_part_of_a_header(cell):
    assert written(cell) == "Comité"


@pytest.mark.django_db
def test_no_header_is_of_two_columns_of_one_layout():
    for layout in (*row_layouts(), *bulk_layouts()):
        names = [name for column in layout.columns for name in names_of(column)]
        assert len(names) == len(set(names)), layout.name
        assert all(names), layout.name


def test_a_sign_of_percentage_is_part_of_a_header():
    assert bare("% de avance") != bare("de avance")


def test_one_that_is_missing_is_told_with_those_that_nobody_claims():
    columns = (Column("mes", "Mes", None), Column("anio", "Año", None))
    found = [fault.message for fault in faults_of(match(["Año", "Mess"], columns), "", 1)]
    assert found == [
        "Falta la columna «Mes»: añádala, o póngale ese encabezado a la que lo sea (sobran «Mess»)."
    ]
    assert [fault.message for fault in faults_of(match(["Año"], columns), "", 1)] == [
        "Falta la columna «Mes»: añádala."
    ]
