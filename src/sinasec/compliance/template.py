"""The workbook in which a committee writes its acts: lists, instructions, locked codes."""

import csv
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from sinasec.committees.registry import CommitteeRow, committees, label
from sinasec.compliance.export import NAME_HEADER
from sinasec.compliance.ingest.acts import OTHERS, acts_layout
from sinasec.compliance.ingest.layouts import Column
from sinasec.compliance.replacing import check_format, replacing
from sinasec.definitions import library
from sinasec.definitions.reference_files import ActKind, Attribute
from sinasec.spreadsheets.made_book import made_book

CODE: Final = re.compile(r"«([a-z0-9-]+)»")
YES_NO: Final = ("sí", "no")
FIRST_DAY: Final = date(2014, 12, 5)  # Reglamento, DS 011-2014-IN
LEFT_TO_THE_SYSTEM: Final = (OTHERS, "codigo", "origen")
STEPS: Final = (
    "Cada fila de la hoja «Actos» es un acto del comité: una sesión, una consulta pública, un "
    "plan aprobado, un informe.",
    "Llene siempre las columnas con asterisco. Las demás, solo si el acto lo dice: más abajo está "
    "qué datos lleva cada clase de acto.",
    "La fecha es el día en que ocurrió el acto, no el día en que se registra: 15/02/2024.",
    "Un acto registrado no se borra ni se edita. Si hay un error, añada otra fila y ponga en "
    "«Corrige a» el código del acto equivocado: cuenta la fecha más temprana de las dos.",
    "Si dos actos iguales ocurrieron el mismo día, distíngalos por su «Documento».",
    "Antes de enviar, el sistema revisa el archivo y muestra todos los errores con su fila y "
    "columna. Con un solo error no se guarda nada. Enviar dos veces el mismo archivo no lo repite.",
)


def write_template(path: Path, *, committee: CommitteeRow | None = None, rows: int = 200) -> None:
    """Write the template to a .xlsx or .csv, for one committee when given. Raises UnknownFormat."""
    kinds = [
        kind
        for kind in library().act_kinds.values()
        if committee is None or committee.level in kind.levels
    ]
    suffix = check_format(path)
    with replacing(path) as aside:
        if suffix == ".csv":
            _write_csv(aside, _columns(kinds), committee)
        else:
            _write_xlsx(aside, kinds, committee, rows)


def _columns(kinds: Sequence[ActKind]) -> list[Column]:
    """The columns that these kinds of act may need."""
    used = {f"dato.{attribute.name}" for kind in kinds for attribute in kind.attributes}
    return [
        column
        for column in acts_layout().columns
        if not column.key.startswith("dato.") or column.key in used
    ]


def _write_csv(path: Path, columns: Sequence[Column], committee: CommitteeRow | None) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow([column.header for column in columns])
        if committee:
            writer.writerow([committee.code] + [""] * (len(columns) - 1))


def _write_xlsx(
    path: Path, kinds: Sequence[ActKind], committee: CommitteeRow | None, rows: int
) -> None:
    columns = _columns(kinds)
    with made_book(path, strings_to_formulas=False, strings_to_urls=False) as book:
        book.set_properties({"title": "Actos de seguridad ciudadana", "author": "SINASEC"})
        acts = book.add_worksheet(acts_layout().sheet)
        _write_instructions(book, columns, kinds)
        lists = _write_lists(book, kinds)
        _write_acts_sheet(book, acts, columns, lists, committee, rows)


def _write_instructions(
    book: Workbook, columns: Sequence[Column], kinds: Sequence[ActKind]
) -> None:
    sheet = book.add_worksheet("Instrucciones")
    bold, wrapped = _format(book, bold=True), _format(book, text_wrap=True)
    sheet.set_column(0, 0, 44, wrapped)
    sheet.set_column(1, 1, 100, wrapped)
    lines: list[tuple[str, str, Any]] = [("Cómo llenar esta plantilla", "", bold)]
    lines += [(f"Paso {number}", step, None) for number, step in enumerate(STEPS, start=1)]
    lines += [("", "", None), ("Columna", "Qué se escribe", bold)]
    lines += [(column.header, column.help, None) for column in columns if column.help]
    lines += [("", "", None), ("Clase de acto", "Datos que puede llevar", bold)]
    lines += [(kind.name, _described(kind), None) for kind in kinds]
    for row, (left, right, shape) in enumerate(lines):
        sheet.write_string(row, 0, left, shape)
        sheet.write_string(row, 1, right, shape)
    sheet.protect()


def _described(kind: ActKind) -> str:
    data = ", ".join(
        f"{attribute.label}{' (obligatorio)' if attribute.required else ''}"
        for attribute in kind.attributes
    )
    return f"{_named(kind.help)} Datos: {data}.".strip()


def _named(text: str) -> str:
    """The same, with the kinds of act by their names, as the list has them, and not their codes."""
    kinds = library().act_kinds
    return CODE.sub(lambda one: f"«{kinds[one[1]].name}»" if one[1] in kinds else one[0], text)


def _write_lists(book: Workbook, kinds: Sequence[ActKind]) -> dict[str, str]:
    """A hidden sheet with the long lists; returns where each stands, as a formula."""
    sheet = book.add_worksheet("Listas")
    lists = {
        "clase": [kind.name for kind in kinds],
        "comite": [each.code for each in committees() if each.valid_to is None],
    }
    places: dict[str, str] = {}
    for place, (key, values) in enumerate(lists.items()):
        sheet.write_string(0, place, key)
        for row, value in enumerate(values, start=1):
            sheet.write_string(row, place, value)
        letter = xl_col_to_name(place)
        places[key] = f"=Listas!${letter}$2:${letter}${len(values) + 1}"
    sheet.hide()
    return places


def _write_acts_sheet(
    book: Workbook,
    sheet: Any,
    columns: Sequence[Column],
    lists: dict[str, str],
    committee: CommitteeRow | None,
    rows: int,
) -> None:
    heading = _format(book, bold=True, text_wrap=True, valign="top", bg_color="#E8EEF4", bottom=1)
    free, text = _format(book, locked=False), _format(book, locked=False, num_format="@")
    day = _format(book, locked=False, num_format="dd/mm/yyyy")
    attributes = _attributes()
    keys = ["comite", "nombre", *(column.key for column in columns[1:])]
    by_key = {column.key: column for column in columns}
    for place, key in enumerate(keys):
        sheet.write_string(0, place, _heading(by_key.get(key)), heading)
        locked = key in LEFT_TO_THE_SYSTEM or (key in ("comite", "nombre") and committee)
        shape = {"date": day, "text": text}.get(_kind_of_cell(key, attributes), free)
        width = 34 if key in ("nombre", "clase") else 18
        sheet.set_column(place, place, width, None if locked else shape)
        rule = _validation(key, attributes.get(key), lists)
        if rule and not locked:
            sheet.data_validation(1, place, max(rows, 1_000), place, rule)
    if committee:
        grey = _format(book, locked=True, font_color="#555555")
        for row in range(1, rows + 1):
            sheet.write_string(row, 0, committee.code, grey)
            sheet.write_string(row, 1, label(committee), grey)
    sheet.freeze_panes(1, 4)
    sheet.protect(
        options={"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}
    )


def _heading(column: Column | None) -> str:
    if column is None:
        return NAME_HEADER
    return f"{column.header} *" if column.required else column.header


def _attributes() -> dict[str, Attribute]:
    """The attribute of each column; of several with one name, the first."""
    found: dict[str, Attribute] = {}
    for kind in library().act_kinds.values():
        for attribute in kind.attributes:
            found.setdefault(f"dato.{attribute.name}", attribute)
    return found


def _kind_of_cell(key: str, attributes: dict[str, Attribute]) -> str:
    if key == "fecha":
        return "date"
    attribute = attributes.get(key)
    if attribute:
        return attribute.type
    return "text" if key in ("corrige", "huella", "enlace") else ""


def _validation(
    key: str, attribute: Attribute | None, lists: dict[str, str]
) -> dict[str, Any] | None:
    if key in lists:
        return {
            "validate": "list",
            "source": lists[key],
            # A committee may also be named; a kind of act must come from the list.
            "error_type": "stop" if key == "clase" else "warning",
            "error_title": "No está en la lista",
            "error_message": "Elija un valor de la lista.",
        }
    if key == "fecha" or (attribute and attribute.type == "date"):
        return {
            "validate": "date",
            "criteria": ">=",
            "value": FIRST_DAY if key == "fecha" else date(2000, 1, 1),
            "error_title": "No es una fecha",
            "error_message": "Escriba el día como 15/02/2024.",
        }
    if attribute is None:
        return None
    if attribute.type == "yes_no":
        return {"validate": "list", "source": list(YES_NO)}
    if attribute.enum:
        return {"validate": "list", "source": [str(value) for value in attribute.enum]}
    if attribute.type == "whole":
        return {"validate": "integer", "criteria": ">=", "value": 0,
                "error_title": "No es un número entero",
                "error_message": "Escriba solo cifras."}  # fmt: skip
    return None


def _format(book: Workbook, **properties: Any) -> Any:
    return book.add_format(properties)
