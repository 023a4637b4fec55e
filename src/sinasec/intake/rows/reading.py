"""From the sheets of a file to what its rows mean, with everything that is wrong with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Generic

from sinasec.counted import counted
from sinasec.intake.deadline import Deadline
from sinasec.intake.headings import names_of
from sinasec.intake.hints import hints_of_one_file
from sinasec.intake.nearest_heading import Needs, first_rows, nearest_told
from sinasec.intake.rows.layout import AnyLayout, FileRow, RowError, RowLayout
from sinasec.intake.rows.tables import RowTable, find_table, read_rows
from sinasec.short_texts import shortened
from sinasec.spreadsheets.faults import Fault, in_order
from sinasec.spreadsheets.sheets import Sheet
from sinasec.spreadsheets.visibility import only_hidden, told_hidden, told_hidden_parts

Progress = Callable[[int], None]

STEP: Final = 1_000  # rows between one word to `progress` and the next
LOOKS: Final = 50  # rows between one look at the clock, which costs as much as a row, and the next
MOST_UNREAD: Final = 20  # columns of one sheet, named


@dataclass(slots=True)
class RowReading(Generic[AnyLayout]):
    """The rows of a file with what they mean, and all that is wrong with them.

    `layout`: None when no table was recognised, which is then the fault.
    """

    layout: AnyLayout | None = None
    pairs: list[tuple[FileRow, Any]] = field(default_factory=list[tuple[FileRow, Any]])
    faults: list[Fault] = field(default_factory=list[Fault])
    rows: int = 0
    found: int = 0  # faults of its rows
    notes: list[str] = field(default_factory=list[str])

    @property
    def entries(self) -> list[Any]:
        return [entry for _, entry in self.pairs]


@dataclass(frozen=True, slots=True)
class Within:
    """What the rows of a file are understood with, and until when.

    `progress` is told how many rows have been read; reading ends with the row that brings the
    faults to `most_faults`.
    """

    today: date
    progress: Progress
    deadline: Deadline
    most_faults: int | None = None


def read_by(
    layouts: Sequence[AnyLayout],
    sheets: Sequence[Sheet],
    within: Within,
    *,
    notes: Sequence[str],
    template: str,
) -> RowReading[AnyLayout]:
    """Every row of the tables of one of the layouts, with all that is wrong with them.

    `notes`: what was already said of the file. `template`: its name, for who sent something else.
    Raises UnreadableFile and UnsafeFile.
    """
    reading = RowReading[AnyLayout](notes=list(notes))
    tables = _tables(layouts, sheets, within, reading)
    if not tables:
        reading.faults.append(_unrecognised(layouts, template, sheets))
        return reading
    with hints_of_one_file():
        _read_tables(tables, reading, within)
    return reading


def _read_tables(
    tables: Sequence[RowTable[AnyLayout]], reading: RowReading[AnyLayout], within: Within
) -> None:
    layout = reading.layout = tables[0].layout
    for table in tables:
        if table.layout.name == layout.name:
            _read_table(table, reading, within)
        else:
            reading.notes.append(f"No se leyó la hoja «{table.sheet.name}»: cárguela aparte.")
    if not reading.rows and not reading.faults:
        reading.faults.append(
            Fault(tables[0].sheet.name, None, "", "sin-filas", "No hay ninguna fila llena.")
        )
    within.deadline.check()
    layout.check([(row, entry) for row, entry in reading.pairs if entry is not None])
    reading.faults += [
        fault for row, _ in reading.pairs if row.faults for fault in in_order(row.faults)
    ]
    if not reading.faults:
        reading.notes += layout.notes(reading.pairs)


def _tables(
    layouts: Sequence[AnyLayout],
    sheets: Sequence[Sheet],
    within: Within,
    reading: RowReading[AnyLayout],
) -> list[RowTable[AnyLayout]]:
    """The tables that can be seen. Raises UnreadableFile when there are only hidden ones."""
    every: list[RowTable[AnyLayout]] = []
    for sheet in sheets:
        within.deadline.check()
        table = find_table(sheet, layouts) if sheet.rows else None
        every += [table] if table else []
    hidden = [table.sheet for table in every if table.sheet.hidden]
    tables = [table for table in every if not table.sheet.hidden]
    if hidden and not tables:
        raise only_hidden(hidden)
    reading.notes += told_hidden(hidden)
    return tables


def _unrecognised(layouts: Sequence[RowLayout], template: str, sheets: Sequence[Sheet]) -> Fault:
    known = [layout for layout in layouts if layout.offered] or layouts
    headers = "; ".join(
        f"para {layout.sheet.lower()}, "
        + ", ".join(f"«{column.header}»" for column in layout.columns if column.anchor)
        for layout in known
    )
    wanted = [
        Needs(
            layout.sheet.lower(),
            tuple((column.header, names_of(column)) for column in layout.columns if column.anchor),
        )
        for layout in layouts
    ]
    nearest = nearest_told(first_rows(sheets), wanted)
    return Fault(
        "",
        None,
        "",
        "columnas-desconocidas",
        f"No se encontró ninguna tabla conocida: use la plantilla de {template}. La fila de "
        f"encabezados debe tener: {headers}.{' ' if nearest else ''}{nearest}",
    )


def _told_unread(table: RowTable[Any]) -> list[str]:
    """A note for each of the first columns that were not read, and one for the rest."""
    sheet, unread = table.sheet.name, table.unread
    notes = [
        f"Hoja «{sheet}»: no se leyó la columna «{shortened(header)}»."
        for header in unread[:MOST_UNREAD]
    ]
    if more := len(unread[MOST_UNREAD:]):
        columns = counted(more, "columna más", "columnas más")
        notes.append(f"Hoja «{sheet}»: tampoco se {'leyó' if more == 1 else 'leyeron'} {columns}.")
    return notes


def _read_table(table: RowTable[Any], reading: RowReading[Any], within: Within) -> None:
    reading.faults += table.faults
    reading.notes += _told_unread(table)
    reading.notes += told_hidden_parts(table.sheet, table.header)
    if table.faults:
        return
    needed = {column.key for column in table.layout.columns if not column.blank}
    for row in read_rows(table):
        if reading.rows % LOOKS == 0:
            within.deadline.check()
        reading.rows += 1
        if needed <= row.values.keys():
            built = _build(table.layout, row, within.today)
        else:
            built = table.layout.look(row, within.today)
        reading.pairs.append((row, built))
        reading.found += len(row.faults)
        if reading.rows % STEP == 0:
            within.progress(reading.rows)
        if within.most_faults is not None and reading.found >= within.most_faults:
            reading.notes.insert(  # the first of them: pages show only some
                0,
                f"Se dejó de revisar en la fila {row.number} de «{table.sheet.name}»: ya hay "
                f"{reading.found} faltas. Corríjalas y vuelva a revisar.",
            )
            return
    within.progress(reading.rows)


def _build(layout: RowLayout, row: FileRow, today: date) -> Any:
    """What a row with all that it needs means; None when it does not hold together."""
    try:
        return layout.build(row, today)
    except RowError as error:
        row.fault("", error.code, str(error))
        return None
