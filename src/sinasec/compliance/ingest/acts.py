"""The workbook and the CSV of acts: one row an act, one column a thing an act may say.

The columns come from `definitions/act_kinds.yaml`, so a new kind of act needs no code.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from sinasec.committees.registry import CommitteeRow
from sinasec.compliance import storage
from sinasec.compliance.actions import check_correction, register_acts
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.errors import FactError, no_act
from sinasec.compliance.ingest.committees import check_existed, committee_of
from sinasec.compliance.ingest.early_calls import early_call_notes
from sinasec.compliance.ingest.fact_layout import FactLayout
from sinasec.compliance.ingest.others import check_declared, others_of
from sinasec.compliance.ingest.plan_periods import plan_periods
from sinasec.compliance.ingest.uncounted import uncounted_notes
from sinasec.compliance.models import Batch
from sinasec.definitions import library
from sinasec.definitions.reference_files import ActKind, Attribute
from sinasec.intake import cells
from sinasec.intake.rows.layout import FileRow, RowColumn
from sinasec.intake.words import plain, suggestion
from sinasec.methods.compliance.facts import WRONG_DATE
from sinasec.methods.law import Scalar
from sinasec.spreadsheets.faults import CellError
from sinasec.spreadsheets.sheets import Raw

REAL: Final = "real"
SIMULATED: Final = "SIMULADO"
OLD_DEMONSTRATION: Final = (
    "Es un acto SIMULADO que inventó un programa anterior: borre esta fila y cargue las demás, o "
    "vuelva a descargar la demostración con este programa."
)
ABOUT_ACTS: Final = "sobre"  # the attribute that names another act
PLAN: Final = "plan"
OTHERS: Final = "otros"  # what an act says that its kind has no column for

ORIGIN: Final = {plain(REAL): REAL, plain(SIMULATED): SIMULATED}


@cache
def acts_layout() -> FactLayout:
    """The layout of acts, with a column for each attribute of any kind."""
    return FactLayout(
        name="actos",
        sheet="Actos",
        columns=(*_leading(), *attribute_columns().values(), *_trailing()),
        build=_entry,
        look=_look,
        check=_check,
        store=_store,
        new=_new,
        unread=("Nombre del comité",),
        notes=lambda pairs: [*uncounted_notes(pairs), *early_call_notes(pairs)],
    )


def _leading() -> tuple[RowColumn, ...]:
    return (
        RowColumn(
            "comite", "Comité", committee_of, anchor=True, given=True,
            aliases=("Código del comité", "committee"),
            help="Código (CODISEC-150108) o nombre con su lugar (CORESEC Puno).",
        ),
        RowColumn(
            "clase", "Clase de acto", kind_of, anchor=True,
            aliases=("Acto", "Tipo de acto", "Clase", "kind"), help="Elija de la lista.",
        ),
        RowColumn(
            "fecha", "Fecha", cells.date_of, anchor=True,
            aliases=("Fecha del acto", "date"), help="Día en que ocurrió: 15/02/2024.",
        ),
    )  # fmt: skip


def _trailing() -> tuple[RowColumn, ...]:
    return (
        RowColumn(
            OTHERS, "Otros datos", others_of, required=False, blank=True,
            help="Lo llena la descarga con lo que no tiene columna; déjelo vacío.",
        ),
        RowColumn(
            "enlace", "Enlace a la evidencia", cells.link_of, required=False, blank=True,
            aliases=("Evidencia", "Enlace"),
            help="Dirección web del acta u ordenanza, entera.",
        ),
        RowColumn(
            "huella", "SHA-256 de la evidencia", cells.hash_of, required=False, blank=True,
            aliases=("SHA-256", "Huella"),
            help="Si la tiene: 64 cifras que prueban que el archivo no cambió.",
        ),
        RowColumn(
            "corrige", "Corrige a", code_of, required=False, blank=True,
            help="Código del acto que esta fila corrige; vacío si no corrige ninguno.",
        ),
        RowColumn(
            "codigo", "Código del acto", code_of, required=False, blank=True, given=True,
            help="Lo pone el sistema: déjelo vacío en los actos nuevos.",
        ),
        RowColumn(
            "origen", "Origen", lambda raw: cells.choice_of(raw, ORIGIN),
            required=False, blank=True, given=True,
            help="Déjelo vacío: solo los datos de demostración dicen SIMULADO.",
        ),
    )  # fmt: skip


@cache
def attribute_columns() -> dict[str, RowColumn]:
    """One column for each attribute, by name: its first label is the header."""
    labels: dict[str, dict[str, None]] = {}
    for kind in library().act_kinds.values():
        for attribute in kind.attributes:
            labels.setdefault(attribute.name, {})[attribute.label] = None
    return {
        name: RowColumn(f"dato.{name}", header, lambda raw: raw, (name, *others), False, True)
        for name, (header, *others) in labels.items()
    }


def kind_of(raw: Raw) -> ActKind:
    """The kind of act of that code or name. Raises CellError with the nearest."""
    text = cells.text_of(raw)
    found = _kinds_by_word().get(plain(text))
    if found is None:
        names = [kind.name for kind in library().act_kinds.values()]
        raise CellError(
            "clase-desconocida",
            f"No hay una clase de acto «{text}».{suggestion(text, names)} "
            "Elija de la lista de la plantilla («sinasec template»).",
        )
    return found


@cache
def _kinds_by_word() -> Mapping[str, ActKind]:
    kinds = library().act_kinds.values()
    return {plain(word): kind for kind in kinds for word in (kind.kind, kind.name)}


def code_of(raw: Raw) -> str:
    """The code of an act, as the system wrote it."""
    return cells.text_of(raw).lower()


def _entry(row: FileRow, today: date) -> ActEntry | None:
    values = row.values
    attributes = _checked(row, today)
    entry = ActEntry(
        committee=values["comite"].code,
        kind=values["clase"].kind,
        date=values["fecha"],
        attributes=attributes,
        evidence_url=values.get("enlace", ""),
        evidence_sha256=values.get("huella", ""),
        supersedes=values.get("corrige"),
        simulated=_is_made_up(row),
    ).clean()
    if not row.faults and values.get("codigo", entry.id) != entry.id:
        row.fault(
            "codigo",
            "acto-editado",
            "Este acto ya estaba registrado con otros datos, y un acto registrado no se edita: "
            "pase este código a «Corrige a» y deje «Código del acto» vacío.",
        )
    return entry


def _look(row: FileRow, today: date) -> None:
    _checked(row, today)


def _is_made_up(row: FileRow) -> bool:
    return row.values.get("origen") == SIMULATED


def _checked(row: FileRow, today: date) -> dict[str, Any]:
    """The attributes of its act, noting whatever does not fit; what was not read fits with all."""
    committee: CommitteeRow | None = row.values.get("comite")
    kind: ActKind | None = row.values.get("clase")
    day: date | None = row.values.get("fecha")
    if committee and kind and committee.level not in kind.levels:
        row.fault(
            "clase",
            "clase-no-corresponde",
            f"«{kind.name}» no es un acto de {committee.level}: es de {', '.join(kind.levels)}.",
        )
    if day:
        _check_day(row, committee, day, today, made_up=_is_made_up(row))
    return _attributes(row, kind) if kind else {}


def _check_day(
    row: FileRow, committee: CommitteeRow | None, day: date, today: date, *, made_up: bool
) -> None:
    """An act is of a day that came, unless it is made up, and of a committee that there was."""
    if day > today and not made_up:
        row.fault("fecha", "fecha-futura", f"Fecha: {day:%d/%m/%Y} todavía no llega; revísela.")
        return
    if committee is None:
        return
    try:
        check_existed(committee, day)
    except CellError as error:
        more = f" {OLD_DEMONSTRATION}" if made_up else ""
        row.fault("fecha", error.code, f"Fecha: {error}{more}")


def _attributes(row: FileRow, kind: ActKind) -> dict[str, Any]:
    names = _names_by_key()
    said = {names[key]: raw for key, raw in row.values.items() if key in names}
    values = _others(row, kind)
    for attribute in kind.attributes:
        if attribute.name in said:
            _read_attribute(row, attribute, said.pop(attribute.name), values)
        elif attribute.required and attribute.name not in values:
            row.fault(
                f"dato.{attribute.name}",
                "dato-obligatorio",
                f"{attribute.label}: «{kind.name}» debe decirlo; escríbalo.",
            )
    for name in said:
        row.fault(
            f"dato.{name}",
            "dato-no-corresponde",
            f"«{kind.name}» no lleva este dato: deje la celda vacía o revise la clase de acto.",
        )
    if not row.values.get("corrige") and values.get(WRONG_DATE):
        del values[WRONG_DATE]
        row.fault(
            f"dato.{WRONG_DATE}",
            "dato-no-corresponde",
            "Solo un acto que corrige a otro puede decir que la fecha de aquel era errada: llene "
            "«Corrige a» con el código del corregido, o deje la celda vacía.",
        )
    if values.get("valid_to") and values.get("valid_from", "") > values["valid_to"]:
        row.fault(
            "dato.valid_to", "fechas-al-reves", "El último día es anterior al primero: revíselos."
        )
    _check_not_after(row, kind, values)
    return values


@cache
def _names_by_key() -> Mapping[str, str]:
    """The attribute of each column that says one."""
    return {column.key: name for name, column in attribute_columns().items()}


def _check_not_after(row: FileRow, kind: ActKind, values: Mapping[str, Any]) -> None:
    """What comes before an act, as the call to a session, is not of a later day."""
    day: date | None = row.values.get("fecha")
    if day is None:
        return
    for attribute in kind.attributes:
        said = values.get(attribute.name) if attribute.not_after_act else None
        if said is not None and said > day.isoformat():
            row.fault(
                f"dato.{attribute.name}",
                "fecha-posterior-al-acto",
                f"{attribute.label}: {date.fromisoformat(said):%d/%m/%Y} es posterior a la del "
                f"acto ({day:%d/%m/%Y}): revise las dos.",
            )


def _others(row: FileRow, kind: ActKind) -> dict[str, Any]:
    """What «Otros datos» says, but for what its kind of act cannot say so."""
    values: dict[str, Any] = dict(row.values.get(OTHERS, {}))
    if not values:
        return values
    for attribute in kind.attributes:
        if attribute.name in values:
            try:
                check_declared(attribute, values[attribute.name])
            except CellError as error:
                row.fault(OTHERS, error.code, f"Otros datos: {error}")
                del values[attribute.name]
    return values


def _read_attribute(row: FileRow, attribute: Attribute, raw: Raw, values: dict[str, Any]) -> None:
    try:
        values[attribute.name] = read_value(attribute, raw)
    except CellError as error:
        row.fault(f"dato.{attribute.name}", error.code, f"{attribute.label}: {error}")


def read_value(attribute: Attribute, raw: Raw) -> Any:
    """What a cell says of an attribute, as it is stored. Raises CellError."""
    if attribute.enum:
        return cells.choice_of(raw, _choices(attribute))
    if attribute.name == PLAN:
        text = cells.text_of(raw)
        return plan_periods(text) or text
    return _READERS[attribute.type](raw)


@cache
def _choices(attribute: Attribute) -> Mapping[str, Scalar]:
    return {plain(str(value)): value for value in attribute.enum}


_READERS: Final[dict[str, Callable[[Raw], Any]]] = {
    "text": cells.text_of,
    "date": lambda raw: cells.date_of(raw).isoformat(),
    "number": cells.number_of,
    "whole": cells.whole_of,
    "yes_no": cells.yes_no_of,
}


def _check(pairs: Sequence[tuple[FileRow, ActEntry]]) -> None:
    """Against each other and the database: repeats, corrections, evidence, acts referred to.

    Which act a row with faults says is not known yet: it repeats none.
    """
    sound = [(row, entry) for row, entry in pairs if not row.faults]
    first: dict[str, FileRow] = {}
    entries: dict[str, ActEntry] = {}
    for row, entry in sound:
        if entry.id in first:
            row.fault(
                "clase",
                "fila-repetida",
                f"Es el mismo acto que el de la fila {first[entry.id].number}: bórrela, o diga "
                "en «Documento» qué los distingue.",
            )
        first.setdefault(entry.id, row)
        entries.setdefault(entry.id, entry)
    stored = storage.registered(entries)
    for row, entry in sound:
        _check_evidence(row, entry, stored)
    _check_corrections(pairs, entries, stored)
    _check_references(pairs, entries)


def _check_evidence(row: FileRow, entry: ActEntry, stored: Mapping[str, storage.Stored]) -> None:
    known = stored.get(entry.id)
    if known is None:
        return
    for key, given, kept in (
        ("enlace", entry.evidence_url, known.evidence_url),
        ("huella", entry.evidence_sha256, known.evidence_sha256),
    ):
        if given and given != kept:
            row.fault(
                key,
                "evidencia-distinta",
                f"Este acto ya está registrado con otra evidencia ({kept or 'ninguna'}): para "
                f"cambiarla, corríjalo (ponga {entry.id} en «Corrige a»).",
            )


def _check_corrections(
    pairs: Sequence[tuple[FileRow, ActEntry]],
    entries: Mapping[str, ActEntry],
    stored: Mapping[str, storage.Stored],
) -> None:
    corrections = [
        (row, entry) for row, entry in pairs if entry.supersedes and entry.id not in stored
    ]
    targets = {entry.supersedes for _, entry in corrections if entry.supersedes}
    known = storage.registered(targets)
    corrected = storage.superseded(targets)
    for row, entry in corrections:
        sound = not row.faults  # else it may be the very one that corrected it, sent again
        try:
            check_correction(entry, entries, known, corrected if sound else set())
        except FactError as error:
            row.fault("corrige", error.code, f"Corrige a: {error}")
        if sound:
            corrected.add(entry.supersedes or "")


def _check_references(
    pairs: Sequence[tuple[FileRow, ActEntry]], entries: Mapping[str, ActEntry]
) -> None:
    named = {str(entry.attributes[ABOUT_ACTS]) for _, entry in pairs if _names_an_act(entry)}
    known = storage.registered(named - entries.keys()).keys() | entries.keys()
    for row, entry in pairs:
        if _names_an_act(entry) and entry.attributes[ABOUT_ACTS] not in known:
            row.fault(
                f"dato.{ABOUT_ACTS}",
                "acto-desconocido",
                no_act(str(entry.attributes[ABOUT_ACTS])),
            )


def _names_an_act(entry: ActEntry) -> bool:
    return ABOUT_ACTS in entry.attributes


def _store(entries: Sequence[ActEntry], by: str, batch: Batch) -> int:
    return len(register_acts(entries=entries, by=by, source=batch).new)


def _new(entries: Sequence[ActEntry]) -> int:
    ids = {entry.id for entry in entries}
    return len(ids - storage.registered(ids).keys())
