"""Cells that hold an Excel error (#REF!, #DIV/0!): calamine gives them as if they were empty.

An empty cell says nothing was written; an error says that something was, and is lost.
"""

import io
import re
import zipfile
from typing import Final
from xml.etree import ElementTree

ERRORS: Final = frozenset(
    {"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!"}
)

_MARK: Final = b't="e"'
_CELL: Final = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)([0-9]+)"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.S
)
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TARGETS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def error_cells(content: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """Of a workbook found safe: sheet -> (row from 0, column from 0, error as shown)."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name, part in _sheets(package).items():
            data = package.read(part)
            if _MARK in data:
                found[name] = [
                    (int(row) - 1, _column(letters), value.decode())
                    for letters, row, value in _CELL.findall(data)
                ]
    return found


def _sheets(package: zipfile.ZipFile) -> dict[str, str]:
    parts = set(package.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= parts:
        return {}
    links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links.iter(_TARGETS)}
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    placed = {
        sheet.get("name", ""): _placed(targets.get(sheet.get(_LINK), ""))
        for sheet in book.iter(f"{_MAIN}sheet")
    }
    return {name: part for name, part in placed.items() if part in parts}


def _placed(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
