"""Read a file of boundaries: GeoJSON, TopoJSON or a zipped Shapefile, whatever its name.

What cannot be read safely or rightly is refused with a sentence that says what to do. Nothing is
unpacked to disk, and a file's promised size is checked before anything is unpacked in memory.
"""

import io
import json
import math
import struct
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import shapefile
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from sinasec.spreadsheets.parts.archives import Archive, ArchiveMember, open_archive
from sinasec.spreadsheets.unsafe import UnsafeFile
from sinasec.territories import topojson

MAX_FILE: Final = 200 * 2**20
MAX_UNPACKED: Final = 500 * 2**20
MAX_RATIO: Final = 200
MAX_MEMBERS: Final = 100
MAX_FEATURES: Final = 20_000
MAX_DIGITS: Final = 40  # of a number, sign and point included
# What each mark of a JSON makes when it is read takes hundreds of bytes, whatever its own.
MAX_MARKS: Final = {b"{": 200_000, b"[": 3_000_000, b",": 8_000_000}
PERU: Final = (-82.0, -19.0, -68.0, 0.5)  # west, south, east, north, in degrees

_OF_THE_SYSTEM: Final = "__MACOSX/"  # what a Mac adds to each file that it packs

DAMAGE: Final = (
    shapefile.ShapefileException,
    struct.error,
    TypeError,
    ValueError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
)

DAMAGED_SHAPE: Final = (
    KeyError,
    IndexError,
    TypeError,
    ValueError,
    AttributeError,
    OverflowError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class Feature:
    """A limit: its properties as text, and its polygon in degrees of longitude and latitude.

    `outline` is None when it has none or it cannot be used; `why` says which, in a sentence.
    """

    properties: dict[str, str]
    outline: BaseGeometry | None
    why: str = ""


class UnreadableBoundaries(ValueError):
    """The file cannot be taken; the message says why and what to do, in Spanish."""


def read(path: Path) -> list[Feature]:
    """Every limit of the file. Raises UnreadableBoundaries, also when none has a usable outline."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableBoundaries(f"No se puede abrir {path.name}: revise la ruta.") from error
    if size > MAX_FILE:
        raise UnreadableBoundaries(
            f"El archivo pesa {size / 2**20:.0f} MB y el máximo es {MAX_FILE // 2**20} MB: "
            "simplifique los límites antes de cargarlos."
        )
    with path.open("rb") as file:
        start = file.read(4)
    found = _shapefile(path) if start.startswith(b"PK") else _json(path)
    features = [_read(number, feature) for number, feature in enumerate(found, 1)]
    if all(feature.outline is None for feature in features):
        raise UnreadableBoundaries(features[0].why)
    return features


def _json(path: Path) -> Iterable[dict[str, Any]]:
    content = path.read_bytes()
    if any(content.count(mark) > most for mark, most in MAX_MARKS.items()):
        raise UnreadableBoundaries(
            f"{path.name} tiene demasiados puntos: simplifique los límites antes de cargarlos."
        )
    try:
        document = json.loads(
            content.decode("utf-8-sig"),
            parse_constant=_no_constant,
            parse_int=_whole,
            parse_float=_decimal,
        )
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UnreadableBoundaries(
            f"{path.name} no es un GeoJSON, un TopoJSON ni un Shapefile comprimido en .zip. "
            "Expórtelo de nuevo en uno de esos formatos, en UTF-8."
        ) from error
    kind = document.get("type") if isinstance(document, dict) else None
    if kind not in ("Topology", "FeatureCollection"):
        raise UnreadableBoundaries(
            f"{path.name} es JSON, pero no una colección de límites (FeatureCollection o Topology)."
        )
    try:
        whole = kind == "Topology"
        found = list(topojson.features(document)) if whole else list(document["features"])
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise UnreadableBoundaries(
            f"{path.name} está dañado o incompleto: sus partes no concuerdan. Expórtelo de nuevo."
        ) from error
    return _few(found)


def _shapefile(path: Path) -> Iterable[dict[str, Any]]:
    try:
        with path.open("rb") as stream:
            archive = open_archive(stream, most_members=MAX_MEMBERS)
            _check_size(archive)
            parts = _parts(archive)
    except UnsafeFile as error:
        raise UnreadableBoundaries(
            f"{path.name} es un .zip dañado o que no se puede abrir. {error}"
        ) from error
    if "prj" in parts and parts["prj"].lstrip().upper().startswith(b"PROJ"):
        raise UnreadableBoundaries(
            "El Shapefile está en coordenadas proyectadas (metros). Guárdelo en grados, "
            "WGS 84 (EPSG:4326), y cárguelo de nuevo."
        )
    try:
        return _few(_records(parts, _encoding(parts)))
    except DAMAGE as error:
        raise UnreadableBoundaries(
            f"El Shapefile de {path.name} está dañado. Expórtelo de nuevo."
        ) from error


def _encoding(parts: dict[str, bytes]) -> str:
    """How the .dbf writes its letters: as the .cpg says, else UTF-8 where it is, else Latin-1."""
    declared = parts.get("cpg", b"").decode("ascii", "replace").strip()
    rows = parts["dbf"][int.from_bytes(parts["dbf"][8:10], "little") :]
    for encoding in filter(None, (declared, "utf-8")):
        try:
            rows.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return encoding
    return "latin-1"


def _records(parts: dict[str, bytes], encoding: str) -> list[dict[str, Any]]:
    streams: dict[str, Any] = {
        part: io.BytesIO(parts[part]) for part in ("shp", "dbf", "shx") if part in parts
    }
    with closing(shapefile.Reader(**streams, encoding=encoding)) as reader:
        return [dict(record.__geo_interface__) for record in reader.iterShapeRecords()]


def _check_size(archive: Archive) -> None:
    unpacked = sum(member.size for member in archive.members)
    packed = max(sum(member.packed for member in archive.members), 1)
    if unpacked > MAX_UNPACKED or unpacked / packed > MAX_RATIO:
        raise UnreadableBoundaries(
            f"El .zip ocuparía {unpacked / 2**20:.0f} MB al abrirse: no se abre. "
            "Envíe solo el Shapefile, simplificado."
        )


def _parts(archive: Archive) -> dict[str, bytes]:
    """The parts of the one Shapefile of the archive, by their ending."""
    members = [member for member in archive.members if not member.name.startswith(_OF_THE_SYSTEM)]
    stem = _stem(members)
    parts = {
        member.name.rsplit(".", 1)[1].lower(): archive.read(member, MAX_UNPACKED)
        for member in members
        if member.name.lower().startswith(f"{stem}.")
    }
    if "dbf" not in parts:
        raise UnreadableBoundaries("Al Shapefile le falta el .dbf, que trae los códigos.")
    return parts


def _stem(members: list[ArchiveMember]) -> str:
    shapes = [member.name for member in members if member.name.lower().endswith(".shp")]
    if len(shapes) != 1:
        raise UnreadableBoundaries(
            f"El .zip trae {len(shapes)} archivos .shp y debe traer uno, con su .dbf."
        )
    return shapes[0][:-4].lower()


def _few(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not features:
        raise UnreadableBoundaries("El archivo no trae ningún límite.")
    if len(features) > MAX_FEATURES:
        raise UnreadableBoundaries(
            f"El archivo trae {len(features)} límites; el Perú tiene menos de 2000 distritos."
        )
    return features


def _read(number: int, feature: dict[str, Any]) -> Feature:
    """A limit as it is, or as one without outline, with the reason."""
    properties = _properties(feature)
    try:
        return Feature(properties, _outline(number, feature))
    except UnreadableBoundaries as refusal:
        return Feature(properties, None, str(refusal))


def _properties(feature: dict[str, Any]) -> dict[str, str]:
    """The properties as text; none when there is nothing that could have them."""
    try:
        said = {**(feature.get("properties") or {}), "id": feature.get("id")}
    except (AttributeError, TypeError):
        return {}
    return {str(key): str(value).strip() for key, value in said.items() if value is not None}


def _outline(number: int, feature: dict[str, Any]) -> BaseGeometry:
    """Raises UnreadableBoundaries."""
    try:
        outline = shape(feature["geometry"])
    except (*DAMAGED_SHAPE, ShapelyError) as error:
        raise UnreadableBoundaries(
            f"El límite número {number} no se puede leer: su geometría falta o está dañada."
        ) from error
    if outline.is_empty or outline.geom_type not in ("Polygon", "MultiPolygon"):
        raise UnreadableBoundaries(
            f"El límite número {number} no es un polígono: un límite encierra un territorio."
        )
    west, south, east, north = outline.bounds
    if not (PERU[0] <= west and PERU[1] <= south and east <= PERU[2] and north <= PERU[3]):
        raise UnreadableBoundaries(
            f"El límite número {number} cae fuera del Perú: las coordenadas deben estar en "
            "grados, longitud y latitud, WGS 84 (EPSG:4326)."
        )
    return outline


def _no_constant(name: str) -> float:
    raise json.JSONDecodeError(f"{name} is no coordinate", name, 0)


def _whole(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise json.JSONDecodeError("a number without end", text[:MAX_DIGITS], 0)
    return int(text)


def _decimal(text: str) -> float:
    number = float(text) if len(text) <= MAX_DIGITS else math.inf
    if not math.isfinite(number):
        raise json.JSONDecodeError("no coordinate", text[:MAX_DIGITS], 0)
    return number
