"""The workbook in which a layout is filled in: locked headers, validation, instructions."""

from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from sinasec.risk.ingest.cell_kinds import FIRST_YEAR
from sinasec.risk.ingest.columns import Column
from sinasec.risk.ingest.layout import Layout
from sinasec.spreadsheets.made_book import made_book
from sinasec.territories import reference

ROWS: Final = 20_000
STEPS: Final = (
    "Cada fila de la hoja «Datos» es un dato. Llene siempre las columnas con asterisco.",
    "Si un dato no se sabe, no ponga la fila: queda «sin información», que no es cero.",
    "Los códigos son los del INEI, de seis cifras; están en la hoja «Distritos».",
    "Los números llevan coma o punto decimal y no separan los miles.",
    "Antes de guardar, el sistema revisa el archivo y muestra las fallas con su fila y columna. "
    "Cargar dos veces el mismo archivo no cambia nada.",
)


def write_template(path: Path, layout: Layout) -> None:
    """Write the template of a layout as .xlsx. Raises OSError."""
    with made_book(path, strings_to_formulas=False, strings_to_urls=False) as book:
        book.set_properties({"title": layout.title, "author": "SINASEC"})
        data = book.add_worksheet("Datos")
        _write_instructions(book, layout)
        units = _write_units(book) if any(c.key == "unit" for c in layout.columns) else ""
        _write_data(book, data, layout, units)


def _write_data(book: Workbook, sheet: Any, layout: Layout, units: str) -> None:
    heading = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4", "bottom": 1}
    )
    free = book.add_format({"locked": False})
    text = book.add_format({"locked": False, "num_format": "@"})
    for place, column in enumerate(layout.columns):
        sheet.write_string(0, place, column.header + (" *" if not column.blank else ""), heading)
        is_text = column.key in ("unit", "indicator", "kind", "source", "period")
        sheet.set_column(place, place, 18, text if is_text else free)
        rule = _validation(column, units)
        if rule:
            sheet.data_validation(1, place, ROWS, place, rule)
    sheet.freeze_panes(1, 1)
    sheet.protect(options={"format_columns": True, "sort": True, "autofilter": True})


def _validation(column: Column, units: str) -> dict[str, Any] | None:
    if column.key == "unit" and units:
        return {
            "validate": "list",
            "source": units,
            "error_title": "No es un código de distrito",
            "error_message": "Escriba el código INEI de seis cifras (hoja «Distritos»).",
        }
    if column.key == "year":
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": FIRST_YEAR,
            "error_title": "No es un año",
            "error_message": "Escriba el año con cuatro cifras.",
        }
    if column.key in ("value", "low", "high", "rate"):
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -1e15,
            "maximum": 1e15,
            "error_title": "No es un número",
            "error_message": "Escriba solo cifras.",
        }
    return None


def _write_units(book: Workbook) -> str:
    """The districts with their codes; returns where the codes stand."""
    sheet = book.add_worksheet("Distritos")
    sheet.set_column(1, 1, 60)
    sheet.write_row(0, 0, ["ubigeo", "distrito"])
    units = [unit.code for unit in reference.units() if unit.kind == "dist"]
    for row, code in enumerate(units, start=1):
        sheet.write_string(row, 0, code)
        sheet.write_string(row, 1, reference.full_name(code))
    sheet.protect()
    return f"=Distritos!${xl_col_to_name(0)}$2:${xl_col_to_name(0)}${len(units) + 1}"


def _write_instructions(book: Workbook, layout: Layout) -> None:
    sheet = book.add_worksheet("Instrucciones")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 30, wrapped)
    sheet.set_column(1, 1, 100, wrapped)
    lines = [(layout.title, "", bold)]
    lines += [(f"Paso {number}", step, None) for number, step in enumerate(STEPS, start=1)]
    lines += [("Columna", "Qué se escribe", bold)]
    lines += [(column.header, column.help, None) for column in layout.columns]
    for example in layout.example:
        told = "; ".join(
            f"{column.header}: {example[column.key]}"
            for column in layout.columns
            if column.key in example
        )
        lines += [("Ejemplo (no es un dato)", told, None)]
    for row, (left, right, shape) in enumerate(lines):
        sheet.write_string(row, 0, left, shape)
        sheet.write_string(row, 1, right, shape)
    sheet.protect()
