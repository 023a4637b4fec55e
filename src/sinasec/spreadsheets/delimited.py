"""A CSV as offices really save it: `;`, `,` or tabs; UTF-8 with or without mark, or Windows."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from sinasec.spreadsheets.encodings import Decoded, decoded, has_mark
from sinasec.spreadsheets.faults import UnreadableFile

MAX_CELL: Final = 100_000
MAX_ROWS: Final = 1_048_576  # of a sheet of Excel
MAX_COLUMNS: Final = 16_384
_DELIMITERS: Final = (";", ",", "\t", "|")
_GARBLED: Final = re.compile("Ã[\u0080-\u00bf\u0192\u201a-\u2026\u2030\u2039]")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_HEAD_LINES: Final = 20
_HEAD: Final = 100_000  # letters of them


def read_delimited(content: bytes) -> list[list[str]]:
    """The rows of a CSV, one for each row that Excel would show. Raises UnreadableFile."""
    text = decode(content)
    csv.field_size_limit(MAX_CELL)
    lines = (found[0] for found in _LINE.finditer(text))
    try:
        return list(_rows(csv.reader(lines, delimiter=delimiter(text), strict=True)))
    except csv.Error as error:
        raise UnreadableFile(
            "comillas",
            'Hay unas comillas que se abren y no se cierran: revise las comillas (") del archivo, '
            "o guárdelo como «Libro de Excel (.xlsx)».",
        ) from error


def _rows(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise UnreadableFile(
                "muchas-celdas",
                f"El archivo pasa de {MAX_ROWS:,} filas".replace(",", " ")
                + ": borre las filas vacías o divídalo.",
            )
        if len(row) > MAX_COLUMNS:
            raise UnreadableFile(
                "muchas-celdas",
                f"La fila {number} tiene {len(row)} celdas, más de las que caben en una hoja: "
                "revise los separadores del archivo.",
            )
        yield [disarmed(cell) if cell[:1] == "'" else cell for cell in row]


def decode(content: bytes) -> str:
    """The text, whatever the usual encoding; never half of it garbled. Raises UnreadableFile."""
    return read_text(content).text


def read_text(content: bytes) -> Decoded:
    """The text, and how it was read when that has to be said. Raises UnreadableFile."""
    read = decoded(content)
    if "\0" in read.text:
        raise UnreadableFile(
            "caracteres-nulos",
            "El archivo tiene caracteres nulos: no es un CSV o está dañado. Guárdelo de nuevo.",
        )
    if not has_mark(content) and _GARBLED.search(read.text):
        raise UnreadableFile(
            "codificacion",
            "Las tildes llegan rotas («Ã³» por «ó»): en Excel, guarde como «CSV UTF-8» o como "
            "«Libro de Excel (.xlsx)».",
        )
    return read


def armed(text: str) -> str:
    """A text that a spreadsheet would run as a formula, made harmless with an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) else text


class ArmedWriter:
    """Writes rows as CSV: of no cell can a spreadsheet take the text for a formula.

    `delimiter`: the one by which it will be parted. The spreadsheets of offices take `;`, and part
    there a cell that was written for another.
    """

    def __init__(self, stream: IO[str], delimiter: str) -> None:
        self._rows = csv.writer(stream, delimiter=delimiter)

    def writerow(self, cells: Iterable[Any]) -> None:
        """Numbers and days as they are; None is an empty cell."""
        self._rows.writerow([armed(cell) if isinstance(cell, str) else cell for cell in cells])

    def writerows(self, rows: Iterable[Iterable[Any]]) -> None:
        for row in rows:
            self.writerow(row)


def disarmed(text: str) -> str:
    """The text before `armed`; any other is left as it is."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def delimiter(text: str) -> str:
    """The one that most often parts the first lines, outside quotes."""
    head = _unquoted("\n".join(text[:_HEAD].splitlines()[:_HEAD_LINES]))
    return max(_DELIMITERS, key=lambda mark: (head.count(mark), mark == ";"))


def _unquoted(text: str) -> str:
    """What is outside quotes; a quote that is never closed hides nothing."""
    pieces = text.split('"')
    unclosed = pieces[-1:] if len(pieces) % 2 == 0 else []
    return "".join(pieces[::2] + unclosed)
