"""Boundaries: JSON and Shapefiles that never end, or draw one line a million times."""

import io
import json
import struct
from collections.abc import Callable
from functools import cache

import shapefile

from tests.hostile.kinds import Family
from tests.hostile.zips import lies, zipped

MAP = Family("map", ".geojson")
_SQUARE = [[-77, -12], [-76, -12], [-76, -11], [-77, -11], [-77, -12]]


def geojson(coordinates: object, kind: str = "Polygon") -> bytes:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"ubigeo": "15"},
                    "geometry": {"type": kind, "coordinates": coordinates},
                }
            ],
        }
    ).encode()


def topojson(arcs: object, geometries: object, **more: object) -> bytes:
    collection = {"type": "GeometryCollection", "geometries": geometries}
    return json.dumps(
        {"type": "Topology", "arcs": arcs, "objects": {"a": collection}, **more}
    ).encode()


@cache
def shapefile_parts() -> dict[str, bytes]:
    shp, dbf, shx = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, dbf=dbf, shx=shx, shapeType=shapefile.POLYGON) as writer:
        writer.field("ubigeo", "C", 6)
        writer.poly([_SQUARE[::-1]])
        writer.record("15")
        writer.close()
    return {"c.shp": shp.getvalue(), "c.dbf": dbf.getvalue(), "c.shx": shx.getvalue()}


def shapes(part: str, at: int, form: str, value: int) -> bytes:
    """A Shapefile with a number of one of its parts changed."""
    parts = {name: bytearray(data) for name, data in shapefile_parts().items()}
    struct.pack_into(form, parts[part], at, value)
    return zipped({name: bytes(data) for name, data in parts.items()})


def _good() -> bytes:
    return zipped(shapefile_parts())


def _number(text: str) -> bytes:
    return geojson([[[123456789, 0], *_SQUARE]]).replace(b"123456789", text.encode())


def _collections(depth: int) -> bytes:
    inner = '{"type":"Point","coordinates":[0,0]}'
    opened = '{"type":"GeometryCollection","geometries":['
    shape = opened * depth + inner + "]}" * depth
    return (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":'
        f"{shape}}}]}}"
    ).encode()


_ARC = [[0, 0], *[[1, 1]] * 20_000]

_KINDS: dict[str, Callable[[], bytes]] = {
    "number-of-digits": lambda: _number("9" * 200_000),
    "number-of-decimals": lambda: _number("0." + "9" * 200_000),
    "number-infinite": lambda: _number("1e400"),
    "number-nan": lambda: _number("NaN"),
    "deep-lists": lambda: b"[" * 5_000_000,
    "deep-coordinates": lambda: geojson(_deep(400)),
    "deep-collections": lambda: _collections(400),
    "empty-lists": lambda: b"[" + b"[]," * 12_000_000 + b"[]]",
    "empty-objects": lambda: b"[" + b'{"a":1},' * 4_000_000 + b"{}]",
    "numbers-many": lambda: b"[" + b"1.5," * 20_000_000 + b"1]",
    "objects-not-features": lambda: b'{"type":"FeatureCollection","features":[[],{},1,null]}',
    "feature-is-text": lambda: b'{"type":"FeatureCollection","features":"abc"}',
    "coordinates-are-text": lambda: geojson("abc"),
    "coordinates-empty": lambda: geojson([]),
    "coordinates-null": lambda: geojson(None),
    "one-point": lambda: geojson([[[-77, -12]]]),
    "kind-unknown": lambda: geojson(_SQUARE, "Dodecaedro"),
    "surrogates": lambda: b'{"type":"FeatureCollection","features":["\\ud800"]}',
    "utf16": lambda: geojson([_SQUARE]).decode().encode("utf-16"),
}
_TOPOLOGIES: dict[str, Callable[[], bytes]] = {
    "arc-repeated": lambda: topojson([_ARC], [{"type": "Polygon", "arcs": [[0] * 20_000]}]),
    "arc-in-many": lambda: topojson([_ARC], [{"type": "Polygon", "arcs": [[0]]}] * 15_000),
    "arc-absent": lambda: topojson([], [{"type": "Polygon", "arcs": [[7]]}]),
    "arc-is-a-number": lambda: topojson([1], [{"type": "Polygon", "arcs": [[0]]}]),
    "transform-infinite": lambda: topojson(
        [[[1e30, 1e30]]],
        [{"type": "Polygon", "arcs": [[0]]}],
        transform={"scale": [1e300, 1e300], "translate": [0, 0]},
    ),
    "transform-of-text": lambda: topojson([_ARC], [], transform={"scale": "ab", "translate": []}),
    "delta-of-digits": lambda: topojson([[[10**30, 1]]], [{"type": "Polygon", "arcs": [[0]]}]),
    "objects-a-list": lambda: b'{"type":"Topology","arcs":[],"objects":[1]}',
}
_SHAPES: dict[str, Callable[[], bytes]] = {
    "shp-length-claim": lambda: shapes("c.shp", 24, ">L", 0x7FFFFFFF),
    "shp-record-claim": lambda: shapes("c.shp", 104, ">L", 0x7FFFFFFF),
    "shp-points-claim": lambda: shapes("c.shp", 100 + 8 + 40, "<L", 0x7FFFFFFF),
    "shp-parts-claim": lambda: shapes("c.shp", 100 + 8 + 36, "<L", 0x7FFFFFFF),
    "shp-kind": lambda: shapes("c.shp", 108, "<L", 77),
    "dbf-records-claim": lambda: shapes("c.dbf", 4, "<L", 0xFFFFFFFF),
    "dbf-heading-claim": lambda: shapes("c.dbf", 8, "<H", 0xFFFF),
    "dbf-width-claim": lambda: shapes("c.dbf", 10, "<H", 0xFFFF),
    "shx-length-claim": lambda: shapes("c.shx", 24, ">L", 0x7FFFFFFF),
    "shp-alone": lambda: zipped({"c.shp": shapefile_parts()["c.shp"]}),
    "shp-bomb": lambda: zipped({**shapefile_parts(), "c.shp": bytes(100 * 2**20)}),
}


def _deep(depth: int) -> list[object]:
    made: list[object] = []
    for _ in range(depth):
        made = [made]
    return made


for _name, _make in _KINDS.items():
    MAP.add(_name, _make)
for _name, _make in _TOPOLOGIES.items():
    MAP.add(_name, _make, ".topojson")
for _name, _make in {**_SHAPES, **lies(_good, "c.shp")}.items():
    MAP.add(_name, _make, ".zip")
