"""Setting up: simulated inputs and the example index, once, and never over what is real."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from sinasec import warehouse
from sinasec.cli.main import main
from sinasec.demonstration import first_run as of_compliance
from sinasec.intake.bulk.load import load
from sinasec.methods.risk.reports.truth import Country
from sinasec.operation.health import look_at_lost_data
from sinasec.publications.models import Publication
from sinasec.risk import first_run as module
from sinasec.risk.first_run import first_run
from sinasec.risk.simulation import simulate as simulation
from sinasec.risk.simulation.files import LAST_KNOWN
from sinasec.warehouse.home import home
from tests.risk.some_provinces import some_provinces

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def country(monkeypatch, settings, tmp_path, once) -> Country:
    """A few provinces only, so that the index takes a moment, and the first time alone."""
    made = some_provinces()
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path))
    monkeypatch.setattr(simulation, "country", lambda: made)
    edition = module.index.load()
    few = replace(edition, uncertainty=replace(edition.uncertainty, replications=20))
    monkeypatch.setattr(module.index, "load", lambda: few)
    settings.PUBLICATIONS = tmp_path / "publications"
    settings.KEYS = tmp_path / "keys"
    return made


def test_it_loads_and_publishes_once(country):
    done = first_run(seed=5)
    assert done.startswith("indice-2025-12-31-")
    kept = [edition.id for name in warehouse.datasets() for edition in warehouse.editions(name)]
    assert len(kept) == len(warehouse.datasets()) + 1  # two editions of the reports
    assert first_run(seed=5) == done
    assert Publication.objects.count() == 1
    assert kept == [
        edition.id for name in warehouse.datasets() for edition in warehouse.editions(name)
    ]


def test_the_data_that_it_was_published_with_are_missed_once_they_are_gone(country, settings):
    done = first_run(seed=5)
    kept, published = home(), Path(settings.PUBLICATIONS)
    rows = {each.folder: each for each in Publication.objects.all()}
    assert list(look_at_lost_data.look(kept, published, rows)) == []
    lost = warehouse.current("poblacion", simulated=True)
    lost.folder.rename(lost.folder.with_name(f".{lost.id}"))
    [found] = look_at_lost_data.look(kept, published, None)
    assert found.message == f"Falta la edición de datos {lost.id}, con la que se hizo {done}."
    kept.rename(kept.with_name("otra"))
    [found] = look_at_lost_data.look(kept, published, rows)
    assert (found.about, found.level) == ("datos-perdidos", "falla")
    assert str(kept) in found.message
    assert lost.id in found.message
    [found] = look_at_lost_data.look(kept, Path("sin-publicaciones"), rows)
    assert done in found.message


def test_what_it_publishes_is_simulated(country):
    publication = Publication.objects.get(pk=first_run(seed=5))
    assert publication.simulated
    assert publication.kind == "indice"


def test_a_newer_program_publishes_nothing(country, monkeypatch):
    before = first_run(seed=5)
    monkeypatch.setattr("sinasec.risk.published.publish.code_version", lambda kind: "9.9+x")
    assert first_run(seed=5) == before
    assert Publication.objects.count() == 1


def test_nothing_is_made_up_over_real_inputs(country):
    real = b"ubigeo,anio,poblacion\n150101,2023,270000\n"
    load(real, name="p.csv", layout="poblacion", cited="INEI", by="x", at=LAST_KNOWN)
    assert first_run(seed=5) is None
    assert not Publication.objects.exists()
    assert warehouse.current("denuncias", simulated=True) is None


def test_the_command_says_both_publications(country, monkeypatch):
    monkeypatch.setattr(
        of_compliance,
        "first_page",
        lambda seed, demonstrated: {"publication": "semaforo-x" if demonstrated else None},
    )
    monkeypatch.setattr(of_compliance, "publish_past", lambda: None)
    said = CliRunner().invoke(main, ["setup", "--json"])
    assert said.exit_code == 0, said.output
    done = json.loads(said.stdout)
    assert done["publication"] == "semaforo-x"
    assert done["index"] == Publication.objects.get().pk
    assert CliRunner().invoke(main, ["setup"]).stdout == f"Listo: semaforo-x, {done['index']}\n"


def test_without_demonstration_nothing_is_made_up_nor_published(country):
    said = CliRunner().invoke(main, ["setup", "--without-demonstration", "--json"])
    assert said.exit_code == 0, said.output
    assert json.loads(said.stdout) == {"publication": None, "index": None, "triggers": {}}
    assert not Publication.objects.exists()
    assert warehouse.current("denuncias", simulated=True) is None
