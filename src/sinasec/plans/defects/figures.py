"""What is odd in the figures people typed: programmed and executed."""

from collections.abc import Iterator
from typing import Final

from sinasec.methods.itca import percentage
from sinasec.plans.defects.defect import Defect, DefectKind, number
from sinasec.plans.figures import Figure, Trouble
from sinasec.plans.matrix import MatrixRow, QuarterSheet

EXCESSIVE: Final = 1_000.0

UNPROGRAMMED: Final = DefectKind("no-programada", "nota", "Actividad no programada", False)
EXECUTED_UNPROGRAMMED: Final = DefectKind(
    "ejecutado-sin-programar", "error", "Ejecutado sin programar", False
)
PROGRAMMED_ZERO: Final = DefectKind("programado-cero", "aviso", "Programado en cero", False)
EXECUTED_BLANK: Final = DefectKind("ejecutado-en-blanco", "error", "Ejecutado en blanco", False)
TOO_MUCH: Final = DefectKind("ejecucion-excesiva", "aviso", "Ejecución de más de 1 000 %", False)
LOOSE: Final = DefectKind("texto-suelto", "nota", "Texto suelto bajo las cifras", False)
NO_NAME: Final = DefectKind("actividad-en-blanco", "error", "Cifras sin actividad", False)

_TROUBLES: Final[dict[Trouble, tuple[DefectKind, str]]] = {
    "texto-numerico": (
        DefectKind("numero-como-texto", "aviso", "Número escrito como texto", True),
        "La cifra está escrita como texto: se leyó como número. Escríbala como número.",
    ),
    "numero-ambiguo": (
        DefectKind("numero-ambiguo", "error", "Número que se puede leer de dos maneras", False),
        "No se sabe si el signo separa millares o decimales: no se leyó. Escriba el número sin "
        "separadores.",
    ),
    "no-es-numero": (
        DefectKind("no-es-numero", "error", "Texto donde va un número", False),
        "Aquí va solo un número: no se leyó. Escriba la cifra y deje el texto en otra columna.",
    ),
    "fecha": (
        DefectKind("fecha-en-cifra", "error", "Fecha donde va un número", False),
        "Excel tomó la cifra por una fecha: no se leyó. Ponga formato General y escríbala de "
        "nuevo.",
    ),
    "negativo": (
        DefectKind("cifra-negativa", "error", "Cifra negativa", False),
        "Una actividad no puede tener cifra negativa: no se leyó. Corríjala.",
    ),
    "error": (
        DefectKind("error-en-cifra", "error", "Error de fórmula donde va un número", False),
        "La celda muestra un error: no se leyó. Escriba la cifra.",
    ),
    "formula-sin-valor": (
        DefectKind("formula-sin-valor", "error", "Fórmula sin resultado guardado", False),
        "La fórmula no trae su resultado y no es una cuenta simple: no se leyó. Abra el libro en "
        "Excel y guárdelo, o escriba la cifra.",
    ),
    "porcentaje-y-cuenta": (
        DefectKind("porcentaje-y-cuenta", "error", "Un porcentaje frente a una cuenta", False),
        "Solo uno de los dos, lo programado o lo ejecutado, es un porcentaje: no se comparan, y no "
        "se leyó. Escriba los dos como cuentas, o los dos como porcentajes.",
    ),
    "cifra-combinada": (
        DefectKind("cifra-combinada", "aviso", "Una cifra para varias actividades", False),
        "La celda está combinada con la de otra actividad: se leyó la misma cifra para las dos. "
        "Sepárelas y escriba la de cada una.",
    ),
    "valor-guardado-distinto": (
        DefectKind(
            "valor-guardado-distinto", "aviso", "Resultado guardado que no es el suyo", True
        ),
        "El resultado guardado no es el que da la fórmula: se usó el de la fórmula.",
    ),
}


def figure_defects(quarter: QuarterSheet) -> Iterator[Defect]:
    """Defects of the figures of each activity."""
    for row in quarter.rows:
        for figure, word in ((row.programmed, "programado"), (row.executed, "ejecutado")):
            if figure.trouble is not None:
                yield _trouble(quarter, row, figure, word)
        yield from _together(quarter, row)
    if quarter.loose:
        yield _loose(quarter)


def _loose(quarter: QuarterSheet) -> Defect:
    first, *others = quarter.loose
    rows = tuple(sorted({each.row for each in others} - {first.row}))
    more = f", y lo mismo en las filas {', '.join(map(str, rows))}" if rows else ""
    return Defect(
        LOOSE,
        quarter.sheet,
        first.row,
        first.column,
        f"«{_short(first.shown)}» está bajo lo programado o lo ejecutado en una fila sin código, "
        f"nombre ni cifra{more}: no se tomó por actividad. Si lo es, escriba su código y nombre.",
        rows,
    )


def _short(text: str) -> str:
    collapsed = " ".join(text.split())
    return collapsed if len(collapsed) <= 60 else collapsed[:59] + "…"


def _trouble(quarter: QuarterSheet, row: MatrixRow, figure: Figure, word: str) -> Defect:
    kind, advice = _TROUBLES[figure.trouble or "error"]
    if figure.unread and word == "programado":
        advice += " Mientras tanto la actividad no está «sin programar»: puede valer de 0 a 100."
    return Defect(
        kind,
        quarter.sheet,
        figure.row,
        figure.column,
        f"{row.code}, {word} «{figure.shown}»: {advice}",
    )


def _together(quarter: QuarterSheet, row: MatrixRow) -> Iterator[Defect]:
    programmed, executed = row.programmed, row.executed
    if not row.name:
        yield _at(quarter, NO_NAME, row.row, row.header.columns.get("activity"), _nameless(row))
    if programmed.unread:
        return
    if not programmed.value:
        yield from _without_programme(quarter, row)
        return
    if not executed.typed:
        yield _at(
            quarter,
            EXECUTED_BLANK,
            row.row,
            executed.column,
            f"{row.code}: se programó {number(programmed.value)} y no se dice cuánto se ejecutó. "
            "Queda sin información; escriba la cifra (0 si no se hizo nada).",
        )
    elif executed.value is not None:
        pct = percentage(programmed.value, executed.value)
        if pct > EXCESSIVE:
            yield _at(
                quarter,
                TOO_MUCH,
                row.row,
                executed.column,
                f"{row.code}: se ejecutó {number(executed.value)} de {number(programmed.value)} "
                f"({number(pct)} %). Confirme la cifra con su medio de verificación o programe "
                "mejor la meta.",
            )


def _without_programme(quarter: QuarterSheet, row: MatrixRow) -> Iterator[Defect]:
    programmed, executed = row.programmed, row.executed
    if executed.value:
        yield _at(
            quarter,
            EXECUTED_UNPROGRAMMED,
            row.row,
            executed.column,
            f"{row.code}: se ejecutó {number(executed.value)} sin nada programado. No entra en "
            "el puntaje; si estaba en el plan, escriba lo programado.",
        )
    elif programmed.value == 0:
        yield _at(
            quarter,
            PROGRAMMED_ZERO,
            row.row,
            programmed.column,
            f"{row.code}: se programó 0, que es no programar. Deje la celda en blanco si no toca "
            "este trimestre.",
        )
    elif quarter.is_filled:
        yield _at(
            quarter,
            UNPROGRAMMED,
            row.row,
            programmed.column,
            f"{row.code}: nada programado este trimestre. No es 0 % ni 100 %: no cuenta. Si "
            "estaba en el plan de este trimestre, escriba lo programado.",
        )


def _nameless(row: MatrixRow) -> str:
    return f"{row.code}: hay cifras sin el nombre de la actividad. Escríbalo."


def _at(
    quarter: QuarterSheet, kind: DefectKind, row: int, column: int | None, message: str
) -> Defect:
    return Defect(kind, quarter.sheet, row, column, message)
