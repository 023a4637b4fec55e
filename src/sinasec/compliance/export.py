"""The acts, written in the shape in which they are loaded: import(export(x)) is x."""

import csv
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from sinasec.committees.registry import by_code, label
from sinasec.compliance.canonical import canonical
from sinasec.compliance.file_format import check_format
from sinasec.compliance.frames import Origin
from sinasec.compliance.ingest.acts import OTHERS, SIMULATED, acts_layout, read_value
from sinasec.compliance.models import Act
from sinasec.definitions import library
from sinasec.definitions.reference_files import Attribute
from sinasec.intake.cells import is_blank
from sinasec.spreadsheets.delimited import armed, disarmed
from sinasec.spreadsheets.faults import CellError
from sinasec.spreadsheets.made_book import made_book
from sinasec.spreadsheets.values import ERRORS
from sinasec.whole_file import aside_of

Cell = str | int | float | date | None

NAME_HEADER: Final = "Nombre del comité"
_AT_ONCE: Final = 2_000
_FIELDS: Final = (
    "id",
    "committee_id",
    "kind",
    "date",
    "attributes",
    "evidence_url",
    "evidence_sha256",
    "supersedes_id",
    "simulated",
)


def headers() -> list[str]:
    """The headers of the exchange shape: those of the layout, with the name for people."""
    first, *others = (column.header for column in acts_layout().columns)
    return [first, NAME_HEADER, *others]


def write_acts(path: Path, *, committee: str | None = None, origin: Origin = "all") -> int:
    """Write the acts to a .csv or .xlsx, streamed; returns how many. Raises UnknownFormat."""
    writer = {".csv": write_csv, ".xlsx": write_xlsx}[check_format(path)]
    with aside_of(path) as aside:
        return writer(aside, rows(committee=committee, origin=origin))


def rows(*, committee: str | None = None, origin: Origin = "all") -> Iterator[list[Cell]]:
    """Each act as the cells under `headers`, in the order of registration."""
    chosen: dict[str, Any] = {} if origin == "all" else {"simulated": origin == "simulated"}
    if committee:
        chosen["committee_id"] = committee
    acts = Act.objects.filter(**chosen).order_by("registered_at", "id").values_list(*_FIELDS)
    for act in acts.iterator(chunk_size=_AT_ONCE):
        yield _row(dict(zip(_FIELDS, act, strict=True)))


def write_csv(path: Path, cells: Iterator[list[Cell]]) -> int:
    """With `;` and the UTF-8 mark, as Excel opens it; no text can be taken for a formula."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(headers())
        for row in cells:
            writer.writerow([_written(cell) for cell in row])
            count += 1
    return count


def write_xlsx(path: Path, cells: Iterator[list[Cell]]) -> int:
    """Texts are written as texts: none is a formula or a link."""
    count = 0
    with made_book(path, in_memory=False, constant_memory=True) as book:
        sheet = book.add_worksheet(acts_layout().sheet)
        heading = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, header in enumerate(headers()):
            sheet.write_string(0, place, header, heading)
        for count, row in enumerate(cells, start=1):
            for place, cell in enumerate(row):
                _write(sheet, count, place, cell, day)
        sheet.freeze_panes(1, 3)
        sheet.set_column(0, len(headers()), 18)
    return count


def _write(sheet: Any, row: int, place: int, cell: Cell, day: Any) -> None:
    refused = 0
    if isinstance(cell, date):
        refused = sheet.write_datetime(row, place, cell, day)
    elif isinstance(cell, str):
        refused = sheet.write_string(row, place, cell)
    elif cell is not None:
        refused = sheet.write_number(row, place, cell)
    if refused:
        raise ValueError(f"La fila {row + 1} no cabe en un .xlsx: descargue el .csv.")


def _written(cell: Cell) -> str:
    """A cell of a CSV: days as ISO; a decimal part that cannot be taken for thousands."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return armed(cell)
    text = repr(cell)
    return f"{text}0" if isinstance(cell, float) and len(text.partition(".")[2]) == 3 else text


def _row(act: dict[str, Any]) -> list[Cell]:
    attributes, others = _attributes(act["kind"], act["attributes"])
    said: dict[str, Cell] = {
        "comite": act["committee_id"],
        "clase": _kind_name(act["kind"]),
        "fecha": act["date"],
        **attributes,
        OTHERS: others,
        "enlace": act["evidence_url"] or None,
        "huella": act["evidence_sha256"] or None,
        "corrige": act["supersedes_id"],
        "codigo": act["id"],
        "origen": SIMULATED if act["simulated"] else None,
    }
    first, *rest = (said.get(column.key) for column in acts_layout().columns)
    return [first, _committee_name(act["committee_id"]), *rest]


def _attributes(kind: str, attributes: dict[str, Any]) -> tuple[dict[str, Cell], str | None]:
    """What goes to its own column, and what no column would read back the same, as JSON."""
    declared = _declared(kind)
    cells: dict[str, Cell] = {}
    others: dict[str, Any] = {}
    for name, value in attributes.items():
        cell = _cell(declared[name], value) if name in declared else None
        if cell is not None and _reads_back(declared[name], cell, value):
            cells[f"dato.{name}"] = cell
        else:
            others[name] = value
    return cells, canonical(others) if others else None


def _cell(attribute: Attribute, value: Any) -> Cell:
    if isinstance(value, bool):
        return "sí" if value else "no"
    if attribute.type == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value


def _reads_back(attribute: Attribute, cell: str | int | float | date, value: Any) -> bool:
    if is_blank(cell) or cell in ERRORS:
        return False
    try:
        back = [read_value(attribute, each) for each in (cell, disarmed(_written(cell)))]
    except CellError:
        return False
    return all(each == value and type(each) is type(value) for each in back)


@lru_cache(maxsize=500)
def _declared(kind: str) -> dict[str, Attribute]:
    known = library().act_kinds.get(kind)
    return {attribute.name: attribute for attribute in known.attributes} if known else {}


def _kind_name(kind: str) -> str:
    known = library().act_kinds.get(kind)
    return known.name if known else kind


def _committee_name(code: str) -> str:
    known = by_code().get(code)
    return label(known) if known else code
