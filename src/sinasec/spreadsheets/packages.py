"""Zipped workbooks (.xlsx, .ods): every part is unpacked once, counted and looked at."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from sinasec.spreadsheets.opendocument import cells_spanned
from sinasec.spreadsheets.unsafe import UnsafeFile

MAX_PARTS: Final = 2_000
MAX_RATIO: Final = 250
MAX_MERGED: Final = 500_000
_RATIO_FROM: Final = 20 * 1024 * 1024
_CHUNK: Final = 1024 * 1024
_OVERLAP: Final = 64 * 1024

_DECLARATIONS: Final = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY", "<!doctype", "<!entity")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_REFERENCE: Final = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_AREA: Final = re.compile(
    rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\b[^<>]*?\bref\s*=\s*["']"""
    rb"""([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']"""
)
_DISGUISED: Final = re.compile(rb"""\br(?:ef)?\s*=\s*["'][^"'<>]{0,40}&""")
_MACRO_PART: Final = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|macrosheets/|Basic/|Scripts/)", re.I
)
_ARCHIVES: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Rar!", b"7z\xbc\xaf")
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"

LINKED: Final = (
    "El libro toma datos de otros archivos: no se siguieron esos enlaces, se leyó lo que "
    "estaba escrito en las celdas."
)


@dataclass(slots=True)
class _Seen:
    """What has been counted so far over the parts of one package."""

    max_unzipped: int
    max_cells: int
    unzipped: int = 0
    cells: int = 0
    merged: int = 0
    notes: list[str] = field(default_factory=list)


def check_package(
    content: bytes, *, max_unzipped: int, max_cells: int
) -> tuple[Literal["xlsx", "ods"], tuple[str, ...]]:
    """The kind of a safe package and notes on it. Raises UnsafeFile."""
    seen = _Seen(max_unzipped, max_cells)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _check_names(parts)
            kind = _kind(package, {part.filename for part in parts})
            for part in parts:
                _check_part(package, part, kind, seen, len(content))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnsafeFile(
            "danado",
            "El libro está dañado y no se puede abrir: ábralo en Excel, guárdelo de nuevo y "
            "vuelva a enviarlo.",
        ) from error
    return kind, tuple(seen.notes)


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise UnsafeFile(
            "bomba", f"El libro tiene {len(parts)} partes dentro, más de las que un libro lleva."
        )
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        raise UnsafeFile("alterado", "El libro tiene partes repetidas dentro: fue alterado.")
    for part in parts:
        if part.flag_bits & 0x1:
            raise UnsafeFile(
                "cifrado", "El libro tiene contraseña: quítela en Excel y vuelva a enviarlo."
            )
        if _leaves_the_package(part.filename) or _leaves_the_package(part.orig_filename):
            raise UnsafeFile(
                "alterado", "El libro tiene nombres de partes que salen de él: fue alterado."
            )
        if _MACRO_PART.search(part.filename):
            raise UnsafeFile(
                "macros",
                "El libro lleva macros y no se abre: guárdelo como «Libro de Excel (.xlsx)», "
                "que no las lleva.",
            )


def _leaves_the_package(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or ":" in path or "\0" in path or ".." in path.split("/")


def _kind(package: zipfile.ZipFile, names: set[str]) -> Literal["xlsx", "ods"]:
    if "mimetype" in names and _start(package, "mimetype").strip().startswith(_ODS):
        return "ods"
    if "xl/workbook.bin" in names:
        raise UnsafeFile(
            "formato", "El libro es .xlsb: guárdelo como «Libro de Excel (.xlsx)» y envíelo."
        )
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return "xlsx"
    raise UnsafeFile(
        "no-es-libro",
        "El archivo comprimido no es una hoja de cálculo: envíe el libro .xlsx, sin comprimir.",
    )


def _start(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as stream:
        return stream.read(200)


def _check_part(
    package: zipfile.ZipFile, part: zipfile.ZipInfo, kind: str, seen: _Seen, packed: int
) -> None:
    name = part.filename
    is_markup = name.lower().endswith((".xml", ".rels", ".vml"))
    rows, columns, overlap, first = 0, 0, b"", True
    areas: set[tuple[bytes, ...]] = set()
    for chunk in _chunks(package, part, seen, packed):
        if first and chunk.startswith(_ARCHIVES):
            raise UnsafeFile(
                "anidado",
                f"El libro lleva otro archivo dentro ({name}): quite los objetos incrustados "
                "y vuelva a guardarlo.",
            )
        window = overlap + chunk
        if is_markup:
            _check_declarations(window, name)
        if is_markup and kind == "xlsx":
            rows, columns = _corner(window, rows, columns)
            _check_areas(window, name, areas, seen)
        overlap, first = window[-_OVERLAP:], False
    _count_cells(rows * columns, seen)
    if name == "[Content_Types].xml":
        _check_types(package.read(part), seen)
    if name == "META-INF/manifest.xml" and b"encryption-data" in package.read(part):
        raise UnsafeFile(
            "cifrado", "El libro tiene contraseña: quítela y vuelva a guardarlo y enviarlo."
        )
    if kind == "ods" and name == "content.xml":
        with package.open(part) as stream:
            _count_cells(cells_spanned(stream, seen.max_cells), seen)


def _chunks(
    package: zipfile.ZipFile, part: zipfile.ZipInfo, seen: _Seen, packed: int
) -> Iterator[bytes]:
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            seen.unzipped += len(chunk)
            swollen = seen.unzipped > _RATIO_FROM and seen.unzipped > MAX_RATIO * packed
            if seen.unzipped > seen.max_unzipped or swollen:
                raise UnsafeFile(
                    "bomba",
                    "El libro, al abrirse, ocupa muchísimo más de lo que pesa: no se abre. "
                    "Copie sus datos a un libro nuevo y envíe ese.",
                )
            yield chunk


def _check_declarations(window: bytes, name: str) -> None:
    if any(word in window for word in _DECLARATIONS):
        raise UnsafeFile(
            "dtd", f"El libro trae declaraciones peligrosas dentro ({name}): fue alterado."
        )


def _check_types(types: bytes, seen: _Seen) -> None:
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise UnsafeFile(
            "macros",
            "El libro es de los que llevan macros (.xlsm): guárdelo como "
            "«Libro de Excel (.xlsx)» y envíe ese.",
        )
    if b"externalLink" in types:
        seen.notes.append(LINKED)


def _corner(window: bytes, rows: int, columns: int) -> tuple[int, int]:
    """The farthest row and column referred to, so far."""
    found = set(_REFERENCE.findall(window))
    if not found:
        return rows, columns
    last_row = max(int(digits) for _, digits in found)
    last_column = max(_column_number(letters) for letters in {each for each, _ in found})
    return max(rows, last_row), max(columns, last_column)


def _check_areas(window: bytes, name: str, areas: set[tuple[bytes, ...]], seen: _Seen) -> None:
    """Merges and links are expanded cell by cell by readers: they may not be vast together.

    `areas`: those of the part already counted.
    """
    if _DISGUISED.search(window):
        raise UnsafeFile("alterado", f"El libro disfraza celdas dentro ({name}): fue alterado.")
    for area in set(_AREA.findall(window)) - areas:
        areas.add(area)
        left, top, right, bottom = area
        width = abs(_column_number(right) - _column_number(left)) + 1
        seen.merged += width * (abs(int(bottom) - int(top)) + 1)
    if seen.merged > MAX_MERGED:
        raise UnsafeFile(
            "muchas-celdas",
            "El libro tiene celdas combinadas o enlaces que abarcan hojas enteras: sepárelas y "
            "vuelva a guardarlo.",
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _count_cells(cells: int, seen: _Seen) -> None:
    seen.cells += cells
    check_cells(seen.cells, seen.max_cells)


def check_cells(cells: int, most: int) -> None:
    if cells > most:
        raise UnsafeFile(
            "muchas-celdas",
            f"Las hojas abarcan más de {most:,} celdas".replace(",", " ")
            + ": borre las filas y columnas vacías del final y vuelva a guardar el libro.",
        )
