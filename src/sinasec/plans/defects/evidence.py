"""Evidence (medio de verificación) that repeats, is missing or says nothing."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from sinasec.plans.defects.defect import Defect, DefectKind
from sinasec.plans.matrix import MatrixRow, QuarterSheet
from sinasec.spreadsheets.words import plain

REPEATED: Final = DefectKind(
    "evidencia-repetida", "aviso", "Una evidencia tras varias actividades", False
)
MISSING: Final = DefectKind("sin-evidencia", "aviso", "Ejecutado sin medio de verificación", False)
VAGUE: Final = DefectKind("evidencia-sin-numero", "nota", "Medio de verificación sin número", False)


def evidence_defects(quarter: QuarterSheet) -> Iterator[Defect]:
    """Defects of the medio de verificación of what was executed."""
    executed = [row for row in quarter.rows if row.executed.value]
    if not any("evidence" in row.header.columns for row in executed):
        return
    yield from _repeated(quarter, executed)
    for row in executed:
        column = row.header.columns.get("evidence")
        if not row.evidence:
            yield Defect(
                MISSING,
                quarter.sheet,
                row.row,
                column,
                f"{row.code}: se declara ejecutada sin medio de verificación. Indique el "
                "documento que la sustenta.",
            )
        elif not _says_which(row.evidence):
            yield Defect(
                VAGUE,
                quarter.sheet,
                row.row,
                column,
                f"{row.code}: «{row.evidence}» no dice qué documento es. Escriba su número y "
                "fecha, o su enlace.",
            )


def _says_which(evidence: str) -> bool:
    return bool(re.search(r"\d", evidence)) or "://" in evidence


def same_document(evidence: str) -> str:
    """The evidence without what changes from one typing to the next."""
    return re.sub(r"[^A-Z0-9]", "", plain(evidence))


def _repeated(quarter: QuarterSheet, executed: list[MatrixRow]) -> Iterator[Defect]:
    behind = defaultdict(list)
    for row in executed:
        if _says_which(row.evidence):
            behind[same_document(row.evidence)].append(row)
    for rows in behind.values():
        if len(rows) < 2:
            continue
        places = tuple(row.row for row in rows)
        codes = ", ".join(str(row.code) for row in rows)
        yield Defect(
            REPEATED,
            quarter.sheet,
            rows[0].row,
            rows[0].header.columns.get("evidence"),
            f"«{_short(rows[0].evidence)}» sustenta {len(rows)} actividades: {codes}. Confirme "
            "que acredita cada una o indique el documento propio de cada actividad.",
            places,
        )


def _short(text: str) -> str:
    collapsed = " ".join(text.split())
    return collapsed if len(collapsed) <= 90 else collapsed[:89] + "…"
