"""Made-up boundaries of a region: a square a district."""

import json
from pathlib import Path

from shapely.geometry import box, mapping

from sinasec.territories import reference
from sinasec.territories.boundaries import load
from sinasec.territories.loading import load_reference
from sinasec.territories.models import Edition
from tests.web.sample import PUBLISHED

PUNO = [unit for unit in reference.units() if unit.kind == "dist" and unit.code[:2] == "21"]


def puno_boundaries(folder: Path) -> Edition:
    """Those of the districts of Puno, loaded and not active."""
    load_reference()
    features = []
    for number, unit in enumerate(PUNO):
        west, south = -71 + number % 12 * 0.1, -17 + number // 12 * 0.1
        shape = mapping(box(west, south, west + 0.1, south + 0.1))
        given = {"ubigeo": unit.code, "distrito": unit.name}
        features.append({"type": "Feature", "properties": given, "geometry": shape})
    path = folder / "puno.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return load(path, name="prueba", source="la prueba", at=PUBLISHED)[0]
