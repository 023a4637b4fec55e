"""Odd spellings of codes and headings."""

import pytest

from sinasec.plans.codes import Code, code_in, heading_in, number_in_cell, without_code


@pytest.mark.parametrize(
    "text",
    [
        "AE 1.2.3",
        "ae1.2.3",
        "A.E. 1.2.3",
        "AE. 01.02.03",
        "AE-1.2.3",
        "AE N° 1.2.3",
        "AE 1-2-3",
        "AE 1,2,3",
        " AE  1 . 2 . 3 ",
        "AE: 1.2.3. CHARLAS",
    ],
)
def test_one_code_in_many_spellings(text: str) -> None:
    assert code_in(text) == Code(1, 2, 3)
    assert str(code_in(text)) == "AE 1.2.3"


def test_a_bare_code_counts_only_in_its_own_column() -> None:
    assert code_in("3.10.1") is None
    assert code_in("3.10.1", anywhere=True) == Code(3, 10, 1)


@pytest.mark.parametrize(
    "text", ["CHARLAS", "12-03-2025", "AE 1.2", "AE 0.1.2", "1.2.3.4", None, 3]
)
def test_what_is_not_a_code(text: object) -> None:
    assert code_in(text, anywhere=True) is None


def test_a_name_without_its_code() -> None:
    assert without_code("AE 1.2.3 - Charlas a escolares") == "Charlas a escolares"
    assert without_code("A.E. 01.02.03. CHARLAS") == "CHARLAS"
    assert without_code(" CHARLAS ") == "CHARLAS"


@pytest.mark.parametrize(
    ("text", "kind", "number", "name"),
    [
        ("OBJETIVO ESTRATÉGICO N° 1", "objective", 1, ""),
        ("Objetivo Estrategico Nº 02: Mejorar el acceso", "objective", 2, "MEJORAR EL ACCESO"),
        ("OBEJTIVO ESTRATEGICO 3", "objective", 3, ""),
        ("OBJETIVO ESTRATÉGICO IV", "objective", 4, ""),
        ("OE 5. Bandas", "objective", 5, "BANDAS"),
        ("O.E. 1", "objective", 1, ""),
        ("LÍNEA DE ACCIÓN N° 17", "line", 17, ""),
        ("linea de accion nro. 4 - Gestión", "line", 4, "GESTION"),
        ("LINEA DE ACCON 8", "line", 8, ""),
        ("LA 12: Sanción", "line", 12, "SANCION"),
    ],
)
def test_headings(text: str, kind: str, number: int, name: str) -> None:
    heading = heading_in(text)
    assert heading is not None
    assert (heading.kind, heading.number, heading.name) == (kind, number, name)


@pytest.mark.parametrize(
    "text",
    ["OPERATIVOS 24 HORAS", "LA POLICÍA", "OBJETIVO ESTRATÉGICO", "PATRULLAJE 3", "OEA 3", 4, None],
)
def test_what_is_not_a_heading(text: object) -> None:
    assert heading_in(text) is None


def test_numbers_in_a_column_of_their_own() -> None:
    assert [number_in_cell(value) for value in (4, 4.0, "4", "LA 04. X", "II", "3. Robo")] == [
        4,
        4,
        4,
        4,
        2,
        3,
    ]
    assert [number_in_cell(value) for value in (None, 4.5, "PATRULLAJE", True, "")] == [None] * 5
