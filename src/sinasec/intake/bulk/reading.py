"""From a file to the rows of a dataset, with everything that is wrong with it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import polars as pl

from sinasec.intake.bulk.checks import LETTER, ColumnCheck, FaultGroup, run
from sinasec.intake.bulk.columns import BulkColumn, FileTerms, checks_of, raw, raw_name
from sinasec.intake.bulk.layout import BulkLayout, repeated
from sinasec.intake.bulk.raw import read_file
from sinasec.intake.bulk.raw_table import ROW, SHEET_ROWS, RawTable, no_heading
from sinasec.intake.fault_kinds import KINDS, FaultKind
from sinasec.intake.headings import Matched, bare, faults_of, match
from sinasec.intake.nearest_heading import HeadingRow
from sinasec.short_texts import shortened
from sinasec.spreadsheets.faults import Fault, UnreadableFile, column_letters
from sinasec.warehouse import Original

MOST_NAMED: Final = 20  # columns that were not read


@dataclass(slots=True)
class Reading:
    """`rows`: of the dataset, None while something blocks. `left_out`: as the file has them."""

    layout: BulkLayout
    original: Original
    read: int
    groups: list[FaultGroup] = field(default_factory=list[FaultGroup])
    notes: list[str] = field(default_factory=list[str])
    rows: pl.DataFrame | None = None
    left_out: pl.DataFrame | None = None

    @property
    def kinds(self) -> Mapping[str, FaultKind]:
        """All that can be wrong with such a file, by code."""
        return {**KINDS, **self.layout.fault_kinds}

    def alone(self, fault: Fault) -> FaultGroup:
        """A fault of the file, of which there is one."""
        return FaultGroup(fault.code, self.kinds[fault.code], 1, (fault,))


def read(
    source: Path | bytes,
    name: str,
    layouts: Sequence[BulkLayout],
    asked: FileTerms,
    leave_out: Collection[str] = (),
) -> Reading:
    """Read a file by the layout that its headers show.

    `leave_out`: codes of faults whose rows are left out by choice. Raises UnreadableFile,
    UnsafeFile or OSError when nothing can be known of the cells.
    """
    table, original = read_file(source, name, [each.heading for each in layouts])
    layout = _chosen(layouts, table.headers)
    matched = match(table.headers, layout.columns)
    reading = Reading(layout, original, table.frame.height, notes=list(table.notes))
    _heading_faults(reading, table, matched)
    if not reading.groups:
        _read_rows(reading, table, matched, asked, leave_out)
    return reading


def _chosen(layouts: Sequence[BulkLayout], headers: Sequence[str]) -> BulkLayout:
    fitting = [each for each in layouts if each.is_heading(headers)]
    if not fitting:
        raise no_heading([HeadingRow("", 1, headers)], [each.heading.needs for each in layouts])
    names = list(dict.fromkeys(each.name for each in fitting))
    if len(names) > 1:
        raise UnreadableFile(
            "varios-formatos",
            f"El archivo puede leerse como {' o '.join(names)}: diga cuál con --layout, o en "
            "«Formato» si usa la mesa de trabajo.",
        )
    return fitting[0]


def _heading_faults(reading: Reading, table: RawTable, matched: Matched) -> None:
    for fault in faults_of(matched, table.sheet, None):
        reading.groups.append(reading.alone(fault))
    if table.frame.is_empty():
        says = "No hay ninguna fila llena bajo los encabezados."
        fault = Fault(table.sheet, None, "", "sin-filas", says)
        reading.groups.append(reading.alone(fault))


def _read_rows(
    reading: Reading,
    table: RawTable,
    matched: Matched,
    asked: FileTerms,
    leave_out: Collection[str],
) -> None:
    layout = reading.layout
    frame = _long(table, layout, matched) if layout.years else table.frame
    places = _value_places(layout, matched)
    asked = replace(asked, decimal="") if table.typed else asked
    rows = _parsed(frame, layout.columns, places, asked)
    found = layout.inspect(rows, asked)
    rows = rows if found.rows is None else found.rows
    reading.notes += [*_unclaimed(layout, matched), *found.notes]
    checks = [
        *_shape_checks(table),
        *(check for column in layout.columns for check in _checks(column, places, asked)),
        *found.checks,
        *([] if found.faults else repeated(layout, rows)),
    ]
    letters = {key: column_letters(place) for key, place in matched.places.items()}
    checked = run(rows, checks, table.sheets, letters, reading.kinds)
    reading.groups += [reading.alone(fault) for fault in found.faults]
    reading.groups += checked.groups
    if _blocked(reading.groups, leave_out):
        return
    reading.left_out = _as_written(rows, checked.out, layout, table.sheets)
    good = rows if checked.out.is_empty() else rows.join(checked.out, on=ROW, how="anti")
    reading.rows = layout.build(good, asked)


def _blocked(groups: Sequence[FaultGroup], leave_out: Collection[str]) -> bool:
    return any(group.blocks and not (group.of_rows and group.code in leave_out) for group in groups)


def _value_places(layout: BulkLayout, matched: Matched) -> dict[str, str]:
    """Key -> name of its column of text: its place, or its own name in a table made long."""
    places = {key: str(place) for key, place in matched.places.items()}
    return (
        {**places, "year": raw_name("year"), "value": raw_name("value")} if layout.years else places
    )


def _parsed(
    frame: pl.DataFrame, columns: Sequence[BulkColumn], places: dict[str, str], asked: FileTerms
) -> pl.DataFrame:
    """The text of each column as `raw:key` and its value as `key`; null where there is none."""
    text = [
        (pl.col(places[c.key]) if c.key in places else pl.lit(None, pl.String)).alias(
            raw_name(c.key)
        )
        for c in columns
    ]
    extra = [LETTER] if LETTER in frame.columns else []
    taken = frame.select(ROW, *extra, *text)
    return taken.with_columns(c.reads.value(raw(c.key), asked).alias(c.key) for c in columns)


def _checks(column: BulkColumn, places: dict[str, str], asked: FileTerms) -> list[ColumnCheck]:
    return checks_of(column, asked) if column.key in places else []


def _shape_checks(table: RawTable) -> list[ColumnCheck]:
    checks: list[ColumnCheck] = []
    if table.long:
        says = pl.lit(f"La fila tiene más celdas que los {len(table.headers)} encabezados.")
        checks.append(ColumnCheck("celdas-de-mas", "", pl.col(ROW).is_in(list(table.long)), says))
    if table.cut is not None:
        says = pl.lit("El archivo termina a media fila: descárguelo de nuevo, entero.")
        checks.append(ColumnCheck("archivo-cortado", "", pl.col(ROW) == table.cut, says))
    return checks


def _long(table: RawTable, layout: BulkLayout, matched: Matched) -> pl.DataFrame:
    """A table with a column for each year as rows of year and value; blank cells say nothing.

    Only the columns that are read stand beside each value: the others would be repeated with it.
    """
    years = {
        str(place): (found[1], column_letters(place))
        for place, header in enumerate(table.headers)
        if (found := re.fullmatch(layout.years, bare(header)))
    }
    rest = [ROW, *(str(place) for place in matched.places.values() if str(place) not in years)]
    long = table.frame.unpivot(
        list(years), index=rest, variable_name=LETTER, value_name=raw_name("value")
    ).drop_nulls(raw_name("value"))
    return long.with_columns(
        pl.col(LETTER)
        .replace_strict({key: year for key, (year, _) in years.items()}, return_dtype=pl.String)
        .alias(raw_name("year")),
        pl.col(LETTER).replace_strict(
            {key: letter for key, (_, letter) in years.items()}, return_dtype=pl.String
        ),
    )


def _unclaimed(layout: BulkLayout, matched: Matched) -> list[str]:
    left = [header for header in matched.unclaimed if not _is_year(layout, header)]
    return [f"No se leyeron estas columnas: {_some(left)}."] if left else []


def _some(headings: Sequence[str]) -> str:
    """The first headings, cut, and how many more there are."""
    named = ", ".join(shortened(each) for each in headings[:MOST_NAMED])
    return f"{named} y {len(headings) - MOST_NAMED} más" if len(headings) > MOST_NAMED else named


def _is_year(layout: BulkLayout, header: str) -> bool:
    return bool(layout.years and re.fullmatch(layout.years, bare(header)))


def _as_written(
    rows: pl.DataFrame, out: pl.DataFrame, layout: BulkLayout, sheets: Sequence[str]
) -> pl.DataFrame | None:
    """The rows that do not enter, under the headers of the layout, each with its reason."""
    if out.is_empty():
        return None
    written = [raw(column.key).alias(column.header) for column in layout.columns]
    places = [(pl.col(ROW) % SHEET_ROWS).alias("fila")]
    if len(sheets) > 1:
        names = pl.Series(sheets)
        places.insert(
            0, (pl.col(ROW) // SHEET_ROWS).replace_strict(range(len(sheets)), names).alias("hoja")
        )
    return rows.join(out, on=ROW, how="inner").select("code", *places, *written)
