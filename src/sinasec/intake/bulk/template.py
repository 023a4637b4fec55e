"""The workbook in which a layout is filled in: locked headers, validation, instructions."""

from pathlib import Path
from typing import Final

from sinasec.intake.bulk.cell_kinds import FIRST_YEAR
from sinasec.intake.bulk.columns import BulkColumn
from sinasec.intake.bulk.layout import BulkLayout
from sinasec.intake.template import (
    Blank,
    Line,
    Listing,
    Rule,
    Section,
    Template,
    any_number,
    one_of,
    steps,
    whole_from,
)
from sinasec.intake.template import write_template as write
from sinasec.territories import reference

TEXTS: Final = ("unit", "indicator", "kind", "source", "period")
NUMBERS: Final = ("value", "low", "high", "rate")
ROWS: Final = 20_000
STEPS: Final = (
    "Cada fila de la hoja «Datos» es un dato. Llene siempre las columnas con asterisco.",
    "Si un dato no se sabe, no ponga la fila: queda «sin información», que no es cero.",
    "Los códigos son los del INEI, de seis cifras; están en la hoja «Distritos».",
    "Los números llevan coma o punto decimal y no separan los miles.",
    "Antes de guardar, el sistema revisa el archivo y muestra las fallas con su fila y columna. "
    "Cargar dos veces el mismo archivo no cambia nada.",
)


def write_template(path: Path, layout: BulkLayout) -> None:
    """Write the template of a layout as .xlsx. Raises OSError."""
    units = _units() if any(column.key == "unit" for column in layout.columns) else None
    write(
        path,
        Template(
            title=layout.title,
            sheet="Datos",
            blanks=[_blank(column, units) for column in layout.columns],
            instructions=[
                Section((layout.title, ""), steps(STEPS)),
                Section(
                    ("Columna", "Qué se escribe"),
                    [
                        *((column.header, column.help) for column in layout.columns),
                        *_examples(layout),
                    ],
                ),
            ],
            rows=ROWS,
            listing=units,
        ),
    )


def _blank(column: BulkColumn, units: Listing | None) -> Blank:
    return Blank(column.title, "text" if column.key in TEXTS else "", _rule(column, units))


def _rule(column: BulkColumn, units: Listing | None) -> Rule | None:
    if column.key == "unit" and units:
        return one_of(
            units.among("ubigeo"),
            "No es un código de distrito",
            "Escriba el código INEI de seis cifras (hoja «Distritos»).",
        )
    if column.key == "year":
        return whole_from(FIRST_YEAR, "No es un año", "Escriba el año con cuatro cifras.")
    return any_number() if column.key in NUMBERS else None


def _units() -> Listing:
    """The districts with their codes."""
    codes = [unit.code for unit in reference.units() if unit.kind == "dist"]
    names = list(map(reference.full_name, codes))
    return Listing("Distritos", {"ubigeo": codes, "distrito": names}, widths=(9, 60))


def _examples(layout: BulkLayout) -> list[Line]:
    headers = {column.key: column.header for column in layout.columns}
    return [
        (
            "Ejemplo (no es un dato)",
            "; ".join(f"{headers[key]}: {told}" for key, told in example.items()),
        )
        for example in layout.example
    ]
