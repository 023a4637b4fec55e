"""What an .xlsx says of itself as a whole: which part holds each sheet, and how it counts."""

from dataclasses import dataclass, field
from typing import Final

from sinasec.spreadsheets.parts.archives import Archive
from sinasec.spreadsheets.parts.markup import attribute, plain, read_markup
from sinasec.spreadsheets.parts.sheet_names import check_sheet_name
from sinasec.spreadsheets.unsafe import UnsafeFile

BOOK: Final = "xl/workbook.xml"
LINKS: Final = "xl/_rels/workbook.xml.rels"
MOST_BYTES: Final = 16 * 1024 * 1024
_TRUE: Final = ("1", "true")
_NOWHERE: Final = "xl/"  # the part of a sheet that names none


@dataclass(slots=True)
class BookParts:
    """`sheets`: name of each -> its part, of those that are there. `styles`: part of the formats.

    `recalculates`: it asks to be worked out on opening, as one whose results nobody has worked
    out. `since_1904`: its days are counted from the first of 1904.
    """

    sheets: dict[str, str] = field(default_factory=dict[str, str])
    styles: str = ""
    recalculates: bool = False
    since_1904: bool = False


def sheet_parts(package: Archive) -> dict[str, str]:
    """Name of each sheet -> its part, of those that are there. Raises UnsafeFile."""
    return book_parts(package).sheets


def book_parts(package: Archive) -> BookParts:
    """What the workbook says of itself. Raises UnsafeFile."""
    book = BookParts()
    if BOOK not in package or LINKS not in package:
        return book
    targets: dict[str, str] = {}

    def link(tag: str, attributes: list[str]) -> None:
        if plain(tag) == "Relationship":
            target = attribute(attributes, "Target") or ""
            targets[attribute(attributes, "Id") or ""] = target
            if (attribute(attributes, "Type") or "").endswith("/styles"):
                book.styles = _placed(target)

    def said(tag: str, attributes: list[str]) -> None:
        kind = plain(tag)
        if kind == "sheet":
            name = attribute(attributes, "name") or ""
            check_sheet_name(name)
            book.sheets[name] = _placed(targets.get(_identifier(attributes), ""))
        elif kind == "calcPr":
            book.recalculates = attribute(attributes, "fullCalcOnLoad") in _TRUE
        elif kind == "workbookPr":
            book.since_1904 = attribute(attributes, "date1904") in _TRUE

    read_markup([package.read(package[LINKS], MOST_BYTES)], LINKS, link)
    read_markup([package.read(package[BOOK], MOST_BYTES)], BOOK, said)
    for part in book.sheets.values():
        _check_ending(part)
    _check_apart([part.lower() for part in book.sheets.values() if part != _NOWHERE])
    book.sheets = {name: part for name, part in book.sheets.items() if part in package}
    return book


def _identifier(attributes: list[str]) -> str:
    """The `r:id` of a sheet, whatever the prefix."""
    for place in range(0, len(attributes), 2):
        if ":" in attributes[place] and plain(attributes[place]) == "id":
            return attributes[place + 1]
    return ""


def _placed(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _check_ending(part: str) -> None:
    """A sheet kept where pictures are would be read without having been looked at."""
    if part != _NOWHERE and not part.lower().endswith(".xml"):
        raise UnsafeFile(
            "alterado", "El libro guarda una hoja donde no van las hojas: fue alterado."
        )


def _check_apart(parts: list[str]) -> None:
    """Two names for one sheet would have it read twice; a thousand, a thousand times."""
    if len(set(parts)) != len(parts):
        raise UnsafeFile(
            "alterado",
            "El libro muestra una misma hoja con varios nombres: fue alterado. Copie sus datos a "
            "un libro nuevo y envíe ese.",
        )
