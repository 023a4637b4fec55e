"""Read a file of boundaries: GeoJSON, TopoJSON or a zipped Shapefile, whatever its name.

What cannot be read safely or rightly is refused with a sentence that says what to do. Nothing is
unpacked to disk, and a file's promised size is checked before anything is unpacked in memory.
"""

import io
import json
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import shapefile
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from sinasec.territories import topojson

MAX_FILE: Final = 200 * 2**20
MAX_UNPACKED: Final = 500 * 2**20
MAX_RATIO: Final = 200
MAX_MEMBERS: Final = 100
MAX_FEATURES: Final = 20_000
PERU: Final = (-82.0, -19.0, -68.0, 0.5)  # west, south, east, north, in degrees

DAMAGE: Final = (
    shapefile.ShapefileException,
    struct.error,
    TypeError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
)

Feature = tuple[dict[str, str], BaseGeometry]


class UnreadableBoundaries(ValueError):
    """The file cannot be taken; the message says why and what to do, in Spanish."""


def read(path: Path) -> list[Feature]:
    """Properties (as text) and polygon of every feature, in degrees of longitude and latitude."""
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
    return [_checked(number, feature) for number, feature in enumerate(found, 1)]


def _json(path: Path) -> Iterable[dict[str, Any]]:
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_no_constant)
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
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableBoundaries(
            f"{path.name} está dañado o incompleto: sus partes no concuerdan. Expórtelo de nuevo."
        ) from error
    return _few(found)


def _shapefile(path: Path) -> Iterable[dict[str, Any]]:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_archive(archive)
            parts = _parts(archive)
    except zipfile.BadZipFile as error:
        raise UnreadableBoundaries(
            f"{path.name} es un .zip dañado. Comprima el Shapefile de nuevo."
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
    streams = {part: io.BytesIO(parts[part]) for part in ("shp", "dbf", "shx") if part in parts}
    with shapefile.Reader(**streams, encoding=encoding) as reader:
        return [record.__geo_interface__ for record in reader.iterShapeRecords()]


def _check_archive(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise UnreadableBoundaries(
            f"El .zip trae {len(members)} archivos; se espera un solo Shapefile (shp, dbf, shx)."
        )
    unpacked = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    if unpacked > MAX_UNPACKED or unpacked / packed > MAX_RATIO:
        raise UnreadableBoundaries(
            f"El .zip ocuparía {unpacked / 2**20:.0f} MB al abrirse: no se abre. "
            "Envíe solo el Shapefile, simplificado."
        )
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableBoundaries("El .zip tiene contraseña: quítesela y cárguelo de nuevo.")


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts of the one Shapefile of the archive, by their ending."""
    shapes = [name for name in archive.namelist() if name.lower().endswith(".shp")]
    if len(shapes) != 1:
        raise UnreadableBoundaries(
            f"El .zip trae {len(shapes)} archivos .shp y debe traer uno, con su .dbf."
        )
    stem = shapes[0][:-4].lower()
    parts = {}
    for name in archive.namelist():
        if name.lower().startswith(f"{stem}.") and "." in name:
            part = name.rsplit(".", 1)[1].lower()
            with archive.open(name) as member:
                parts[part] = member.read(MAX_UNPACKED + 1)
            if len(parts[part]) > MAX_UNPACKED:
                raise UnreadableBoundaries("El .zip miente sobre su tamaño: no se abre.")
    if "dbf" not in parts:
        raise UnreadableBoundaries("Al Shapefile le falta el .dbf, que trae los códigos.")
    return parts


def _few(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not features:
        raise UnreadableBoundaries("El archivo no trae ningún límite.")
    if len(features) > MAX_FEATURES:
        raise UnreadableBoundaries(
            f"El archivo trae {len(features)} límites; el Perú tiene menos de 2000 distritos."
        )
    return features


def _checked(number: int, feature: dict[str, Any]) -> Feature:
    try:
        outline = shape(feature["geometry"])
        properties = {**(feature.get("properties") or {}), "id": feature.get("id")}
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, ShapelyError) as error:
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
    return {
        str(key): str(value).strip() for key, value in properties.items() if value is not None
    }, outline


def _no_constant(name: str) -> float:
    raise json.JSONDecodeError(f"{name} is no coordinate", name, 0)
