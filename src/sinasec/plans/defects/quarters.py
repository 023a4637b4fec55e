"""Defects of the workbook as a whole: quarters missing, repeated, unnamed or misnamed."""

from collections.abc import Iterator
from typing import Final

from sinasec.plans.defects.defect import Defect, DefectKind
from sinasec.plans.matrix import Matrix, QuarterSheet

MISSING: Final = DefectKind("falta-trimestre", "nota", "Trimestre que no está", False)
REPEATED: Final = DefectKind("trimestre-repetido", "error", "Trimestre repetido", False)
UNNAMED: Final = DefectKind("trimestre-sin-nombre", "error", "Hoja sin trimestre", False)
CONTRADICTS: Final = DefectKind(
    "trimestre-contradictorio", "aviso", "Hoja y título no coinciden", False
)
EMPTY: Final = DefectKind("trimestre-sin-llenar", "nota", "Trimestre sin llenar", False)
HIDDEN: Final = DefectKind("hoja-oculta", "aviso", "Matriz en una hoja oculta", False)
NOTHING: Final = DefectKind("sin-matriz", "error", "No se encontró una matriz", False)


def quarter_defects(matrix: Matrix) -> Iterator[Defect]:
    """What is said once per workbook or sheet."""
    if not matrix.quarters:
        yield Defect(
            NOTHING,
            None,
            None,
            None,
            "Ninguna hoja tiene columnas de actividad, programado y ejecutado con sus filas: "
            "revise que los encabezados digan «ACTIVIDAD», «PROGRAMADA» y «EJECUTADA».",
        )
        return
    for quarter in matrix.missing:
        yield Defect(
            MISSING,
            None,
            None,
            None,
            f"El libro no trae el trimestre {quarter}: queda sin información, no en cero.",
        )
    for repeated in matrix.repeated:
        yield Defect(
            REPEATED,
            repeated.sheet,
            None,
            None,
            f"El trimestre {repeated.quarter} ya se leyó en otra hoja y esta no se contó: borre "
            "la que no valga.",
        )
    for each in matrix.quarters:
        yield from _of_sheet(each)


def _of_sheet(quarter: QuarterSheet) -> Iterator[Defect]:
    if quarter.quarter is None:
        yield Defect(
            UNNAMED,
            quarter.sheet,
            None,
            None,
            "Ni la hoja, ni su título, ni el archivo dicen de qué trimestre es: ponga «I "
            "TRIMESTRE» (o el que sea) como nombre de la hoja.",
        )
    elif quarter.title_quarter not in (None, quarter.quarter):
        yield Defect(
            CONTRADICTS,
            quarter.sheet,
            None,
            None,
            f"La hoja es del trimestre {quarter.quarter} y su título dice "
            f"{quarter.title_quarter}: se tomó {quarter.quarter}. Corrija el título.",
        )
    if not quarter.is_filled:
        yield Defect(
            EMPTY,
            quarter.sheet,
            None,
            None,
            "Nadie ha escrito todavía nada en lo programado ni en lo ejecutado: queda sin "
            "información, no en cero. Llénelo cuando toque.",
        )
    if quarter.hidden:
        yield Defect(
            HIDDEN,
            quarter.sheet,
            None,
            None,
            "La hoja está oculta y se leyó igual: muéstrela o bórrela.",
        )
