"""Boundaries come in whole or are refused; they are drawn only once somebody activates them."""

import io
import json
import zipfile
from datetime import UTC, datetime
from itertools import pairwise

import pytest
import shapefile
from shapely.geometry import box, mapping, shape

from sinasec.territories import outline, reference, shapes, topojson
from sinasec.territories.boundaries import CannotActivate, UnknownBoundaries, activate, load
from sinasec.territories.boundary_checks import check
from sinasec.territories.boundary_files import UnreadableBoundaries, read
from sinasec.territories.loading import load_reference
from sinasec.territories.models import Edition, Unit

NOW = datetime(2026, 1, 2, tzinfo=UTC)
DEPARTMENTS = [unit for unit in reference.units() if unit.kind == "dept"]


def square(code):
    """A square degree of its own for each department, touching its neighbours."""
    number = int(code) - 1
    west, south = -80 + number % 5, -14 + number // 5
    return box(west, south, west + 1, south + 1)


def feature(unit, **properties):
    given = {"ubigeo": unit.code, "departamento": unit.name} | properties
    return {"type": "Feature", "properties": given, "geometry": mapping(square(unit.code))}


def collection(features):
    return {"type": "FeatureCollection", "features": list(features)}


@pytest.fixture
def written(tmp_path):
    def write(document, name="limites.json"):
        path = tmp_path / name
        text = document if isinstance(document, bytes) else json.dumps(document).encode()
        path.write_bytes(text)
        return path

    return write


def zipped_shapefile(prj=b'GEOGCS["GCS_WGS_1984"]', encoding="utf-8"):
    parts = {part: io.BytesIO() for part in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POLYGON, encoding=encoding) as writer:
        writer.field("CCDD", "C", 2)
        writer.field("NOMBDEP", "C", 40)
        for unit in DEPARTMENTS:
            writer.shape(mapping(square(unit.code)))
            writer.record(unit.code, unit.name.upper())
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for part, stream in parts.items():
            file.writestr(f"capa/DEPARTAMENTOS.{part}", stream.getvalue())
        file.writestr("capa/DEPARTAMENTOS.prj", prj)
    return archive.getvalue()


@pytest.mark.parametrize(
    "properties",
    [
        lambda u: {},
        lambda u: {"ubigeo": int(u.code)},
        lambda u: {"ubigeo": f"{int(u.code)}.0"},
        lambda u: {"ubigeo": None, "IDDPTO": u.code},
        lambda u: {"ubigeo": None, "departamento": None, "NOMBDEP": u.name.upper()},
    ],
    ids=["code", "number", "decimal", "another column", "name only"],
)
def test_units_are_found_however_the_file_names_them(written, properties):
    path = written(collection(feature(u, **properties(u)) for u in DEPARTMENTS))
    checked = check(read(path))
    assert checked.level == "dept"
    assert sorted(checked.outlines) == [unit.code for unit in DEPARTMENTS]
    assert checked.report()["missing"] == checked.faults == []


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_zipped_shapefile_is_read_in_either_encoding(written, encoding):
    checked = check(read(written(zipped_shapefile(encoding=encoding), "capa.zip")))
    assert sorted(checked.outlines) == [unit.code for unit in DEPARTMENTS]
    assert checked.named_otherwise == {}
    assert checked.outlines["02"].equals(square("02"))


def test_missing_extra_repeated_and_mended_are_all_told(written):
    bow_tie = {"type": "Polygon", "coordinates": [[[-80, -14], [-79, -13], [-79, -14], [-80, -13]]]}
    bow_tie["coordinates"][0].append([-80, -14])
    crossed = {**feature(DEPARTMENTS[0]), "geometry": bow_tie}
    strange = feature(DEPARTMENTS[1], ubigeo="88")
    twice = feature(DEPARTMENTS[2])
    rest = [feature(unit) for unit in DEPARTMENTS[2:]]
    report = check(read(written(collection([crossed, strange, twice, *rest])))).report()
    assert report["missing"] == ["02"]
    assert report["extra"] == ["límite 2: el código «88» no es de ninguna unidad"]
    assert report["repeated"] == ["03"]
    assert list(report["mended"]) == ["01"]
    assert report["mended"]["01"].startswith("Self-intersection")
    assert report["faults"] == []


def test_reniec_codes_are_caught_by_the_names(written):
    path = written(collection(feature(u, ubigeo=u.reniec) for u in DEPARTMENTS))
    checked = check(read(path))
    assert "RENIEC" in checked.faults[0]


def topology(features, quantised):
    """The features as a topology in which each square is cut in two arcs, the second reversed."""
    arcs, geometries = [], []
    for found in features:
        ring = [list(point) for point in found["geometry"]["coordinates"][0]]
        arcs += [ring[:3], ring[2:][::-1]]
        geometries.append(
            {
                "type": "Polygon",
                "arcs": [[len(arcs) - 2, ~(len(arcs) - 1)]],
                "properties": found["properties"],
            }
        )
    whole = {"type": "Topology", "arcs": arcs, "objects": {}}
    if quantised:
        for arc in arcs:
            steps = [[round((x + 80) * 100), round((y + 14) * 100)] for x, y in arc]
            ahead = pairwise(steps)
            arc[:] = [steps[0], *([bx - ax, by - ay] for (ax, ay), (bx, by) in ahead)]
        whole["transform"] = {"scale": [0.01, 0.01], "translate": [-80, -14]}
    whole["objects"]["d"] = {"type": "GeometryCollection", "geometries": geometries}
    return whole


@pytest.mark.parametrize("quantised", [False, True])
def test_a_topology_says_the_same_as_its_features(quantised):
    features = [feature(unit) for unit in DEPARTMENTS]
    decoded = list(topojson.features(topology(features, quantised)))
    for ours, theirs in zip(decoded, features, strict=True):
        assert ours["properties"] == theirs["properties"]
        assert shape(ours["geometry"]).symmetric_difference(shape(theirs["geometry"])).area < 1e-9


def bomb():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("capa.shp", b"\0" * 30_000_000)
    return archive.getvalue()


def archive_of(*names):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name in names:
            file.writestr(name, b"x")
    return archive.getvalue()


METRES = collection(
    [
        {
            "type": "Feature",
            "properties": {"ubigeo": "15"},
            "geometry": mapping(box(2e5, 8e6, 3e5, 9e6)),
        }
    ]
)
POINT = collection([{"type": "Feature", "properties": {}, "geometry": None}])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no es un GeoJSON"),
        (b"\xff\xfe\x00", "no es un GeoJSON"),
        (b"[" * 100_000, "no es un GeoJSON"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "no es un GeoJSON"),
        (b"[]", "no una colección de límites"),
        (b'{"type": "FeatureCollection"}', "dañado o incompleto"),
        (b'{"type": "FeatureCollection", "features": []}', "no trae ningún límite"),
        (b'{"type": "FeatureCollection", "features": [1]}', "número 1 no se puede leer"),
        (b'{"type": "Topology", "arcs": [], "objects": {"a": {"type": "Polygon"}}}', "dañado"),
        (POINT, "número 1 no se puede leer"),
        (METRES, "fuera del Perú"),
        (b"PK\x03\x04 nonsense", "zip dañado"),
        (bomb(), "no se abre"),
        (archive_of("leame.txt"), "trae 0 archivos .shp"),
        (archive_of("a.shp", "b.shp"), "trae 2 archivos .shp"),
        (archive_of("a.shp"), "le falta el .dbf"),
        (archive_of("a.shp", "a.dbf"), "dañado"),
        (archive_of(*(f"{n}.txt" for n in range(101))), "trae 101 partes"),
        (zipped_shapefile(prj=b'PROJCS["WGS_1984_UTM_Zone_18S"]'), "coordenadas proyectadas"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_a_sentence(written, content, said):
    with pytest.raises(UnreadableBoundaries, match=said) as refusal:
        read(written(content))
    assert str(refusal.value).endswith(".")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadableBoundaries, match="revise la ruta"):
        read(tmp_path / "nada.json")


def test_a_path_closes_and_keeps_holes():
    ring = box(-80, -10, -79, -9).difference(box(-79.7, -9.7, -79.3, -9.3))
    drawn = shapes.path(ring)
    assert drawn.count("M") == drawn.count("z") == 2
    assert shapes.area_km2(box(-76, -10, -75, -9)) == pytest.approx(12_192, rel=0.01)


@pytest.mark.database
@pytest.mark.django_db
class TestEditions:
    """The life of an edition: cargada, revisada, activa, retirada."""

    def test_loading_leaves_the_map_as_it_was_until_activation(self, written):
        load_reference()
        path = written(collection(map(feature, DEPARTMENTS)))
        edition, new = load(path, source="prueba", at=NOW)
        assert (new, edition.state, edition.boundaries.count()) == (True, "revisada", 25)
        assert outline.active_paths("dept") == {}
        activate(edition.id, at=NOW)
        paths = outline.active_paths("dept")
        assert len(paths) == 25
        assert all(d.startswith("M") and d.endswith("z") for d in paths.values())

    def test_the_same_file_again_is_the_same_edition(self, written):
        load_reference()
        path = written(collection(map(feature, DEPARTMENTS)))
        first, _ = load(path, source="prueba", at=NOW)
        again, new = load(path, source="prueba", at=NOW)
        assert (again, new) == (first, False)
        assert Edition.objects.count() == 1

    def test_activating_another_retires_the_former(self, written):
        load_reference()
        first, _ = load(written(collection(map(feature, DEPARTMENTS))), source="a", at=NOW)
        fewer = written(collection(map(feature, DEPARTMENTS[1:])), "otro.json")
        second, _ = load(fewer, source="b", at=NOW)
        activate(first.id, at=NOW)
        activate(second.id, at=NOW)
        first.refresh_from_db()
        assert (first.state, len(outline.active_paths("dept"))) == ("retirada", 24)

    def test_faults_keep_an_edition_from_being_activated(self, written):
        load_reference()
        wrong = collection(feature(u, ubigeo=u.reniec) for u in DEPARTMENTS)
        edition, _ = load(written(wrong), source="prueba", at=NOW)
        assert edition.state == "cargada"
        with pytest.raises(CannotActivate, match="RENIEC"):
            activate(edition.id, at=NOW)
        with pytest.raises(UnknownBoundaries, match="No hay una edición"):
            activate(edition.id + 1, at=NOW)

    def test_a_refused_file_leaves_nothing(self, written):
        load_reference()
        with pytest.raises(UnreadableBoundaries):
            load(written(b"[]"), source="prueba", at=NOW)
        assert Edition.objects.count() == 0

    def test_real_districts_load_and_say_which_two_they_lack(self, shared):
        load_reference()
        path = shared / "data" / "territory" / "districts.topojson"
        edition, _ = load(path, source="mapsPERU", at=NOW)
        assert edition.state == "revisada"
        assert edition.report["missing"] == ["120307", "160405"]
        assert edition.report["matched"] == 1891
        assert edition.report["mended"] == {}
        assert Unit.objects.filter(boundaries__edition=edition).count() == 1891


def test_a_limit_without_geometry_is_told_by_its_unit_and_the_others_stay(written):
    first, second, *rest = [feature(unit) for unit in DEPARTMENTS]
    away = {**second, "geometry": {"type": "Point", "coordinates": [-77, -12]}}
    document = collection([{**first, "geometry": None}, away, *rest])
    report = check(read(written(document))).report()
    assert report["matched"] == len(rest)
    assert report["missing"] == [DEPARTMENTS[0].code, DEPARTMENTS[1].code]
    assert len(report["without_outline"]) == 2
    assert "número 1 no se puede leer" in report["without_outline"][0]
    assert f"{DEPARTMENTS[0].code}, {DEPARTMENTS[0].name}" in report["without_outline"][0]
    assert "no es un polígono" in report["without_outline"][1]
    assert report["faults"] == []


def test_a_shapefile_with_a_null_shape_keeps_the_others(written):
    parts = {part: io.BytesIO() for part in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POLYGON, encoding="utf-8") as writer:
        writer.field("CCDD", "C", 2)
        for place, unit in enumerate(DEPARTMENTS):
            if place:
                writer.shape(mapping(square(unit.code)))
            else:
                writer.null()
            writer.record(unit.code)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for part, stream in parts.items():
            file.writestr(f"capa.{part}", stream.getvalue())
    report = check(read(written(archive.getvalue(), "capa.zip"))).report()
    assert (report["matched"], len(report["without_outline"])) == (len(DEPARTMENTS) - 1, 1)
