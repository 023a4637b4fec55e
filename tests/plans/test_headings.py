"""What headings announce, whatever their words."""

import pytest
from openpyxl import Workbook

from sinasec.plans.headings import role_of
from tests.plans.judged import judge
from tests.plans.workbooks import table


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("ACTIVIDAD ESTRATÉGICA PROGRAMADA", "programmed"),
        ("Actividad estratégica ejecutada", "executed"),
        ("% AVANCE DE EJECUCIÓN", "pct"),
        ("RESPONSABLE DE EJECUCIÓN", "responsible"),
        ("MEDIOS DE VERIFICACION", "evidence"),
        ("META", "programmed"),
        ("META EJECUTADA", "executed"),
        ("META TRIMESTRAL", "programmed"),
        ("LOGRO", "executed"),
        ("Acciones estratégicas", "activity"),
        ("TAREAS", "activity"),
        ("Linea de Acción", "line"),
        ("OBJETIVO ESTRATÉGICO", "objective"),
        ("CÓDIGO AE", "code"),
        ("NIVEL DE CUMPLIMIENTO", "pct"),
        ("FECHA DE EJECUCIÓN", None),
        ("PRESUPUESTO EJECUTADO S/", None),
        ("PROGRAMA PRESUPUESTAL 0030", None),
        (' =CONTAR.SI(J9:J68;"CONSIDERAR")', None),
        ("OBSERVACIONES", None),
        ("", None),
        (3, None),
    ],
)
def test_roles(text: object, role: str | None) -> None:
    assert role_of(text) == role


def test_executed_may_come_before_programmed() -> None:
    book = Workbook()
    book.active.title = "I TRIM"
    table(
        book.active,
        [["AE 1.1.1", "CHARLAS", 3, 6, 50]],
        ["CÓDIGO", "ACTIVIDAD", "EJECUTADO", "PROGRAMADO", "%"],
    )
    (activity,) = judge(book).report["quarters"][0]["activities"]
    assert (activity["programmed"], activity["executed"], activity["pct"]) == (6, 3, 50)


def test_a_budget_column_is_not_taken_for_what_was_executed() -> None:
    book = Workbook()
    book.active.title = "I TRIM"
    table(
        book.active,
        [["AE 1.1.1", "CHARLAS", 6, 12000, 3, "enero"]],
        ["CÓDIGO", "ACTIVIDAD", "PROG.", "MONTO EJECUTADO", "EJEC.", "FECHA DE EJECUCIÓN"],
    )
    (activity,) = judge(book).report["quarters"][0]["activities"]
    assert activity["executed"] == 3
