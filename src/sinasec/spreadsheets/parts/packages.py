"""Zipped workbooks (.xlsx, .ods): every part is unpacked once, counted and looked at."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from sinasec.spreadsheets.parts.archives import Archive, ArchiveMember, open_archive
from sinasec.spreadsheets.parts.book_parts import sheet_parts
from sinasec.spreadsheets.parts.markup import attribute, read_markup
from sinasec.spreadsheets.parts.opendocument import Extent
from sinasec.spreadsheets.parts.repeated_texts import TEXTS, SharedTexts, check_repeated_texts
from sinasec.spreadsheets.parts.worksheets import PartCount, too_many_cells
from sinasec.spreadsheets.unsafe import UnsafeFile

MAX_PARTS: Final = 2_000
MAX_RATIO: Final = 250
MAX_MERGED: Final = 500_000
_RATIO_FROM: Final = 20 * 1024 * 1024
_MOST_TYPES: Final = 4 * 1024 * 1024
_SMALLEST_ENTRY: Final = len("<x/>")
_TAGS_PER_CELL: Final = 8
_TAGS_FREE: Final = 1_000_000

_MARKUP: Final = (".xml", ".rels")
_READABLE: Final = ("xml", "rels", "vml")
_NOT_READ: Final = "customxml/"  # what other programs keep there for themselves
_TEXT, _SLIDES = "un documento de texto (como los de Word)", "una presentación"
_DOCUMENTS: Final = {"word/document.xml": _TEXT, "ppt/presentation.xml": _SLIDES}
_OPEN_DOCUMENTS: Final = {b"opendocument.text": _TEXT, b"opendocument.presentation": _SLIDES}
_MACRO_PART: Final = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|macrosheets/|Basic/|Scripts/)", re.I
)
_ARCHIVES: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Rar!", b"7z\xbc\xaf")
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"

LINKED: Final = (
    "El libro toma datos de otros archivos: no se siguieron esos enlaces, se leyó lo que "
    "estaba escrito en las celdas."
)

Kind = Literal["xlsx", "ods"]


@dataclass(slots=True)
class _Seen:
    """What has been counted so far over the parts of one package."""

    max_unzipped: int
    max_cells: int
    packed: int
    unzipped: int = 0
    tags: int = 0
    cells: int = 0
    expanded: int = 0
    claimed: int = 0
    texts: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def check_package(
    content: bytes, *, max_unzipped: int, max_cells: int
) -> tuple[Kind, tuple[str, ...]]:
    """The kind of a safe package and notes on it. Raises UnsafeFile."""
    seen = _Seen(max_unzipped, max_cells, len(content))
    package = open_archive(io.BytesIO(content), most_members=MAX_PARTS)
    _check_names(package)
    kind = _kind(package)
    for part in package.members:
        _check_part(package, part, kind, seen)
    if seen.claimed * _SMALLEST_ENTRY > seen.unzipped:
        raise _claims_too_much()
    if kind == "xlsx":
        parts = sheet_parts(package)
        check_repeated_texts(package, seen.texts, parts.values(), seen.cells, max_unzipped)
    return kind, tuple(seen.notes)


def _check_names(package: Archive) -> None:
    for part in package.members:
        if _leaves_the_package(part.name):
            raise UnsafeFile(
                "alterado", "El libro tiene nombres de partes que salen de él: fue alterado."
            )
        if _MACRO_PART.search(part.name):
            raise UnsafeFile(
                "macros",
                "El libro lleva macros y no se abre: guárdelo como «Libro de Excel (.xlsx)», "
                "que no las lleva.",
            )


def _leaves_the_package(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or ":" in path or ".." in path.split("/")


def _kind(package: Archive) -> Kind:
    if "mimetype" in package and package.start(package["mimetype"], 200).strip().startswith(_ODS):
        return "ods"
    if "xl/workbook.bin" in package:
        raise UnsafeFile(
            "formato", "El libro es .xlsb: guárdelo como «Libro de Excel (.xlsx)» y envíelo."
        )
    if "[Content_Types].xml" in package and any(
        part.name.startswith("xl/") for part in package.members
    ):
        return "xlsx"
    if what := _other_document(package):
        raise UnsafeFile(
            "no-es-libro",
            f"El archivo es {what}, no una hoja de cálculo: copie sus tablas en la plantilla y "
            "envíe esa.",
        )
    raise UnsafeFile(
        "no-es-libro",
        "El archivo comprimido no es una hoja de cálculo: envíe el libro .xlsx, sin comprimir.",
    )


def _other_document(package: Archive) -> str:
    """What else an office writes; "" for what is none of it."""
    for part, what in _DOCUMENTS.items():
        if part in package:
            return what
    if "mimetype" not in package:
        return ""
    said = package.start(package["mimetype"], 200)
    return next((what for ending, what in _OPEN_DOCUMENTS.items() if ending in said), "")


def _check_part(package: Archive, part: ArchiveMember, kind: Kind, seen: _Seen) -> None:
    name = part.name.lower()
    chunks = _counted(package.chunks(part), part.name, seen)
    if kind == "ods" and name == "content.xml":
        extent = Extent(seen.max_cells - seen.cells)
        extent.read(chunks)
        seen.cells += extent.total
    elif name.endswith(_MARKUP) and not name.startswith(_NOT_READ):
        _check_markup(package, part, chunks, kind, seen)
    else:
        for _ in chunks:
            pass


def _check_markup(
    package: Archive, part: ArchiveMember, chunks: Iterator[bytes], kind: Kind, seen: _Seen
) -> None:
    if kind == "ods":
        read_markup(chunks, part.name, lambda _tag, _attributes: None)
        if part.name == "META-INF/manifest.xml":
            _check_manifest(package.read(part, seen.max_unzipped))
        return
    if part.name.lower() == TEXTS:
        shared = SharedTexts()
        shared.read(chunks, part.name)
        seen.texts = shared.lengths
        _check_claims(shared, part, seen)
        return
    count = PartCount(part.name, seen.max_cells - seen.cells)
    count.read(chunks)
    _add(count, seen)
    _check_claims(count, part, seen)
    if part.name == "[Content_Types].xml":
        _check_types(package.read(part, _MOST_TYPES), seen)


def _counted(chunks: Iterator[bytes], name: str, seen: _Seen) -> Iterator[bytes]:
    first = True
    for chunk in chunks:
        if first and chunk.startswith(_ARCHIVES):
            raise UnsafeFile(
                "anidado",
                f"El libro lleva otro archivo dentro ({name[:60]}): quite los objetos "
                "incrustados y vuelva a guardarlo.",
            )
        first = False
        seen.unzipped += len(chunk)
        seen.tags += chunk.count(b"<")
        swollen = seen.unzipped > _RATIO_FROM and seen.unzipped > MAX_RATIO * seen.packed
        if seen.unzipped > seen.max_unzipped or swollen:
            raise UnsafeFile(
                "bomba",
                "El libro, al abrirse, ocupa muchísimo más de lo que pesa: no se abre. "
                "Copie sus datos a un libro nuevo y envíe ese.",
            )
        if seen.tags > _TAGS_FREE + _TAGS_PER_CELL * seen.max_cells:
            raise too_many_cells(seen.max_cells)
        yield chunk


def _check_claims(count: PartCount | SharedTexts, part: ArchiveMember, seen: _Seen) -> None:
    """Readers make room for what a list claims to hold, before they see that it does not."""
    seen.claimed = max(seen.claimed, count.claimed)
    if count.listed * _SMALLEST_ENTRY > part.size:
        raise _claims_too_much()


def _add(count: PartCount, seen: _Seen) -> None:
    """Merges and links are expanded cell by cell by readers: they may not be vast together."""
    seen.cells += count.spanned
    seen.expanded += count.expanded
    if seen.expanded > MAX_MERGED:
        raise UnsafeFile(
            "muchas-celdas",
            "El libro tiene celdas combinadas o enlaces que abarcan hojas enteras: sepárelas y "
            "vuelva a guardarlo.",
        )


def _check_types(types: bytes, seen: _Seen) -> None:
    """What the parts are said to be: no macros, and markup only where it has been looked at."""

    def said(tag: str, attributes: list[str]) -> None:
        kind = attribute(attributes, "ContentType") or ""
        part = attribute(attributes, "PartName") or attribute(attributes, "Extension") or ""
        if "macroEnabled" in kind or "vbaProject" in kind:
            raise UnsafeFile(
                "macros",
                "El libro es de los que llevan macros (.xlsm): guárdelo como "
                "«Libro de Excel (.xlsx)» y envíe ese.",
            )
        if kind.endswith("+xml") and not part.lower().endswith(_READABLE):
            raise UnsafeFile(
                "alterado", f"El libro esconde una hoja en otra parte ({part[:60]}): fue alterado."
            )
        if "externalLink" in kind and LINKED not in seen.notes:
            seen.notes.append(LINKED)

    read_markup([types], "[Content_Types].xml", said)


def _check_manifest(manifest: bytes) -> None:
    if b"encryption-data" in manifest:
        raise UnsafeFile(
            "cifrado", "El libro tiene contraseña: quítela y vuelva a guardarlo y enviarlo."
        )


def _claims_too_much() -> UnsafeFile:
    return UnsafeFile(
        "alterado",
        "El libro dice tener dentro muchísimos más textos o estilos de los que trae: fue "
        "alterado. Copie sus datos a un libro nuevo y envíe ese.",
    )
