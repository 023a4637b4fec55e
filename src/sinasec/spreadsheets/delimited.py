"""A CSV as offices really save it: `;`, `,` or tabs; UTF-8 with or without mark, or Windows."""

import codecs
import csv
import re
from typing import Final

from sinasec.spreadsheets.faults import UnreadableFile

MAX_CELL: Final = 100_000
_DELIMITERS: Final = (";", ",", "\t", "|")
_GARBLED: Final = re.compile("Ã[\u0080-\u00bf\u0192\u201a-\u2026\u2030\u2039]")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')


def read_delimited(content: bytes) -> list[list[str]]:
    """The rows of a CSV, one for each row that Excel would show. Raises UnreadableFile."""
    text = decode(content)
    lines = text.splitlines(keepends=True)
    csv.field_size_limit(MAX_CELL)
    try:
        rows = csv.reader(lines, delimiter=delimiter(text), strict=True)
        return [[disarmed(cell) if cell[:1] == "'" else cell for cell in row] for row in rows]
    except csv.Error as error:
        raise UnreadableFile(
            "comillas",
            'Hay unas comillas que se abren y no se cierran: revise las comillas (") del archivo, '
            "o guárdelo como «Libro de Excel (.xlsx)».",
        ) from error


def decode(content: bytes) -> str:
    """The text, whatever the usual encoding; never half of it garbled. Raises UnreadableFile."""
    text = _text(content)
    if "\0" in text:
        raise UnreadableFile(
            "caracteres-nulos",
            "El archivo tiene caracteres nulos: no es un CSV o está dañado. Guárdelo de nuevo.",
        )
    marked = content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not marked and _GARBLED.search(text):
        raise UnreadableFile(
            "codificacion",
            "Las tildes llegan rotas («Ã³» por «ó»): en Excel, guarde como «CSV UTF-8» o como "
            "«Libro de Excel (.xlsx)».",
        )
    return text


def _text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252")


def armed(text: str) -> str:
    """A text that a spreadsheet would run as a formula, made harmless with an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def disarmed(text: str) -> str:
    """The text before `armed`; any other is left as it is."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "codificacion",
            "No se sabe en qué codificación está el texto: en Excel, guarde como «CSV UTF-8» o "
            "como «Libro de Excel (.xlsx)».",
        ) from error


def delimiter(text: str) -> str:
    """The one that most often parts the first lines, outside quotes."""
    head = _QUOTED.sub("", "\n".join(text.splitlines()[:20]))
    return max(_DELIMITERS, key=lambda mark: (head.count(mark), mark == ";"))
