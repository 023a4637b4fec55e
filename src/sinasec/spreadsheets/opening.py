"""Open a workbook or CSV that a stranger sent, or refuse it in a sentence.

Nothing here interprets cells. What is accepted can be handed to openpyxl or calamine without
running anything, following any link, or filling the memory: the declared sizes are never
believed, every part is unpacked once and counted.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISCHR, S_ISFIFO
from typing import BinaryIO, Final, Literal

from sinasec.spreadsheets.parts.binary_records import check_records
from sinasec.spreadsheets.parts.compound import check_compound, workbook_streams
from sinasec.spreadsheets.parts.packages import check_package
from sinasec.spreadsheets.parts.worksheets import too_many_cells
from sinasec.spreadsheets.unsafe import UnsafeFile

Kind = Literal["xlsx", "xls", "ods", "csv"]

WORKBOOKS: Final[frozenset[Kind]] = frozenset({"xlsx", "xls", "ods"})
EVERY_KIND: Final[frozenset[Kind]] = frozenset({"xlsx", "xls", "ods", "csv"})

MAX_BYTES: Final = 25 * 1024 * 1024
MAX_UNZIPPED: Final = 300 * 1024 * 1024
MAX_CELLS: Final = 4_000_000

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEPARATORS: Final = (b",", b";", b"\t", b"|", b"\n")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_PDF, _IMAGE, _PROGRAM = "un PDF", "una imagen", "un programa"
_RAR, _7Z, _GZIP = (f"un archivo comprimido {each}" for each in ("RAR", "7z", "gzip"))
_NOT_SHEETS: Final[tuple[tuple[int, bytes, str], ...]] = (  # from which byte, which bytes, what
    (0, b"%PDF", _PDF),
    (0, b"\x89PNG", _IMAGE),
    (0, b"\xff\xd8\xff", _IMAGE),
    (0, b"GIF8", _IMAGE),
    (0, b"II*\0", _IMAGE),
    (0, b"MM\0*", _IMAGE),
    (4, b"ftyp", _IMAGE),  # as telephones take them
    (8, b"WEBP", _IMAGE),
    (0, b"Rar!", _RAR),
    (0, b"7z\xbc\xaf", _7Z),
    (0, b"\x1f\x8b", _GZIP),
    (0, b"MZ", _PROGRAM),
    (0, b"\x7fELF", _PROGRAM),
)
_ASK: Final = (
    "De una foto, un escaneo o un PDF no se leen las celdas: pida a quien lo hizo la hoja de "
    "cálculo de la que salió (.xlsx, .ods o .xls), o copie sus datos en la plantilla, y envíe esa."
)
_UNPACK: Final = "Descomprímalo y envíe la hoja de cálculo que trae dentro."
_INSTEAD: Final[dict[str, str]] = {
    _PDF: _ASK,
    _IMAGE: _ASK,
    _PROGRAM: "Envíe el libro de Excel con sus datos.",
    **dict.fromkeys((_RAR, _7Z, _GZIP), _UNPACK),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file found safe. `notes`: sentences in Spanish on what was seen and not followed."""

    name: str
    content: bytes
    sha256: str
    kind: Kind
    notes: tuple[str, ...] = ()


def open_safely(
    source: Path | str | bytes | BinaryIO,
    *,
    name: str = "",
    kinds: Collection[Kind] = WORKBOOKS,
    max_bytes: int = MAX_BYTES,
    max_unzipped: int = MAX_UNZIPPED,
    max_cells: int = MAX_CELLS,
) -> Opened:
    """The bytes of a workbook (or CSV, when `kinds` has it) that may be read.

    `source`: a path, the bytes, or a binary stream; never more than `max_bytes` + 1 are read.
    `max_unzipped`: bytes after unpacking, all parts together. `max_cells`: rows × columns of
    the rectangle each sheet spans, all sheets together. Raises UnsafeFile, or OSError when a
    path cannot be read.
    """
    content, known_as = bytes_of(source, max_bytes)
    label = name or known_as
    if not content:
        raise UnsafeFile("vacio", "El archivo está vacío: vuelva a guardarlo y envíelo de nuevo.")
    kind, notes = _kind_of(content, label, max_unzipped, max_cells)
    if kind not in kinds:
        wanted = ", ".join(f".{each}" for each in ("xlsx", "ods", "xls", "csv") if each in kinds)
        found = "texto (.csv o .txt)" if kind == "csv" else f".{kind}"
        raise UnsafeFile("formato", f"Aquí se recibe {wanted}, y el archivo es {found}.")
    return Opened(label, content, hashlib.sha256(content).hexdigest(), kind, notes)


def bytes_of(source: Path | str | bytes | BinaryIO, max_bytes: int) -> tuple[bytes, str]:
    """The bytes of a source and the name it is known by. Raises UnsafeFile or OSError."""
    if isinstance(source, bytes):
        _check_size(len(source), max_bytes)
        return source, ""
    if isinstance(source, (str, Path)):
        path = Path(source)
        found = path.stat()
        if S_ISFIFO(found.st_mode) or S_ISCHR(found.st_mode):  # one waits, the other never ends
            raise UnsafeFile("no-es-archivo", "Eso no es un archivo: indique el de sus datos.")
        _check_size(found.st_size, max_bytes)
        with path.open("rb") as stream:
            return _read(stream, max_bytes), path.name
    return _read(source, max_bytes), Path(str(getattr(source, "name", ""))).name


def _read(stream: BinaryIO, max_bytes: int) -> bytes:
    content = stream.read(max_bytes + 1)
    _check_size(len(content), max_bytes)
    return content


def _check_size(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise UnsafeFile(
            "muy-grande",
            f"El archivo pesa {_megabytes(size)} y el máximo es {_megabytes(max_bytes)}: "
            "quite imágenes y hojas que no hagan falta, o divídalo.",
        )


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:,.1f} MB".replace(",", " ").replace(".", ",")


def _kind_of(
    content: bytes, name: str, max_unzipped: int, max_cells: int
) -> tuple[Kind, tuple[str, ...]]:
    if content.startswith(b"PK"):
        return check_package(content, max_unzipped=max_unzipped, max_cells=max_cells)
    if content.startswith(_COMPOUND):
        check_compound(content)
        for stream in workbook_streams(content):
            check_records(stream, max_cells)
        return "xls", ()
    _check_text(content, name)
    if _marks(content) > max_cells:
        raise too_many_cells(max_cells)
    return "csv", ()


def _marks(content: bytes) -> int:
    """Ends of cells and of rows, as in Windows, Unix or an old Mac."""
    lone_returns = content.count(b"\r") - content.count(b"\r\n")
    return lone_returns + sum(content.count(mark) for mark in _SEPARATORS)


def _known_as(content: bytes) -> str:
    return next((what for at, magic, what in _NOT_SHEETS if content.startswith(magic, at)), "")


def _check_text(content: bytes, name: str) -> None:
    """A CSV is what is left: neither markup, nor a known binary, nor full of null bytes."""
    if what := _known_as(content):
        raise UnsafeFile(
            "no-es-libro", f"El archivo es {what}, no una hoja de cálculo. {_INSTEAD[what]}"
        )
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    looks_html = start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body"))
    if looks_html or (start.startswith(b"<") and b"<table" in start):
        raise UnsafeFile(
            "html",
            "El archivo es una página web guardada con nombre de hoja de cálculo: ábralo en "
            "Excel y guárdelo como «Libro de Excel (.xlsx)».",
        )
    if start.startswith(b"<"):
        raise UnsafeFile(
            "xml",
            "El archivo es un XML, no un libro: ábralo en Excel y guárdelo como "
            "«Libro de Excel (.xlsx)».",
        )
    if b"\x00" in content and not content.startswith(_UTF16):
        raise UnsafeFile(
            "no-es-libro",
            "El archivo no es una hoja de cálculo que se pueda leer: guárdelo como .xlsx.",
        )
    if name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods")):
        raise UnsafeFile(
            "danado",
            "El nombre dice que es un libro, pero su contenido no lo es: puede estar dañado. "
            "Ábralo en Excel y vuelva a guardarlo como .xlsx.",
        )
