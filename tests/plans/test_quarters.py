"""The many ways of naming a quarter."""

import pytest

from sinasec.plans.quarters import committee_in, is_annual, quarter_in, year_in


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("ITCA I", "I"),
        ("TRIM I", "I"),
        ("TRIM. II", "II"),
        ("1er trimestre", "I"),
        ("2do Trimestre 2025", "II"),
        ("3er. TRIM", "III"),
        ("4to trimestre", "IV"),
        ("I TRIMESTRE", "I"),
        ("IV TRIM.", "IV"),
        ("Primer Trimestre", "I"),
        ("TERCER  TRIMESTRE", "III"),
        ("Trimestre: II      COMITÉ: CHORRILLOS", "II"),
        ("TRIMESTRE N° 3", "III"),
        ("trimestre_4", "IV"),
        ("T1", "I"),
        ("3T 2025", "III"),
        ("2025-II", "II"),
        ("Q4", "IV"),
        ("III", "III"),
        ("ene-mar", "I"),
        ("ABRIL A JUNIO", "II"),
        ("Julio - Agosto - Setiembre", "III"),
        ("oct-dic 2025", "IV"),
        ("matriz-itca-2025-trimestre-1.xlsx", "I"),
        ("PROG. I TRIMESTRE", "I"),
        ("EJEC. I\nTRIMESTRE", "I"),
        ("TRIM I Y TRIM II", None),
        ("ANUAL", None),
        ("Hoja1", None),
        ("DESEMPEÑO", None),
        ("INSTITUCIONAL", None),
        ("LINEA DE ACCION N° 4", None),
        ("", None),
        (None, None),
    ],
)
def test_a_quarter_or_none(text: object, quarter: str | None) -> None:
    assert quarter_in(text) == quarter


@pytest.mark.parametrize("text", ["DESEMPEÑO ANUAL", "Resumen", "CONSOLIDADO 2025", "Acumulado"])
def test_a_roll_up_is_told_from_a_quarter(text: str) -> None:
    assert is_annual(text)
    assert not is_annual("TRIM IV")


def test_years() -> None:
    assert year_in("matriz-itca-2025-trimestre-1.xlsx") == 2025
    assert year_in("PLAN 2024-2027") is None
    assert year_in("MEMORANDUM-000146") is None


def test_committees() -> None:
    assert committee_in("TRIMESTRE: I   COMITÉ: CHORRILLOS") == "CHORRILLOS"
    assert committee_in("MATRIZ DEL CODISEC San Juan") == "CODISEC SAN JUAN"
    assert committee_in("MATRIZ TRIMESTRAL") is None
