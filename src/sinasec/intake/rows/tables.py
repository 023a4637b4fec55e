"""Find the table in a sheet by its headers, and read its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final, Generic

from sinasec.intake.cells import is_blank
from sinasec.intake.headings import WITHIN, bare, bare_headings, by_name, faults_of, match, written
from sinasec.intake.rows.layout import AnyLayout, FileRow, RowColumn, RowLayout
from sinasec.spreadsheets.faults import Fault
from sinasec.spreadsheets.sheets import Raw, Sheet


@dataclass(frozen=True, slots=True)
class RowTable(Generic[AnyLayout]):
    """A sheet read by a layout. `header`: Excel's number of the last row of the heading."""

    sheet: Sheet
    layout: AnyLayout
    header: int
    places: dict[str, int]  # key -> index of the column
    faults: tuple[Fault, ...]
    unread: tuple[str, ...]  # headers that no column of the layout claims


def find_table(sheet: Sheet, layouts: Sequence[AnyLayout]) -> RowTable[AnyLayout] | None:
    """The table of the first layout whose anchors stand in one heading; None without one.

    Of several headings, the one that names most columns, and the first of those.
    """
    headings = list(_headings(sheet))
    for layout in layouts:
        found = max(_claims(headings, layout), key=lambda claim: claim[0], default=None)
        if found:
            return _table(sheet, layout, *found[1:])
    return None


def _claims(
    headings: Sequence["_Heading"], layout: RowLayout
) -> Iterator[tuple[int, int, list[str]]]:
    """Each heading with all the anchors: how many columns it claims, its row, its cells."""
    known = by_name(layout.columns)
    anchors = {column.key for column in layout.columns if column.anchor}
    for heading in headings:
        claimed = {known[word].key for word in heading.words & known.keys()}
        if anchors <= claimed:
            yield len(claimed), heading.row, heading.cells


def read_rows(table: RowTable[Any]) -> Iterator[FileRow]:
    """Every row below the heading that says something, with its faults."""
    rows = table.sheet.rows[table.header :]
    columns = [
        (table.places[column.key], column)
        for column in table.layout.columns
        if column.key in table.places
    ]
    needed = [column for _, column in columns if not column.blank]
    used = _places_used(rows)
    read = [(place, column) for place, column in columns if place in used]
    for number, cells in enumerate(rows, start=table.header + 1):
        filled = [
            (column, cells[place])
            for place, column in read
            if place < len(cells) and cells[place] != "" and not is_blank(cells[place])
        ]
        if any(not column.given for column, _ in filled):
            yield _row(FileRow(table.sheet.name, number, table.places), filled, needed)


def _places_used(rows: Sequence[Sequence[Raw]]) -> set[int]:
    """The columns with something in them: of a template most are empty in every row."""
    used: set[int] = set()
    for start in range(0, len(rows), ROWS_AT_ONCE):
        columns = zip_longest(*rows[start : start + ROWS_AT_ONCE], fillvalue="")
        used |= {place for place, cells in enumerate(columns) if cells.count("") < len(cells)}
    return used


ROWS_AT_ONCE: Final = 1_000


def _row(row: FileRow, filled: list[tuple[RowColumn, Raw]], needed: Sequence[RowColumn]) -> FileRow:
    for column, raw in filled:
        row.read(column, raw)
    unread = [column for column in needed if column.key not in row.values]
    said = {column.key for column, _ in filled} if unread else ()
    for column in unread:
        if column.key not in said:
            row.fault(
                column.key, "dato-obligatorio", f"{column.header}: falta este dato; escríbalo."
            )
    return row


@dataclass(frozen=True, slots=True)
class _Heading:
    """A row that may be a heading. `words`: its cells, bare; there may be thousands of them."""

    row: int
    cells: list[str]
    words: frozenset[str]


def _headings(sheet: Sheet) -> Iterator[_Heading]:
    """Each of the first rows as a heading, alone and then with the one above it.

    A heading in two rows has merged cells: what stands lower is the more precise.
    """
    above: list[str] = []
    above_words: list[str] = []
    for number, row in enumerate(sheet.rows[:WITHIN], start=1):
        cells = ["" if is_blank(cell) else written(str(cell)) for cell in row]
        words = bare_headings(cells)
        yield _Heading(number, cells, frozenset(words))
        if number > 1:
            both = frozenset(_lower_first(above_words, words, cells))
            yield _Heading(number, _lower_first(above, cells, cells), both)
        above, above_words = cells, words


def _lower_first(above: list[str], below: list[str], told: list[str]) -> list[str]:
    """What each column has below, or above where nothing is `told` below."""
    width = max(len(above), len(below))
    each = zip(_padded(above, width), _padded(below, width), _padded(told, width), strict=True)
    return [low if said else high for high, low, said in each]


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def _table(sheet: Sheet, layout: AnyLayout, header: int, cells: list[str]) -> RowTable[AnyLayout]:
    matched = match(cells, layout.columns)
    ignored = set(map(bare, layout.unread))
    unread = tuple(cell for cell in matched.unclaimed if bare(cell) not in ignored)
    faults = tuple(faults_of(matched, sheet.name, header))
    return RowTable(sheet, layout, header, matched.places, faults, unread)
