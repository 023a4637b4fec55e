"""Activities under the wrong line, lines under the wrong objective, repeated codes."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from sinasec.definitions.itca import ItcaEdition
from sinasec.plans.defects.defect import Defect, DefectKind
from sinasec.plans.matrix import MatrixRow, QuarterSheet

REPEATED_CODE: Final = DefectKind("codigo-repetido", "error", "Código repetido", False)
REPEATED_ACTIVITY: Final = DefectKind("actividad-repetida", "aviso", "Actividad repetida", False)
OTHER_LINE: Final = DefectKind("actividad-en-otra-linea", "error", "Actividad en otra línea", False)
OTHER_OBJECTIVE: Final = DefectKind(
    "linea-en-otro-objetivo", "aviso", "Línea en otro objetivo", False
)
NO_LINE: Final = DefectKind("actividad-sin-linea", "error", "Actividad sin línea de acción", False)


def place_defects(quarter: QuarterSheet, edition: ItcaEdition) -> Iterator[Defect]:
    """Defects of where each activity stands and how it is called."""
    for row in quarter.rows:
        yield from _of_row(quarter, row)
    yield from _repeated_codes(quarter)
    yield from _repeated_names(quarter)
    yield from _lines(quarter, edition)


def _column(row: MatrixRow) -> int:
    columns = row.header.columns
    return columns.get("code", columns.get("activity", 1))


def _of_row(quarter: QuarterSheet, row: MatrixRow) -> Iterator[Defect]:
    where = (row.code.objective, row.code.line)
    if 0 in where:
        yield Defect(
            NO_LINE,
            quarter.sheet,
            row.row,
            _column(row),
            "La actividad no está bajo ninguna línea de acción: escriba su código (AE "
            "objetivo.línea.orden) o la línea encima.",
        )
    elif row.given is not None and row.placed[1] and row.placed != where:
        yield Defect(
            OTHER_LINE,
            quarter.sheet,
            row.row,
            _column(row),
            f"{row.code} está bajo la línea {row.placed[1]} del objetivo {row.placed[0]}. Se "
            "contó según su código; muévala o corrija el código.",
        )


def _repeated_codes(quarter: QuarterSheet) -> Iterator[Defect]:
    rows = defaultdict(list)
    for row in quarter.rows:
        rows[row.code].append(row)
    for code, same in rows.items():
        if len(same) > 1:
            places = tuple(row.row for row in same)
            yield Defect(
                REPEATED_CODE,
                quarter.sheet,
                same[1].row,
                _column(same[1]),
                f"{code} está en las filas {_listed(places)}. Se contaron todas; deje un código "
                "por actividad.",
                places,
            )


def _repeated_names(quarter: QuarterSheet) -> Iterator[Defect]:
    rows = defaultdict(list)
    for row in quarter.rows:
        if len(row.name) > 3:
            rows[" ".join(row.name.upper().split())].append(row)
    for same in rows.values():
        codes = {row.code for row in same}
        if len(same) > 1 and len(codes) == len(same):
            places = tuple(row.row for row in same)
            yield Defect(
                REPEATED_ACTIVITY,
                quarter.sheet,
                same[1].row,
                same[1].header.columns.get("activity", 1),
                f"La misma actividad está en las filas {_listed(places)}. Confirme que no es la "
                "misma contada dos veces.",
                places,
            )


def _lines(quarter: QuarterSheet, edition: ItcaEdition) -> Iterator[Defect]:
    known = {line.line: line.objective for line in edition.lines}
    seen: set[tuple[int, int]] = set()
    for row in quarter.rows:
        objective, line = row.placed
        expected = known.get(line)
        if expected is None or objective in (0, expected) or (objective, line) in seen:
            continue
        seen.add((objective, line))
        yield Defect(
            OTHER_OBJECTIVE,
            quarter.sheet,
            row.row,
            _column(row),
            f"La línea {line} está bajo el objetivo {objective}; en la matriz conocida va bajo "
            f"el {expected}. Se contó donde está: revise el encabezado.",
        )


def _listed(rows: tuple[int, ...]) -> str:
    return ", ".join(str(row) for row in rows[:-1]) + f" y {rows[-1]}"
