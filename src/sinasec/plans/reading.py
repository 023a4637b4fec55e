"""From a workbook to the quarters it holds: what is there whatever the sheet, and what is not."""

from dataclasses import replace
from typing import Final

from sinasec.definitions.itca import ItcaEdition
from sinasec.plans.cells import MatrixBook, MatrixCell, MatrixSheet
from sinasec.plans.headings import Header, Pair, find_headers
from sinasec.plans.matrix import Matrix, QuarterSheet, QuarterSource
from sinasec.plans.quarters import (
    QUARTERS,
    Quarter,
    committee_in,
    is_annual,
    is_yearly_title,
    quarter_in,
    year_in,
)
from sinasec.plans.rows import rows_under
from sinasec.spreadsheets.unsafe import UnsafeFile
from sinasec.spreadsheets.words import plain

REPORT_SHEET: Final = "Defectos encontrados"
MAX_READ: Final = 100_000  # rows of a sheet, each as often as it is read


def read_matrix(
    book: MatrixBook, edition: ItcaEdition, *, file_name: str = "", quarter: Quarter | None = None
) -> Matrix:
    """Read every quarter of the workbook.

    `quarter`: what a person says the only unnamed sheet is. Nothing is guessed beyond what
    names, titles, headings and the file's own name say.
    """
    found: list[QuarterSheet] = []
    without: list[str] = []
    for sheet in book.sheets:
        if plain(sheet.name) == plain(REPORT_SHEET):
            continue
        quarters = _quarters_of(sheet, edition, file_name, quarter)
        if not quarters:
            without.append(sheet.name)
        found.extend(quarters)
    found = _named_by_person(found, quarter)
    kept, repeated = _one_each(found)
    present = {each.quarter for each in kept}
    return Matrix(
        book=book,
        quarters=tuple(kept),
        repeated=tuple(repeated),
        missing=tuple(each for each in QUARTERS if each not in present),
        without_matrix=tuple(without),
        committee=_committee(book) if _is_headed(book, found) else None,
    )


def _quarters_of(
    sheet: MatrixSheet, edition: ItcaEdition, file_name: str, said: Quarter | None
) -> list[QuarterSheet]:
    """`said`: the quarter that a person gives to the sheet that says none."""
    headers = find_headers(sheet)
    if not headers:
        return []
    titles = _titles(sheet, headers[0].row)
    title_quarter = _first_quarter(titles)
    year = next(
        (year for text in (*titles, sheet.name, file_name) if (year := year_in(text))), None
    )
    found = []
    for pairs in _affordable(sheet, _readings(headers)):
        rows = rows_under(sheet, pairs, edition)
        if not rows.rows:
            continue
        named, source = _name_of(sheet, pairs[0][1], title_quarter, file_name)
        found.append(
            QuarterSheet(
                quarter=named,
                year=year,
                sheet=sheet.name,
                source=source,
                title_quarter=title_quarter,
                rows=rows.rows,
                objectives=rows.objectives,
                lines=rows.lines,
                hidden=sheet.hidden,
                loose=rows.loose,
            )
        )
    headed = said is None and any(header.annual for header in headers)
    return _worth_keeping(sheet, found, titles, headed_annual=headed)


def _titles(sheet: MatrixSheet, first_header: int) -> list[str]:
    return [
        cell.value
        for (row, _), cell in sorted(sheet.cells.items())
        if row < first_header and isinstance(cell.value, str)
    ]


def _first_quarter(titles: list[str]) -> Quarter | None:
    """The first quarter a title names; a lone "I" may be a section number."""
    words = (text for text in titles if len(text.strip()) > 3)
    return next((quarter for text in words if (quarter := quarter_in(text))), None)


def _readings(headers: list[Header]) -> list[list[tuple[Header, Pair]]]:
    """One reading per pair of columns; a heading without that pair repeats none of it."""
    widest = max(headers, key=lambda header: len(header.pairs))
    return [
        _inherit_flags(
            [(header, header.pairs[place]) for header in headers if place < len(header.pairs)]
        )
        for place in range(len(widest.pairs))
    ]


def _affordable(
    sheet: MatrixSheet, readings: list[list[tuple[Header, Pair]]]
) -> list[list[tuple[Header, Pair]]]:
    """The same readings. Raises UnsafeFile when many would go down a sheet without end."""
    if len(readings) > 1 and len(readings) * sum(1 for _ in sheet.rows()) > MAX_READ:
        raise UnsafeFile(
            "muchas-filas",
            f"La hoja «{sheet.name}» tiene {len(readings)} pares de columnas de programado y "
            "ejecutado y demasiadas filas bajo ellos: borre las que no sean de la matriz.",
        )
    return readings


def _inherit_flags(pairs: list[tuple[Header, Pair]]) -> list[tuple[Header, Pair]]:
    """Columns such as CONSIDERAR are headed once and run down past the other headings."""
    found: list[tuple[Header, Pair]] = []
    for header, pair in pairs:
        before = found[-1][1] if found else None
        same = before is not None and (before.programmed, before.executed) == (
            pair.programmed,
            pair.executed,
        )
        if before is not None and same:
            pair = replace(pair, flag=pair.flag or before.flag, pct=pair.pct or before.pct)
        found.append((header, pair))
    return found


def _name_of(
    sheet: MatrixSheet, pair: Pair, title_quarter: Quarter | None, file_name: str
) -> tuple[Quarter | None, QuarterSource]:
    """Whose quarter these columns are: heading, then sheet name, then title, then file name."""
    if pair.label is not None:
        return pair.label, "columnas"
    named = quarter_in(sheet.name)
    if named is not None:
        return named, "hoja"
    if title_quarter is not None:
        return title_quarter, "título"
    from_file = quarter_in(file_name)
    return (from_file, "archivo") if from_file is not None else (None, "ninguna")


def _worth_keeping(
    sheet: MatrixSheet, found: list[QuarterSheet], titles: list[str], *, headed_annual: bool
) -> list[QuarterSheet]:
    """Leave out side panels of totals, yearly columns and roll-ups; keep quarters.

    `headed_annual`: a heading of figures says they are of the year.
    """
    unnamed = quarter_in(sheet.name) is None
    yearly = is_annual(sheet.name) or (
        _first_quarter(titles) is None
        and (headed_annual or any(is_yearly_title(text) for text in titles))
    )
    annual = unnamed and yearly
    kept = []
    for place, each in enumerate(found):
        pair = each.rows[0].pair
        if pair.annual or (annual and pair.label is None):
            continue
        if place and (pair.label is None or _is_panel(sheet, each)):
            continue
        if len(found) > 1 and pair.label is not None and not each.is_filled:
            continue
        kept.append(each)
    return kept


def _is_panel(sheet: MatrixSheet, quarter: QuarterSheet) -> bool:
    """A box of totals beside the table: counts, or a figure in one row out of many."""
    cells = [
        cell
        for row in quarter.rows
        for column in (row.pair.programmed, row.pair.executed)
        if (cell := sheet.at(row.row, column)) is not None
    ]
    rows = {cell.row for cell in cells}
    return any(_counts(cell) for cell in cells) or (len(rows) < 2 < len(quarter.rows))


def _counts(cell: MatrixCell) -> bool:
    return cell.formula is not None and "COUNT" in cell.formula.upper()


def _named_by_person(found: list[QuarterSheet], quarter: Quarter | None) -> list[QuarterSheet]:
    unnamed = [each for each in found if each.quarter is None]
    taken = {each.quarter for each in found}
    if quarter is None or quarter in taken or len(unnamed) != 1:
        return found
    return [
        replace(each, quarter=quarter, source="opción") if each is unnamed[0] else each
        for each in found
    ]


def _one_each(found: list[QuarterSheet]) -> tuple[list[QuarterSheet], list[QuarterSheet]]:
    """The first visible reading of each quarter, in order of the year; the rest are repeated."""
    kept: list[QuarterSheet] = []
    repeated: list[QuarterSheet] = []
    for each in sorted(found, key=lambda quarter: quarter.hidden):
        taken = each.quarter is not None and each.quarter in {one.quarter for one in kept}
        (repeated if taken else kept).append(each)
    return sorted(kept, key=_order), repeated


def _order(quarter: QuarterSheet) -> int:
    return QUARTERS.index(quarter.quarter) if quarter.quarter else len(QUARTERS)


def _is_headed(book: MatrixBook, found: list[QuarterSheet]) -> bool:
    """Whether it is a matrix at all: of another book, a text that names a place names nobody."""
    return bool(found) or any(find_headers(sheet) for sheet in book.sheets)


def _committee(book: MatrixBook) -> str | None:
    texts = (
        cell.value
        for sheet in book.sheets
        for _, cell in sorted(sheet.cells.items())[:200]
        if isinstance(cell.value, str)
    )
    return next((name for text in texts if (name := committee_in(text))), None)
