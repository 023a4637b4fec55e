"""The workbook in which a committee writes its acts: lists, instructions, locked codes."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from sinasec.committees.registry import CommitteeRow, committees, label
from sinasec.compliance.export import NAME_HEADER
from sinasec.compliance.file_format import check_format
from sinasec.compliance.ingest.acts import OTHERS, acts_layout
from sinasec.definitions import library
from sinasec.definitions.reference_files import ActKind, Attribute
from sinasec.intake.rows.layout import RowColumn
from sinasec.intake.template import (
    Blank,
    Listing,
    Rule,
    Section,
    Template,
    day_from,
    one_of,
    steps,
    whole_from,
)
from sinasec.intake.template import write_template as write
from sinasec.methods.compliance.facts import DATE_OF_CORRECTED
from sinasec.spreadsheets.delimited import ArmedWriter
from sinasec.whole_file import aside_of

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
    f"«Corrige a» el código del acto equivocado. {DATE_OF_CORRECTED}.",
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
    with aside_of(path) as aside:
        if suffix == ".csv":
            _write_csv(aside, _columns(kinds), committee)
        else:
            write(aside, _template(kinds, committee, rows))


def _columns(kinds: Sequence[ActKind]) -> list[RowColumn]:
    """The columns that these kinds of act may need."""
    used = {f"dato.{attribute.name}" for kind in kinds for attribute in kind.attributes}
    return [
        column
        for column in acts_layout().columns
        if not column.key.startswith("dato.") or column.key in used
    ]


def _write_csv(path: Path, columns: Sequence[RowColumn], committee: CommitteeRow | None) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = ArmedWriter(stream, ";")
        writer.writerow([column.header for column in columns])
        if committee:
            writer.writerow([committee.code] + [""] * (len(columns) - 1))


def _template(kinds: Sequence[ActKind], committee: CommitteeRow | None, rows: int) -> Template:
    columns = _columns(kinds)
    lists = Listing(
        "Listas",
        {
            "clase": [kind.name for kind in kinds],
            "comite": [each.code for each in committees() if each.valid_to is None],
        },
        hidden=True,
    )
    name = Blank(NAME_HEADER, width=34, locked=committee is not None)
    blanks = [_blank(column, lists, locked=committee is not None) for column in columns]
    given = [(committee.code, label(committee))] * rows if committee else []
    return Template(
        title="Actos de seguridad ciudadana",
        sheet=acts_layout().sheet,
        blanks=[blanks[0], name, *blanks[1:]],
        instructions=_instructions(columns, kinds),
        rows=max(rows, 1_000),
        listing=lists,
        given=given,
        frozen=4,
        first_width=44,
    )


def _instructions(columns: Sequence[RowColumn], kinds: Sequence[ActKind]) -> list[Section]:
    told = [(column.header, column.help) for column in columns if column.help]
    of_kinds = [(kind.name, _described(kind)) for kind in kinds]
    return [
        Section(("Cómo llenar esta plantilla", ""), [*steps(STEPS), ("", "")]),
        Section(("Columna", "Qué se escribe"), [*told, ("", "")]),
        Section(("Clase de acto", "Datos que puede llevar"), of_kinds),
    ]


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


def _blank(column: RowColumn, lists: Listing, *, locked: bool) -> Blank:
    """`locked`: the workbook is of one committee, which stands in each row."""
    attribute = _attributes().get(column.key)
    return Blank(
        column.title,
        _shape(column.key, attribute),
        _rule(column.key, attribute, lists),
        locked=column.key in LEFT_TO_THE_SYSTEM or (locked and column.key == "comite"),
        width=34 if column.key == "clase" else 18,
    )


@cache
def _attributes() -> dict[str, Attribute]:
    """The attribute of each column; of several with one name, the first."""
    found: dict[str, Attribute] = {}
    for kind in library().act_kinds.values():
        for attribute in kind.attributes:
            found.setdefault(f"dato.{attribute.name}", attribute)
    return found


def _shape(key: str, attribute: Attribute | None) -> str:
    if key == "fecha":
        return "date"
    if attribute:
        return attribute.type if attribute.type in ("date", "text") else ""
    return "text" if key in ("corrige", "huella", "enlace") else ""


def _rule(key: str, attribute: Attribute | None, lists: Listing) -> Rule | None:
    if key in lists.columns:
        # A committee may also be named; a kind of act must come from the list.
        says = "Elija un valor de la lista."
        return one_of(lists.among(key), "No está en la lista", says, stop=key == "clase")
    if key == "fecha":
        return day_from(FIRST_DAY)
    if attribute is None:
        return None
    if attribute.type == "date":
        return day_from(date(2000, 1, 1))
    if attribute.type == "yes_no":
        return one_of(YES_NO)
    if attribute.enum:
        return one_of([str(value) for value in attribute.enum])
    return whole_from(0) if attribute.type == "whole" else None
