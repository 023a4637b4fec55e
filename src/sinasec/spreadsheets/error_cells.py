"""Cells that hold an Excel error (#REF!, #DIV/0!): calamine gives them as if they were empty.

An empty cell says nothing was written; an error says that something was, and is lost.
"""

import io
import re
from typing import Final

from sinasec.spreadsheets import references
from sinasec.spreadsheets.archives import Archive, open_archive
from sinasec.spreadsheets.book_parts import sheet_parts
from sinasec.spreadsheets.markup import attribute, plain, read_markup

ERRORS: Final = frozenset(
    {"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!"}
)

_LONGEST: Final = 40
_MARK: Final = re.compile(rb"""["']e["']""")

ErrorCell = tuple[int, int, str]


def error_cells(content: bytes) -> dict[str, list[ErrorCell]]:
    """Of a workbook found safe: sheet -> (row from 0, column from 0, error as shown).

    Raises UnsafeFile when it is not whole.
    """
    package = open_archive(io.BytesIO(content))
    found: dict[str, list[ErrorCell]] = {}
    for name, part in sheet_parts(package).items():
        if _may_hold(package, part):
            errors = _Errors()
            read_markup(package.chunks(package[part]), part, errors.start, errors.end, errors.text)
            found[name] = errors.found
    return found


def _may_hold(package: Archive, part: str) -> bool:
    """Whether something in the part could be a cell of kind `e`; nearly none has one."""
    seam = b""
    for chunk in package.chunks(package[part]):
        if _MARK.search(seam + chunk):
            return True
        seam = chunk[-2:]
    return False


class _Errors:
    """Follows the cells of kind `e`: where each stands and what its `v` says."""

    def __init__(self) -> None:
        self.found: list[ErrorCell] = []
        self._row = self._column = 0
        self._wrong = self._within = False
        self._shown = ""

    def start(self, tag: str, attributes: list[str]) -> None:
        kind = plain(tag)
        if kind == "c":
            self._place(attribute(attributes, "r"))
            self._wrong = attribute(attributes, "t") == "e"
        elif kind == "row":
            written = attribute(attributes, "r")
            self._row = (references.row(written) if written else None) or self._row + 1
            self._column = 0
        elif kind == "v":
            self._within, self._shown = self._wrong, ""

    def _place(self, written: str | None) -> None:
        placed = references.cell(written) if written else None
        self._row, self._column = placed or (self._row, self._column + 1)

    def text(self, text: str) -> None:
        if self._within and len(self._shown) < _LONGEST:
            self._shown += text

    def end(self, tag: str) -> None:
        if self._within and plain(tag) == "v":
            self.found.append((self._row - 1, self._column - 1, self._shown))
            self._within = False
