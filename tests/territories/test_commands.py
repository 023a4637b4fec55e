"""The commands of the territory: a report for a person, one JSON document for a program."""

import json

import pytest
from click.testing import CliRunner
from shapely.geometry import box, mapping

from sinasec.cli.main import main
from sinasec.territories import reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def departments(tmp_path):
    features = [
        {
            "type": "Feature",
            "properties": {"ubigeo": unit.code, "departamento": unit.name},
            "geometry": mapping(box(-80 + n % 5, -14 + n // 5, -79 + n % 5, -13 + n // 5)),
        }
        for n, unit in enumerate(u for u in reference.units() if u.kind == "dept")
    ]
    path = tmp_path / "departamentos.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features[1:]}))
    return path


def run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_load_reference_tells_and_then_changes_nothing():
    first = json.loads(run("load-reference", "--json").stdout)
    assert first["units"] == {"new": 2114, "changed": 0, "same": 0}
    again = run("load-reference")
    assert again.exit_code == 0
    assert "Territorio: 0 nuevos, 0 corregidos, 2114 sin cambio." in again.stdout


def test_boundaries_from_load_to_active(departments):
    assert "mapa de celdas iguales" in run("boundaries", "list").stdout
    loaded = run("boundaries", "load", departments, "--source", "prueba")
    assert loaded.exit_code == 0
    assert "24 límites de departamentos" in loaded.stdout
    assert "Sin límite (1): 01." in loaded.stdout
    edition = json.loads(run("boundaries", "load", departments, "--json").stdout)
    assert (edition["new"], edition["state"]) == (False, "revisada")
    assert "es ahora la activa" in run("boundaries", "activate", edition["id"]).stdout
    [listed] = json.loads(run("boundaries", "list", "--json").stdout)
    assert listed["state"] == "activa"


def test_a_refusal_is_a_sentence_and_exit_1_or_2_for_one_that_is_not_there(tmp_path):
    wrong = tmp_path / "limites.json"
    wrong.write_text("[]")
    refused = run("boundaries", "load", wrong)
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "no una colección de límites" in refused.stderr
    told = run("boundaries", "activate", "99", "--json")
    assert told.exit_code == 2
    assert "No hay una edición" in json.loads(told.stdout)["error"]["message"]
