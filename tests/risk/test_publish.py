"""Preliminary, replies, final: the index is published as the semáforo is."""

import errno
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from sinasec.compliance.models import Batch
from sinasec.definitions import load
from sinasec.methods.composite import build
from sinasec.publications.actions import CannotReply, reply
from sinasec.publications.heal import heal
from sinasec.publications.models import Publication
from sinasec.publications.packages.canonical_json import json_bytes
from sinasec.publications.packages.descriptor import identified
from sinasec.publications.succession import successor
from sinasec.publications.trust.reproduce import reproduce
from sinasec.publications.trust.verify import verify
from sinasec.risk.published import reading
from sinasec.risk.published.lacking import Lacks
from sinasec.risk.published.publish import CannotPublish, publish_index
from sinasec.warehouse.place import remove
from tests.altering import writable
from tests.risk.made_result import LACKING, YEAR, made_inputs

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("home", "once")]

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
IN_TIME = NOW + timedelta(days=10)
TOO_LATE = NOW + timedelta(days=11)
REPLY = {"committee": "CODISEC-150108", "text": "Las denuncias de 2023 bajaron.", "by": "ST"}


@pytest.fixture
def published(edition):
    def publish(**options):
        given = {"edition": edition, "inputs": made_inputs(), "year": YEAR, "now": NOW}
        given["accepted"] = LACKING
        return publish_index(**{**given, **options})

    return publish


@pytest.fixture
def preliminary(published) -> Publication:
    return published().publication


def test_it_can_be_verified_and_says_what_it_is(published, home, edition):
    done = published()
    key = (home / "keys" / "clave-publica.pem").read_bytes()
    assert verify(done.path, key).ok
    row = done.publication
    assert row.pk == f"indice-2023-12-31-{row.sha256[:8]}"
    assert (row.kind, row.stage, row.simulated) == ("indice", "preliminar", True)
    assert (row.horizon_from, row.as_of) == (date(2023, 1, 1), date(2023, 12, 31))
    said = json.loads((done.path / "datapackage.json").read_bytes())
    assert "SIMULADO" in said["title"]
    assert said["indice"]["ejemplo"] is True
    assert said["indice"]["replicas"] == edition.uncertainty.replications
    assert any(source["title"].startswith("denuncias: ") for source in said["sources"])
    readme = (done.path / "README.md").read_text()
    assert "SIMULADO" in readme
    assert "EJEMPLO" in readme
    assert "sinasec index build" in readme


def test_over_facts_that_changed_nothing_is_published(published, home):
    """A load brought a fact that is not there."""
    Batch.objects.create(
        file="actos.csv", sha256="0" * 64, layout="actos", rows=1, added=1, loaded_at=NOW, by="ana"
    )
    with pytest.raises(CannotPublish, match=r"No se publicó nada.*trajo 1 hecho "):
        published()
    assert not Publication.objects.exists()
    assert not [path for path in (home / "publications").rglob("*") if path.name != ".turno"]


def test_only_the_years_used_are_in_it(published, edition):
    """Three years, for a variant pools them; what is older or newer is not."""
    inputs = made_inputs()
    late = inputs.reports.with_columns(year=pl.col("year") + 1)
    known = replace(inputs, reports=pl.concat([inputs.reports, late]))
    done = published(inputs=known)
    assert set(reading.inputs(done.publication).reports["year"]) == {2021, 2022, 2023}
    alone = replace(
        edition, variants=tuple(v for v in edition.variants if not v.change.get("window"))
    )
    other = published(edition=replace(alone, version="2026.2"))
    assert set(reading.inputs(other.publication).reports["year"]) == {2023}


def test_publishing_twice_changes_nothing(published, preliminary):
    files = sorted(reading.folder(preliminary).rglob("*"))
    again = published(now=TOO_LATE)
    assert not again.fresh
    assert again.publication == preliminary
    assert Publication.objects.count() == 1
    assert sorted(reading.folder(preliminary).rglob("*")) == files


def test_rows_in_another_order_are_the_same_index(published, preliminary):
    inputs = made_inputs()
    names = ("units", "reports", "population", "indicators", "neighbours")
    shuffled = {n: getattr(inputs, n).sample(fraction=1, shuffle=True, seed=5) for n in names}
    assert published(inputs=replace(inputs, **shuffled)).publication == preliminary


def test_another_seed_or_edition_is_another_index(published, preliminary, edition):
    assert published(seed=7).publication != preliminary
    assert published(replications=20).publication != preliminary
    other = published(edition=replace(edition, version="2026.2")).publication
    assert other.edition_id != preliminary.edition_id


def test_the_index_built_from_its_own_tables_gives_its_ranks(preliminary):
    built = build(reading.index_tables(preliminary), reading.recipe(preliminary))
    code = built.tables.tree.index.code
    shown = reading.table(preliminary, "distritos").drop_nulls("rank")
    assert dict(built.ranks.select("uCode", code).iter_rows()) == dict(
        shown.select("unit", "rank").iter_rows()
    )


def test_final_waits_for_the_end_of_the_reply_period(published, preliminary):
    with pytest.raises(CannotPublish, match="20 de noviembre de 2026"):
        published(final=True, now=IN_TIME)


def test_what_cannot_be_final_is_said_before_the_work(published, preliminary, monkeypatch):
    def working(*_):
        pytest.fail("it was computed before it was refused")

    monkeypatch.setattr("sinasec.risk.published.publish.computed", working)
    with pytest.raises(CannotPublish):
        published(final=True, now=IN_TIME)


def test_final_carries_the_replies_and_replaces(published, preliminary):
    reply(publication=preliminary.pk, now=IN_TIME, **REPLY)
    final = published(final=True, now=TOO_LATE)
    assert final.publication.replaces == preliminary
    assert final.publication.stage == "definitiva"
    assert REPLY["text"] in (final.path / "respuestas.csv").read_text()
    assert reproduce(final.path).differences == ()
    assert [found.text for found in reading.replies(final.publication)] == [REPLY["text"]]
    again = published(final=True, now=TOO_LATE)
    assert (again.publication, again.fresh) == (final.publication, False)


def test_final_is_of_the_same_edition(published, preliminary, edition):
    with pytest.raises(CannotPublish, match="sin --final"):
        published(final=True, now=TOO_LATE, edition=replace(edition, version="2026.2"))


def test_what_it_lacks_is_said_before_the_work_and_nothing_is_signed(published, monkeypatch):
    def working(*_):
        pytest.fail("it was computed before it was refused")

    monkeypatch.setattr("sinasec.risk.published.publish.computed", working)
    with pytest.raises(Lacks, match="faltan datos de 5, y su peso se reparte") as refused:
        published(accepted=LACKING[1:])
    assert tuple(each.code for each in refused.value.lacks) == LACKING
    assert f"--aunque-falten {','.join(LACKING)}" in str(refused.value)
    with pytest.raises(CannotPublish, match="ningún indicador POBREXA"):
        published(accepted=(*LACKING, "POBREXA"))
    assert not Publication.objects.exists()


def test_what_was_accepted_is_said_in_the_package(published):
    done = published()
    said = json.loads((done.path / "datapackage.json").read_bytes())["indice"]["sin_datos"]
    assert [each["codigo"] for each in said] == list(LACKING)
    readme = (done.path / "README.md").read_text()
    assert "INDICADORES SIN DATOS" in readme
    assert "> - Homicidio (`HOMICIDIO`)." in readme
    shown = [(row["element"], row["name"], row["why"]) for row in reading.lacking(done.publication)]
    assert shown == sorted((each["codigo"], each["nombre"], each["por_que"]) for each in said)
    assert reproduce(done.path).equal


def test_a_package_made_before_that_was_said_is_computed_as_it_was(published, home):
    """It says nothing of what it lacks, and so it goes on."""
    done = published()
    folder = writable(done.path)
    said = json.loads((folder / "datapackage.json").read_bytes())
    del said["indice"]["sin_datos"]
    (folder / "datapackage.json").write_bytes(json_bytes(identified(said)))
    found = {file for file, _ in reproduce(folder).differences}
    assert found == {"README.md"}  # the new one, which said it


def test_a_final_is_computed_as_its_preliminary(published, preliminary):
    first = published(replications=20, seed=7).publication
    final = published(final=True, now=TOO_LATE)
    assert final.publication.replaces == first
    said = json.loads((final.path / "datapackage.json").read_bytes())
    assert (said["indice"]["replicas"], said["indice"]["semilla"]) == (20, 7)
    assert said["desde_la_preliminar"]["dicho"].startswith("Se calculó con los mismos datos")
    with pytest.raises(CannotPublish, match="20 réplicas y la semilla 7"):
        published(final=True, now=TOO_LATE, seed=8)


def test_a_final_says_which_data_are_not_those_of_its_preliminary(published, preliminary):
    inputs = made_inputs()
    known = replace(inputs, sources={**inputs.sources, "poblacion": "INEI, de julio"})
    final = published(final=True, now=TOO_LATE, inputs=known)
    said = json.loads((final.path / "datapackage.json").read_bytes())["desde_la_preliminar"]
    assert said["dicho"] == "Después de la preliminar cambiaron los datos de poblacion."
    assert said["fuentes_antes"] == {"poblacion": inputs.sources["poblacion"]}
    assert said["dicho"] in (final.path / "README.md").read_text()
    assert reproduce(final.path).equal


def test_two_editions_of_a_year_stand_side_by_side(published, preliminary, edition):
    other = published(edition=replace(edition, version="2026.2")).publication
    assert other.replaces is None
    assert successor(preliminary) is None
    again = published(now=IN_TIME, seed=7).publication
    assert again.replaces == preliminary
    assert successor(other) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"committee": "CODISEC-010101"}, "no dice nada de CODISEC-010101"),
        ({"committee": "CORESEC-15"}, "no dice nada de CORESEC-15"),
        ({"text": " "}, "está vacía"),
    ],
)
def test_a_reply_that_cannot_be_taken_says_why(preliminary, change, why):
    with pytest.raises(CannotReply, match=why):
        reply(publication=preliminary.pk, now=IN_TIME, **{**REPLY, **change})


def test_no_reply_after_the_period(preliminary):
    with pytest.raises(CannotReply, match="20 de noviembre"):
        reply(publication=preliminary.pk, now=TOO_LATE, **REPLY)


def test_the_reply_period_is_the_one_it_carries(preliminary):
    inside = reading.folder(preliminary) / "definiciones" / "publications.yaml"
    assert inside.read_text(encoding="utf-8") == load().files["publications.yaml"]


def test_nothing_is_published_ahead_of_time(published):
    real, made_up = made_inputs(simulated=False), made_inputs()
    early = datetime(2023, 12, 31, 4, tzinfo=UTC)  # in Lima it is still the 30th
    for inputs in (real, made_up):
        with pytest.raises(CannotPublish, match="todavía no llega"):
            published(inputs=inputs, now=early)
    assert not Publication.objects.exists()
    done = published(inputs=real, now=datetime(2024, 1, 1, 5, tzinfo=UTC)).publication
    assert not done.simulated
    assert reading.latest(simulated=False) == done
    invented = datetime(2024, 4, 30, tzinfo=UTC)  # the demonstration, on a clock that is behind
    assert published(now=early, invented=invented).publication.simulated


def test_without_data_it_says_what_to_load(published):
    with pytest.raises(CannotPublish, match="cárguelas"):
        published(inputs=replace(made_inputs(), reports=made_inputs().reports.clear()))
    with pytest.raises(CannotPublish, match="No hay denuncias"):
        published(year=2025)


def test_a_whole_folder_without_a_row_is_adopted(published, monkeypatch):
    def killed(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sinasec.publications.keep.record", killed)
        with pytest.raises(KeyboardInterrupt):
            published()
    assert not Publication.objects.exists()
    (adopted,) = heal().adopted
    row = Publication.objects.get()
    assert (row.folder, row.kind) == (adopted, "indice")
    assert not published().fresh


def test_without_room_nothing_is_published_and_the_reason_is_said(published, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sinasec.publications.keep.place", full)
    with pytest.raises(CannotPublish, match="haga sitio en el disco"):
        published()
    assert not Publication.objects.exists()


def test_a_folder_that_was_lost_is_placed_again(published, home):
    first = published()
    remove(first.path)
    again = published()
    assert (again.path, again.fresh) == (first.path, False)
    key = (home / "keys" / "clave-publica.pem").read_bytes()
    assert verify(again.path, key).ok
    assert Publication.objects.count() == 1
