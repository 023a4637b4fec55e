"""Which part of an .xlsx holds each of its sheets."""

from typing import Final

from sinasec.spreadsheets.archives import Archive
from sinasec.spreadsheets.markup import attribute, plain, read_markup
from sinasec.spreadsheets.unsafe import UnsafeFile

BOOK: Final = "xl/workbook.xml"
LINKS: Final = "xl/_rels/workbook.xml.rels"
MOST_BYTES: Final = 16 * 1024 * 1024


def sheet_parts(package: Archive) -> dict[str, str]:
    """Name of each sheet -> its part, of those that are there. Raises UnsafeFile."""
    if BOOK not in package or LINKS not in package:
        return {}
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def link(tag: str, attributes: list[str]) -> None:
        if plain(tag) == "Relationship":
            targets[attribute(attributes, "Id") or ""] = attribute(attributes, "Target") or ""

    def sheet(tag: str, attributes: list[str]) -> None:
        if plain(tag) == "sheet":
            name = attribute(attributes, "name") or ""
            sheets[name] = _placed(targets.get(_identifier(attributes), ""))

    read_markup([package.read(package[LINKS], MOST_BYTES)], LINKS, link)
    read_markup([package.read(package[BOOK], MOST_BYTES)], BOOK, sheet)
    for part in sheets.values():
        _check_ending(part)
    return {name: part for name, part in sheets.items() if part in package}


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
    if part != "xl/" and not part.lower().endswith(".xml"):
        raise UnsafeFile(
            "alterado", "El libro guarda una hoja donde no van las hojas: fue alterado."
        )
