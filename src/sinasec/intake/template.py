"""The workbook in which people fill in a layout: locked headings, rules, lists, instructions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from sinasec.spreadsheets.made_book import made_book

Rule = Mapping[str, Any]  # what a cell may hold, as the library that writes workbooks takes it
Line = tuple[str, str]  # of the instructions: what, and what of it

_HEADING: Final = {
    "bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4", "bottom": 1,
}  # fmt: skip
_FORMATS: Final = {"": {}, "text": {"num_format": "@"}, "date": {"num_format": "dd/mm/yyyy"}}


@dataclass(frozen=True, slots=True)
class Blank:
    """A column to fill in. `title`: its heading. `shape`: "", "text" or "date"."""

    title: str
    shape: str = ""
    rule: Rule | None = None
    locked: bool = False
    width: int = 18


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet of values to choose from: heading -> values, with the width of their column."""

    sheet: str
    columns: Mapping[str, Sequence[str]]
    widths: Sequence[int] = ()
    hidden: bool = False

    def among(self, heading: str) -> str:
        """Where the values under a heading stand, as a rule names them."""
        letter = xl_col_to_name(list(self.columns).index(heading))
        return f"={self.sheet}!${letter}$2:${letter}${len(self.columns[heading]) + 1}"


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of the instructions under a title, which may say what its second column is."""

    title: Line
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Template:
    """`rows`: to how many the rules reach. `given`: cells already filled in, locked, by row.

    `frozen`: columns that stay in sight. `first_width`: of the instructions' first column.
    """

    title: str
    sheet: str
    blanks: Sequence[Blank]
    instructions: Sequence[Section]
    rows: int
    listing: Listing | None = None
    given: Sequence[Sequence[str]] = field(default=())
    frozen: int = 1
    first_width: int = 30


def write_template(path: Path, template: Template) -> None:
    """Write it as .xlsx. Raises OSError."""
    with made_book(path, strings_to_formulas=False, strings_to_urls=False) as book:
        book.set_properties({"title": template.title, "author": "SINASEC"})
        sheet = book.add_worksheet(template.sheet)
        _write_instructions(book, template)
        if template.listing:
            _write_listing(book, template.listing)
        _write_blanks(book, sheet, template)


def _write_blanks(book: Workbook, sheet: Any, template: Template) -> None:
    heading = book.add_format(_HEADING)
    shapes = {key: book.add_format({"locked": False, **of}) for key, of in _FORMATS.items()}
    for place, blank in enumerate(template.blanks):
        sheet.write_string(0, place, blank.title, heading)
        shape = None if blank.locked else shapes[blank.shape]
        sheet.set_column(place, place, blank.width, shape)
        if blank.rule and not blank.locked:
            sheet.data_validation(1, place, template.rows, place, dict(blank.rule))
    grey = book.add_format({"locked": True, "font_color": "#555555"})
    for row, cells in enumerate(template.given, start=1):
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell, grey)
    sheet.freeze_panes(1, template.frozen)
    sheet.protect(
        options={"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}
    )


def _write_listing(book: Workbook, listing: Listing) -> None:
    sheet = book.add_worksheet(listing.sheet)
    for place, width in enumerate(listing.widths):
        sheet.set_column(place, place, width)
    for place, (heading, values) in enumerate(listing.columns.items()):
        for row, value in enumerate((heading, *values)):
            sheet.write_string(row, place, value)
    if listing.hidden:
        sheet.hide()
    else:
        sheet.protect()


def _write_instructions(book: Workbook, template: Template) -> None:
    sheet = book.add_worksheet("Instrucciones")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, template.first_width, wrapped)
    sheet.set_column(1, 1, 100, wrapped)
    lines = [
        (line, shape)
        for section in template.instructions
        for line, shape in ((section.title, bold), *((line, None) for line in section.lines))
    ]
    for row, ((left, right), shape) in enumerate(lines):
        sheet.write_string(row, 0, left, shape)
        sheet.write_string(row, 1, right, shape)
    sheet.protect()


def steps(sentences: Sequence[str]) -> list[Line]:
    """Sentences as the numbered lines of the instructions."""
    return [(f"Paso {number}", sentence) for number, sentence in enumerate(sentences, start=1)]


def one_of(
    source: str | Sequence[str], title: str = "", says: str = "", *, stop: bool = True
) -> Rule:
    """One of a few values, or of those of a `Listing`. Not `stop`: what is not among them is
    only warned of."""
    values = source if isinstance(source, str) else list(source)
    told = {"error_title": title, "error_message": says} if title else {}
    return {
        "validate": "list",
        "source": values,
        "error_type": "stop" if stop else "warning",
        **told,
    }


def day_from(first: date) -> Rule:
    """A day, none before `first`."""
    return {
        "validate": "date",
        "criteria": ">=",
        "value": first,
        "error_title": "No es una fecha",
        "error_message": "Escriba el día como 15/02/2024.",
    }


def whole_from(least: int, title: str = "No es un número entero", says: str = "") -> Rule:
    """A whole number, none below `least`."""
    return {
        "validate": "integer",
        "criteria": ">=",
        "value": least,
        "error_title": title,
        "error_message": says or "Escriba solo cifras.",
    }


def any_number() -> Rule:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -1e15,
        "maximum": 1e15,
        "error_title": "No es un número",
        "error_message": "Escriba solo cifras.",
    }
